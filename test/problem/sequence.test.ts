import { describe, expect, it } from 'vitest'
import { getLane } from '../../src/bits.ts'
import { createMachine } from '../../src/kernel/machine.ts'
import { createBuilder } from '../../src/netlist/build.ts'
import { automaton, casesFromAutomaton } from '../../src/problem/sequence.ts'
import { createRng } from '../../src/random.ts'
import { automatonFromFunction } from '../../src/spec/automaton.ts'
import { machine } from '../../src/task/define.ts'

const toggle = automatonFromFunction({
  inputs: 1,
  outputs: 1,
  reset: 0,
  step: (state: number, [flip]) => ({ state: state ^ flip!, outputs: [state ^ flip!] }),
})

/** One latch that flips when the input is 1. */
function toggleMachine() {
  const build = createBuilder(1, 1)
  const flipped = build.xor(build.input(0), build.latch(0))
  build.setLatch(0, flipped)
  return build.build([flipped])
}

describe('a sequence problem', () => {
  const shape = machine({ inputs: 1, outputs: 1, latches: 1 })
  const context = { generation: 0, rng: createRng(1) }
  const reset = 0
  const step = (state: number, [flip]: readonly number[]) => ({
    state: state ^ flip!,
    outputs: [state ^ flip!],
  })

  it('finds no error in a machine that does what is wanted', async () => {
    const { problem } = automaton({ reset, step }).build(shape)
    expect(await problem.evaluate([toggleMachine()], context)).toEqual([[0, 4, 3]])
  })

  it('counts one error a wrong bit', async () => {
    const { problem } = automaton({ reset, step }, { ticks: 5, sequences: 40 }).build(shape)
    const one = createBuilder(1, 1)
    const zero = createBuilder(1, 1)
    const scores = await problem.evaluate([one.build([one.one()]), zero.build([0])], context)
    expect(scores[0]![0]! + scores[1]![0]!).toBe(200)
    expect(problem.packed?.errorsMax).toBe(200)
  })

  it('labels the last tick only when asked to', () => {
    const cases = casesFromAutomaton(toggle, { ticks: 4, sequences: 3, labels: 'last' })
    expect([...cases.care]).toEqual([0, 0, 0, 0b111])
  })

  it('starts its sequences with every short beginning', () => {
    const { stimulus } = casesFromAutomaton(toggle, { ticks: 12, sequences: 64 })
    const beginnings = Array.from({ length: 64 }, (_, lane) =>
      Array.from({ length: 6 }, (_, t) => getLane(stimulus.bits, lane, t * 2)).join(''),
    )
    expect(new Set(beginnings).size).toBe(64)
  })

  it('labels what the automaton says, tick by tick', () => {
    const cases = casesFromAutomaton(toggle, { ticks: 9, sequences: 50 })
    const driven = createMachine(toggleMachine())
    for (let lane = 0; lane < 50; lane++) {
      driven.reset()
      for (let t = 0; t < 9; t++) {
        const shown = driven.step([getLane(cases.stimulus.bits, lane, t * 2)])
        expect(shown).toEqual([getLane(cases.wanted, lane, t * 2)])
      }
    }
  })

  it('refuses a machine with other ports', () => {
    const wrong = machine({ inputs: 2, outputs: 1 })
    const source = automaton({
      reset,
      letters: [[0], [1]],
      step,
    })
    expect(() => source.build(wrong)).toThrow(/letter/)
  })
})
