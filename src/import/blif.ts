/**
 * Reads BLIF, the Berkeley Logic Interchange Format: one flat model of covers and latches.
 *
 * The first model of the file is read, up to its `.end`. Every latch is a memory of one tick,
 * whatever its type, and all must share one clock; the clock stays an input where the file lists it
 * as one. A latch that starts at 1 is stored inverted; one that starts anywhere (2), unknown (3) or
 * unsaid starts at 0. Gates and latches that no output depends on are dropped.
 *
 * Source: University of California, Berkeley 1992, "Berkeley Logic Interchange Format (BLIF)".
 */
import { createFaultList, type FaultList, quote } from '../errors.ts'
import type { Reader } from '../import.ts'
import { plainText } from '../netlist/ports.ts'
import { buildModel } from './blif-build.ts'
import { checkNames, decodeText, type Token, tokenLines } from './source.ts'

/** A cover: the output is `value` for inputs that some cube matches, and the opposite elsewhere. */
export interface BlifCover {
  readonly inputs: readonly Token[]
  readonly output: Token
  /** [cubes] one of `0 1 -` an input. */
  readonly cubes: string[]
  /** The value of the first cube; covers without cubes are 0. */
  value?: '0' | '1'
}

export interface BlifLatch {
  readonly input: Token
  readonly output: Token
  readonly startsAtOne: boolean
}

export interface BlifModel {
  /** The name of the model. */
  title?: Token
  readonly inputs: Token[]
  readonly outputs: Token[]
  readonly covers: BlifCover[]
  readonly latches: BlifLatch[]
}

export const blifReader: Reader = {
  name: 'blif',
  extensions: ['.blif'],
  read(content, file) {
    const faults = createFaultList(file)
    const model = parseModel(decodeText(content), faults)
    checkNames(model.inputs, 'input', faults)
    checkNames(model.outputs, 'output', faults)
    const { title } = model
    if (title && !plainText.test(title.text)) {
      const expected = 'a model’s name without control characters'
      faults.add('import/bad-name', title, expected, quote(title.text))
    }
    const netlist = buildModel(model, faults)
    const name = (token: Token) => token.text
    const ports = { inputs: model.inputs.map(name), outputs: model.outputs.map(name) }
    return { kind: 'netlist', netlist, ports, name: title?.text }
  },
}

function parseModel(text: string, faults: FaultList): BlifModel {
  const model: BlifModel = { inputs: [], outputs: [], covers: [], latches: [] }
  const clock: { token?: Token } = {}
  let cover: BlifCover | undefined
  let models = 0
  for (const tokens of tokenLines(text, { continued: true })) {
    const [head, ...rest] = tokens as [Token, ...Token[]]
    if (!head.text.startsWith('.')) {
      if (cover) addCube(cover, tokens, faults)
      else faults.add('import/stray-line', head, 'a command such as .names', quote(head.text))
      continue
    }
    cover = undefined
    if (head.text === '.end') break
    if (head.text === '.model' && models++ > 0) break
    if (head.text === '.model') model.title = rest[0]
    else if (head.text === '.inputs') for (const token of rest) model.inputs.push(token)
    else if (head.text === '.outputs') for (const token of rest) model.outputs.push(token)
    else if (head.text === '.names') cover = readCover(head, rest, model, faults)
    else if (head.text === '.latch') readLatch(head, rest, model, clock, faults)
    else if (!ignored.has(head.text)) refuseCommand(head, faults)
  }
  if (model.outputs.length === 0) {
    faults.add('import/no-outputs', {}, 'a model with at least one output', 'none')
  }
  return model
}

/** Delays, areas and notes, which say nothing about behaviour. */
const ignored = new Set([
  ...['.area', '.delay', '.wire_load_slope', '.wire', '.input_arrival', '.output_required'],
  ...['.default_input_arrival', '.default_output_required', '.input_drive', '.output_load'],
  ...['.default_input_drive', '.default_output_load', '.max_input_load', '.default_max_input_load'],
  ...['.clock', '.cycle', '.clock_event', '.attr', '.param', '.cname'],
])

const unsupported = new Map([
  ['.exdc', 'external don’t-cares are not supported'],
  ['.subckt', 'only flat models are supported; flatten the file first (yosys: flatten)'],
  ['.gate', 'library gates are not supported; write the file without mapping to a library'],
  ['.mlatch', 'library latches are not supported; write the file without mapping to a library'],
  ['.search', 'other files are not read'],
  ['.blackbox', 'black boxes have no behaviour'],
  ['.start_kiss', 'state tables are not supported; encode the states first'],
])

function refuseCommand(head: Token, faults: FaultList): void {
  const hint = unsupported.get(head.text)
  const expected = 'one of .model .inputs .outputs .names .latch .end'
  const code = hint ? 'import/unsupported' : 'import/unknown-command'
  faults.add(code, head, expected, quote(head.text), hint)
}

function readCover(
  head: Token,
  names: Token[],
  model: BlifModel,
  faults: FaultList,
): BlifCover | undefined {
  const output = names.pop()
  if (!output) {
    faults.add('import/bad-names', head, 'inputs and an output', 'nothing')
    return undefined
  }
  const cover = { inputs: names, output, cubes: [] }
  model.covers.push(cover)
  return cover
}

function addCube(cover: BlifCover, tokens: readonly Token[], faults: FaultList): void {
  const inputs = cover.inputs.length
  const value = tokens[tokens.length - 1]!
  const cube = tokens.length > 1 ? tokens[0]! : { ...value, text: '' }
  if (tokens.length > 2 || cube.text.length !== inputs || !/^[01-]*$/.test(cube.text)) {
    const expected = inputs > 0 ? `${inputs} of 0, 1, - and a value` : 'a value, 0 or 1'
    const received = quote(
      tokens
        .slice(0, 4)
        .map((token) => token.text)
        .join(' '),
    )
    faults.add('import/bad-cube', tokens[0]!, expected, received)
  } else if (value.text !== '0' && value.text !== '1') {
    faults.add('import/bad-cube', value, 'a value, 0 or 1', quote(value.text))
  } else if (cover.value !== undefined && cover.value !== value.text) {
    const expected = `${cover.value} as in the lines before: a cover lists only ones or only zeros`
    faults.add('import/mixed-cover', value, expected, value.text)
  } else {
    cover.value = value.text
    cover.cubes.push(cube.text)
  }
}

/** `.latch input output [type control] [init]` */
function readLatch(
  head: Token,
  rest: readonly Token[],
  model: BlifModel,
  clock: { token?: Token },
  faults: FaultList,
): void {
  const [input, output] = rest
  const timed = rest.length >= 4
  const [type, control] = timed ? [rest[2]!, rest[3]!] : []
  const init = rest[timed ? 4 : 2]
  if (!input || !output || rest.length > 5) {
    const expected = 'input, output, and then a type with its control, a start, or both'
    faults.add('import/bad-latch', head, expected, `${rest.length} words`)
    return
  }
  if (type && !/^(fe|re|ah|al|as)$/.test(type.text)) {
    faults.add('import/bad-latch', type, 'one of fe re ah al as', quote(type.text))
  }
  if (init && !/^[0-3]$/.test(init.text)) {
    faults.add('import/bad-latch', init, 'a start in 0 1 2 3', quote(init.text))
  }
  if (control && control.text !== 'NIL') {
    clock.token ??= control
    if (clock.token.text !== control.text) {
      const expected = `one clock for all latches, ${quote(clock.token.text)} as before`
      faults.add('import/many-clocks', control, expected, quote(control.text))
    }
  }
  model.latches.push({ input, output, startsAtOne: init?.text === '1' })
}
