/**
 * Makes src/prune/optimal-data.ts: the fewest NANDs for every function of four inputs.
 *
 *   npx jiti scripts/optimal.ts [GATES [ROUNDS]]     proves all minima up to GATES, by default 10
 *
 * Up to 10 gates take a quarter of a minute, up to 11 two and a half, and each gate more ten times as long.
 *
 * All sets of k gates are gone through for k = 1, 2, 3 …, so the first that shows a function is
 * minimal. A set is met once: gates are picked from a list in its order, a new gate appends what can
 * be built upon it, and a function that is in the list is not listed again. Two facts cut the rest.
 * In a minimal set every gate is used, so there are never more unused gates than the gates to come
 * can read; and inputs can be renamed, so of the sets of gates that read only inputs, one of each
 * orbit under the 24 permutations is enough.
 *
 * Functions beyond that get the smallest circuit that is met by adding gates to known ones, again and
 * again; these are upper bounds and are marked as such.
 */
import { writeFileSync } from 'node:fs'
import { writeBase64 } from '../src/base64.ts'
import { createRng } from '../src/random.ts'

const gatesProved = Number(process.argv[2] ?? 10)
const rounds = Number(process.argv[3] ?? 6)
const inputs = 4
const full = 0xffff
const projections = [0xaaaa, 0xcccc, 0xf0f0, 0xff00]

const orders = permutations([0, 1, 2, 3])
/** [24 × 65536] a function after its inputs were renamed. */
const renamed = orders.map((order) => {
  const rows = Array.from({ length: 16 }, (_, row) =>
    order.reduce((to, input, i) => to | (((row >>> i) & 1) << input), 0),
  )
  return Uint16Array.from({ length: 65536 }, (_, f) =>
    rows.reduce((table, to, row) => table | (((f >>> row) & 1) << to), 0),
  )
})
const canonical = Uint16Array.from({ length: 65536 }, (_, f) =>
  renamed.reduce((least, map) => Math.min(least, map[f]!), full),
)

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  )
}

/** [65536] gates of the smallest circuit known, 255 where none is; canonical functions have a chain. */
const gates = new Uint8Array(65536).fill(255)
const proved = new Uint8Array(65536)
const chains = new Map<number, Uint8Array>()

/** A chain without the gates that its last one does not depend on. */
function withoutUnused(chain: Uint8Array): Uint8Array {
  const last = inputs + chain.length / 2 - 1
  const used = new Set([last])
  for (let signal = last; signal >= inputs; signal--) {
    if (!used.has(signal)) continue
    used.add(chain[2 * (signal - inputs)]!)
    used.add(chain[2 * (signal - inputs) + 1]!)
  }
  const places = new Map([0, 1, 2, 3].map((i) => [i, i]))
  const kept: number[] = []
  for (let signal = inputs; signal <= last; signal++) {
    if (!used.has(signal)) continue
    const at = 2 * (signal - inputs)
    kept.push(places.get(chain[at]!)!, places.get(chain[at + 1]!)!)
    places.set(signal, inputs + kept.length / 2 - 1)
  }
  return Uint8Array.from(kept)
}

/** Keeps a chain, [gates × 2] fan-ins with inputs 0 to 3, for the class of the function that it shows. */
function keep(f: number, found: Uint8Array, isProved: boolean): void {
  const chain = withoutUnused(found)
  const representative = canonical[f]!
  const i = renamed.findIndex((map) => map[f] === representative)
  const order = orders[i]!
  const mapped = chain.map((signal) => (signal < inputs ? order[signal]! : signal))
  for (let at = 0; at < mapped.length; at += 2) {
    if (mapped[at]! > mapped[at + 1]!) {
      const first = mapped[at]!
      mapped[at] = mapped[at + 1]!
      mapped[at + 1] = first
    }
  }
  for (const map of renamed) {
    gates[map[representative]!] = chain.length / 2
    proved[map[representative]!] = isProved ? 1 : 0
  }
  chains.set(representative, mapped)
}

const value = new Int32Array(32)
const reads = new Int32Array(32)
const left = new Uint8Array(32)
const right = new Uint8Array(32)
const listed = new Uint8Array(65536)
const listValue = new Int32Array(1024)
const listLeft = new Uint8Array(1024)
const listRight = new Uint8Array(1024)
const firstOrbit = orbitsOfFirstGates()
let visited = 0

/** [1024] whether a set of gates that read only inputs is the first of its orbit. */
function orbitsOfFirstGates(): Uint8Array {
  const pairs = [0, 1, 2, 3].flatMap((b) => Array.from({ length: b + 1 }, (_, a) => [a, b]))
  const numbers = new Map(pairs.map(([a, b], i) => [a! * 4 + b!, i]))
  const maps = orders.map((order) =>
    pairs.map(([a, b]) => {
      const [x, y] = [order[a!]!, order[b!]!]
      return numbers.get(Math.min(x, y) * 4 + Math.max(x, y))!
    }),
  )
  return Uint8Array.from({ length: 1024 }, (_, set) =>
    maps.every((map) => map.reduce((to, j, i) => to | (((set >>> i) & 1) << j), 0) >= set) ? 1 : 0,
  )
}

function show(f: number, count: number, a: number, b: number): void {
  const chain = new Uint8Array(2 * (count + 1))
  for (let g = 0; g < count; g++) {
    chain[2 * g] = left[inputs + g]!
    chain[2 * g + 1] = right[inputs + g]!
  }
  chain[2 * count] = a
  chain[2 * count + 1] = b
  keep(f, chain, true)
}

/** Adds what can be built upon `signal` to the list and returns its new end. */
function append(signal: number, end: number): number {
  const v = value[signal]!
  for (let s = 0; s <= signal; s++) {
    const f = ~(v & value[s]!) & full
    if (listed[f]) continue
    listed[f] = 1
    listValue[end] = f
    listLeft[end] = s
    listRight[end++] = signal
  }
  return end
}

/** Picks the next gate; `start` and `end` bound the list, `first` is the set of first gates so far. */
function pick(
  count: number,
  goal: number,
  start: number,
  end: number,
  unused: number,
  first: number,
) {
  const signal = inputs + count
  const rest = goal - count - 1
  for (let c = start; c < end; c++) {
    const a = listLeft[c]!
    const b = listRight[c]!
    let unusedNow = unused + 1
    if (reads[a] === 0) unusedNow--
    if (b !== a && reads[b] === 0) unusedNow--
    if (unusedNow > rest + 1) continue
    if (c >= 10 && !firstOrbit[first]) return
    value[signal] = listValue[c]!
    left[signal] = a
    right[signal] = b
    reads[a]!++
    reads[b]!++
    if (rest === 1) finish(count + 1, unusedNow)
    else {
      const newEnd = append(signal, end)
      pick(count + 1, goal, c + 1, newEnd, unusedNow, c < 10 ? first | (1 << c) : first)
      for (let e = end; e < newEnd; e++) listed[listValue[e]!] = 0
    }
    reads[a]!--
    reads[b]!--
  }
}

/** Adds the last gate, which reads all that is unused. */
function finish(count: number, unused: number): void {
  visited++
  const last = inputs + count - 1
  const v = value[last]!
  if (unused === 2) {
    let other = inputs
    while (reads[other] !== 0) other++
    const f = ~(v & value[other]!) & full
    if (gates[f] === 255) show(f, count, other, last)
    return
  }
  for (let s = 0; s <= last; s++) {
    const f = ~(v & value[s]!) & full
    if (gates[f] === 255) show(f, count, s, last)
  }
}

const seconds = () => Math.round(performance.now() / 100) / 10

function countUpTo(most: number): number {
  let functions = 0
  for (const n of gates) if (n <= most) functions++
  return functions
}

/** No gates for the inputs; constants are made of the first input, since none is free. */
function startAll(): void {
  keep(projections[0]!, new Uint8Array(0), true)
  keep(full, Uint8Array.of(0, 0, 0, 4), true)
  keep(0, Uint8Array.of(0, 0, 0, 4, 5, 5), true)
  value.set(projections)
  reads.fill(1, 0, inputs)
  for (const f of [0, full, ...projections]) listed[f] = 1
}

function proveUpTo(most: number): void {
  startAll()
  let end = 0
  for (let i = 0; i < inputs; i++) end = append(i, end)
  for (let e = 0; e < end; e++) {
    // A single gate is its own last gate.
    const f = listValue[e]!
    if (gates[f] === 255) keep(f, Uint8Array.of(listLeft[e]!, listRight[e]!), true)
  }
  for (let goal = 2; goal <= most; goal++) {
    visited = 0
    pick(0, goal, 0, end, 0, 0)
    console.log(`${goal} gates: ${countUpTo(goal)} functions, ${visited} sets, ${seconds()} s`)
    save()
  }
}

/** Adds up to `more` gates to a chain in all ways and keeps what is smaller than known. */
function extend(chain: Uint8Array, more: number, isKept: () => boolean): number {
  const count = chain.length / 2
  for (let g = 0; g < count; g++) {
    left[inputs + g] = chain[2 * g]!
    right[inputs + g] = chain[2 * g + 1]!
    value[inputs + g] = ~(value[chain[2 * g]!]! & value[chain[2 * g + 1]!]!) & full
  }
  return extendFrom(count, count + more, 0, isKept)
}

function extendFrom(count: number, most: number, from: number, isKept: () => boolean): number {
  let found = 0
  const signal = inputs + count
  for (let b = from; b < signal; b++) {
    for (let a = 0; a <= b; a++) {
      const f = ~(value[a]! & value[b]!) & full
      const known = gates[f]!
      if (count + 1 < known || (count + 1 === known && !proved[f] && isKept())) {
        const smaller = count + 1 < known
        left[signal] = a
        right[signal] = b
        const chain = new Uint8Array(2 * (count + 1))
        for (let g = 0; g <= count; g++) {
          chain[2 * g] = left[inputs + g]!
          chain[2 * g + 1] = right[inputs + g]!
        }
        keep(f, chain, false)
        if (smaller) found++
      }
      if (count + 1 < most) {
        value[signal] = f
        left[signal] = a
        right[signal] = b
        // The gate that was added must be read by a later one, so the next pair may not lie below it.
        found += extendFrom(count + 1, most, count + 2 === most ? signal : 0, isKept)
      }
    }
  }
  return found
}

function boundOthers(): void {
  const rng = createRng(1)
  for (let round = 0; round < rounds; round++) {
    let found = 0
    const known = [...chains].sort((x, y) => x[1].length - y[1].length)
    for (const [representative] of known) {
      const chain = chains.get(representative)!
      found += extend(chain, round < rounds - 2 ? 2 : 3, () => rng.below(8) === 0)
    }
    console.log(`round ${round}: ${found} smaller, ${histogram()}, ${seconds()} s`)
    save()
  }
}

function histogram(): string {
  const counts: number[] = []
  for (const n of gates) counts[n] = (counts[n] ?? 0) + 1
  return JSON.stringify(Object.fromEntries(counts.entries()))
}

/** One byte for the number of gates, 128 more where it is no proved minimum; one byte a gate. */
function save(): void {
  const bytes: number[] = []
  for (let f = 0; f < 65536; f++) {
    if (canonical[f] !== f) continue
    const chain = chains.get(f)
    if (!chain) return
    bytes.push((chain.length / 2) | (proved[f] ? 0 : 128))
    for (let at = 0; at < chain.length; at += 2) {
      bytes.push((chain[at + 1]! * (chain[at + 1]! + 1)) / 2 + chain[at]!)
    }
  }
  const text = writeBase64(Uint8Array.from(bytes))
  writeFileSync(
    new URL('../src/prune/optimal-data.ts', import.meta.url),
    `/** Chains of all classes of functions of four inputs; made by scripts/optimal.ts, read by optimal.ts. */\nexport const optimalData =\n  '${text}'\n`,
  )
}

console.log(`${new Set(canonical).size} classes`)
proveUpTo(gatesProved)
boundOthers()
