/**
 * Builds the netlist of a BLIF model: finds who drives each name, orders the covers, and writes
 * each cover as a NAND of NANDs.
 */
import { assert, type FaultList, quote } from '../errors.ts'
import { type Builder, createBuilder } from '../netlist/build.ts'
import { compact } from '../netlist/compact.ts'
import { type Netlist, signalsMax } from '../netlist.ts'
import type { BlifCover, BlifModel } from './blif.ts'
import { orderGates } from './order.ts'
import type { Token } from './source.ts'

/** The most covers and latches together; a cover is at least one gate. */
const definitionsMax = signalsMax / 2

/** Builds a model; throws all faults of the list, those found earlier included. */
export function buildModel(model: BlifModel, faults: FaultList): Netlist {
  const drivers = findDrivers(model, faults)
  const reads = findReads(model, drivers, faults)
  faults.throwIfAny()
  const order = orderGates(reads.starts, reads.covers)
  if (order.kind === 'loop') {
    const names = order.gates.slice(0, 8).map((cover) => quote(model.covers[cover]!.output.text))
    const place = model.covers[order.gates[0]!]!.output
    const received = `a loop through ${names.join(', ')}${order.gates.length > 8 ? ' …' : ''}`
    faults.add('import/loop', place, 'feedback only through latches', received)
  }
  faults.throwIfAny()
  assert(order.kind === 'ordered', 'a loop is a fault')
  return buildCovers(model, drivers, order.gates, faults)
}

/** Who drives a name: input i is i, latch l comes after the inputs, cover c after the latches. */
type Drivers = ReadonlyMap<string, number>

function findDrivers(model: BlifModel, faults: FaultList): Drivers {
  const drivers = new Map<string, number>()
  const places: Token[] = []
  const define = (name: Token) => {
    const earlier = drivers.get(name.text)
    if (earlier !== undefined) {
      const received = `${quote(name.text)}, driven on line ${places[earlier]!.line} already`
      faults.add('import/duplicate-signal', name, 'a name that nothing drives yet', received)
    } else {
      drivers.set(name.text, places.length)
    }
    places.push(name)
  }
  // Inputs that come twice are reported as such by the check of names.
  for (const name of model.inputs) {
    if (!drivers.has(name.text)) drivers.set(name.text, places.length)
    places.push(name)
  }
  for (const latch of model.latches) define(latch.output)
  for (const cover of model.covers) define(cover.output)
  if (places.length - model.inputs.length > definitionsMax) {
    const expected = `at most ${definitionsMax} covers and latches`
    faults.add('import/too-large', {}, expected, `${places.length - model.inputs.length}`)
  }
  return drivers
}

/** Which covers each cover reads, as `orderGates` wants it; names without a driver are faults. */
function findReads(model: BlifModel, drivers: Drivers, faults: FaultList) {
  const firstCover = model.inputs.length + model.latches.length
  const starts = new Uint32Array(model.covers.length + 1)
  model.covers.forEach((cover, c) => {
    starts[c + 1] = starts[c]! + cover.inputs.length
  })
  const covers = new Int32Array(starts[model.covers.length]!)
  const missing = new Set<string>()
  const find = (name: Token): number => {
    const driver = drivers.get(name.text)
    if (driver !== undefined) return driver
    if (!missing.has(name.text)) {
      const expected = 'a name that an input, cover or latch drives'
      faults.add('import/undefined-signal', name, expected, quote(name.text))
    }
    missing.add(name.text)
    return -1
  }
  let at = 0
  for (const cover of model.covers) {
    for (const input of cover.inputs) covers[at++] = find(input) - firstCover
  }
  for (const latch of model.latches) find(latch.input)
  for (const output of model.outputs) find(output)
  return { starts, covers }
}

function buildCovers(
  model: BlifModel,
  drivers: Drivers,
  order: Uint32Array,
  faults: FaultList,
): Netlist {
  const { inputs, latches, covers } = model
  const builder = createBuilder(inputs.length, latches.length)
  const firstCover = inputs.length + latches.length
  const signals = new Uint32Array(firstCover + covers.length)
  const signalOf = (name: Token) => signals[drivers.get(name.text)!]!
  const room = signalsMax - 1 - firstCover
  const checkRoom = (wanted: number, place: Token) => {
    if (builder.gates + wanted <= room) return
    faults.add('import/too-large', place, `at most ${room} gates`, 'more')
    faults.throwIfAny()
  }

  inputs.forEach((_, i) => {
    signals[i] = builder.input(i)
  })
  latches.forEach((latch, l) => {
    checkRoom(1, latch.output)
    const stored = builder.latch(l)
    signals[inputs.length + l] = latch.startsAtOne ? builder.not(stored) : stored
  })
  for (const c of order) {
    const cover = covers[c]!
    // A literal costs at most an inverter and the two gates that join it, as does a cube.
    checkRoom(3 * (1 + cover.cubes.length) * (1 + cover.inputs.length), cover.output)
    signals[firstCover + c] = buildCover(builder, cover, cover.inputs.map(signalOf))
  }
  latches.forEach((latch, l) => {
    checkRoom(1, latch.output)
    const next = signalOf(latch.input)
    builder.setLatch(l, latch.startsAtOne ? builder.not(next) : next)
  })
  return compact(builder.build(model.outputs.map(signalOf)))
}

/** The cubes are NANDs of literals; their NAND is 1 where some cube matches. */
function buildCover(builder: Builder, cover: BlifCover, inputs: readonly number[]): number {
  const missed = cover.cubes.map((cube) => {
    const literals: number[] = []
    for (let i = 0; i < inputs.length; i++) {
      if (cube[i] === '1') literals.push(inputs[i]!)
      else if (cube[i] === '0') literals.push(builder.not(inputs[i]!))
    }
    return nandOf(builder, literals)
  })
  const matched = nandOf(builder, missed)
  return cover.value === '0' ? builder.not(matched) : matched
}

/** The NAND of any number of signals, of logarithmic depth; of none it is 0. */
function nandOf(builder: Builder, signals: readonly number[]): number {
  if (signals.length === 0) return builder.zero
  if (signals.length === 1) return builder.not(signals[0]!)
  const half = signals.length >> 1
  return builder.nand(andOf(builder, signals.slice(0, half)), andOf(builder, signals.slice(half)))
}

const andOf = (builder: Builder, signals: readonly number[]): number =>
  signals.length === 1 ? signals[0]! : builder.not(nandOf(builder, signals))
