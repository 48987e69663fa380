/**
 * Resubstitution: a gate gives way to a signal that is there already, or to a few new gates that read such
 * signals, where nobody can see the difference.
 *
 * For every gate we know exactly in which rows it is seen. Let `on` be the rows among them where it
 * shows 1 and `off` those where it shows 0. What is 1 on all of `on` and 0 on all of `off` can take
 * its place. NAND(x, y) can when x and y are 1 on all of `off` and never both 1 on `on`; so few
 * signals come into question, and pairs are looked for among those alone. With x fixed, y has itself to
 * be 1 on `off` and 0 where `on` and x are: the same question again, for one gate less. This finds
 * constants, redundant fan-ins and rewired ones as well: they are NANDs of signals that are there.
 *
 * Small cores are taken as a whole, with the rows that matter; others slice by slice.
 *
 * Sources: Mishchenko & Brayton 2006, "Scalable Logic Synthesis Using a Simple Circuit Structure";
 * Mishchenko, Brayton, Jiang & Jang 2011, "Scalable Don't-Care-Based Logic Optimization and
 * Resynthesis".
 */
import { lowLanes, wordsFor } from '../bits.ts'
import { compact } from '../netlist/compact.ts'
import { closeCore, coreOf } from '../netlist/core.ts'
import { firstGate, gateCount, type Netlist, signalCount } from '../netlist.ts'
import type { Pass, PassContext } from '../prune.ts'
import type { Rng } from '../random.ts'
import { observe } from './observe.ts'
import { mapSlices } from './slices.ts'

export const resubstitutionPass: Pass = {
  name: 'resubstitution',
  isCostly: true,
  apply: (netlist, context) => resubstituteAll(netlist, context, false),
}

/** As many gates that read other signals, from which other passes may go on. */
export const rewiringPass: Pass = {
  name: 'rewiring',
  apply: (netlist, context) => resubstituteAll(netlist, context, true),
}

/** The most inputs and latches of a core that is taken as a whole. */
const inputsMax = 16
/** The most gates × gates × words of a core that is taken as a whole. */
const observedMax = 2 ** 29
const slices = { gatesMax: 48, leavesMax: 10 }
/** The most gates that take the place of one. */
const addedMax = 3
/** Words that may be looked at for a gate, of a core and of a slice. */
const coreWork = 2 ** 22
const sliceWork = 2 ** 18

function resubstituteAll(netlist: Netlist, context: PassContext, isFree: boolean): Netlist {
  const core = coreOf(netlist)
  const options = { rng: context.rng, isFree }
  if (fitsWhole(core)) {
    const { core: wanted } = context
    const fits = wanted?.inputs === core.inputs && wanted.outputs === core.outputs.length
    const care = fits ? wanted.care : allRows(core)
    const improved = resubstitute(core, care, { ...options, work: coreWork })
    return compact(closeCore(improved, netlist.latches.length))
  }
  const improve = (slice: Netlist) =>
    resubstitute(slice, allRows(slice), { ...options, work: sliceWork })
  return mapSlices(netlist, slices, improve, context.rng)
}

function fitsWhole(core: Netlist): boolean {
  if (core.inputs > inputsMax) return false
  const gates = gateCount(core)
  return gates * gates * wordsFor(2 ** core.inputs) <= observedMax
}

const allRows = ({ inputs, outputs }: Netlist): Uint32Array =>
  new Uint32Array(outputs.length * wordsFor(2 ** inputs)).fill(lowLanes(2 ** inputs))

export interface ResubstitutionOptions {
  readonly rng: Rng
  /** Whether to take what costs as much as it saves. */
  readonly isFree: boolean
  /** Words that may be looked at for each gate. */
  readonly work: number
}

/** A signal, or two of the same that a new gate reads. */
type Expression = number | readonly [Expression, Expression]

/**
 * Goes through the gates of a machine without latches once.
 *
 * @param care [outputs × words] the rows in which each output matters
 */
export function resubstitute(
  netlist: Netlist,
  care: Uint32Array,
  options: ResubstitutionOptions,
): Netlist {
  let current = compact(netlist)
  // From the outputs down: what gives way near them frees the most.
  for (let g = gateCount(current) - 1; g >= 0; ) {
    const changed = resubstituteFrom(current, care, g, options)
    if (!changed) break
    // Gates above the one that gave way were looked at; those below kept their place from below.
    g = Math.min(changed.from, gateCount(changed.netlist)) - 1
    current = changed.netlist
  }
  return current
}

/** The netlist after the first gate at or below `from` that gives way, and that gate. */
function resubstituteFrom(
  netlist: Netlist,
  care: Uint32Array,
  from: number,
  { rng, isFree, work }: ResubstitutionOptions,
): { netlist: Netlist; from: number } | undefined {
  const observer = observe(netlist, care)
  const seen = new Uint32Array(observer.words)
  const finder = createFinder(netlist, observer.values, observer.words)
  const reads = countReads(netlist)
  for (let g = from; g >= 0; g--) {
    observer.seenInto(seen, g)
    const freed = countFreed(netlist, reads, g, [])
    const least = isFree ? 0 : 1
    const expression = finder.find(g, seen, observer.depends, {
      addedMax: Math.min(addedMax, freed - least),
      work,
      start: rng.below(signalCount(netlist)),
      accepts: (expression) => {
        const gain = countFreed(netlist, reads, g, signalsOf(expression)) - sizeOf(expression)
        return gain > 0 || (gain === 0 && isFree && rng.below(2) === 0)
      },
    })
    if (expression === undefined) continue
    const changed = substitute(netlist, g, expression)
    if (gateCount(changed) <= gateCount(netlist)) return { netlist: changed, from: g }
  }
  return undefined
}

const sizeOf = (expression: Expression): number =>
  typeof expression === 'number'
    ? 0
    : 1 + sizeOf(expression[0]) + (expression[0] === expression[1] ? 0 : sizeOf(expression[1]))

const signalsOf = (expression: Expression): number[] =>
  typeof expression === 'number' ? [expression] : expression.flatMap(signalsOf)

function countReads({ inputs, fanin, outputs }: Netlist): Int32Array {
  const reads = new Int32Array(1 + inputs + fanin.length / 2)
  for (const signal of fanin) reads[signal]!++
  for (const signal of outputs) reads[signal]!++
  return reads
}

/** Gates that nobody needs when gate `g` goes and `kept` are read besides; `reads` is as before. */
function countFreed(
  netlist: Netlist,
  reads: Int32Array,
  g: number,
  kept: readonly number[],
): number {
  const { fanin } = netlist
  const first = firstGate(netlist)
  for (const signal of kept) reads[signal]!++
  const gone = [g]
  for (let i = 0; i < gone.length; i++) {
    for (const side of [0, 1]) {
      const signal = fanin[2 * gone[i]! + side]!
      if (--reads[signal]! === 0 && signal >= first) gone.push(signal - first)
    }
  }
  for (const freed of gone) {
    reads[fanin[2 * freed]!]!++
    reads[fanin[2 * freed + 1]!]!++
  }
  for (const signal of kept) reads[signal]!--
  return gone.length
}

/** The netlist with an expression in the place of gate `g`; gates keep their order where they can. */
function substitute(netlist: Netlist, gate: number, expression: Expression): Netlist {
  const { inputs, fanin, outputs } = netlist
  const first = firstGate(netlist)
  const gates = gateCount(netlist)
  const added: number[] = []
  const addedSignal = (from: Expression): number => {
    if (typeof from === 'number') return from
    const a = addedSignal(from[0])
    const b = from[0] === from[1] ? a : addedSignal(from[1])
    added.push(a, b)
    return first + gates + added.length / 2 - 1
  }
  const instead = addedSignal(expression)
  const read = (signal: number) => (signal === first + gate ? instead : signal)
  const faninOf = (g: number, side: number) =>
    g < gates ? read(fanin[2 * g + side]!) : added[2 * (g - gates) + side]!

  const placed = new Int32Array(first + gates + added.length / 2).fill(-1)
  for (let signal = 0; signal < first; signal++) placed[signal] = signal
  const ordered: number[] = []
  const stack: number[] = []
  const place = (root: number) => {
    stack.push(root)
    while (stack.length > 0) {
      const signal = stack.at(-1)!
      if (placed[signal]! >= 0) {
        stack.pop()
        continue
      }
      const a = faninOf(signal - first, 0)
      const b = faninOf(signal - first, 1)
      if (placed[a]! >= 0 && placed[b]! >= 0) {
        placed[signal] = first + ordered.length / 2
        ordered.push(placed[a]!, placed[b]!)
        stack.pop()
      } else {
        if (placed[a]! < 0) stack.push(a)
        if (placed[b]! < 0) stack.push(b)
      }
    }
  }
  for (let g = 0; g < gates; g++) if (g !== gate) place(first + g)
  for (const signal of outputs) place(read(signal))
  return compact({
    inputs,
    latches: new Uint32Array(0),
    fanin: Uint32Array.from(ordered),
    outputs: outputs.map((signal) => placed[read(signal)]!),
  })
}

interface Wish {
  /** The most gates of an expression; below 0: nothing is looked for. */
  readonly addedMax: number
  /** Words that may be looked at. */
  readonly work: number
  /** The signal to begin with, so that ties fall differently each time. */
  readonly start: number
  accepts(expression: Expression): boolean
}

interface Finder {
  /** An expression of signals that do not depend on gate `g` and that may take its place. */
  find(g: number, seen: Uint32Array, depends: Uint8Array, wish: Wish): Expression | undefined
}

function createFinder(netlist: Netlist, values: Uint32Array, words: number): Finder {
  const { fanin } = netlist
  const first = firstGate(netlist)
  const signals = signalCount(netlist)
  const candidates = new Int32Array(signals)
  const masks = Array.from({ length: 2 * (addedMax + 2) }, () => new Uint32Array(words))
  const lists = Array.from({ length: addedMax + 2 }, () => new Int32Array(signals))
  let candidateCount = 0
  let work = 0
  let own: readonly [number, number] = [0, 0]
  let accepts: Wish['accepts'] = () => true

  /** Whether a signal is 1 on all rows of a mask. */
  function covers(signal: number, mask: Uint32Array): boolean {
    const at = signal * words
    for (let w = 0; w < words; w++) {
      if ((mask[w]! & ~values[at + w]!) !== 0) {
        work -= w + 1
        return false
      }
    }
    work -= words
    return true
  }

  /** Whether two signals are never both 1 on a mask. */
  function excludes(x: number, y: number, mask: Uint32Array): boolean {
    const a = x * words
    const b = y * words
    for (let w = 0; w < words; w++) {
      if ((mask[w]! & values[a + w]! & values[b + w]!) !== 0) {
        work -= w + 1
        return false
      }
    }
    work -= words
    return true
  }

  /** Signals that are 1 on all of a mask, written into the list of a depth. */
  function listCovering(mask: Uint32Array, depth: number): number {
    const list = lists[depth]!
    let count = 0
    for (let i = 0; i < candidateCount; i++) {
      if (covers(candidates[i]!, mask)) list[count++] = candidates[i]!
    }
    return count
  }

  /** A gate that is 1 on `on` and 0 on `off`, made of at most `added` gates. */
  function findGate(
    depth: number,
    added: number,
    wrap: (inner: Expression) => Expression,
  ): Expression | undefined {
    const on = masks[2 * depth]!
    const off = masks[2 * depth + 1]!
    const list = lists[depth]!
    const count = listCovering(off, depth)
    if (added === 1) return findPair(list, count, on, wrap)
    // With one side fixed, the other is the same question; 1 as a side inverts the other.
    const onNext = masks[2 * depth + 2]!
    const offNext = masks[2 * depth + 3]!
    onNext.set(off)
    for (let i = -1; i < count && work > 0; i++) {
      const side = i < 0 ? -1 : list[i]!
      for (let w = 0; w < words; w++) {
        offNext[w] = side < 0 ? on[w]! : on[w]! & values[side * words + w]!
      }
      const found = findGate(depth + 1, added - 1, (inner) =>
        wrap(side < 0 ? [inner, inner] : [side, inner]),
      )
      if (found !== undefined) return found
    }
    return added === 3 ? findSum(on, off, wrap) : undefined
  }

  function findPair(
    list: Int32Array,
    count: number,
    on: Uint32Array,
    wrap: (inner: Expression) => Expression,
  ): Expression | undefined {
    for (let i = 0; i < count && work > 0; i++) {
      for (let j = i; j < count; j++) {
        const x = list[i]!
        const y = list[j]!
        if (!excludes(x, y, on)) continue
        const found = wrap([x, y])
        if (!isOwn(found) && accepts(found)) return found
      }
    }
    return undefined
  }

  /** Whether an expression is the gate as it is. */
  const isOwn = (found: Expression) =>
    typeof found !== 'number' &&
    ((found[0] === own[0] && found[1] === own[1]) || (found[0] === own[1] && found[1] === own[0]))

  /** NAND(NAND(a, b), NAND(c, d)): two products that are 0 on `off` and together 1 on `on`. */
  function findSum(
    on: Uint32Array,
    off: Uint32Array,
    wrap: (inner: Expression) => Expression,
  ): Expression | undefined {
    const products: (readonly [number, number])[] = []
    for (let i = 0; i < candidateCount && work > 0 && products.length < productsMax; i++) {
      for (let j = i; j < candidateCount && products.length < productsMax; j++) {
        if (excludes(candidates[i]!, candidates[j]!, off)) {
          products.push([candidates[i]!, candidates[j]!])
        }
      }
    }
    for (let p = 0; p < products.length && work > 0; p++) {
      for (let q = p + 1; q < products.length; q++) {
        if (!coverTogether(products[p]!, products[q]!, on)) continue
        const found = wrap([products[p]!, products[q]!])
        if (accepts(found)) return found
      }
    }
    return undefined
  }

  function coverTogether(
    [a, b]: readonly [number, number],
    [c, d]: readonly [number, number],
    mask: Uint32Array,
  ): boolean {
    for (let w = 0; w < words; w++) {
      const p = values[a * words + w]! & values[b * words + w]!
      const q = values[c * words + w]! & values[d * words + w]!
      if ((mask[w]! & ~(p | q)) !== 0) {
        work -= w + 1
        return false
      }
    }
    work -= words
    return true
  }

  return {
    find(g, seen, depends, wish) {
      if (wish.addedMax < 0) return undefined
      work = wish.work
      accepts = wish.accepts
      own = [fanin[2 * g]!, fanin[2 * g + 1]!]
      candidateCount = 0
      for (let i = 0; i < signals; i++) {
        const signal = (i + wish.start) % signals
        if (!depends[signal]) candidates[candidateCount++] = signal
      }
      const on = masks[0]!
      const off = masks[1]!
      const at = (first + g) * words
      for (let w = 0; w < words; w++) {
        on[w] = seen[w]! & values[at + w]!
        off[w] = seen[w]! & ~values[at + w]!
      }
      for (let i = 0; i < candidateCount; i++) {
        const signal = candidates[i]!
        if (covers(signal, on) && excludes(signal, signal, off) && accepts(signal)) return signal
      }
      for (let added = 1; added <= wish.addedMax; added++) {
        const found = findGate(0, added, (inner) => inner)
        if (found !== undefined) return found
      }
      return undefined
    },
  }
}

/** The most products of two signals that sums are made of. */
const productsMax = 256
