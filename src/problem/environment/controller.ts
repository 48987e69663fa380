/**
 * A machine at work in an environment: from what is observed to an action, step after step.
 *
 * Only bits that the machine reads are told from the observation. Where these and the latches are few,
 * they number the lines of a memo: what the machine does there, action and next state, is computed by
 * its gates once and looked up from then on. An episode has hundreds of steps and visits a few lines.
 */

import type { Environment } from '../../environment.ts'
import { UsageError } from '../../errors.ts'
import type { Ports } from '../../netlist/ports.ts'
import { firstGate, type Netlist, signalCount } from '../../netlist.ts'
import { layOutBits } from './coding.ts'

export interface Controller {
  /** Takes a machine with the ports that the controller was made for, at its reset state. */
  load(netlist: Netlist): void
  /** Sets all latches to 0. */
  reset(): void
  /** The action for [observations]; then the latches move on. */
  act(observed: Float64Array): number
  /** Comparators that the machine reads; those of other input bits need not be built. */
  readonly comparators: number
}

/** Bits of a line of the memo. */
const memoBitsMax = 12

/** @param memoBits the most bits that a memo is kept for; 0 for none */
export function createController(
  environment: Environment,
  ports: Ports,
  memoBits = memoBitsMax,
): Controller {
  checkCoding(environment, ports)
  const { columns, thresholds, isCompared } = layOutBits(environment, ports)
  const memo = new Int32Array(2 ** memoBits)
  // Grown when a larger machine comes, so that the loop over steps allocates nothing.
  let values = new Uint8Array(1024)
  let next = new Uint8Array(64)
  const read = new Uint16Array(ports.inputs.length)
  let readCount = 0
  let comparators = 0
  let machine: Netlist
  let first = 0
  let state = 0
  let isKept = false

  /** Notes which inputs the machine reads. */
  function markRead({ fanin, latches, outputs, inputs }: Netlist): void {
    values.fill(0, 0, inputs + 1)
    for (let i = 0; i < fanin.length; i++) if (fanin[i]! <= inputs) values[fanin[i]!] = 1
    for (const signal of latches) if (signal <= inputs) values[signal] = 1
    for (const signal of outputs) if (signal <= inputs) values[signal] = 1
    readCount = 0
    comparators = 0
    for (let i = 0; i < inputs; i++) {
      if (values[1 + i] === 0) continue
      read[readCount++] = i
      comparators += isCompared[i]!
    }
    values[0] = 0
  }

  /** The action for the inputs and latches that stand in `values`; notes the next state there. */
  function compute(): number {
    const { latches, outputs, inputs } = machine
    sweep(values, machine.fanin, first)
    for (let l = 0; l < latches.length; l++) next[l] = values[latches[l]!]!
    let action = 0
    while (action < outputs.length && values[outputs[action]!] === 0) action++
    for (let l = 0; l < latches.length; l++) values[1 + inputs + l] = next[l]!
    return action
  }

  /** The same for one line of the memo, with the next state above the action. */
  function computeLine(line: number): number {
    const { inputs, latches } = machine
    for (let j = 0; j < readCount; j++) values[1 + read[j]!] = (line >> j) & 1
    const latchLine = line >> readCount
    for (let l = 0; l < latches.length; l++) values[1 + inputs + l] = (latchLine >> l) & 1
    let word = compute()
    for (let l = 0; l < latches.length; l++) word |= next[l]! << (8 + l)
    return word
  }

  function reset(): void {
    state = 0
    if (!isKept) values.fill(0, 1 + machine.inputs, first)
  }

  return {
    load(netlist) {
      const size = signalCount(netlist)
      if (values.length < size) values = new Uint8Array(2 * size)
      if (next.length < netlist.latches.length) next = new Uint8Array(2 * netlist.latches.length)
      machine = netlist
      first = firstGate(netlist)
      markRead(netlist)
      const bits = readCount + netlist.latches.length
      isKept = bits <= memoBits
      if (isKept) memo.fill(-1, 0, 2 ** bits)
      reset()
    },

    reset,

    act(observed) {
      if (!isKept) {
        for (let j = 0; j < readCount; j++) {
          const i = read[j]!
          values[1 + i] = observed[columns[i]!]! > thresholds[i]! ? 1 : 0
        }
        return compute()
      }
      const line = readLine(observed, read, readCount, columns, thresholds) | (state << readCount)
      let word = memo[line]!
      if (word < 0) word = memo[line] = computeLine(line)
      state = word >> 8
      return word & 255
    },

    get comparators() {
      return comparators
    },
  }
}

// Loops stand outside, for V8 loads what a closure holds anew at every use.

function sweep(values: Uint8Array, fanin: Uint32Array, first: number): void {
  let signal = first
  for (let i = 0; i < fanin.length; i += 2) {
    values[signal++] = 1 ^ (values[fanin[i]!]! & values[fanin[i + 1]!]!)
  }
}

/** The bits that are read as a number, the first one lowest. */
function readLine(
  observed: Float64Array,
  read: Uint16Array,
  readCount: number,
  columns: Uint8Array,
  thresholds: Float64Array,
): number {
  let line = 0
  for (let j = 0; j < readCount; j++) {
    const i = read[j]!
    if (observed[columns[i]!]! > thresholds[i]!) line |= 1 << j
  }
  return line
}

/** A machine that was evolved for another environment would read the wrong numbers. */
function checkCoding({ name, observations, actions }: Environment, ports: Ports): void {
  const seen = observations.map((observation) => observation.name)
  const { encoder, decoder, inputs } = ports
  const columns = encoder ? encoder.columns.map((column) => column.name) : inputs
  const isSame = (a: readonly string[], b: readonly string[] = []) => a.join('\n') === b.join('\n')
  if (isSame(seen, columns) && isSame(actions, decoder?.classes)) return
  throw new UsageError('environment/other-ports', {
    where: `the ports of a machine for ${name}`,
    expected: `observations ${seen.join(', ')}, actions ${actions.join(', ')}`,
    received: `observations ${columns.join(', ')}, actions ${decoder?.classes.join(', ') ?? 'none'}`,
    hint: 'genome: fromEnvironment(…).shape',
  })
}
