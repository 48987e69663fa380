/**
 * How many gate·bit evaluations a second do the kernels make, beside an interpreter in C++ of ours
 * that does the same job (`peer/interpreter.cpp`)?
 *
 * A call counts whole: machine and stimulus handed in, response handed out.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRng, type Kernel, kernels, type Netlist, type Stimulus } from 'nandertal'
import { median, writeRecord } from '../record.ts'

interface Load {
  readonly gates: number
  readonly cases: number
  readonly latches: number
  readonly ticks: number
}

const loads: readonly Load[] = [
  ...[100, 1000].flatMap((gates) =>
    [128, 1024, 8192].map((cases) => ({ gates, cases, latches: 0, ticks: 1 })),
  ),
  { gates: 1000, cases: 1024, latches: 16, ticks: 16 },
]
const inputs = 12
const outputs = 8
const samples = 25
/** What a sample evaluates, in gates × bits: some hundredths of a second. */
const sampleWork = { plain: 5e8, simd: 5e9, peer: 1e10 }
/** The load and the share of the peer's speed that the simd kernel is meant to reach there. */
const goal = { gates: 1000, cases: 1024, ticks: 1, share: 0.6 }

const simulate = (name: string): Kernel['simulate'] =>
  kernels.find((kernel) => kernel.name === name)!.simulate

/** Every fan-in is any signal before its gate, so that no cache is helped by order. */
function createMachine({ gates, latches }: Load): Netlist {
  const rng = createRng(1).split('netlist')
  const first = 1 + inputs + latches
  const any = () => rng.below(first + gates)
  return {
    inputs,
    latches: Uint32Array.from({ length: latches }, any),
    fanin: Uint32Array.from({ length: 2 * gates }, (_, i) => rng.below(first + (i >> 1))),
    outputs: Uint32Array.from({ length: outputs }, any),
  }
}

function createStimulus({ cases, ticks }: Load): Stimulus {
  const rng = createRng(1).split('stimulus')
  const words = cases / 32
  const bits = Uint32Array.from({ length: ticks * inputs * words }, () => rng.next())
  return { inputs, ticks, cases, words, bits }
}

/** A side of the comparison: nanoseconds that some calls take, and the checksum of their response. */
type Side = (calls: number) => { readonly ns: number; readonly checksum: string }

function kernelSide(name: string, netlist: Netlist, stimulus: Stimulus): Side {
  const run = simulate(name)
  const response = new Uint32Array(stimulus.ticks * outputs * stimulus.words)
  return (calls) => {
    const startedAt = performance.now()
    for (let call = 0; call < calls; call++) run(netlist, stimulus, response)
    const ns = 1e6 * (performance.now() - startedAt)
    const hash = response.reduce((sum, word) => Math.imul(sum ^ word, 16777619), 2166136261 | 0)
    return { ns, checksum: (hash >>> 0).toString(16).padStart(8, '0') }
  }
}

const folder = mkdtempSync(join(tmpdir(), 'nandertal-kernel-'))

/** Compiles the peer; undefined where no compiler can. */
function compilePeer(): string | undefined {
  const source = fileURLToPath(new URL('peer/interpreter.cpp', import.meta.url))
  const program = join(folder, 'interpreter')
  const flags = ['-O3', '-march=native', '-std=c++17']
  const { status } = spawnSync('g++', [...flags, source, '-o', program], { stdio: 'inherit' })
  return status === 0 ? program : undefined
}

function peerSide(program: string, netlist: Netlist, stimulus: Stimulus): Side {
  const { fanin, latches, outputs, inputs } = netlist
  const { ticks, words, bits } = stimulus
  const head = [inputs, latches.length, fanin.length / 2, outputs.length, ticks, words]
  const file = join(folder, 'job')
  writeFileSync(file, Uint32Array.from([...head, ...fanin, ...latches, ...outputs, ...bits]))
  return (calls) => {
    const text = execFileSync(program, [file, `${calls}`], { encoding: 'utf8' })
    const [ns, checksum] = text.trim().split(' ')
    return { ns: Number(ns), checksum: checksum! }
  }
}

const between = (values: readonly number[], digits: number) => {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)]
  return `${middle.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`
}

const peer = compilePeer()
const runs: object[] = []
const rows = loads.map((load) => {
  const { gates, cases, ticks } = load
  const netlist = createMachine(load)
  const stimulus = createStimulus(load)
  const sides: Partial<Record<keyof typeof sampleWork, Side>> = {
    plain: kernelSide('plain', netlist, stimulus),
    simd: kernelSide('simd', netlist, stimulus),
    ...(peer && { peer: peerSide(peer, netlist, stimulus) }),
  }
  const rates = { plain: [] as number[], simd: [] as number[], peer: [] as number[] }
  const checksums = new Set<string>()
  const work = gates * cases * ticks
  // The first samples warm up and are thrown away.
  for (let sample = -3; sample < samples; sample++) {
    const run: Record<string, number> = {}
    for (const name of ['plain', 'simd', 'peer'] as const) {
      const calls = Math.ceil(sampleWork[name] / work)
      const taken = sides[name]?.(calls)
      if (!taken) continue
      checksums.add(taken.checksum)
      if (sample >= 0) rates[name].push((run[name] = (work * calls) / taken.ns))
    }
    const rounded = Object.entries(run).map(([name, rate]) => [name, Number(rate.toFixed(2))])
    if (sample >= 0) runs.push({ gates, cases, ticks, ...Object.fromEntries(rounded) })
  }
  const shares = rates.peer.map((rate, i) => rates.simd[i]! / rate)
  const isGoal = gates === goal.gates && cases === goal.cases && ticks === goal.ticks
  const reached = median(shares) >= goal.share ? 'yes' : 'NO'
  const row = [
    `${gates} × ${cases}${ticks > 1 ? `, ${ticks} ticks` : ''}`,
    between(rates.plain, 1),
    between(rates.simd, 0),
    peer ? between(rates.peer, 0) : 'no g++',
    between(
      rates.simd.map((rate, i) => rate / rates.plain[i]!),
      1,
    ),
    peer ? between(shares, 2) : 'no g++',
    isGoal && peer ? `at least ${goal.share}: ${reached}` : '',
    checksums.size === 1 ? `yes, ${[...checksums][0]}` : 'NO',
  ]
  console.log(row.join(' | '))
  return row
})
rmSync(folder, { recursive: true })

writeRecord('speed/kernel.json', {
  title: 'The kernels',
  question:
    'How many gate·bit evaluations a second do the kernels make, beside an interpreter in C++ of ours that does the same job?',
  command: 'npm run build && npm run bench:kernel',
  columns: [
    'gates × cases',
    'plain, 10⁹ a second',
    'simd, 10⁹ a second',
    'C++, 10⁹ a second',
    'simd / plain',
    'simd / C++',
    'goal',
    'same response, its checksum',
  ],
  rows,
  notes: [
    `Medians, with least and most, of ${samples} samples, one thread, the three sides taken in turns on a machine shared with others: compare the ratios, each from one turn, not the rates. A call counts whole, machine and stimulus handed in and response handed out; ${inputs} inputs, ${outputs} outputs, fan-ins drawn from all signals before a gate. The row with ticks has 16 latches.`,
    'The peer is `bench/speed/peer/interpreter.cpp`, compiled with `g++ -O3 -march=native`, with AVX-512 where the processor has it and 256-bit vectors where it has not; it chooses the width of its blocks by the size of the machine, up to 2,048 cases.',
  ],
  runs,
})
