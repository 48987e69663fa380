/**
 * Builds the netlist of an AIGER file. An AND gate becomes a NAND; where its plain value is wanted,
 * an inverter follows.
 */
import { assert, type FaultList } from '../errors.ts'
import { createBuilder } from '../netlist/build.ts'
import { compact } from '../netlist/compact.ts'
import { type Netlist, signalsMax } from '../netlist.ts'
import type { Aiger, AigerSection } from './aiger.ts'
import { orderGates } from './order.ts'

/** Builds a netlist; throws all faults of the list, those found earlier included. */
export function buildAiger(aiger: Aiger, faults: FaultList): Netlist {
  // Rows of a broken section are not there, so whatever reads them would look undefined.
  faults.throwIfAny()
  const definedBy = findDefinitions(aiger, faults)
  checkReads(aiger, definedBy, faults)
  faults.throwIfAny()
  const order = orderAnds(aiger, definedBy, faults)
  return buildAnds(aiger, order, faults)
}

/** What defines a variable: nothing, an input or latch, or AND gate g as `firstAnd + g`. */
const nothing = 0
const inputOrLatch = 1
const firstAnd = 2

function place(section: AigerSection, row: number, what: string) {
  return section.firstLine === undefined
    ? { what: `${what} ${row + 1}` }
    : { line: section.firstLine + row }
}

/** [variables] what defines each. */
function findDefinitions(aiger: Aiger, faults: FaultList): Uint32Array {
  const { inputs, latches, ands, header } = aiger
  const definedBy = new Uint32Array((header.literalMax + 1) / 2)
  const define = (
    section: AigerSection,
    width: number,
    what: string,
    by: (row: number) => number,
  ) => {
    for (let row = 0; row * width < section.rows.length; row++) {
      const literal = section.rows[row * width]!
      if (literal < 2 || literal % 2 === 1) {
        const expected = `${what} as an even literal above 0`
        faults.add('import/bad-literal', place(section, row, what), expected, `${literal}`)
      } else if (definedBy[literal / 2] !== nothing) {
        const expected = `${what} with a literal of its own`
        const received = `${literal}, which is defined already`
        faults.add('import/duplicate-signal', place(section, row, what), expected, received)
      } else {
        definedBy[literal / 2] = by(row)
      }
    }
  }
  define(inputs, 1, 'input', () => inputOrLatch)
  define(latches, 3, 'latch', () => inputOrLatch)
  define(ands, 3, 'AND gate', (g) => firstAnd + g)
  return definedBy
}

/** Finds literals that nothing defines, and latches that start at something else than they may. */
function checkReads(aiger: Aiger, definedBy: Uint32Array, faults: FaultList): void {
  const { latches, outputs, ands } = aiger
  const check = (section: AigerSection, width: number, what: string, columns: number[]) => {
    for (let row = 0; row * width < section.rows.length; row++) {
      for (const column of columns) {
        const literal = section.rows[row * width + column]!
        if (literal < 2 || definedBy[literal >>> 1] !== nothing) continue
        const expected = 'a literal of an input, latch or AND gate'
        faults.add('import/undefined-signal', place(section, row, what), expected, `${literal}`)
      }
    }
  }
  check(latches, 3, 'latch', [1])
  check(outputs, 1, 'output', [0])
  check(ands, 3, 'AND gate', [1, 2])
  for (let l = 0; 3 * l < latches.rows.length; l++) {
    const start = latches.rows[3 * l + 2]!
    if (start < 2 || start === latches.rows[3 * l]) continue
    const expected = `a start of 0, 1 or ${latches.rows[3 * l]} (not initialised)`
    faults.add('import/bad-literal', place(latches, l, 'latch'), expected, `${start}`)
  }
}

function orderAnds(aiger: Aiger, definedBy: Uint32Array, faults: FaultList): Uint32Array {
  const { rows } = aiger.ands
  const count = rows.length / 3
  const starts = Uint32Array.from({ length: count + 1 }, (_, g) => 2 * g)
  const reads = new Int32Array(2 * count)
  for (let g = 0; g < count; g++) {
    reads[2 * g] = definedBy[rows[3 * g + 1]! >>> 1]! - firstAnd
    reads[2 * g + 1] = definedBy[rows[3 * g + 2]! >>> 1]! - firstAnd
  }
  const order = orderGates(starts, reads)
  if (order.kind === 'loop') {
    const literals = order.gates.slice(0, 8).map((g) => rows[3 * g])
    const received = `a loop through ${literals.join(', ')}${order.gates.length > 8 ? ' …' : ''}`
    const where = place(aiger.ands, order.gates[0]!, 'AND gate')
    faults.add('import/loop', where, 'feedback only through latches', received)
  }
  faults.throwIfAny()
  assert(order.kind === 'ordered', 'a loop is a fault')
  return order.gates
}

function buildAnds(aiger: Aiger, order: Uint32Array, faults: FaultList): Netlist {
  const { header, inputs, latches, outputs, ands } = aiger
  const builder = createBuilder(header.inputs, header.latches)
  // A variable has a signal that shows it or, where `inverted` is 1, its complement.
  const signals = new Uint32Array((header.literalMax + 1) / 2)
  const inverted = new Uint8Array(signals.length)
  const signalOf = (literal: number) => {
    const variable = literal >>> 1
    const signal = signals[variable]!
    return (literal & 1) === inverted[variable] ? signal : builder.not(signal)
  }
  const room = signalsMax - 4 - header.inputs - header.latches
  const checkRoom = () => {
    if (builder.gates <= room) return
    faults.add('import/too-large', {}, `at most ${room} NAND gates`, 'more')
    faults.throwIfAny()
  }

  inputs.rows.forEach((literal, i) => {
    signals[literal / 2] = builder.input(i)
  })
  for (let l = 0; l < header.latches; l++) {
    signals[latches.rows[3 * l]! / 2] = builder.latch(l)
    inverted[latches.rows[3 * l]! / 2] = latches.rows[3 * l + 2] === 1 ? 1 : 0
  }
  for (const g of order) {
    checkRoom()
    const variable = ands.rows[3 * g]! / 2
    signals[variable] = builder.nand(
      signalOf(ands.rows[3 * g + 1]!),
      signalOf(ands.rows[3 * g + 2]!),
    )
    inverted[variable] = 1
  }
  for (let l = 0; l < header.latches; l++) {
    checkRoom()
    const next = signalOf(latches.rows[3 * l + 1]!)
    builder.setLatch(l, latches.rows[3 * l + 2] === 1 ? builder.not(next) : next)
  }
  const shown = Array.from(outputs.rows, (literal) => {
    checkRoom()
    return signalOf(literal)
  })
  return compact(builder.build(shown))
}
