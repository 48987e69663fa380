/**
 * The statements of one Verilog module, read in order into a graph of bits.
 *
 * Names are declared before they are used, as netlists have them; only the wires between instances
 * may come undeclared. A statement with a fault is given up and reading goes on behind its end, so
 * that a file tells all its faults at once.
 */
import { type FaultList, quote } from '../errors.ts'
import {
  type Cell,
  cells,
  languageGates,
  type RegisterCell,
  registerCells,
} from './verilog-cells.ts'
import {
  createExpressionReader,
  type Net,
  nestingMax,
  vectorBitsMax,
} from './verilog-expression.ts'
import {
  bitsMax,
  createGraph,
  type Graph,
  kinds,
  oneBit,
  undriven,
  zeroBit,
} from './verilog-graph.ts'
import { giveUp, refuse, type Scanner, type VerilogToken } from './verilog-tokens.ts'

/** What a register takes at a tick of its clock. */
export interface Register {
  readonly bit: number
  readonly clock: number
  readonly name: VerilogToken
  /** What it takes, apart from its reset. */
  readonly next: number
  /** The bit that the file calls it by, whose start is its own. */
  readonly shown: number
  /** The bit that sets it to a constant, where the statement begins with `if (reset)`. */
  readonly reset?: { readonly bit: number; readonly to: 0 | 1 }
}

export interface VerilogModule {
  readonly name: VerilogToken
  readonly graph: Graph
  /** In the order of the head of the module. */
  readonly ports: { readonly name: VerilogToken; direction?: 'input' | 'output'; net?: Net }[]
  readonly nets: ReadonlyMap<string, Net>
  readonly registers: readonly Register[]
  /** The value that a bit starts with, where the file says one. */
  readonly starts: ReadonlyMap<number, 0 | 1>
}

const synthesizeFirst = 'Only flat netlists are read; make one first (yosys: synth -flatten).'

/** Reads the one module of a file; undefined where there is none or its head is broken. */
export function readModule(scanner: Scanner, faults: FaultList): VerilogModule | undefined {
  const graph = createGraph(() => {
    faults.add('import/too-large', scanner.token, `at most ${bitsMax} bits and operations`, 'more')
    faults.throwIfAny()
    throw giveUp
  })
  const nets = new Map<string, Net>()
  const ports: VerilogModule['ports'] = []
  const registers: Register[] = []
  const starts = new Map<number, 0 | 1>()
  const expressions = createExpressionReader(scanner, graph, findNet, faults)
  // Blocks of begin and end that are open: a statement that is given up ends with the outermost.
  let openBlocks = 0

  const is = (text: string) => scanner.token.kind !== 'name' && scanner.token.text === text
  const takeIf = (text: string) => is(text) && scanner.take()
  function expect(text: string): VerilogToken {
    return is(text) ? scanner.take() : refuse(faults, scanner.token, `${quote(text)} here`)
  }
  function takeName(what: string): VerilogToken {
    return scanner.token.kind === 'name' ? scanner.take() : refuse(faults, scanner.token, what)
  }

  function findNet(name: VerilogToken): Net {
    const net = nets.get(name.text)
    if (net) return net
    return refuse(faults, name, 'a name that is declared before', 'import/undefined-signal')
  }

  /** Declares a net, or says again what is known of it, as `output y; reg y;` does. */
  function declare(name: VerilogToken, range: { left: number; right: number } | undefined): Net {
    const { left, right } = range ?? { left: 0, right: 0 }
    const width = Math.abs(left - right) + 1
    if (width > vectorBitsMax)
      refuse(faults, name, `at most ${vectorBitsMax} bits a net`, 'import/too-large')
    const known = nets.get(name.text)
    if (known) {
      if (range === undefined || known.bits.length === width) return known
      return refuse(
        faults,
        name,
        `${known.bits.length} bits, as declared on line ${known.name.line}`,
      )
    }
    const bits: number[] = []
    while (bits.length < width) bits.push(graph.net())
    const net = { name, bits, low: right, falls: left < right, isScalar: range === undefined }
    nets.set(name.text, net)
    return net
  }

  const readRange = () => (is('[') ? expressions.readRange() : undefined)

  /** Says what drives a bit; a second driver is a fault. */
  function drive(bits: readonly number[], drivers: readonly number[], place: VerilogToken): void {
    bits.forEach((bit, i) => {
      if (graph.kind(bit) !== kinds.net || graph.read(bit, 0) !== undriven) {
        refuse(faults, place, 'a name that nothing drives yet', 'import/duplicate-signal')
      }
      graph.drive(bit, drivers[i]!)
    })
  }

  /** Reads `target = expression`, with one driver a bit. */
  function readAssignment(): void {
    const place = scanner.token
    if (place.kind === 'name' && !nets.has(place.text)) findNet(place)
    const bits = expressions.readTarget()
    expect('=')
    drive(bits, expressions.bitsOf(expressions.read(), bits.length), place)
  }

  function setStart(bits: readonly number[], values: readonly number[], place: VerilogToken): void {
    bits.forEach((bit, i) => {
      const value = values[i]!
      if (value !== zeroBit && value !== oneBit) refuse(faults, place, 'a constant start')
      starts.set(bit, value as 0 | 1)
    })
  }

  /** `wire [3:0] a, b = …;` or `reg q = 1'b0;` */
  function readDeclaration(): void {
    const isRegister = scanner.take().text === 'reg'
    refuseSigned()
    const range = readRange()
    do {
      const net = declare(takeName('a name to declare'), range)
      if (is('['))
        refuse(faults, scanner.token, 'no memories', 'import/unsupported', synthesizeFirst)
      if (!takeIf('=')) continue
      const values = expressions.bitsOf(expressions.read(), net.bits.length)
      if (isRegister) setStart(net.bits, values, net.name)
      else drive(net.bits, values, net.name)
    } while (takeIf(','))
  }

  function refuseSigned(): void {
    if (!is('signed')) return
    refuse(faults, scanner.token, 'nets without a sign', 'import/unsupported', synthesizeFirst)
  }

  interface Direction {
    readonly direction: 'input' | 'output'
    readonly range: { left: number; right: number } | undefined
    readonly isRegister: boolean
  }

  function readDirection(): Direction {
    const { text: direction } = scanner.token
    if (direction !== 'input' && direction !== 'output') {
      return refuse(faults, scanner.token, 'input or output', 'import/unsupported')
    }
    scanner.take()
    const isRegister = !takeIf('wire') && takeIf('reg') !== false
    refuseSigned()
    return { direction, range: readRange(), isRegister }
  }

  /** Gives a port its direction; its head names it, or this does where the head is the declaration. */
  function declarePort(
    name: VerilogToken,
    { direction, range, isRegister }: Direction,
    inHead: boolean,
  ): void {
    let port = ports.find((known) => known.name.text === name.text)
    if (port?.direction || (!port && !inHead)) {
      const expected = port ? 'each port once' : 'a port that the head of the module names'
      refuse(faults, name, expected, 'import/duplicate-name')
    }
    if (!port) {
      port = { name }
      ports.push(port)
    }
    const net = declare(name, range)
    port.direction = direction
    port.net = net
    if (direction === 'input') {
      drive(net.bits, net.bits, name)
      for (const bit of net.bits) graph.setKind(bit, kinds.input)
    }
    if (!takeIf('=')) return
    if (!isRegister) refuse(faults, name, 'a start only for a reg')
    setStart(net.bits, expressions.bitsOf(expressions.read(), net.bits.length), name)
  }

  function readHead(): void {
    if (is('#'))
      refuse(faults, scanner.token, 'no parameters', 'import/unsupported', synthesizeFirst)
    if (takeIf('(') && !takeIf(')')) {
      let direction: Direction | undefined
      do {
        if (scanner.token.kind === 'keyword') direction = readDirection()
        const name = takeName('a port')
        if (direction) declarePort(name, direction, true)
        else if (ports.some((port) => port.name.text === name.text)) {
          refuse(faults, name, 'each port once', 'import/duplicate-name')
        } else ports.push({ name })
      } while (takeIf(','))
      expect(')')
    }
    expect(';')
  }

  /** Values that bits take at the tick. */
  type Taken = Map<number, number>

  function readStatement(taken: Taken, names: Map<number, VerilogToken>, level: number): void {
    if (level > nestingMax) {
      refuse(faults, scanner.token, `at most ${nestingMax} levels of statements`, 'import/too-deep')
    }
    if (takeIf('begin')) {
      openBlocks++
      if (takeIf(':')) takeName('a name of the block')
      while (!is('end')) readStatement(taken, names, level + 1)
      scanner.take()
      openBlocks--
      return
    }
    if (takeIf('if')) {
      const [whenTrue, whenFalse] = readBranches(names, level)
      for (const bit of new Set([...whenTrue.taken.keys(), ...whenFalse.taken.keys()])) {
        const held = taken.get(bit) ?? bit
        const yes = whenTrue.taken.get(bit) ?? held
        taken.set(bit, graph.mux(whenTrue.when, yes, whenFalse.taken.get(bit) ?? held))
      }
      return
    }
    const place = scanner.token
    const bits = expressions.readTarget()
    expect('<=')
    const values = expressions.bitsOf(expressions.read(), bits.length)
    expect(';')
    bits.forEach((bit, i) => {
      taken.set(bit, values[i]!)
      names.set(bit, place)
    })
  }

  /** The branches of an `if` whose word was taken. */
  function readBranches(names: Map<number, VerilogToken>, level: number) {
    expect('(')
    const when = expressions.readBits().reduce((any, bit) => graph.or(any, bit))
    expect(')')
    const [yes, no]: [Taken, Taken] = [new Map(), new Map()]
    readStatement(yes, names, level + 1)
    if (takeIf('else')) readStatement(no, names, level + 1)
    return [
      { when, taken: yes },
      { when, taken: no },
    ] as const
  }

  /** `always @(posedge clk) …` */
  function readAlways(): void {
    expect('@')
    expect('(')
    if (!is('posedge')) {
      refuse(faults, scanner.token, 'posedge and a clock', 'import/unsupported', synthesizeFirst)
    }
    scanner.take()
    const clock = readBit()
    if (!is(')')) {
      refuse(
        faults,
        scanner.token,
        'one clock and no other edge',
        'import/unsupported',
        'Make resets synchronous first (yosys: async2sync).',
      )
    }
    scanner.take()
    const names = new Map<number, VerilogToken>()
    if (takeIf('if')) {
      addResettable(clock, names)
      return
    }
    const taken: Taken = new Map()
    readStatement(taken, names, 0)
    for (const [bit, next] of taken)
      addRegister({ bit, shown: bit, clock, next, name: names.get(bit)! })
  }

  /** A statement that begins with `if`: where that sets constants, its condition is a reset. */
  function addResettable(clock: number, names: Map<number, VerilogToken>): void {
    const [whenTrue, whenFalse] = readBranches(names, 0)
    const { when } = whenTrue
    for (const [bit, name] of names) {
      const to = whenTrue.taken.get(bit)
      const next = whenFalse.taken.get(bit) ?? bit
      const isReset = to === zeroBit || to === oneBit
      const reset = isReset ? { bit: when, to: to as 0 | 1 } : undefined
      const register = { bit, shown: bit, clock, name, reset }
      addRegister({ ...register, next: isReset ? next : graph.mux(when, to ?? bit, next) })
    }
  }

  function addRegister(register: Register): void {
    drive([register.bit], [zeroBit], register.name)
    graph.setKind(register.bit, kinds.register)
    registers.push(register)
  }

  function readBit(): number {
    const place = scanner.token
    const bits = expressions.readBits()
    return bits.length === 1 ? bits[0]! : refuse(faults, place, 'one bit')
  }

  /** `initial q = 1'b0;`, with or without begin and end. */
  function readInitial(level = 0): void {
    if (level > nestingMax) {
      refuse(faults, scanner.token, `at most ${nestingMax} levels of statements`, 'import/too-deep')
    }
    if (takeIf('begin')) {
      openBlocks++
      while (!is('end')) readInitial(level + 1)
      scanner.take()
      openBlocks--
      return
    }
    const place = scanner.token
    const bits = expressions.readTarget()
    if (!takeIf('=')) expect('<=')
    setStart(bits, expressions.bitsOf(expressions.read(), bits.length), place)
    expect(';')
  }

  /** A wire between instances may come undeclared. */
  function declareIfNew(): void {
    const { token } = scanner
    if (token.kind === 'name' && !nets.has(token.text)) declare(token, undefined)
  }

  /** `nand name (y, a, b);` */
  function readLanguageGate(): void {
    const gate = scanner.take()
    if (scanner.token.kind === 'name') scanner.take()
    expect('(')
    declareIfNew()
    const target = expressions.readTarget()
    const pins: number[] = []
    while (takeIf(',')) {
      declareIfNew()
      pins.push(readBit())
    }
    expect(')')
    const isSingle = gate.text === 'not' || gate.text === 'buf'
    if (target.length !== 1 || (isSingle ? pins.length !== 1 : pins.length === 0)) {
      refuse(faults, gate, `an output of one bit, then ${isSingle ? 'one input' : 'inputs'}`)
    }
    drive(target, [languageGates.get(gate.text)!(graph, pins)], gate)
  }

  /** `\$_NAND_ name (.A(a), .B(b), .Y(y));` */
  function readInstance(): void {
    const type = scanner.take()
    const cell = cells.get(type.text)
    const register = registerCells.get(type.text)
    if (!cell && !register) {
      const hint = 'Flatten the design and map it to gates first (yosys: synth -flatten).'
      refuse(faults, type, 'a cell that is known, such as $_NAND_', 'import/unsupported', hint)
    }
    if (is('#')) refuse(faults, scanner.token, 'no parameters', 'import/unsupported')
    takeName('the name of the instance')
    const pins = readPins(register ? 'Q' : cell!.output)
    const wanted = register ? ['C', ...register.inputs] : cell!.inputs
    const output = pins.get(register ? 'Q' : cell!.output)
    const inputs = wanted.map((pin) => pins.get(pin)?.[0])
    const extra = [...pins.keys()].some(
      (pin) => pin !== (register ? 'Q' : cell!.output) && !wanted.includes(pin),
    )
    const isComplete = inputs.every((pin) => pin !== undefined) && !extra
    if (!isComplete) refuse(faults, type, `pins ${wanted.join(', ')} and an output`)
    if (!output) return
    addCell(cell, register, type, inputs as number[], output[0]!)
  }

  function addCell(
    cell: Cell | undefined,
    register: RegisterCell | undefined,
    type: VerilogToken,
    inputs: readonly number[],
    output: number,
  ): void {
    if (cell) drive([output], [cell.build(graph, inputs)], type)
    if (!register) return
    const [clock, ...pins] = inputs as [number, ...number[]]
    // What the register drives may be a wire, so it gets a bit of its own.
    const bit = graph.net()
    const next = register.next ? register.next(graph, bit, pins) : pins[0]!
    addRegister({ bit, shown: output, clock, next, name: type })
    drive([output], [bit], type)
  }

  /** Pins by name, each of one bit; an output may be left open. */
  function readPins(output: string): Map<string, number[]> {
    const pins = new Map<string, number[]>()
    expect('(')
    do {
      expect('.')
      const pin = takeName('a pin')
      expect('(')
      if (pins.has(pin.text)) refuse(faults, pin, 'each pin once', 'import/duplicate-name')
      if (!is(')')) {
        declareIfNew()
        const bits = pin.text === output ? expressions.readTarget() : expressions.readBits()
        if (bits.length !== 1) refuse(faults, pin, 'one bit a pin')
        pins.set(pin.text, bits)
      }
      expect(')')
    } while (takeIf(','))
    expect(')')
    return pins
  }

  function readItem(): void {
    const { token } = scanner
    if (token.kind === 'name') {
      readInstance()
      expect(';')
      return
    }
    switch (token.text) {
      case 'input':
      case 'output':
      case 'inout': {
        const direction = readDirection()
        do declarePort(takeName('a port'), direction, false)
        while (takeIf(','))
        expect(';')
        return
      }
      case 'wire':
      case 'reg':
        readDeclaration()
        expect(';')
        return
      case 'assign':
        scanner.take()
        do readAssignment()
        while (takeIf(','))
        expect(';')
        return
      case 'always':
        scanner.take()
        readAlways()
        return
      case 'initial':
        scanner.take()
        readInitial()
        return
      case ';':
        scanner.take()
        return
      default:
        if (languageGates.has(token.text) && token.kind === 'keyword') {
          readLanguageGate()
          expect(';')
          return
        }
        refuse(
          faults,
          token,
          'a declaration, assign, always @(posedge …) or a cell',
          'import/unsupported',
          synthesizeFirst,
        )
    }
  }

  /** Runs a part; a fault in it is in the list, and reading goes on behind its end. */
  function recover(part: () => void): void {
    try {
      part()
    } catch (error) {
      if (error !== giveUp) throw error
      while (scanner.token.kind !== 'end' && !is('endmodule')) {
        if (is('begin')) openBlocks++
        if (is('end')) openBlocks--
        const isOver = openBlocks <= 0 && (is(';') || is('end'))
        scanner.take()
        if (isOver) break
      }
      openBlocks = 0
    }
  }

  if (!takeIf('module')) {
    faults.add('import/bad-syntax', scanner.token, 'a module', describe(scanner.token))
    return undefined
  }
  let name = scanner.token
  recover(() => {
    name = takeName('the name of the module')
    readHead()
  })
  // Without its ports, nearly every line of the module would look wrong.
  if (faults.count > 0) return undefined
  while (scanner.token.kind !== 'end' && !is('endmodule')) recover(readItem)
  if (!takeIf('endmodule'))
    faults.add('import/bad-syntax', scanner.token, 'endmodule', describe(scanner.token))
  else if (is('module')) {
    const expected = 'one module'
    faults.add('import/unsupported', scanner.token, expected, 'another one', synthesizeFirst)
  } else if (scanner.token.kind !== 'end') {
    faults.add('import/bad-syntax', scanner.token, 'the end of the file', describe(scanner.token))
  }
  return { name, graph, ports, nets, registers, starts }
}

const describe = ({ kind, text }: VerilogToken): string => (kind === 'end' ? text : quote(text))
