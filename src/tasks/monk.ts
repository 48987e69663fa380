/**
 * MONK's problems: robots of six attributes, a rule that says which are of the kind, some of them as
 * examples, and all 432 to be tried on.
 *
 * The examples are drawn by a fixed stream, as many as the authors drew; they are not the same ones.
 *
 * Source: Thrun et al. 1991, "The MONK's Problems: A Performance Comparison of Different Learning
 * Algorithms".
 */
import { createRng, dataSet, defineTask, type TaskDefinition } from 'nandertal'

/** How many values each attribute has, counted from 1. */
const values = [3, 3, 2, 3, 4, 2] as const
const columns = ['head', 'body', 'smiles', 'holds', 'jacket', 'tie', 'class']

interface Monk {
  readonly description: string
  readonly rule: (robot: readonly number[]) => boolean
  /** Examples that are learned from. */
  readonly examples: number
  /** The part of them that has the wrong class, in [0, 1]. */
  readonly noise?: number
}

export function defineMonk({ description, rule, examples, noise = 0 }: Monk): TaskDefinition {
  const robots = allRobots()
  const rng = createRng(0).split('monk', description)
  // A hand of cards: each robot at most once (Fisher & Yates 1938).
  const drawn = [...robots]
  for (let i = 0; i < examples; i++) {
    const j = i + rng.below(drawn.length - i)
    ;[drawn[i], drawn[j]] = [drawn[j]!, drawn[i]!]
  }
  const wrong = Math.round(noise * examples)
  const row = (robot: readonly number[], isTurned: boolean) => [
    ...robot.map((value) => `v${value}`),
    rule(robot) !== isTurned ? 'yes' : 'no',
  ]
  const rows = drawn.slice(0, examples).map((robot, i) => row(robot, i < wrong))
  const test = robots.map((robot) => row(robot, false))
  const data = dataSet({ columns, rows }, { test })
  return defineTask({
    description,
    genome: data.shape,
    problem: data,
    budget: { evaluations: 2_000_000, stall: 200_000 },
  })
}

/** Every robot there is. */
const allRobots = (): number[][] =>
  values.reduce<number[][]>(
    (robots, count) =>
      robots.flatMap((robot) => Array.from({ length: count }, (_, i) => [...robot, i + 1])),
    [[]],
  )
