/**
 * What it means to be better: named objectives with a direction, compared in the order written.
 *
 * A score is the list of objective values in that order, as measured; nobody flips a sign. An
 * objective counts only once those before it have reached their target: gates are compared among
 * machines without errors, never traded against errors.
 */

export type Direction = 'max' | 'min'

/** Objective names and their direction, the most important first. */
export type Objectives = Readonly<Record<string, Direction>>

/** The most objectives, and the most characters of the name of one. */
export const objectivesMax = 100
export const objectiveNameMax = 200

/**
 * Whether a text can name an objective: it begins with a letter, as an object keeps the order of its
 * keys only while none looks like a number, and has no control characters.
 */
export const isObjectiveName = (name: string): boolean =>
  name.length <= objectiveNameMax && name !== '__proto__' && /^[A-Za-z_]\P{Cc}*$/u.test(name)

/** The value that is good enough, by objective. */
export type Target = Readonly<Record<string, number>>

/** [objectives] values in the order of the objectives. */
export type Score = readonly number[]

export interface Order {
  readonly names: readonly string[]
  /** Above 0 when `a` is better, below 0 when `b` is, 0 when neither. */
  compare(a: Score, b: Score): number
  /**
   * The score `best` for one that is worse by at most `slack` in the first objective without a
   * target, and as good in those before it, which have reached theirs; any other as it is.
   */
  level(score: Score, best: Score, slack: number): Score
  /** Whether every objective with a target has reached it; false when there is no target. */
  isSolved(score: Score): boolean
  /** Whether every one of these targets is reached. */
  reaches(score: Score, target: Target): boolean
}

export function createOrder(objectives: Objectives, target: Target = {}): Order {
  const names = Object.keys(objectives)
  const signs = names.map((name) => (objectives[name] === 'max' ? 1 : -1))
  const targets: readonly (number | undefined)[] = names.map((name) => target[name])
  const isMet = (value: number, goal: number, sign: number) => (value - goal) * sign >= 0
  const hasTarget = targets.some((goal) => goal !== undefined)

  function compare(a: Score, b: Score): number {
    for (let i = 0; i < names.length; i++) {
      const x = a[i]!
      const y = b[i]!
      const sign = signs[i]!
      if (x !== y) return x > y ? sign : -sign
      const goal = targets[i]
      if (goal !== undefined && !isMet(x, goal, sign)) return 0
    }
    return 0
  }

  const firstFree = targets.indexOf(undefined)

  return {
    names,
    compare,
    level(score, best, slack) {
      if (slack === 0 || firstFree < 0 || compare(score, best) >= 0) return score
      for (let i = 0; i < firstFree; i++) {
        const value = score[i]!
        if (value !== best[i] || !isMet(value, targets[i]!, signs[i]!)) return score
      }
      return Math.abs(score[firstFree]! - best[firstFree]!) <= slack ? best : score
    },
    isSolved(score) {
      if (!hasTarget) return false
      return targets.every((goal, i) => goal === undefined || isMet(score[i]!, goal, signs[i]!))
    },
    reaches(score, wanted) {
      return names.every((name, i) => {
        const goal = wanted[name]
        return goal === undefined || isMet(score[i]!, goal, signs[i]!)
      })
    },
  }
}

/** The score as an object with the objectives' names. */
export function nameScore(names: readonly string[], score: Score): Record<string, number> {
  return Object.fromEntries(names.map((name, i) => [name, score[i]!]))
}
