/**
 * Whoever hangs is told soon. These are the only tests of times: that a limit on time is kept is what
 * is promised. On a busy computer the best of some tries counts.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { DescribedFitness, Task } from '../../src/index.ts'
import { library, nandertal } from '../built.ts'

const { createEvaluator }: typeof import('../../src/evaluator/choose.ts') = await import(
  new URL('../../dist/evaluator/choose.js', import.meta.url).href
)
const { createTask, defineTask, fromCommand, fromModule, fromUrl, machine } = library
const folder = mkdtempSync(join(tmpdir(), 'nandertal-timeouts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const timeoutMs = 300
/** What may be added to a limit until its failure is told. */
const slackMs = 500
const tries = 4
/** The seed at which every fitness below hangs. */
const hanging = 13

const genome = machine({ inputs: 1, outputs: 1, gates: 2 })
const define = (fitness: DescribedFitness): Task =>
  createTask(defineTask({ genome, fitness, limits: { timeoutMs } }))

const functionThat = (hangs: string) =>
  fromModule(
    write(
      `${hangs.length}.mjs`,
      `export const fitness = (m, { seed }) => {
         if (seed !== ${hanging}) return m.gates
         ${hangs}
       }`,
    ),
  )

const server = createServer(async (request, response) => {
  let body = ''
  for await (const part of request) body += part
  if (JSON.parse(body).seed !== hanging) response.end('1')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
const { port } = server.address() as { port: number }

const silentProgram = fromCommand(
  process.execPath,
  '-e',
  `require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
     if (JSON.parse(line).seed !== ${hanging}) console.log('1')
   })`,
)

const ways: Readonly<Record<string, DescribedFitness>> = {
  'a loop': functionThat('for (;;);'),
  'a regular expression': functionThat("return /^(a+)+$/.test('a'.repeat(40) + '!')"),
  'a wait for nobody': functionThat('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'),
  'a timer that is far': functionThat('return new Promise((resolve) => setTimeout(resolve, 1e8))'),
  'a program': silentProgram,
  'a server': fromUrl(`http://127.0.0.1:${port}/`),
}

describe('a fitness that hangs', () => {
  it.each(Object.keys(ways))(
    'in %s is told half a second after its time',
    async (way) => {
      const task = define(ways[way]!)
      const evaluator = await createEvaluator(task, task.problem.custom!, {
        workers: 2,
        limits: task.limits,
        now: () => performance.now(),
      })
      const netlist = task.genome.decode(task.genome.random(library.createRng(1)))
      // One in ten hangs, and others are not touched by that.
      const requests = Array.from({ length: 10 }, (_, i) => ({
        netlist,
        seed: i === 3 ? hanging : 100 + i,
      }))
      const times: number[] = []
      try {
        await evaluator.evaluate([{ netlist, seed: 1 }], {})
        for (let i = 0; i < tries; i++) {
          let startedAt = 0
          const outcomes = await evaluator.evaluate(requests, {
            onOutcome(slot) {
              // The one before it in its session is done: now its time begins.
              if (slot < 3 || startedAt === 0) startedAt = performance.now()
              if (slot === 3) times.push(performance.now() - startedAt)
            },
          })
          const kinds = outcomes.map((outcome) =>
            'fault' in outcome ? outcome.fault.kind : 'score',
          )
          expect(kinds).toEqual(requests.map((_, at) => (at === 3 ? 'timeout' : 'score')))
          if (Math.min(...times) <= timeoutMs + slackMs) break
        }
      } finally {
        await evaluator.close()
      }
      expect(Math.min(...times)).toBeLessThanOrEqual(timeoutMs + slackMs)
    },
    60_000,
  )

  it('at every machine ends the program soon after one that throws would, with one worker', async () => {
    const run = async (name: string, fitness: string, runs: string) => {
      const file = write(
        `${name}.task.ts`,
        `import { defineTask, machine } from 'nandertal'
         export default defineTask({
           genome: machine({ inputs: 1, outputs: 1, gates: 2 }),
           fitness: () => { ${fitness} },
         })`,
      )
      const startedAt = performance.now()
      const words = ['evolve', file, '--workers', '1', '--runs', join(folder, runs)]
      const { code, stderr } = await nandertal(words, folder)
      expect(code).toBe(4)
      return { stderr, ms: performance.now() - startedAt }
    }
    const defaultMs = 2500
    const times: number[] = []
    for (let i = 0; i < tries; i++) {
      const thrown = await run('throws', "throw new Error('no lap')", `thrown-${i}`)
      const hung = await run('hangs', 'for (;;);', `hung-${i}`)
      expect(hung.stderr).toMatch(/no answer after 2500 ms; 2 of the first 2 evaluations failed/)
      times.push(hung.ms - thrown.ms)
      if (Math.min(...times) <= defaultMs + slackMs) break
    }
    expect(Math.min(...times)).toBeLessThanOrEqual(defaultMs + slackMs)
  }, 60_000)
})
