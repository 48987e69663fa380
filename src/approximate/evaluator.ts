/** What the search asks of whoever measures a sketch. */
import type { Sketch } from './sketch.ts'

export interface Evaluator {
  readonly name: string
  /** Takes a sketch over as it stands; returns its error. */
  adopt(sketch: Sketch): number
  /**
   * The error with the changes that the sketch notes; Infinity when it is above the bound. Then the
   * evaluator has forgotten the changes; otherwise it waits for `keep` or `undo`.
   */
  evaluate(sketch: Sketch, bound: number): number
  keep(): void
  undo(): void
}
