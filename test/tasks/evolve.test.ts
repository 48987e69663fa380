/**
 * The built-in tasks end in a machine that is proved, or that does as well in episodes that were not
 * seen, with default options and seed 1.
 */
import { createTask, evolve } from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'
import { describe, expect, it } from 'vitest'

/** These take ten seconds and more on a busy machine, the last two minutes and more. */
const long = [
  ...['adder-4', 'multiplier-3', 'counter-10', 'parity-7'],
  ...['multiplier-4', 'hack-alu-2', 'multiplier-5', 'hack-alu-4', 'multiplexer-11', 'copy'],
  // Not solved by a default run.
  'modular-arithmetic',
]
/** What is never seen in evolution: returns of controllers that are right, and not only where they learned. */
const unseenMin: Readonly<Record<string, number>> = {
  maze: 0.95,
  acrobot: -110,
  'mountain-car': -115,
  'cart-pole': 475,
}
const inEnvironments = ['double-pole', 'double-pole-hidden', ...Object.keys(unseenMin)]
const names = Object.keys(builtinTasks).filter(
  (name) => !long.includes(name) && !inEnvironments.includes(name),
)

describe('with seed 1', () => {
  it.each(names)('%s is solved and proved', async (name) => {
    const definition = await builtinTasks[name]!.load()
    // Solved is enough here; a default run goes on for fewer gates.
    const { isSolved, verdict } = await evolve(definition, { budget: { target: { errors: 0 } } })
    expect(isSolved).toBe(true)
    expect(verdict).toMatchObject({ verdict: 'equivalent' })
  })

  it.each(Object.entries(unseenMin))('%s is solved, and beyond its starts', async (name, least) => {
    const definition = await builtinTasks[name]!.load()
    const goal = createTask(definition).problem.target!.return!
    const { isSolved, champion } = await evolve(definition, {
      budget: { target: { return: goal } },
    })
    expect(isSolved).toBe(true)
    expect(champion!.score.return).toBeGreaterThanOrEqual(goal)
    expect(champion!.measures!.unseenReturn).toBeGreaterThanOrEqual(least)
  })
})
