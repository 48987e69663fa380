/**
 * What it means to be better: named objectives with a direction, compared in the order written.
 *
 * A score is the list of objective values in that order, as measured; nobody flips a sign. An
 * objective counts only once those before it have reached their target: gates are compared among
 * machines without errors, never traded against errors.
 *
 * Two things change that where a task says so. Weights make one sum of all objectives. Constraints
 * come before everything: who keeps them is better than who does not, and of two who do not, the
 * one that violates them less.
 *
 * Source of constraints: Deb 2000, "An Efficient Constraint Handling Method for Genetic Algorithms".
 */
import { createViolation, measuresOf, type Ranking } from './fitness/ranking.ts'

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

/**
 * [objectives + measures] values in the order of the objectives, then of what else constraints speak
 * of.
 */
export type Score = readonly number[]

export interface Order {
  readonly names: readonly string[]
  /** [objectives] 1 where more is better, −1 where less is. */
  readonly signs: readonly number[]
  /** Above 0 when `a` is better, below 0 when `b` is, 0 when neither. */
  compare(a: Score, b: Score): number
  /**
   * Whether `a` is at least as good as `b` in every objective and better in one, whatever their
   * targets and weights; or keeps the constraints better than `b`, which does not keep them.
   */
  dominates(a: Score, b: Score): boolean
  /** How far a score is outside of the constraints, at least 0; 0 when it keeps them all. */
  violation(score: Score): number
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

/** Creates the order of some objectives; with weights or constraints where a ranking has them. */
export function createOrder(
  objectives: Objectives,
  target: Target = {},
  ranking: Ranking = {},
): Order {
  const names = Object.keys(objectives)
  const signs = names.map((name) => (objectives[name] === 'max' ? 1 : -1))
  const targets: readonly (number | undefined)[] = names.map((name) => target[name])
  const isMet = (value: number, goal: number, sign: number) => (value - goal) * sign >= 0
  const hasTarget = targets.some((goal) => goal !== undefined)
  const { weights, constraints } = ranking
  const violation = createViolation([...names, ...measuresOf(names, constraints)], constraints)

  function compareInTurn(a: Score, b: Score): number {
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

  /** The weighted sum of a score, larger is better. */
  function sum(score: Score): number {
    let total = 0
    for (let i = 0; i < names.length; i++) {
      const weight = weights?.[names[i]!] ?? 0
      // Of an infinite value that does not count, nothing would be left but NaN.
      if (weight > 0) total += weight * signs[i]! * score[i]!
    }
    return total
  }

  const compareSums = (a: Score, b: Score) => compareNumbers(sum(a), sum(b))
  const compareFeasible = weights ? compareSums : compareInTurn

  function compareConstrained(a: Score, b: Score): number {
    const gap = compareNumbers(violation(b), violation(a))
    return gap !== 0 || violation(a) > 0 ? gap : compareFeasible(a, b)
  }

  const compare = constraints ? compareConstrained : compareFeasible

  function dominates(a: Score, b: Score): boolean {
    const gap = compareNumbers(violation(b), violation(a))
    if (gap !== 0 || violation(a) > 0) return gap > 0
    let isBetter = false
    for (let i = 0; i < names.length; i++) {
      const difference = compareNumbers(a[i]!, b[i]!) * signs[i]!
      if (difference < 0) return false
      if (difference > 0) isBetter = true
    }
    return isBetter
  }

  const firstFree = targets.indexOf(undefined)

  /** Whether a score is worse than the best by no more than the slack. */
  function isWithin(score: Score, best: Score, slack: number): boolean {
    if (violation(score) > 0) return false
    if (weights) return sum(best) - sum(score) <= slack
    for (let i = 0; i < firstFree; i++) {
      const value = score[i]!
      if (value !== best[i] || !isMet(value, targets[i]!, signs[i]!)) return false
    }
    return firstFree >= 0 && Math.abs(score[firstFree]! - best[firstFree]!) <= slack
  }

  return {
    names,
    signs,
    compare,
    dominates,
    violation,
    level(score, best, slack) {
      if (slack === 0 || compare(score, best) >= 0) return score
      return isWithin(score, best, slack) ? best : score
    },
    isSolved(score) {
      if (!hasTarget || violation(score) > 0) return false
      return targets.every((goal, i) => goal === undefined || isMet(score[i]!, goal, signs[i]!))
    },
    reaches(score, wanted) {
      if (violation(score) > 0) return false
      return names.every((name, i) => {
        const goal = wanted[name]
        return goal === undefined || isMet(score[i]!, goal, signs[i]!)
      })
    },
  }
}

/** 1, 0 or −1; no difference, which two infinities do not have. */
const compareNumbers = (x: number, y: number): number => (x > y ? 1 : x < y ? -1 : 0)

/** The score as an object with the objectives' names. */
export function nameScore(names: readonly string[], score: Score): Record<string, number> {
  return Object.fromEntries(names.map((name, i) => [name, score[i]!]))
}
