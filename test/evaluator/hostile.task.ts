/**
 * A fitness that does harm in the way that its file is named for, now and then, so that the run has
 * something to live on. The test writes the name of a deed into it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { defineTask, machine } from 'nandertal'

declare const WebAssembly: {
  readonly Memory: new (size: {
    initial: number
    maximum: number
  }) => { readonly buffer: ArrayBuffer; grow(pages: number): number }
}

const deeds: Record<string, () => unknown> = {
  'throws an error': () => {
    throw new RangeError('no such lap')
  },
  'throws null': () => {
    throw null
  },
  'throws what throws when looked at': () => {
    throw Object.defineProperty(new Error('x'), 'message', {
      get() {
        throw new Error('again')
      },
    })
  },
  rejects: () => Promise.reject(new Error('later')),
  hangs: () => {
    for (;;);
  },
  'hangs in a regular expression': () => /^(a+)+$/.test(`${'a'.repeat(40)}!`),
  'waits for nobody': () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  'waits for a timer that is far': () => new Promise((resolve) => setTimeout(resolve, 1e8)),
  leaves: () => process.exit(3),
  'leaves as if all were well': () => process.exit(0),
  aborts: () => process.abort(),
  'kills itself': () => process.kill(process.pid, 'SIGKILL'),
  'fills the heap': () => {
    const kept: unknown[] = []
    for (;;) kept.push(new Array(1000).fill(kept.length))
  },
  'fills buffers': () => {
    const kept: unknown[] = []
    for (;;) kept.push(Buffer.alloc(2 ** 24, 1))
  },
  'fills shared memory': () => {
    const kept: unknown[] = []
    for (;;) {
      const shared = new Uint8Array(new SharedArrayBuffer(2 ** 24))
      kept.push(shared.fill(1))
    }
  },
  'fills the memory of WebAssembly': () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536 })
    for (let at = 0; ; at += 2 ** 24) {
      memory.grow(256)
      new Uint8Array(memory.buffer, at, 2 ** 24).fill(1)
    }
  },
  'grows a text': () => {
    let text = 'x'
    for (;;) text += text
  },
  'overflows the stack': () => {
    const deeper = (): number => 1 + deeper()
    return deeper()
  },
  'throws later': () => {
    setTimeout(() => {
      throw new Error('nobody awaits this')
    })
    return new Promise((resolve) => setTimeout(() => resolve(1), 50))
  },
  'rejects where nobody listens': () => {
    void Promise.reject(new Error('nobody awaits this'))
    return new Promise((resolve) => setTimeout(() => resolve(1), 50))
  },
  'never settles': () => new Promise(() => {}),
  // biome-ignore lint/suspicious/noThenProperty: that is the point
  'is thenable and never settles': () => ({ then() {} }),
  'returns NaN': () => Number.NaN,
  'returns infinity': () => Number.POSITIVE_INFINITY,
  'returns minus infinity': () => Number.NEGATIVE_INFINITY,
  'returns a bigint': () => 1n,
  'returns a text': () => '1',
  'returns nothing': () => undefined,
  'returns null': () => null,
  'returns a function': () => () => 1,
  'returns a symbol': () => Symbol('1'),
  'returns another objective': () => ({ fitness: 1, other: 2 }),
  'returns a getter that throws': () => ({
    get fitness() {
      throw new Error('look elsewhere')
    },
  }),
  'returns much': () => ({ fitness: 'x'.repeat(2 ** 22) }),
  'changes Object.prototype': () => {
    ;(Object.prototype as Record<string, unknown>).polluted = 1
    return 1
  },
  'changes Math': () => {
    Math.abs = () => 7
    return 1
  },
  'changes JSON': () => {
    JSON.stringify = () => '{"type":"done"}'
    return 1
  },
  'changes the working folder': () => {
    process.chdir('/')
    return 1
  },
  'floods its output': () => {
    for (;;) process.stdout.write('x'.repeat(65536))
  },
  'opens files for ever': () => {
    for (;;) openSync(process.execPath, 'r')
  },
  'starts programs for ever': () => {
    for (let i = 0; i < 20; i++) spawn('sleep', ['1000'], { stdio: 'ignore' })
    spawnSync('sleep', ['1000'])
  },
  'starts threads for ever': () => {
    for (let i = 0; i < 4; i++) new Worker('for (;;);', { eval: true })
    for (;;);
  },
  'closes its line': () => {
    closeSync(3)
    return new Promise((resolve) => setTimeout(resolve, 1e8))
  },
  'floods its line': () => {
    for (;;) writeSync(3, 'x'.repeat(4096))
  },
  'writes nonsense on its line': () => {
    writeSync(3, '{"type":"outcome","at":0,"outcome":{"score":["no"]}}\nnull\n{}\n')
    return Number.NaN
  },
}

const deed = 'throws an error'

export default defineTask({
  genome: machine({ inputs: 2, outputs: 1, gates: 4 }),
  // By the machine, not by the seed: whoever is evaluated again does no harm.
  fitness({ netlist }) {
    const sum = [...netlist.fanin, ...netlist.outputs].reduce((all, x) => (all * 31 + x) % 9973, 7)
    if (sum % 4 !== 0) return sum / 9973
    return deeds[deed]!() as number
  },
  limits: { timeoutMs: 2000, memoryMb: 192 },
  budget: { evaluations: 4 },
  search: { name: 'one-plus-lambda', lambda: 4 },
})
