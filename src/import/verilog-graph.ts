/**
 * The bits of a Verilog module: constants, bits of nets, and operations on them, all numbered in one
 * row as they come. A net is driven by another bit, an input by the world, a register by its clock.
 */

/** The most bits and operations of a file. */
export const bitsMax = 2 ** 22

export const kinds = {
  constant: 0,
  net: 1,
  input: 2,
  register: 3,
  not: 4,
  and: 5,
  or: 6,
  xor: 7,
  mux: 8,
} as const
export type BitKind = (typeof kinds)[keyof typeof kinds]

export const zeroBit = 0
export const oneBit = 1
export const undriven = -1

export interface Graph {
  /** Number of bits. */
  readonly size: number
  kind(bit: number): BitKind
  setKind(bit: number, kind: BitKind): void
  /** What a bit reads, `side` in [0, 3): the driver of a net, the operands of an operation. */
  read(bit: number, side: number): number
  /** Says what drives a net, or what a register takes. */
  drive(bit: number, driver: number): void
  net(): number
  not(a: number): number
  and(a: number, b: number): number
  or(a: number, b: number): number
  xor(a: number, b: number): number
  /** `whenOne` where `select` is 1, else `whenZero`. */
  mux(select: number, whenOne: number, whenZero: number): number
}

/** @param onFull is called when there are more than `bitsMax` bits, and must throw */
export function createGraph(onFull: () => never): Graph {
  let kindOf = new Uint8Array(1024)
  let reads = new Int32Array(3 * 1024).fill(undriven)
  let size = 2

  function add(kind: BitKind, a = undriven, b = undriven, c = undriven): number {
    if (size >= bitsMax) onFull()
    if (size === kindOf.length) grow()
    kindOf[size] = kind
    reads[3 * size] = a
    reads[3 * size + 1] = b
    reads[3 * size + 2] = c
    return size++
  }

  function grow(): void {
    const [moreKinds, moreReads] = [
      new Uint8Array(2 * size),
      new Int32Array(6 * size).fill(undriven),
    ]
    moreKinds.set(kindOf)
    moreReads.set(reads)
    kindOf = moreKinds
    reads = moreReads
  }

  return {
    get size() {
      return size
    },
    // A cast, because only kinds are stored.
    kind: (bit) => kindOf[bit]! as BitKind,
    setKind(bit, kind) {
      kindOf[bit] = kind
    },
    read: (bit, side) => reads[3 * bit + side]!,
    drive(bit, driver) {
      reads[3 * bit] = driver
    },
    net: () => add(kinds.net),
    not: (a) => add(kinds.not, a),
    and: (a, b) => add(kinds.and, a, b),
    or: (a, b) => add(kinds.or, a, b),
    xor: (a, b) => add(kinds.xor, a, b),
    mux: (select, whenOne, whenZero) => add(kinds.mux, select, whenOne, whenZero),
  }
}
