/**
 * Copy: remember the first symbol until a cue asks for it, however many others come between.
 *
 * A symbol is one of eight and comes as three bits, or the cue comes. After L symbols the cue asks for
 * the one of L ticks ago. A machine has to keep three bits for as long as it takes, and is asked at every
 * tick from the first symbol on: a label at every prefix says earlier what is missing.
 *
 * Source: Hochreiter & Schmidhuber 1997, "Long Short-Term Memory" (remembering over long lags).
 */
import { automaton, defineTask, machine } from 'nandertal'

const letters = Array.from({ length: 9 }, (_, letter) =>
  [1, 2, 4, 8].map((bit) => (letter & bit) > 0),
)

export default defineTask({
  description: 'copy is the first symbol that came; a cue is none.',
  genome: machine({
    inputs: ['symbol0', 'symbol1', 'symbol2', 'cue'],
    outputs: ['copy0', 'copy1', 'copy2'],
    latches: 4,
  }),
  problem: automaton<number | null>({
    letters,
    reset: null,
    step(kept, [b0, b1, b2, cue]) {
      const state = kept ?? (cue ? null : b0! + 2 * b1! + 4 * b2!)
      const isKnown = state !== null
      return { state, outputs: [0, 1, 2].map((bit) => (isKnown ? ((state >> bit) & 1) > 0 : null)) }
    },
  }),
})
