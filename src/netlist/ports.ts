/** The names of a machine's inputs, outputs and latches, and how raw data gets in and out. */
import { quote } from '../errors.ts'
import type { Netlist } from '../netlist.ts'
import { columnBits, type Decoder, type Encoder } from './encoder.ts'

export interface Ports {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** How a raw row becomes the input bits; only for machines that read data sets. */
  readonly encoder?: Encoder
  /** What the output bits stand for; only for classifiers. */
  readonly decoder?: Decoder
}

/** The most characters of a port's name; readers refuse longer ones. */
export const portNameMax = 64
/** The most characters of a column's name, a category or a class. */
export const rawTextMax = 200

/** Text without control characters, which would reach the reader's terminal. */
export const plainText = /^\P{Cc}*$/u

/** Whether a text can name a port, in memory and in every file of ours. */
export const isPortName = (text: string): boolean =>
  text.length > 0 && text.length <= portNameMax && plainText.test(text)

/** What is wrong with a text as a name, as a fault says it; undefined when nothing is. */
export function findTextFault(
  text: string,
  lengthMax: number,
): { expected: string; received: string } | undefined {
  if (!plainText.test(text)) {
    return { expected: 'text without control characters', received: quote(text) }
  }
  if (text.length <= lengthMax) return undefined
  return { expected: `at most ${lengthMax} characters`, received: `${text.length} characters` }
}

/** Ports with plain names: `a b c …` up to 26 inputs, else `x0 x1 …`, and `y0 y1 …`. */
export function defaultPorts(inputs: number, outputs: number): Ports {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  const name = (i: number) => (inputs <= letters.length ? letters[i]! : `x${i}`)
  return {
    inputs: Array.from({ length: inputs }, (_, i) => name(i)),
    outputs: Array.from({ length: outputs }, (_, o) => (outputs === 1 ? 'y' : `y${o}`)),
  }
}

/** The ports if they fit the netlist, else plain names. */
export function portsFor(netlist: Netlist, ports?: Ports): Ports {
  const fits =
    ports?.inputs.length === netlist.inputs && ports.outputs.length === netlist.outputs.length
  return fits ? ports : defaultPorts(netlist.inputs, netlist.outputs.length)
}

/** The input names of an encoder's bits: `petal>2.45`, `colour=red`. */
export function encoderInputNames(encoder: Encoder): string[] {
  return encoder.columns.flatMap((column) =>
    Array.from({ length: columnBits(column) }, (_, j) =>
      column.kind === 'number'
        ? `${column.name}>${column.thresholds[j]}`
        : `${column.name}=${column.categories[j]}`,
    ).map((name) => name.slice(0, portNameMax)),
  )
}
