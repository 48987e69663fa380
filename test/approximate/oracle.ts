/** Answers as numbers, a row and a bit at a time, with nothing of what is tested. */
import { createMachine } from '../../src/kernel/machine.ts'
import type { Netlist } from '../../src/netlist.ts'

/** What a machine answers to every row. */
export function answersOf(netlist: Netlist, isSigned = false): number[] {
  const machine = createMachine(netlist)
  return Array.from({ length: 2 ** netlist.inputs }, (_, row) => {
    const bits = Array.from({ length: netlist.inputs }, (_, i) => (row >>> i) & 1)
    const shown = machine.step(bits)
    const plain = shown.reduce<number>((sum, bit, o) => sum + bit * 2 ** o, 0)
    return isSigned && shown.at(-1) === 1 ? plain - 2 ** shown.length : plain
  })
}

/** The three errors of a machine. */
export function errorsOf(netlist: Netlist, exact: Netlist, isSigned = false) {
  const [received, wanted] = [answersOf(netlist, isSigned), answersOf(exact, isSigned)]
  const distances = received.map((number, row) => Math.abs(number - wanted[row]!))
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length
  return {
    'error-rate': mean(distances.map((distance) => (distance > 0 ? 1 : 0))),
    'worst-absolute-error': Math.max(...distances),
    'mean-absolute-error': mean(distances),
  }
}
