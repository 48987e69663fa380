/**
 * Proofs as files that others can check: LRAT, where every clause comes with its hints, and DRAT,
 * the same without them. Clauses are numbered: first those of the formula, then the derived ones.
 *
 *   LRAT    3 1 -2 0 1 2 0      clause 3 is (1 ∨ ¬2) and follows from clauses 1 and 2
 *           3 d 1 2 0           after clause 3, clauses 1 and 2 are forgotten
 *   DRAT    1 -2 0              d 1 2 0
 *
 * Sources: Cruz-Filipe, Heule, Hunt, Kaufmann & Schneider-Kamp 2017, "Efficient Certified RAT
 * Verification" (LRAT); Wetzler, Heule & Hunt 2014, "DRAT-trim" (DRAT).
 */
import { createFaultList, type FaultList, quote } from '../errors.ts'
import type { ProofSink } from '../sat.ts'
import { createChecker } from './check.ts'
import { expectLength, type Formula, readLiteral, variablesMax, wordLines } from './dimacs.ts'

export type ProofStep =
  | {
      readonly kind: 'derived'
      readonly id: number
      readonly literals: readonly number[]
      readonly hints: readonly number[]
    }
  | { readonly kind: 'deleted'; readonly ids: readonly number[] }

/** A proof over the clauses 1, 2, … of a formula. */
export type Proof = readonly ProofStep[]

/** What a checker says of a proof. */
export type ProofVerdict =
  | {
      readonly verdict: 'accepted'
      /** Derived clauses that were followed. */
      readonly clauses: number
    }
  | { readonly verdict: 'refused'; readonly reason: string }

/** The largest number of a clause in a file. */
const idsMax = 2 ** 28

/** Keeps what a solver was given and derives, to be written or followed later. */
export interface ProofLog {
  readonly sink: ProofSink
  /** The clauses that were given so far. */
  formula(): Formula
  /** The derived clauses so far, numbered behind the given ones. */
  proof(): Proof
}

export function createProofLog(): ProofLog {
  const clauses: number[][] = []
  const steps: ProofStep[] = []
  // [ids] the number of a given clause, or minus that of a derived one.
  const numbers: number[] = [0]
  let derived = 0
  let variables = 0

  const note = (literals: readonly number[]): number[] => {
    for (const literal of literals) variables = Math.max(variables, Math.abs(literal))
    return literals.slice()
  }
  return {
    sink: {
      given(id, literals) {
        clauses.push(note(literals))
        numbers[id] = clauses.length
      },
      derived(id, literals, hints) {
        numbers[id] = -++derived
        steps.push({ kind: 'derived', id, literals: note(literals), hints: hints.slice() })
      },
      deleted(id) {
        steps.push({ kind: 'deleted', ids: [id] })
      },
    },
    formula: () => ({ variables, clauses: clauses.slice() }),
    proof() {
      const number = (id: number) => {
        const at = numbers[id]!
        return at > 0 ? at : clauses.length - at
      }
      return steps.map((step) =>
        step.kind === 'deleted'
          ? { ...step, ids: step.ids.map(number) }
          : { ...step, id: number(step.id), hints: step.hints.map(number) },
      )
    },
  }
}

/** Follows a proof; it is accepted when every step follows and one of them is the empty clause. */
export function checkProof({ clauses }: Formula, proof: Proof): ProofVerdict {
  const checker = createChecker()
  const refused = (reason: string): ProofVerdict => ({ verdict: 'refused', reason })
  clauses.forEach((clause, i) => {
    checker.give(i + 1, clause)
  })
  for (const step of proof) {
    if (checker.isRefuted) break
    if (step.kind === 'derived') {
      const refusal = checker.derive(step.id, step.literals, step.hints)
      if (refusal) return refused(refusal)
      continue
    }
    for (const id of step.ids) {
      const refusal = checker.forget(id)
      if (refusal) return refused(refusal)
    }
  }
  return checker.isRefuted
    ? { verdict: 'accepted', clauses: checker.accepted }
    : refused('the empty clause is not derived')
}

export function writeLrat({ clauses }: Formula, proof: Proof): string {
  let last = clauses.length
  const lines = proof.map((step) => {
    if (step.kind === 'deleted') return `${last} d ${[...step.ids, 0].join(' ')}\n`
    last = step.id
    return `${[step.id, ...step.literals, 0, ...step.hints, 0].join(' ')}\n`
  })
  return lines.join('')
}

export function writeDrat({ clauses }: Formula, proof: Proof): string {
  const literals = new Map<number, readonly number[]>()
  clauses.forEach((clause, i) => {
    literals.set(i + 1, clause)
  })
  const lines = proof.map((step) => {
    if (step.kind === 'derived') {
      literals.set(step.id, step.literals)
      return `${[...step.literals, 0].join(' ')}\n`
    }
    return step.ids.map((id) => `d ${[...(literals.get(id) ?? []), 0].join(' ')}\n`).join('')
  })
  return lines.join('')
}

/** Reads an LRAT proof; throws a `UsageError` with every fault of the text. */
export function readLrat(text: string, file = 'proof'): Proof {
  expectLength(text, file)
  const faults = createFaultList(file)
  const steps: ProofStep[] = []
  for (const { words, line } of wordLines(text)) {
    const step = readStep(words, line, faults)
    if (step) steps.push(step)
  }
  faults.throwIfAny()
  return steps
}

function readStep(
  words: readonly string[],
  line: number,
  faults: FaultList,
): ProofStep | undefined {
  const id = readId(words[0]!, line, faults)
  if (words[1] === 'd') {
    const ids = readList(words, 2, line, faults, readId)
    return ids && expectEnd(words, ids.end, line, faults, { kind: 'deleted', ids: ids.list })
  }
  const literals = readList(words, 1, line, faults, (word) =>
    readLiteral(word, variablesMax, line, faults),
  )
  const hints = literals && readList(words, literals.end, line, faults, readId)
  if (!hints || id === undefined) return undefined
  const step = { kind: 'derived', id, literals: literals.list, hints: hints.list } as const
  return expectEnd(words, hints.end, line, faults, step)
}

/** The numbers up to a 0, and where the next word is. */
function readList(
  words: readonly string[],
  from: number,
  line: number,
  faults: FaultList,
  read: (word: string, line: number, faults: FaultList) => number | undefined,
): { list: number[]; end: number } | undefined {
  const list: number[] = []
  for (let at = from; at < words.length; at++) {
    if (words[at] === '0') return { list, end: at + 1 }
    const value = read(words[at]!, line, faults)
    if (value !== undefined) list.push(value)
  }
  faults.add('sat/open-list', { line }, 'a 0 behind each list', 'the end of the line')
  return undefined
}

function readId(word: string, line: number, faults: FaultList): number | undefined {
  const value = /^\d{1,9}$/.test(word) ? Number(word) : Number.NaN
  if (value > 0 && value <= idsMax) return value
  const isNegative = /^-\d/.test(word)
  const hint = isNegative ? 'Hints for resolution asymmetric tautologies are not read.' : undefined
  faults.add('sat/bad-id', { line }, `the number of a clause up to ${idsMax}`, quote(word), hint)
  return undefined
}

function expectEnd(
  words: readonly string[],
  end: number,
  line: number,
  faults: FaultList,
  step: ProofStep,
): ProofStep {
  if (end < words.length) {
    faults.add('sat/more-words', { line }, 'the end of the line', quote(words[end]))
  }
  return step
}
