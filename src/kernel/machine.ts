/**
 * A machine that code can drive: the phenotype that a fitness function is handed.
 *
 * One case at a time with `step`, or many at once with `run`. The state of its latches lives here.
 */
import { type Kernel, type Stimulus, simulate } from '../kernel.ts'
import { decodeClass, encodeRow, type RawValue } from '../netlist/encoder.ts'
import { expectNetlist } from '../netlist/expect.ts'
import { depth } from '../netlist/level.ts'
import { type Ports, portsFor } from '../netlist/ports.ts'
import { firstGate, gateCount, type Netlist, signalCount } from '../netlist.ts'

export type Bit = 0 | 1

export interface Machine {
  readonly netlist: Netlist
  readonly ports: Ports
  /** Number of NAND gates that the outputs depend on. */
  readonly gates: number
  /** Largest level, in gates. */
  readonly depth: number
  /** Number of one-bit memories. */
  readonly latches: number
  /** Sets all latches to 0. */
  reset(): void
  /** Shows the inputs for one tick and returns the outputs of that tick; then the latches move on. */
  step(inputs: readonly (Bit | boolean | number)[]): Bit[]
  /** Runs many cases from reset, [ticks × outputs × words]; leaves the state of `step` alone. */
  run(stimulus: Stimulus): Uint32Array
  /** Encodes a raw row, resets, steps once and names the class; for classifiers of data sets. */
  classify(row: readonly RawValue[]): string
  /** Encodes a raw row, steps once and names the class, without a reset; for controllers. */
  act(row: readonly RawValue[]): string
}

/** A machine at its reset state. Throws a `UsageError` for a netlist that is none. */
export function createMachine(netlist: Netlist, ports?: Ports, kernel?: Kernel): Machine {
  expectNetlist(netlist, 'the netlist')
  return driveNetlist(netlist, ports, kernel)
}

/** The same for a netlist that is known to be one, such as what a genome decodes to. */
export function driveNetlist(netlist: Netlist, ports?: Ports, kernel?: Kernel): Machine {
  const named = portsFor(netlist, ports)
  const first = firstGate(netlist)
  const { fanin, latches, outputs, inputs } = netlist
  const next = new Uint8Array(latches.length)
  // Made at the first step: a fitness may look at sizes alone, or run many cases at once.
  let state: Uint8Array | undefined

  function step(bits: readonly (Bit | boolean | number)[]): Bit[] {
    const values = (state ??= new Uint8Array(signalCount(netlist)))
    for (let i = 0; i < inputs; i++) values[1 + i] = bits[i] ? 1 : 0
    let signal = first
    for (let i = 0; i < fanin.length; i += 2) {
      values[signal++] = 1 - (values[fanin[i]!]! & values[fanin[i + 1]!]!)
    }
    const shown = Array.from(outputs, (o) => values[o] as Bit)
    for (let l = 0; l < latches.length; l++) next[l] = values[latches[l]!]!
    values.set(next, 1 + inputs)
    return shown
  }

  function reset() {
    state?.fill(0)
  }

  return {
    netlist,
    ports: named,
    gates: gateCount(netlist),
    // Not a getter: V8 keeps a hidden class for every object made with one, and what it refers to,
    // until the next full collection.
    depth: depth(netlist),
    latches: latches.length,
    reset,
    step,
    run: (stimulus) => simulate(netlist, stimulus, kernel),
    classify(row) {
      const { encoder, decoder } = named
      if (!encoder || !decoder) throw new TypeError('this machine has no encoder and no classes')
      reset()
      return decodeClass(decoder, step(encodeRow(encoder, row)))
    },
    act(row) {
      const { encoder, decoder } = named
      if (!decoder) throw new TypeError('this machine has no classes')
      // Where there is no encoder, the row holds the bits themselves.
      const bits = encoder ? encodeRow(encoder, row) : row.map(Number)
      return decodeClass(decoder, step(bits))
    },
  }
}
