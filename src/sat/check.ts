/**
 * Follows a proof forward, step by step, and refuses the first step that does not follow.
 *
 * Shares no code with the solver and does no search: a derived clause comes with hints, numbers of
 * clauses that are there. Its literals are made false; each hint must then have exactly one literal
 * that is not false, which becomes true, until a hint has none left. A clause that passes is implied
 * by those before it; a proof that reaches the empty clause shows that the given clauses cannot all
 * be true. Nothing that a solver says is believed.
 *
 * Source: Cruz-Filipe, Heule, Hunt, Kaufmann & Schneider-Kamp 2017, "Efficient Certified RAT
 * Verification" (LRAT).
 */

export interface Checker {
  /** Takes a clause as given. Throws an error when the number was used before. */
  give(id: number, literals: readonly number[]): void
  /** Takes a derived clause, or says why it does not follow and keeps nothing of it. */
  derive(id: number, literals: readonly number[], hints: readonly number[]): string | undefined
  /** Forgets a clause; says what is wrong when there is none. */
  forget(id: number): string | undefined
  /** Whether the empty clause was derived or given. */
  readonly isRefuted: boolean
  /** Derived clauses that were accepted. */
  readonly accepted: number
}

export function createChecker(): Checker {
  // [ids] where the clause of a number begins in the pool, -1 when there is none.
  let starts = new Int32Array(256).fill(-1)
  // A clause lies in the pool as its length, its number and its literals.
  let pool = new Int32Array(1024)
  let used = 0
  let wasted = 0
  // [variables] the stamp of the step that assigned it, negative when to false.
  let assigned = new Int32Array(256)
  let stamp = 0
  let isRefuted = false
  let accepted = 0

  function startStep(): void {
    stamp++
    if (stamp < 0x7fffffff) return
    assigned.fill(0)
    stamp = 1
  }

  function expectVariable(variable: number): void {
    if (variable < assigned.length) return
    assigned = widen(assigned, variable + 1)
  }

  /** 1 for true, -1 for false, 0 for neither. */
  function truthOf(literal: number): number {
    const variable = literal < 0 ? -literal : literal
    const at = variable < assigned.length ? assigned[variable]! : 0
    if (at !== stamp && at !== -stamp) return 0
    return at > 0 === literal > 0 ? 1 : -1
  }

  function makeTrue(literal: number): void {
    const variable = literal < 0 ? -literal : literal
    expectVariable(variable)
    assigned[variable] = literal > 0 ? stamp : -stamp
  }

  function store(id: number, literals: readonly number[]): void {
    if (id >= starts.length) {
      const before = starts.length
      starts = widen(starts, id + 1)
      starts.fill(-1, before)
    }
    if (used + 2 + literals.length > pool.length) {
      if (wasted > pool.length / 4) squeeze()
      pool = widen(pool, used + 2 + literals.length)
    }
    starts[id] = used
    pool[used++] = literals.length
    pool[used++] = id
    for (let i = 0; i < literals.length; i++) pool[used++] = literals[i]!
    if (literals.length === 0) isRefuted = true
  }

  /** Closes the gaps that forgotten clauses left. */
  function squeeze(): void {
    let to = 0
    for (let from = 0; from < used; ) {
      const length = 2 + pool[from]!
      const id = pool[from + 1]!
      if (starts[id] === from) {
        pool.copyWithin(to, from, from + length)
        starts[id] = to
        to += length
      }
      from += length
    }
    used = to
    wasted = 0
  }

  const isThere = (id: number) => id > 0 && id < starts.length && starts[id]! >= 0

  /** The literal that a hint leaves, 0 when all are false, undefined when it says nothing. */
  function leftOf(id: number): number | undefined {
    const start = starts[id]!
    const end = start + 2 + pool[start]!
    let left = 0
    for (let at = start + 2; at < end; at++) {
      const literal = pool[at]!
      const value = truthOf(literal)
      if (value < 0 || literal === left) continue
      if (value > 0 || left !== 0) return undefined
      left = literal
    }
    return left
  }

  return {
    get isRefuted() {
      return isRefuted
    },
    get accepted() {
      return accepted
    },
    give(id, literals) {
      if (isThere(id)) throw new Error(`internal: clause ${id} was given before`)
      store(id, literals)
    },
    derive(id, literals, hints) {
      if (isThere(id)) return `clause ${id} is there already`
      startStep()
      for (let i = 0; i < literals.length; i++) {
        // A clause with a literal and its negation is true whatever happens.
        if (truthOf(literals[i]!) > 0) {
          store(id, literals)
          accepted++
          return undefined
        }
        makeTrue(-literals[i]!)
      }
      for (let i = 0; i < hints.length; i++) {
        const hint = hints[i]!
        if (!isThere(hint)) return `clause ${id} leans on clause ${hint}, which is not there`
        const left = leftOf(hint)
        if (left === undefined) return `clause ${id} leans on clause ${hint}, which implies nothing`
        if (left !== 0) {
          makeTrue(left)
          continue
        }
        store(id, literals)
        accepted++
        return undefined
      }
      return `clause ${id} does not follow from its hints`
    },
    forget(id) {
      if (!isThere(id)) return `clause ${id} is forgotten but not there`
      wasted += 2 + pool[starts[id]!]!
      starts[id] = -1
      return undefined
    },
  }
}

function widen(array: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, 2 * array.length))
  larger.set(array)
  return larger
}
