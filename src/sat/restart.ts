/**
 * When to begin anew with what was learned. Moving averages of how many decision levels learned
 * clauses tie together say how the search goes: when the last clauses are worse than usual, a restart
 * is due. Such phases take turns with calm ones, in which restarts are rare, for formulas that have a
 * model.
 *
 * Sources: Audemard & Simon 2012, "Refining Restarts Strategies for SAT and UNSAT"; Biere & Fröhlich
 * 2015, "Evaluating CDCL Restart Schemes" (moving averages); Oh 2015, "Between SAT and UNSAT" (phases).
 */

const fastWeight = 1 / 32
const slowWeight = 1 / 8192
/** How much worse the last clauses have to be. */
const margin = 1.1
/** Conflicts between two restarts: the least in a busy phase, the number in a calm one. */
const busyInterval = 5
const calmInterval = 1024
/** Conflicts of the first phase; each phase is half as long again as the one before. */
const firstPhase = 2000

export interface Restarts {
  readonly isCalm: boolean
  /** Tells of a conflict and the levels of the clause that was learned. */
  note(levels: number): void
  isDue(): boolean
  /** Tells that the search began anew. */
  restarted(): void
}

export function createRestarts(): Restarts {
  let fast = 0
  let slow = 0
  let conflicts = 0
  let since = 0
  let isCalm = false
  let phase = firstPhase
  let phaseEnd = firstPhase

  return {
    get isCalm() {
      return isCalm
    },
    note(levels) {
      conflicts++
      since++
      fast += (levels - fast) * Math.max(fastWeight, 1 / conflicts)
      slow += (levels - slow) * Math.max(slowWeight, 1 / conflicts)
      if (conflicts < phaseEnd) return
      isCalm = !isCalm
      phase = Math.floor((phase * 3) / 2)
      phaseEnd = conflicts + phase
    },
    isDue: () => (isCalm ? since >= calmInterval : since >= busyInterval && fast > margin * slow),
    restarted() {
      since = 0
    },
  }
}
