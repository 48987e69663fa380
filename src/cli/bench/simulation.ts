/**
 * How many gate·bit evaluations a second do the kernels make, and what share is that of what they
 * could make here?
 *
 * The limit is measured, not computed: the inner work of the simd kernel with all it touches in a
 * first-level cache of 32 KiB, and next to nothing copied. That is a small machine with one input and
 * one output on a block of full width, for many ticks. Load and limit are compared by their best
 * windows, of equally many each, and take turns, so that whatever else the computer does meets both.
 * A call counts whole: machine and stimulus handed in, response handed out.
 */
import { createRng, type Kernel, kernels, type Netlist, type Stimulus } from '../../index.ts'
import type { Finding, Part } from '../bench.ts'
import { percent, plural, rate, table, whole } from '../format.ts'
import { type Spread, spreadOf } from './spread.ts'

interface Load {
  readonly gates: number
  readonly cases: number
  readonly ticks: number
  readonly inputs: number
  readonly outputs: number
}

const usual = { ticks: 1, inputs: 12, outputs: 8 }
const loads: readonly Load[] = [
  { gates: 1000, cases: 1024, ...usual },
  { gates: 100, cases: 128, ...usual },
]

const fastest = 'simd'
/** 102 signals and 64 ticks in and out, each of 128 bytes, and 800 bytes of fan-ins: 29 KiB. */
const limitLoad: Load = { gates: 100, cases: 1024, ticks: 64, inputs: 1, outputs: 1 }

const turns = 25
/** Turns whose windows warm up and are thrown away. */
const warmUpTurns = 3
const windowMs = 20
/** Gate·bit evaluations between two looks at the clock: a millisecond or less, or about. */
const batchWork = 2 ** 24

/** A kernel on a load, and the gate·bit evaluations a second of its windows so far. */
interface Side {
  readonly kernel: string
  readonly load: Load
  readonly response: Uint32Array
  /** What a batch evaluates. */
  readonly work: number
  readonly rates: number[]
  batch(): void
}

export const simulationPart: Part = {
  name: 'simulation',
  title: 'Simulation: gate·bit evaluations a second, one thread',

  async measure({ now, say }) {
    say(`simulation: ${plural(kernels.length, 'kernel')}, ${plural(loads.length, 'load')}`)
    const sides = loads.flatMap((load) => kernels.map((kernel) => createSide(kernel, load)))
    const limit = createSide(kernels.find(({ name }) => name === fastest)!, limitLoad)
    for (let turn = -warmUpTurns; turn < turns; turn++) {
      for (const side of [...sides, limit]) {
        const perSecond = measureWindow(side, now)
        if (turn >= 0) side.rates.push(perSecond)
      }
    }
    return describe(sides, limit)
  },
}

function createSide(kernel: Kernel, load: Load): Side {
  const { gates, cases, ticks, outputs } = load
  const netlist = createRandomNetlist(load)
  const stimulus = createRandomStimulus(load)
  const response = new Uint32Array(ticks * outputs * stimulus.words)
  const callWork = gates * cases * ticks
  const calls = Math.ceil(batchWork / callWork)
  return {
    kernel: kernel.name,
    load,
    response,
    work: calls * callWork,
    rates: [],
    batch() {
      for (let call = 0; call < calls; call++) kernel.simulate(netlist, stimulus, response)
    },
  }
}

/** Every fan-in is any signal before its gate, so that no cache is helped by order. */
function createRandomNetlist({ gates, inputs, outputs }: Load): Netlist {
  const rng = createRng(1).split('netlist')
  const first = 1 + inputs
  return {
    inputs,
    latches: new Uint32Array(0),
    fanin: Uint32Array.from({ length: 2 * gates }, (_, i) => rng.below(first + (i >> 1))),
    outputs: Uint32Array.from({ length: outputs }, () => rng.below(first + gates)),
  }
}

function createRandomStimulus({ cases, ticks, inputs }: Load): Stimulus {
  const rng = createRng(1).split('stimulus')
  const words = cases / 32
  const bits = Uint32Array.from({ length: ticks * inputs * words }, () => rng.next())
  return { inputs, ticks, cases, words, bits }
}

/** Gate·bit evaluations a second in a window of time. */
function measureWindow({ batch, work }: Side, now: () => number): number {
  const startedAt = now()
  let done = 0
  let elapsed = 0
  while (elapsed < windowMs) {
    batch()
    done += work
    elapsed = now() - startedAt
  }
  return (1000 * done) / elapsed
}

interface Row {
  readonly kernel: string
  readonly gates: number
  readonly cases: number
  readonly ticks: number
  readonly perSecond: Spread
}

interface LoadRow extends Row {
  /** The best window as a part of the limit's best. */
  readonly share: number
  /** Whether the response was that of the first kernel. */
  readonly agrees: boolean
}

function describe(sides: readonly Side[], limitSide: Side): Finding {
  const limit = createRow(limitSide)
  const rows = sides.map((side): LoadRow => {
    const row = createRow(side)
    const share = Number((row.perSecond.max / limit.perSecond.max).toFixed(4))
    const first = sides.find(({ load }) => load === side.load)!.response
    return { ...row, share, agrees: side.response.every((word, i) => word === first[i]) }
  })
  const { perSecond, share } = rows.find(({ kernel }) => kernel === fastest)!
  return {
    result: { limit, rows },
    text: table([
      head,
      ...rows.map((row) => [...cells(row), percent(row.share), row.agrees ? 'yes' : 'NO']),
      [...cells(limit), 'the limit', ''],
    ]),
    line: `${fastest} ${rate(perSecond.median)} gate·bits a second, at best ${percent(share)} of the limit`,
  }
}

function createRow({ kernel, load, rates }: Side): Row {
  const { gates, cases, ticks } = load
  return { kernel, gates, cases, ticks, perSecond: spreadOf(rates) }
}

const head = ['kernel', 'gates × cases', 'median', 'quartiles', 'best', 'of limit', 'agrees']

const cells = ({ kernel, gates, cases, ticks, perSecond }: Row): string[] => [
  kernel,
  `${whole(gates)} × ${whole(cases)}${ticks > 1 ? ` × ${ticks}` : ''}`,
  rate(perSecond.median),
  `${rate(perSecond.q1)} to ${rate(perSecond.q3)}`,
  rate(perSecond.max),
]
