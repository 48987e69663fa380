import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exportAs } from '../../src/export.ts'
import { nandertal as program } from '../built.ts'
import { prefixAdder, rippleAdder } from '../verify/arithmetic.ts'
import { binaryCounter, binaryRing, grayCounter, ring } from '../verify/memory.ts'
import { nandertal, readEvents, type Setting, useTemporaryFolder } from './harness.ts'

useTemporaryFolder()

const json = JSON.parse(
  readFileSync(new URL('../../schemas/events.schema.json', import.meta.url), 'utf8'),
)
const schema = z.fromJSONSchema(json)
const seen = new Set<string>()

async function check(words: string, setting?: Setting): Promise<void> {
  const { stdout } = await nandertal(`${words} --json`, setting)
  checkEvents(words, stdout)
}

function checkEvents(words: string, stdout: string): void {
  for (const event of readEvents(stdout)) {
    const result = schema.safeParse(event)
    expect(result.error?.issues ?? [], `${words}: ${JSON.stringify(event)}`).toEqual([])
    seen.add(event.type === 'result' ? `${event.command}Result` : String(event.type))
  }
}

/** Now and then it reports, and now and then it fails. */
const fussyTask = `import { defineTask, machine } from 'nandertal'
  export default defineTask({
    genome: machine({ inputs: 2, outputs: 1, gates: 3 }),
    fitness: (m, { seed, report }) => {
      if (seed % 100 === 0) report(1, 0.5)
      if (seed % 50 === 1) throw new Error('no power')
      return m.gates
    },
  })`

describe('the schema of events', () => {
  it('holds for what every command writes', async () => {
    const champion = 'runs/half-adder-1/champion.json'
    await check('evolve half-adder --stall 4000', { tickMs: 100 })
    await check('evolve parity-stream --evaluations 40')
    await check('evolve mux --search nsga2 --evaluations 2000')
    const noisy = 'fitness: (m, { seed }) => m.gates + (seed % 1000) / 1000'
    const write = (name: string, rest: string) =>
      writeFileSync(
        name,
        `import { defineTask, machine } from 'nandertal'
        const genome = machine({ inputs: 2, outputs: 1, gates: 9 })
        export default defineTask({ genome, ${rest}, budget: { evaluations: 300 } })`,
      )
    write('noisy.task.js', noisy)
    write('sampled.task.js', `${noisy}, noise: { resample: 'adaptive' }`)
    write('race.task.js', 'interact: (a, b) => a.gates - b.gates')
    await check('evolve noisy.task.js --isolate none')
    await check('evolve sampled.task.js --isolate none', { tickMs: 100 })
    await check('evolve race.task.js')
    await check('evolve full-adder', { interrupt: { signal: 'SIGINT', after: 30 } })
    await check('resume runs/full-adder-1 --evaluations 2000')
    await check('fork --from runs/full-adder-1 --seed 2 --evaluations 3000')
    await check('replay runs/full-adder-1')
    const rows = Array.from({ length: 20 }, (_, i) => `${i},${i % 2 ? 'odd' : 'even'}`)
    writeFileSync('rows.csv', `x,class\n${rows.join('\n')}\n`)
    await check('evolve rows.csv --target class --folds 2 --evaluations 200')
    await check(`show ${champion}`)
    await check(`verify ${champion}`)
    await check('verify runs/full-adder-1/champion.json')
    const machines = {
      'ripple.blif': rippleAdder(8),
      'prefix.blif': prefixAdder(8),
      'gray.blif': grayCounter(4),
      'binary.blif': binaryCounter(4),
      'ring.blif': ring(20, 18),
      'count.blif': binaryRing(19, 5, 18),
    }
    for (const [name, netlist] of Object.entries(machines)) {
      writeFileSync(name, await exportAs('blif', netlist))
    }
    await check('verify ripple.blif --against prefix.blif --proof same.lrat')
    await check('verify gray.blif --against binary.blif --proof same.drat')
    await check('verify ring.blif --against count.blif --ticks 9')
    await check(`prune ${champion}`)
    const loose = '.model loose\n.inputs a b\n.outputs y\n.names a b y\n11 1\n10 1\n.end\n'
    writeFileSync('loose.blif', loose)
    await check('prune loose.blif --effort 0.1')
    const errors = '--effort 0 --max-error 50% --evaluations 500'
    await check(`prune loose.blif ${errors}`, { tickMs: 300 })
    await check(`export ${champion} --to verilog`)
    await check(`export ${champion} --to aig`)
    await check(`explain ${champion}`)
    await check('check full-adder')
    await check('bench --only simulation,ladder,solution --tasks full-adder --seeds 1')
    // As built: processes that compute a fitness are started from there.
    writeFileSync('slow.task.ts', fussyTask)
    const words = ['evolve', 'slow.task.ts', '--json', '--evaluations', '9000']
    checkEvents('evolve slow.task.ts', (await program(words, process.cwd())).stdout)
    await check('tasks')
    await check('tasks and')
    await check('tasks and --source')
    await check('completion bash')
    await check('evolve nothing')
  })

  it('has nothing that was not seen', () => {
    const named = Object.keys(json.$defs)
    const events = json.anyOf.map(({ $ref }: { $ref: string }) => $ref.split('/').at(-1))
    expect(events.every((name: string) => named.includes(name))).toBe(true)
    const unseen = events.filter((name: string) => name !== 'sourceResult' && !seen.has(name))
    expect(unseen).toEqual([])
  })

  it('refuses what is not an event', () => {
    expect(schema.safeParse({ type: 'paused' }).success).toBe(false)
    expect(schema.safeParse({ type: 'saved', generation: 1 }).success).toBe(false)
  })
})
