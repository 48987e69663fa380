/**
 * What the search tries: one active gene reads another signal, or one signal is tied to a constant or
 * to a signal before it, with everything that follows from a constant.
 */
import type { Rng } from '../random.ts'
import type { Signatures } from './signatures.ts'
import type { Sketch } from './sketch.ts'

/** What a signal is tied to: another signal, of which 0 is the constant 0, or the constant 1. */
export type TieTarget = number | 'one'

/** One in so many moves is a tie. */
const tiesEvery = 4

/** A signal is the most alike of 1, 2, 4 … or 512 random ones, each as likely; fewer of few signals. */
const drawsMaxLog = 9

/** Changes a sketch at random. */
export function proposeMove(sketch: Sketch, signatures: Signatures, rng: Rng): void {
  if (rng.below(tiesEvery) === 0 && sketch.activeGates > 0) {
    const signal = drawActiveGate(sketch, rng)
    tie(sketch, signal, drawTarget(sketch, signal, signatures, rng))
  } else changeActiveGene(sketch, signatures, rng)
}

/** A gate that an output depends on; there is one. */
export function drawActiveGate({ first, gates, uses }: Sketch, rng: Rng): number {
  for (;;) {
    const signal = first + rng.below(gates)
    if (uses[signal]! > 0) return signal
  }
}

/** A constant in two of three cases, else an input or an active gate below a signal. */
export function drawTarget(
  { first, uses }: Sketch,
  signal: number,
  signatures: Signatures,
  rng: Rng,
): TieTarget {
  const kind = rng.below(3)
  // Where there are no inputs, nothing but constants is sure to be found.
  if (kind < 2 || first === 1) return kind === 1 ? 'one' : 0
  const draw = () => {
    for (;;) {
      const target = 1 + rng.below(signal - 1)
      if (target < first || uses[target]! > 0) return target
    }
  }
  return drawAlike(signal, signal, draw, signatures, rng)
}

/**
 * Of some signals that are drawn, the one that is most alike.
 *
 * @param range how many signals there are to draw from, at least 1
 */
function drawAlike(
  signal: number,
  range: number,
  draw: () => number,
  signatures: Signatures,
  rng: Rng,
): number {
  const draws = 1 << rng.below(Math.min(drawsMaxLog, 31 - Math.clz32(range)) + 1)
  let best = draw()
  if (draws === 1) return best
  let bestDistance = signatures.distance(signal, best)
  for (let i = 1; i < draws; i++) {
    const drawn = draw()
    const distance = signatures.distance(signal, drawn)
    if (distance < bestDistance) [best, bestDistance] = [drawn, distance]
  }
  return best
}

/** Lets one gene of an active gate, or an output, read another signal. */
function changeActiveGene(sketch: Sketch, signatures: Signatures, rng: Rng): void {
  const { genes } = sketch
  for (;;) {
    const gene = rng.below(genes.length)
    if (!sketch.isActive(gene)) continue
    const [lowest, range] = [lowestOf(sketch, gene), rangeOf(sketch, gene)]
    if (range < 2) return
    const old = genes[gene]!
    const draw = () => drawOther(old, lowest, range, rng)
    sketch.set(gene, drawAlike(old, range, draw, signatures, rng))
    return
  }
}

/** The lowest signal that a gene may read: gates read the constant only where there is nothing else. */
const lowestOf = ({ first, gates }: Sketch, gene: number): number =>
  gene >= 2 * gates || first === 1 ? 0 : 1

/** How many signals a gene may read. */
const rangeOf = (sketch: Sketch, gene: number): number =>
  (gene >= 2 * sketch.gates ? sketch.signals : sketch.first + (gene >> 1)) - lowestOf(sketch, gene)

/** Another one of so many signals from the lowest on, uniformly. */
function drawOther(old: number, lowest: number, range: number, rng: Rng): number {
  // A gene that a tie left at the constant has every signal to choose from.
  const isInRange = old >= lowest
  const drawn = lowest + rng.below(isInRange ? range - 1 : range)
  return isInRange && drawn >= old ? drawn + 1 : drawn
}

/** Changes inactive genes as often as one would have been drawn before an active one. */
export function driftInactive(sketch: Sketch, rng: Rng): void {
  for (;;) {
    const gene = rng.below(sketch.genes.length)
    if (sketch.isActive(gene)) return
    const [lowest, range] = [lowestOf(sketch, gene), rangeOf(sketch, gene)]
    if (range >= 2) sketch.set(gene, drawOther(sketch.genes[gene]!, lowest, range, rng))
  }
}

/**
 * Lets everything that reads a gate read something else instead.
 *
 *   NAND(0, x) = 1        NAND(1, 1) = 0        NAND(1, x) = NOT x
 */
export function tie(sketch: Sketch, signal: number, target: TieTarget): void {
  if (target === 0 || target === 'one') tieToConstant(sketch, signal, target === 0 ? 0 : 1)
  else {
    const { genes, gates, first } = sketch
    for (let gene = 2 * (signal - first + 1); gene < genes.length; gene++) {
      const isReader = genes[gene] === signal && (gene >= 2 * gates || sketch.isActive(gene))
      if (isReader) sketch.set(gene, target)
    }
  }
}

function tieToConstant(sketch: Sketch, signal: number, constant: 0 | 1): void {
  const { genes, gates, first, signals } = sketch
  // What is known of a signal: nothing, that it is 0, that it is 1.
  const known = knownOf(signals)
  known[0] = 1
  known[signal] = 1 + constant
  for (let g = signal - first + 1; g < gates; g++) {
    if (!sketch.isActive(2 * g)) continue
    const [a, b] = [genes[2 * g]!, genes[2 * g + 1]!]
    const [knownA, knownB] = [known[a]!, known[b]!]
    if (knownA === 0 && knownB === 0) continue
    if (knownA === 1 || knownB === 1) known[first + g] = 2
    else if (knownA === 2 && knownB === 2) known[first + g] = 1
    else if (knownA === 2) sketch.set(2 * g, b)
    else sketch.set(2 * g + 1, a)
  }
  // One gate that reads the constant 0 shows 1 for all outputs that are 1.
  let one = 0
  for (let gene = 2 * gates; gene < genes.length; gene++) {
    const shown = genes[gene]!
    if (shown !== 0 && known[shown] === 1) sketch.set(gene, 0)
    if (known[shown] !== 2) continue
    if (one === 0) {
      one = shown
      for (const fanin of [2 * (one - first), 2 * (one - first) + 1]) {
        if (genes[fanin] !== 0) sketch.set(fanin, 0)
      }
    } else if (shown !== one) sketch.set(gene, one)
  }
}

let scratch = new Uint8Array(0)

/** Nothing known of so many signals. */
function knownOf(signals: number): Uint8Array {
  if (scratch.length < signals) scratch = new Uint8Array(2 * signals)
  return scratch.fill(0, 0, signals)
}
