/**
 * The smallest NAND circuit of every function of four inputs.
 *
 * An inverter costs a gate and no constant is free, so inverting inputs or the output of a function
 * changes what it costs, and only renaming its inputs does not. There is therefore one circuit for
 * each of the 3,984 classes under the 24 permutations of inputs (P classes), not for each of the 222
 * classes under negation as well (NPN). Most circuits are proved smallest, for no set of fewer gates
 * shows the function; the others are the smallest known.
 *
 * `scripts/optimal.ts` makes the table: a byte a class for the number of gates, 128 more where that is
 * no proved minimum, and a byte a gate for its two fan-ins.
 */
import { readBase64 } from '../base64.ts'
import { optimalData } from './optimal-data.ts'

/** Inputs of all functions in the table. */
export const optimalInputs = 4
const functions = 2 ** 16

/** A circuit of one output, whose last gate shows it; an input shows itself where there is no gate. */
export interface Chain {
  /** [gates × 2] fan-ins: 0 to 3 are the inputs, 4 is the first gate; no input that is not needed. */
  readonly fanin: Uint8Array
  /** Whether fewer gates were shown not to be enough. */
  readonly isProved: boolean
}

interface Table {
  /** [65536] the class of a function, in the order of its least member. */
  readonly classes: Uint16Array
  /** [65536 × 4] which input of the function stands for each input of its class. */
  readonly orders: Uint8Array
  readonly chains: readonly Chain[]
}

let table: Table | undefined

/** The smallest known circuit of a function: bit r of `f` is its value in row r. */
export function optimalChain(f: number): Chain {
  table ??= readTable()
  const { fanin, isProved } = table.chains[table.classes[f]!]!
  const { orders } = table
  const rename = (signal: number) =>
    signal < optimalInputs ? orders[f * optimalInputs + signal]! : signal
  return { fanin: fanin.map(rename), isProved }
}

/** The number of gates of `optimalChain(f)`. */
export function optimalGates(f: number): number {
  table ??= readTable()
  return table.chains[table.classes[f]!]!.fanin.length / 2
}

function readTable(): Table {
  const classes = new Uint16Array(functions).fill(functions - 1)
  const orders = new Uint8Array(functions * optimalInputs)
  const chains: Chain[] = []
  const bytes = readBase64(optimalData)
  const renamings = allOrders().map((order) => ({ order, rows: renamedRows(order) }))
  let at = 0
  for (let f = 0; f < functions; f++) {
    // The first function that was not met is the least of its class.
    if (classes[f] !== functions - 1) continue
    for (const { order, rows } of renamings) {
      const member = renameInputs(f, rows)
      if (classes[member] !== functions - 1) continue
      classes[member] = chains.length
      orders.set(order, member * optimalInputs)
    }
    const gates = bytes[at]! & 127
    chains.push({ isProved: bytes[at]! < 128, fanin: readFanin(bytes, at + 1, gates) })
    at += 1 + gates
  }
  return { classes, orders, chains }
}

/** A byte numbers the pairs a ≤ b: 00, 01, 11, 02, 12, 22 … */
function readFanin(bytes: Uint8Array, from: number, gates: number): Uint8Array {
  const fanin = new Uint8Array(2 * gates)
  for (let g = 0; g < gates; g++) {
    const pair = bytes[from + g]!
    let b = 0
    while (((b + 1) * (b + 2)) / 2 <= pair) b++
    fanin[2 * g] = pair - (b * (b + 1)) / 2
    fanin[2 * g + 1] = b
  }
  return fanin
}

/** The 24 ways to rename four inputs. */
export function allOrders(): number[][] {
  const place = (rest: readonly number[]): number[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((i) => place(rest.filter((j) => j !== i)).map((order) => [i, ...order]))
  return place([0, 1, 2, 3])
}

/** [16] the row that each row becomes when input i becomes input `order[i]`. */
export const renamedRows = (order: readonly number[]): Uint8Array =>
  Uint8Array.from({ length: 16 }, (_, row) =>
    order.reduce((to, input, i) => to | (((row >>> i) & 1) << input), 0),
  )

/** A function after its inputs were renamed. */
export function renameInputs(f: number, rows: Uint8Array): number {
  let renamed = 0
  for (let row = 0; row < 16; row++) renamed |= ((f >>> row) & 1) << rows[row]!
  return renamed
}
