/** Recorded sequences as a problem. */
import { describe, expect, it } from 'vitest'
import { isUsageError } from '../../src/errors.ts'
import { createBuilder } from '../../src/netlist/build.ts'
import { traces } from '../../src/problem/traces.ts'
import { createRng } from '../../src/random.ts'
import { machine } from '../../src/task/define.ts'

const shape = machine({ inputs: 1, outputs: 1, latches: 1 })
const context = { generation: 0, rng: createRng(0) }

/** Shows its input at once, and one tick later. */
const wire = createBuilder(1).build([1])
const delay = (() => {
  const builder = createBuilder(1, 1)
  builder.setLatch(0, builder.input(0))
  return builder.build([builder.latch(0)])
})()

describe('traces', () => {
  it('count each wrong bit that matters, for traces of different lengths', () => {
    const { problem } = traces([
      { inputs: [[1], [0], [1]], outputs: [[null], [1], [0]] },
      { inputs: [[0], [1]], outputs: [[0], [0]] },
    ]).build(shape)
    const [first, second] = problem.evaluate([delay, wire], context) as number[][]
    expect(first![0]).toBe(0)
    expect(second![0]).toBe(3)
    expect(problem.packed!.errorsMax).toBe(4)
  })

  it('are refused when they differ in shape', () => {
    const uneven = [
      { inputs: [[1]], outputs: [[0]] },
      { inputs: [[1]], outputs: [[0], [1]] },
    ] as const
    expect(() => traces(uneven)).toThrowError(/traces\[1\]/)
    expect(() => traces([])).toThrowError(/no trace/)
  })

  it('are refused for machines with other ports', () => {
    const source = traces([{ inputs: [[1, 0]], outputs: [[0]] }])
    try {
      source.build(shape)
      expect.unreachable()
    } catch (error) {
      expect(isUsageError(error) && error.code).toBe('task/ports-differ')
    }
  })
})
