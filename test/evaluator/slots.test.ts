/** Whatever fills the slot of a fitness, the same champion comes out of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { EvolveOptions, FitnessSlot, TaskDefinition } from '../../src/index.ts'
import { library, nandertal } from '../built.ts'

const { defineTask, evolve, fromCommand, fromModule, fromUrl, loadTask, machine } = library
const folder = mkdtempSync(join(tmpdir(), 'nandertal-slots-'))
const servers: Server[] = []
afterAll(() => {
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true, force: true })
})

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const genome = machine({ inputs: 2, outputs: 1, gates: 6 })
const budget = { evaluations: 120 }
/** Rows of exclusive or that are right, minus a bit for each gate: in every language below. */
const fitness =
  '(m) => [0, 1, 2, 3].filter((r) => m.step([r & 1, r >> 1])[0] === ((r & 1) ^ (r >> 1))).length - m.gates / 100'

/** The same in a program that has only the netlist: a line in, a line out. */
const simulator = `
  function score({ inputs, gates, shown }) {
    let right = 0
    for (let row = 0; row < 4; row++) {
      const values = [0, row & 1, row >> 1]
      for (const [a, b] of gates) values.push(1 - (values[a] & values[b]))
      right += Number(values[shown[0]] === ((row & 1) ^ (row >> 1)))
    }
    return right - gates.length / 100
  }`

async function run(task: TaskDefinition, options: EvolveOptions = {}) {
  const { champion, island } = await evolve(task, { seed: 5, ...options })
  return { score: champion?.score, netlist: champion?.netlist, island }
}

const text = (slot: string) =>
  `import { defineTask, fromModule, machine } from 'nandertal'
   export default defineTask({
     name: 'task',
     genome: machine({ inputs: 2, outputs: 1, gates: 6 }),
     ${slot},
     budget: { evaluations: 120 },
   })`

const load = (file: string) => loadTask(file, {}, { modules: { nandertal: library } })

describe('the slot of a fitness', async () => {
  const plain = await run(
    defineTask({
      genome,
      budget,
      fitness: (m) => {
        const rows = [0, 1, 2, 3].filter((r) => m.step([r & 1, r >> 1])[0] === ((r & 1) ^ (r >> 1)))
        return rows.length - m.gates / 100
      },
    }),
  )

  it('is filled by a function, which comes to something', () => {
    expect(plain.score?.fitness).toBeGreaterThan(2)
  })

  it.each(['process', 'thread', 'none'] as const)(
    'by a function of a file, with %s',
    async (isolate) => {
      const task = await load(write(`${isolate}.task.ts`, text(`fitness: ${fitness}`)))
      const { champion, island } = await evolve(task, { seed: 5, isolate, workers: 2 })
      expect([champion?.score, champion?.netlist, island]).toEqual([
        plain.score,
        plain.netlist,
        plain.island,
      ])
    },
  )

  it('by a function that answers later', async () => {
    const later = `async (m) => { await new Promise((r) => setTimeout(r, 1)); return (${fitness})(m) }`
    const task = await load(write('later.task.ts', text(`fitness: ${later}`)))
    expect((await evolve(task, { seed: 5, workers: 2 })).island).toEqual(plain.island)
  })

  it('by a function of batches', async () => {
    const batch = `fitnessBatch: (all) => all.map(${fitness})`
    const task = await load(write('batch.task.ts', text(batch)))
    for (const isolate of ['process', 'none'] as const) {
      expect((await evolve(task, { seed: 5, isolate })).island).toEqual(plain.island)
    }
  })

  it('by a function of batches that holds machines against each other, wherever it runs', async () => {
    const ranked = `fitnessBatch: (all) => {
      const gates = all.map((m) => m.gates)
      return all.map((m) => gates.filter((each) => each > m.gates).length - m.depth / 100)
    }`
    const task = await load(write('ranked.task.ts', text(ranked)))
    const options = { seed: 5, search: { name: 'genetic', population: 10 } }
    const inline = await evolve(task, { ...options, isolate: 'none' })
    expect(inline.champion?.score.fitness).toBeGreaterThan(1)
    for (const workers of [1, 3]) {
      const apart = await evolve(task, { ...options, isolate: 'process', workers })
      expect(apart.island).toEqual(inline.island)
    }
  })

  it('by a module, beside a task in a program or in a file', async () => {
    const file = write('score.mjs', `export const fitness = ${fitness}`)
    expect(await run(defineTask({ genome, budget, fitness: fromModule(file) }))).toEqual(plain)
    const task = await load(write('beside.task.ts', text("fitness: fromModule('./score.mjs')")))
    expect((await evolve(task, { seed: 5 })).island).toEqual(plain.island)
  })

  it('by a program that speaks JSON by lines', async () => {
    const file = write(
      'score.cjs',
      `${simulator}
       require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
         console.log(JSON.stringify(score(JSON.parse(line))))
       })`,
    )
    const slot = fromCommand(process.execPath, file)
    expect(await run(defineTask({ genome, budget, fitness: slot }), { workers: 2 })).toEqual(plain)
  })

  it('by a server', async () => {
    const score = new Function(`${simulator}; return score`)()
    const server = createServer(async (request, response) => {
      let body = ''
      for await (const part of request) body += part
      response.end(JSON.stringify({ fitness: score(JSON.parse(body)) }))
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const slot = fromUrl(`http://127.0.0.1:${port}/`)
    expect(await run(defineTask({ genome, budget, fitness: slot }))).toEqual(plain)
  })
})

describe('a slot that does not work', () => {
  const fails = async (slot: FitnessSlot, limits = {}) => {
    const task = defineTask({ genome, budget, limits, fitness: slot as never })
    return run(task).catch((error: Error) => error)
  }

  it('says so for a program that is not there, ends, is silent or talks nonsense', async () => {
    const program = (code: string) => fromCommand(process.execPath, '-e', code)
    expect(await fails(fromCommand('no-such-program'))).toMatchObject({ code: 'task/crashed' })
    expect(await fails(program("console.error('no licence'); process.exit(3)"))).toMatchObject({
      message: expect.stringContaining('no licence'),
    })
    const silent = program('setInterval(() => {}, 1000)')
    expect(await fails(silent, { timeoutMs: 300 })).toMatchObject({ code: 'task/timeout' })
    const chatty = program("process.stdin.on('data', () => console.log('ready'))")
    expect(await fails(chatty)).toMatchObject({ code: 'task/bad-value' })
    const honest = program(
      'process.stdin.on(\'data\', () => console.log(\'{"error":"no power"}\'))',
    )
    expect(await fails(honest)).toMatchObject({ message: expect.stringContaining('no power') })
  })

  it('says so for a server that is not there, or answers with a fault', async () => {
    expect(await fails(fromUrl('http://127.0.0.1:9/'))).toMatchObject({ code: 'task/no-reply' })
    const server = createServer((_, response) => response.writeHead(500).end('out of order'))
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    expect(await fails(fromUrl(`http://127.0.0.1:${port}/`))).toMatchObject({
      message: expect.stringContaining('out of order'),
    })
  })

  it('says so for a module that is not there or has no fitness', async () => {
    expect(await fails(fromModule(join(folder, 'nothing.mjs')))).toBeInstanceOf(Error)
    const file = write('empty.mjs', 'export const speed = 3')
    expect(await fails(fromModule(file))).toMatchObject({ code: 'task/no-fitness' })
  })

  it('is refused where a function cannot be had elsewhere', async () => {
    const task = defineTask({ genome, fitness: () => 1 })
    await expect(evolve(task, { isolate: 'process' })).rejects.toMatchObject({
      code: 'task/only-in-code',
    })
  })

  it('ends soon with the first failure, its text and its place', async () => {
    const slot = "fitness: () => { throw new Error('no such lap') }"
    const file = write('broken.task.ts', text(slot))
    const { code, stderr } = await nandertal(['evolve', file, '--runs', folder], folder)
    expect(code).toBe(4)
    expect(stderr).toMatch(/broken\.task\.ts:\d+:\d+: .*no such lap; 5 of the first 5 evaluations/)
  })
})

describe('the digest of a task', () => {
  it('is another with another program', () => {
    const digestOf = (file: string) =>
      library.createTask(defineTask({ genome, fitness: fromCommand('node', file) })).digest
    expect(digestOf('a.js')).not.toBe(digestOf('b.js'))
  })
})

describe('failures', () => {
  const moody = (seed: string) => `fitness: (m, { seed }) => {
    if (seed % 5 === 0) throw new Error('no luck')
    return ${seed}
  }`

  it('score worst, are counted, and are retried or end the run where a task says so', async () => {
    const file = write('moody.task.ts', text(moody('seed % 100')))
    const task = await load(file)
    const { island } = await evolve(task, { seed: 5, isolate: 'none' })
    expect(island.failures?.threw).toBeGreaterThan(5)
    const stopping = text(`${moody('1')}, limits: { onFailure: { threw: 'stop' } }`)
    const stop = await load(write('stop.task.ts', stopping))
    await expect(evolve(stop, { seed: 5, isolate: 'none' })).rejects.toThrow(/no luck/)
    const once = `fitness: (m) => {
      const seen = (globalThis.seen ??= new Set())
      const key = String(m.netlist.fanin)
      if (!seen.has(key)) { seen.add(key); throw new Error('not yet') }
      return m.gates
    }, limits: { onFailure: { threw: 'retry' } }`
    const retried = await load(write('retry.task.ts', text(once)))
    expect((await evolve(retried, { seed: 5, isolate: 'none' })).island.failures).toBeUndefined()
  })

  it('of limits are told all at once', () => {
    const limits = { timeoutMs: 0, memoryMb: 1, onFailure: { threw: 'ignore', late: 'stop' } }
    expect(() =>
      library.createTask(defineTask({ genome, fitness: () => 1, limits: limits as never })),
    ).toThrow(/timeoutMs[\s\S]*memoryMb[\s\S]*late[\s\S]*threw/)
  })
})
