/** Recorded behaviour as a spec: what a machine was shown tick by tick, and what it should answer. */
import { setLane, wordsFor } from '../bits.ts'
import { UsageError } from '../errors.ts'
import type { CasesSpec } from '../spec.ts'

/** One sequence from reset. */
export interface Trace {
  /** [ticks][inputs] */
  readonly inputs: readonly (readonly (0 | 1)[])[]
  /** [ticks][outputs] null where an output does not matter. */
  readonly outputs: readonly (readonly (0 | 1 | null)[])[]
}

/** The most words that packed traces may take for their inputs and outputs together. */
export const traceWordsMax = 2 ** 24

/**
 * Traces of the same inputs and outputs, one a lane; what comes after the end of a shorter one does
 * not matter. Throws a `UsageError` when they differ in shape or are too many.
 */
export function casesFromTraces(traces: readonly Trace[]): CasesSpec {
  const inputs = traces[0]?.inputs[0]?.length ?? 0
  const outputs = traces[0]?.outputs[0]?.length ?? 0
  const ticks = traces.reduce((most, trace) => Math.max(most, trace.inputs.length), 0)
  const words = wordsFor(traces.length)
  checkTraces(traces, inputs, outputs)
  const size = ticks * (inputs + 2 * outputs) * words
  if (size > traceWordsMax) {
    const expected = `at most ${traceWordsMax} words of 32 bits when packed`
    throw new UsageError('spec/too-large', { where: 'traces', expected, received: `${size}` })
  }
  const bits = new Uint32Array(ticks * inputs * words)
  const wanted = new Uint32Array(ticks * outputs * words)
  const care = new Uint32Array(ticks * outputs * words)
  traces.forEach((trace, lane) => {
    trace.inputs.forEach((values, t) => {
      values.forEach((bit, i) => {
        if (bit) setLane(bits, lane, (t * inputs + i) * words)
      })
    })
    trace.outputs.forEach((values, t) => {
      values.forEach((bit, o) => {
        if (bit !== null) setLane(care, lane, (t * outputs + o) * words)
        if (bit) setLane(wanted, lane, (t * outputs + o) * words)
      })
    })
  })
  const stimulus = { inputs, ticks, cases: traces.length, words, bits }
  return { kind: 'cases', stimulus, outputs, wanted, care }
}

function checkTraces(traces: readonly Trace[], inputs: number, outputs: number): void {
  const isBit = (bit: unknown) => bit === 0 || bit === 1
  const isRight = (trace: Trace) =>
    trace.inputs.length === trace.outputs.length &&
    trace.inputs.every((bits) => bits.length === inputs && bits.every(isBit)) &&
    trace.outputs.every(
      (bits) => bits.length === outputs && bits.every((bit) => bit === null || isBit(bit)),
    )
  const wrong = traces.findIndex((trace) => !isRight(trace))
  if (wrong === -1 && traces.length > 0 && outputs > 0) return
  throw new UsageError('spec/bad-traces', {
    where: wrong === -1 ? 'traces' : `traces[${wrong}]`,
    expected: 'as many ticks of inputs as of outputs, and the same number of bits at every tick',
    received: wrong === -1 ? 'no trace with an output' : 'something else',
  })
}
