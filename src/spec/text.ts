/**
 * Specs as JSON. Packed lanes are written as hexadecimal digits in the order of the lanes: digit j
 * holds lanes 4j … 4j + 3, the lowest lane in the lowest bit. The sum of a full adder, rows 0 … 7
 * being 0 1 1 0 1 0 0 1, is "69".
 *
 * A spec of many rows would make every file that carries it too large to open, so it is written as
 * its digest only.
 */
import { lowLanes, wordsFor } from '../bits.ts'
import { createFaultList } from '../errors.ts'
import { layoutJson } from '../json.ts'
import { count, netlistSchema } from '../netlist/schema.ts'
import { type NetlistJson, writeNetlistJson } from '../netlist/text.ts'
import type { Netlist } from '../netlist.ts'
import { parseJson, z } from '../schema.ts'
import { type AutomatonSpec, type CasesSpec, type Spec, tableInputsMax } from '../spec.ts'
import { specDigest } from './digest.ts'
import { specCases } from './shape.ts'

/** The most characters that a spec may take as JSON; a larger one is written as its digest. */
export const specTextMax = 2 ** 20

/** A spec as it was read: undefined when the file holds only its digest. */
export interface ReadSpec {
  readonly kind: Spec['kind']
  readonly digest: string
  /** What the spec speaks about: rows, transitions or cases; undefined for machines. */
  readonly cases?: number
  readonly spec?: Spec
}

/** A spec and its digest, as a file keeps them. */
export const describeSpec = (spec: Spec): ReadSpec => ({
  kind: spec.kind,
  digest: specDigest(spec),
  cases: specCases(spec),
  spec,
})

/** The spec as text. */
export const writeSpec = (spec: Spec): string => layoutJson(writeSpecJson(describeSpec(spec)))

/** The spec of a text; throws a `UsageError` with every fault. */
export function readSpec(text: string, file: string): ReadSpec {
  const read = parseJson(specSchema, text, file, 'spec')
  const faults = createFaultList(file)
  if (read.spec && specDigest(read.spec) !== read.digest) {
    faults.add('spec/digest', { what: 'digest' }, specDigest(read.spec), read.digest)
  }
  faults.throwIfAny()
  return read
}

/** The spec as plain data, fields in a fixed order. */
export function writeSpecJson(read: ReadSpec): object {
  const { kind, digest, cases, spec } = read
  if (spec === undefined || estimateText(spec) > specTextMax) {
    return { kind: 'digest', of: kind, digest, cases }
  }
  return { kind, digest, ...writeBody(spec) }
}

/** About how many characters a spec takes. */
function estimateText(spec: Spec): number {
  switch (spec.kind) {
    case 'table':
      return 16 * spec.wanted.length
    case 'automaton':
      return 12 * spec.next.length
    case 'machine':
      return 8 * spec.netlist.fanin.length
    case 'cases':
      return 8 * (spec.stimulus.bits.length + 2 * spec.wanted.length)
    default:
      return spec satisfies never
  }
}

function writeBody(spec: Spec): object {
  switch (spec.kind) {
    case 'table': {
      const { inputs, outputs, wanted, care } = spec
      const write = (words: Uint32Array) => writeLists(words, outputs, 2 ** inputs)
      return { inputs, outputs, wanted: write(wanted), care: write(care) }
    }
    case 'automaton': {
      const { inputs, outputs, states, letters, next, wanted, care } = spec
      const write = (words: Uint32Array) => splitRows([...words], letters.length)
      return {
        inputs,
        outputs,
        states,
        letters: [...letters],
        next: write(next),
        wanted: write(wanted),
        care: write(care),
      }
    }
    case 'machine':
      return { netlist: writeNetlistJson(spec.netlist) satisfies NetlistJson }
    case 'cases': {
      const { stimulus, outputs, wanted, care } = spec
      const { inputs, ticks, cases } = stimulus
      const write = (words: Uint32Array, signals: number) =>
        splitRows(writeLists(words, ticks * signals, cases), signals, ticks)
      return {
        inputs,
        outputs,
        ticks,
        cases,
        stimulus: write(stimulus.bits, inputs),
        wanted: write(wanted, outputs),
        care: write(care, outputs),
      }
    }
    default:
      return spec satisfies never
  }
}

/** Splits [rows × width] into rows. */
const splitRows = <T>(list: readonly T[], width: number, rows = list.length / width): T[][] =>
  Array.from({ length: rows }, (_, row) => list.slice(row * width, (row + 1) * width))

/** Packed lists of lanes, [lists × words], as digits. */
const writeLists = (words: Uint32Array, lists: number, lanes: number): string[] =>
  Array.from({ length: lists }, (_, list) =>
    writeLanes(words, (list * words.length) / lists, lanes),
  )

function writeLanes(words: Uint32Array, offset: number, lanes: number): string {
  let text = ''
  for (let lane = 0; lane < lanes; lane += 4) {
    const digit =
      (words[offset + (lane >>> 5)]! >>> (lane & 31)) & lowLanes(Math.min(4, lanes - lane))
    text += digit.toString(16)
  }
  return text
}

/** Digits packed into words; digits beyond the lanes were refused before. */
function readLists(texts: readonly string[], lanes: number): Uint32Array {
  const words = wordsFor(lanes)
  const packed = new Uint32Array(texts.length * words)
  texts.forEach((text, list) => {
    for (let j = 0; j < text.length; j++) {
      packed[list * words + (j >>> 3)]! |= Number.parseInt(text[j]!, 16) << (4 * (j & 7))
    }
  })
  return packed
}

const digestSchema = z.string().regex(/^[0-9a-f]{64}$/)
const kindSchema = z.enum(['table', 'automaton', 'machine', 'cases'])
const wordSchema = count(2 ** 32 - 1)

/** The most outputs, ticks, cases and states that a reader takes. */
const outputsMax = 2 ** 12
const ticksMax = 2 ** 16
const casesMax = 2 ** 24
const statesMax = 2 ** 20

/** Checks the length of a list where it stands. */
function expectLength(
  context: z.core.$RefinementCtx,
  list: { readonly length: number },
  path: readonly (string | number)[],
  length: number,
  what: string,
): boolean {
  if (list.length === length) return true
  context.addIssue({ code: 'custom', path: [...path], message: `${length} ${what}` })
  return false
}

const lanesSchema = z.string().regex(/^[0-9a-f]*$/)

/** Checks that a text has the digits of `lanes` lanes and nothing beyond them. */
function expectLanes(
  context: z.core.$RefinementCtx,
  text: string,
  path: readonly (string | number)[],
  lanes: number,
): void {
  if (!expectLength(context, text, path, Math.ceil(lanes / 4), 'hexadecimal digits')) return
  const last = Number.parseInt(text.at(-1) ?? '0', 16)
  if (lanes % 4 === 0 || last < 2 ** (lanes % 4)) return
  context.addIssue({ code: 'custom', path: [...path], message: `no bit beyond lane ${lanes - 1}` })
}

const tableSchema = z
  .strictObject({
    kind: z.literal('table'),
    digest: digestSchema,
    inputs: count(tableInputsMax),
    outputs: count(outputsMax),
    wanted: z.array(lanesSchema),
    care: z.array(lanesSchema),
  })
  .superRefine((table, context) => {
    for (const field of ['wanted', 'care'] as const) {
      expectLength(context, table[field], [field], table.outputs, 'lists, one an output')
      table[field].forEach((text, o) => {
        expectLanes(context, text, [field, o], 2 ** table.inputs)
      })
    }
  })

const automatonSchema = z
  .strictObject({
    kind: z.literal('automaton'),
    digest: digestSchema,
    inputs: count(32),
    outputs: count(32).min(1),
    states: count(statesMax).min(1),
    letters: z.array(wordSchema).min(1),
    next: z.array(z.array(wordSchema)),
    wanted: z.array(z.array(wordSchema)),
    care: z.array(z.array(wordSchema)),
  })
  .superRefine((automaton, context) => {
    const { inputs, outputs, states, letters } = automaton
    const expectBelow = (most: number, list: readonly number[], ...path: (string | number)[]) =>
      list.forEach((word, i) => {
        if (word < most) return
        context.addIssue({ code: 'custom', path: [...path, i], message: `a number below ${most}` })
      })
    expectBelow(2 ** inputs, letters, 'letters')
    if (new Set(letters).size < letters.length) {
      context.addIssue({ code: 'custom', path: ['letters'], message: 'each letter once' })
    }
    for (const field of ['next', 'wanted', 'care'] as const) {
      expectLength(context, automaton[field], [field], states, 'lists, one a state')
      automaton[field].forEach((list, s) => {
        expectLength(context, list, [field, s], letters.length, 'numbers, one a letter')
        expectBelow(field === 'next' ? states : 2 ** outputs, list, field, s)
      })
    }
  })

const machineSchema = z.strictObject({
  kind: z.literal('machine'),
  digest: digestSchema,
  netlist: netlistSchema,
})

const casesSchema = z
  .strictObject({
    kind: z.literal('cases'),
    digest: digestSchema,
    inputs: count(outputsMax),
    outputs: count(outputsMax),
    ticks: count(ticksMax).min(1),
    cases: count(casesMax).min(1),
    stimulus: z.array(z.array(lanesSchema)),
    wanted: z.array(z.array(lanesSchema)),
    care: z.array(z.array(lanesSchema)),
  })
  .superRefine((read, context) => {
    for (const field of ['stimulus', 'wanted', 'care'] as const) {
      const signals = field === 'stimulus' ? read.inputs : read.outputs
      expectLength(context, read[field], [field], read.ticks, 'lists, one a tick')
      read[field].forEach((texts, t) => {
        expectLength(context, texts, [field, t], signals, 'lists, one a signal')
        texts.forEach((text, i) => {
          expectLanes(context, text, [field, t, i], read.cases)
        })
      })
    }
  })

const digestOnlySchema = z.strictObject({
  kind: z.literal('digest'),
  of: kindSchema,
  digest: digestSchema,
  cases: z.number().min(0).optional(),
})

/** Reads the JSON form; the digest of a whole spec is compared by whoever reads the file. */
export const specSchema = z
  .discriminatedUnion('kind', [
    digestOnlySchema,
    tableSchema,
    automatonSchema,
    machineSchema,
    casesSchema,
  ])
  .transform((json): ReadSpec => {
    const { digest } = json
    if (json.kind === 'digest') return { kind: json.of, digest, cases: json.cases }
    const spec = readBody(json)
    return { kind: json.kind, digest, cases: specCases(spec), spec }
  })

type SpecJson =
  | z.output<typeof tableSchema>
  | z.output<typeof automatonSchema>
  | { kind: 'machine'; netlist: Netlist }
  | z.output<typeof casesSchema>

function readBody(json: SpecJson): Spec {
  switch (json.kind) {
    case 'table': {
      const { kind, inputs, outputs } = json
      const read = (texts: readonly string[]) => readLists(texts, 2 ** inputs)
      return { kind, inputs, outputs, wanted: read(json.wanted), care: read(json.care) }
    }
    case 'automaton':
      return readAutomaton(json)
    case 'machine':
      return { kind: json.kind, netlist: json.netlist }
    case 'cases':
      return readCases(json)
    default:
      return json satisfies never
  }
}

function readAutomaton(json: z.output<typeof automatonSchema>): AutomatonSpec {
  const { kind, inputs, outputs, states } = json
  const pack = (rows: readonly (readonly number[])[]) => Uint32Array.from(rows.flat())
  return {
    kind,
    inputs,
    outputs,
    states,
    letters: Uint32Array.from(json.letters),
    next: pack(json.next),
    wanted: pack(json.wanted),
    care: pack(json.care),
  }
}

function readCases(json: z.output<typeof casesSchema>): CasesSpec {
  const { kind, inputs, outputs, ticks, cases } = json
  const read = (lists: readonly (readonly string[])[]) => readLists(lists.flat(), cases)
  const stimulus = { inputs, ticks, cases, words: wordsFor(cases), bits: read(json.stimulus) }
  return { kind, stimulus, outputs, wanted: read(json.wanted), care: read(json.care) }
}
