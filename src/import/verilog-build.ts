/**
 * Builds the netlist of a Verilog module: finds its clock and its reset, orders its bits, and writes
 * each operation as NANDs.
 *
 * The clock is no input of a machine, since every tick is one. Nor is a reset that sets every register
 * to the value with which it starts and is read by nothing else.
 */
import { assert, type FaultList, quote } from '../errors.ts'
import { type Builder, createBuilder } from '../netlist/build.ts'
import { compact } from '../netlist/compact.ts'
import { type Netlist, signalsMax } from '../netlist.ts'
import { orderGates } from './order.ts'
import type { Token } from './source.ts'
import { type Graph, kinds, undriven, zeroBit } from './verilog-graph.ts'
import type { Register, VerilogModule } from './verilog-module.ts'

/** A port of one bit. */
export interface PortBit {
  readonly token: Token
  readonly bit: number
}

export interface VerilogPorts {
  readonly inputs: readonly PortBit[]
  readonly outputs: readonly PortBit[]
}

/** Builds a module; throws all faults of the list, those found earlier included. */
export function buildModule(
  module: VerilogModule,
  faults: FaultList,
): { netlist: Netlist; ports: VerilogPorts } {
  // Statements that were given up leave names without drivers, which are no faults of their own.
  faults.throwIfAny()
  const { graph, registers } = module
  const ports = portBits(module, faults)
  const sources = findSources(graph)
  const clock = findClock(registers, graph, sources, faults)
  const reset = findReset(module, ports, sources)
  const withResets = registers.map((register) => ({
    ...register,
    next: reset === undefined ? addReset(graph, register) : register.next,
    start: startOf(module, register, reset !== undefined),
  }))
  const order = orderBits(module, graph, withResets, ports, faults)
  if (clock !== undefined) checkClock(clock, module, withResets, ports, sources, faults)
  faults.throwIfAny()
  const isHidden = ({ bit }: PortBit) => bit === clock || bit === reset
  const shown = { ...ports, inputs: ports.inputs.filter((port) => !isHidden(port)) }
  return { netlist: buildBits(graph, order, shown, withResets, faults), ports: shown }
}

interface StartedRegister extends Register {
  readonly start: 0 | 1
}

/** The bits of all ports, lowest first; bits of a vector are called `name[index]`. */
function portBits({ ports }: VerilogModule, faults: FaultList): VerilogPorts {
  const found = { input: [] as PortBit[], output: [] as PortBit[] }
  for (const { name, direction, net } of ports) {
    if (!direction || !net) {
      faults.add(
        'import/bad-port',
        name,
        'a port that is declared input or output',
        quote(name.text),
      )
      continue
    }
    net.bits.forEach((bit, i) => {
      const index = net.falls ? net.low - i : net.low + i
      const text = net.isScalar ? name.text : `${name.text}[${index}]`
      found[direction].push({ token: { ...name, text }, bit })
    })
  }
  return { inputs: found.input, outputs: found.output }
}

/** [bits] what each bit shows when nets are followed to what drives them. */
function findSources(graph: Graph): Int32Array {
  const sources = new Int32Array(graph.size).fill(undriven)
  const path: number[] = []
  for (let bit = 0; bit < graph.size; bit++) {
    let at = bit
    while (
      sources[at] === undriven &&
      graph.kind(at) === kinds.net &&
      graph.read(at, 0) !== undriven &&
      path.length <= graph.size
    ) {
      path.push(at)
      // A loop of nets is found and told when they are ordered; until then each is its own source.
      sources[at] = at
      at = graph.read(at, 0)
    }
    const source = sources[at] === undriven ? at : sources[at]!
    sources[at] = source
    while (path.length > 0) sources[path.pop()!] = source
  }
  return sources
}

/** The input that is the clock of all registers; undefined where there are none. */
function findClock(
  registers: readonly Register[],
  graph: Graph,
  sources: Int32Array,
  faults: FaultList,
): number | undefined {
  const [first] = registers
  if (!first) return undefined
  const clock = sources[first.clock]!
  if (graph.kind(clock) !== kinds.input) {
    faults.add('import/bad-clock', first.name, 'a clock that is an input', 'another signal')
  }
  for (const register of registers) {
    if (sources[register.clock] === clock) continue
    const expected = 'one clock for all registers'
    faults.add('import/many-clocks', register.name, expected, 'another clock')
  }
  faults.throwIfAny()
  return clock
}

const startOf = (
  { starts }: VerilogModule,
  { shown, reset }: Register,
  isResetAway: boolean,
): 0 | 1 => starts.get(shown) ?? (isResetAway ? reset!.to : 0)

/** The input that does nothing but set all registers to their start; undefined where none does. */
function findReset(
  module: VerilogModule,
  ports: VerilogPorts,
  sources: Int32Array,
): number | undefined {
  const { graph, registers } = module
  const [first] = registers
  if (!first?.reset) return undefined
  const reset = sources[first.reset.bit]!
  if (graph.kind(reset) !== kinds.input) return undefined
  const isOnly = registers.every(
    (register) =>
      register.reset &&
      sources[register.reset.bit] === reset &&
      startOf(module, register, true) === register.reset.to,
  )
  return isOnly && !isRead(reset, module, registers, ports, sources) ? reset : undefined
}

/** Whether an operation, a register or an output reads a bit. */
function isRead(
  bit: number,
  { graph }: VerilogModule,
  registers: readonly { readonly next: number; readonly clock: number }[],
  { outputs }: VerilogPorts,
  sources: Int32Array,
): boolean {
  const reads = (at: number) => at !== undriven && sources[at] === bit
  for (let at = 0; at < sources.length; at++) {
    if (graph.kind(at) < kinds.not) continue
    if (reads(graph.read(at, 0)) || reads(graph.read(at, 1)) || reads(graph.read(at, 2)))
      return true
  }
  return registers.some(({ next }) => reads(next)) || outputs.some((port) => reads(port.bit))
}

function checkClock(
  clock: number,
  module: VerilogModule,
  registers: readonly StartedRegister[],
  ports: VerilogPorts,
  sources: Int32Array,
  faults: FaultList,
): void {
  const resets = registers.some(({ reset }) => reset && sources[reset.bit] === clock)
  if (!resets && !isRead(clock, module, registers, ports, sources)) return
  const port = ports.inputs.find(({ bit }) => bit === clock)!
  const expected = 'a clock that is read by registers only'
  faults.add(
    'import/bad-clock',
    port.token,
    expected,
    `${quote(port.token.text)} among gates as well`,
  )
}

/** What a register takes when its reset is an input like others. */
function addReset(graph: Graph, { reset, next }: Register): number {
  if (!reset) return next
  return reset.to === 0 ? graph.and(next, graph.not(reset.bit)) : graph.or(next, reset.bit)
}

/** All bits behind what they read; nets that are read without a driver are faults, and so are loops. */
function orderBits(
  module: VerilogModule,
  graph: Graph,
  registers: readonly StartedRegister[],
  { outputs }: VerilogPorts,
  faults: FaultList,
): Uint32Array {
  const { size } = graph
  const starts = Uint32Array.from({ length: size + 1 }, (_, bit) => 3 * bit)
  const reads = new Int32Array(3 * size).fill(undriven)
  const used = new Uint8Array(size)
  for (let bit = 0; bit < size; bit++) {
    const kind = graph.kind(bit)
    if (kind === kinds.constant || kind === kinds.input || kind === kinds.register) continue
    for (let side = 0; side < 3; side++) {
      const read = graph.read(bit, side)
      reads[3 * bit + side] = read
      if (read !== undriven) used[read] = 1
    }
  }
  for (const { next } of registers) used[next] = 1
  for (const { bit } of outputs) used[bit] = 1
  const isUndriven = (bit: number) =>
    used[bit] === 1 && graph.kind(bit) === kinds.net && graph.read(bit, 0) === undriven
  for (const { name, bits } of module.nets.values()) {
    if (!bits.some(isUndriven)) continue
    faults.add('import/undefined-signal', name, 'a name that something drives', quote(name.text))
  }
  faults.throwIfAny()
  const order = orderGates(starts, reads)
  if (order.kind === 'loop') {
    const inLoop = new Set(order.gates)
    const net = [...module.nets.values()].find(({ bits }) => bits.some((bit) => inLoop.has(bit)))
    const received = `a loop through ${net ? quote(net.name.text) : 'gates'}`
    faults.add('import/loop', net?.name ?? {}, 'feedback only through registers', received)
  }
  faults.throwIfAny()
  assert(order.kind === 'ordered', 'a loop is a fault')
  return order.gates
}

function buildBits(
  graph: Graph,
  order: Uint32Array,
  { inputs, outputs }: VerilogPorts,
  registers: readonly StartedRegister[],
  faults: FaultList,
): Netlist {
  const builder = createBuilder(inputs.length, registers.length)
  const room = signalsMax - 8 - inputs.length - 2 * registers.length
  const checkRoom = () => {
    if (builder.gates <= room) return
    faults.add('import/too-large', {}, `at most ${room} gates`, 'more')
    faults.throwIfAny()
  }
  const signals = new Uint32Array(graph.size)
  signals[1] = builder.one()
  inputs.forEach(({ bit }, i) => {
    signals[bit] = builder.input(i)
  })
  registers.forEach(({ bit, start }, l) => {
    const stored = builder.latch(l)
    signals[bit] = start === 1 ? builder.not(stored) : stored
  })
  for (const bit of order) {
    checkRoom()
    const kind = graph.kind(bit)
    if (kind === kinds.net || kind >= kinds.not)
      signals[bit] = buildBit(builder, graph, bit, signals)
  }
  registers.forEach(({ next, start }, l) => {
    const taken = signals[next]!
    builder.setLatch(l, start === 1 ? builder.not(taken) : taken)
  })
  return compact(builder.build(outputs.map(({ bit }) => signals[bit]!)))
}

/** The signal of a net or an operation, from the signals of what it reads. */
function buildBit(builder: Builder, graph: Graph, bit: number, signals: Uint32Array): number {
  const at = (side: number) => signals[graph.read(bit, side)]!
  switch (graph.kind(bit)) {
    case kinds.net:
      // A net that nothing drives is read by nothing.
      return graph.read(bit, 0) === undriven ? zeroBit : at(0)
    case kinds.not:
      return builder.not(at(0))
    case kinds.and:
      return builder.and(at(0), at(1))
    case kinds.or:
      return builder.or(at(0), at(1))
    case kinds.xor:
      return builder.xor(at(0), at(1))
    default:
      return builder.mux(at(0), at(1), at(2))
  }
}
