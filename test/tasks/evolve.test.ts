/** The built-in tasks end in a machine that is proved, with default options and seed 1. */
import { evolve } from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'
import { describe, expect, it } from 'vitest'

/** These take ten seconds and more on a busy machine, the last two minutes and more. */
const long = [
  ...['adder-4', 'multiplier-3', 'counter-10', 'parity-7'],
  ...['multiplier-4', 'hack-alu-2', 'multiplier-5', 'hack-alu-4'],
]
const names = Object.keys(builtinTasks).filter((name) => !long.includes(name))

describe('with seed 1', () => {
  it.each(names)('%s is solved and proved', async (name) => {
    const definition = await builtinTasks[name]!.load()
    // Solved is enough here; a default run goes on for fewer gates.
    const { isSolved, verdict } = await evolve(definition, { budget: { target: { errors: 0 } } })
    expect(isSolved).toBe(true)
    expect(verdict).toMatchObject({ verdict: 'equivalent' })
  })
})
