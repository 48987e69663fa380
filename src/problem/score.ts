/** Reads what a fitness returned: a number for a single objective, or an object with all of them. */
import { quote } from '../errors.ts'
import type { EvaluationFault } from '../fitness/failure.ts'
import type { Score } from '../fitness.ts'
import { casesMax } from '../problem.ts'

/** The score, or what is wrong with the value. */
export function readScore(value: unknown, names: readonly string[]): Score | EvaluationFault {
  const isSingle = names.length === 1 && typeof value === 'number'
  if (isSingle && Number.isFinite(value)) return [value]
  const object = isSingle ? { [names[0]!]: value } : value
  if (typeof object !== 'object' || object === null) return badValue(names, quote(value))
  const extra = Object.keys(object).find((name) => name !== 'cases' && !names.includes(name))
  if (extra !== undefined) {
    return badValue(names, `an objective that was not declared, ${quote(extra)}`)
  }
  const score: number[] = []
  for (const name of names) {
    const number = (object as Record<string, unknown>)[name]
    if (typeof number !== 'number' || !Number.isFinite(number)) {
      return badValue(names, `${name}: ${quote(number)}`)
    }
    score.push(number)
  }
  return score
}

/** The values by case that a fitness returned beside its objectives; undefined where there are none. */
export function readCases(value: unknown, names: readonly string[]): readonly number[] | undefined {
  if (typeof value !== 'object' || value === null || names.includes('cases')) return undefined
  const { cases } = value as { readonly cases?: unknown }
  return Array.isArray(cases) && isCases(cases) ? [...cases] : undefined
}

/** Whether a list is one of values by case. */
export const isCases = (cases: readonly unknown[]): cases is readonly number[] =>
  cases.length >= 1 && cases.length <= casesMax && cases.every(Number.isFinite)

/** What a fitness should return, in words. */
export const describeScore = (names: readonly string[]): string =>
  names.length === 1
    ? `a finite number, or { ${names[0]} }`
    : `finite numbers { ${names.join(', ')} }`

const badValue = (names: readonly string[], received: string): EvaluationFault => ({
  kind: 'bad-value',
  text: `expected ${describeScore(names)}, received ${received}`,
})
