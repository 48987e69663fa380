/**
 * Emits C99 as one file that includes nothing: `…_step` runs one case for one tick, a bit a byte, and
 * `…_step64` runs 64 cases at once, case k in bit k of every word.
 *
 * Where the machine has an encoder, `…_encode` turns a raw row into input bits, and where it has
 * classes, `…_decode` names the class; with both, `…_classify` goes all the way from reset.
 */
import type { Exporter } from '../export.ts'
import { columnBits, type Encoder, type EncoderColumn } from '../netlist/encoder.ts'
import type { Ports } from '../netlist/ports.ts'
import { firstGate, type Netlist, signalCount } from '../netlist.ts'
import { cWords } from './c-words.ts'
import { checkCoding } from './coding.ts'
import { cleanIdentifier, commentHeader, createNamer, nameSignals, titleOf } from './names.ts'

export const cExporter: Exporter = {
  name: 'c',
  extension: '.c',
  description: 'C99 without headers, one case or 64 at once',
  emit(netlist, ports, provenance) {
    checkCoding(netlist, ports)
    const name = createNamer(cleanName, cWords).name(titleOf(provenance))
    const { signals } = nameSignals(netlist, ports, createNamer(cleanName, cWords), '0')
    const lines = [
      ...declarationLines(name, netlist, ports),
      ...stepLines(netlist, signals, {
        comment: 'Shows the outputs of a tick, a bit a byte; then the latches move on.',
        name: `${name}_step`,
        state: `${name}_state`,
        type: 'unsigned char',
        complement: '1 ^ ',
      }),
      ...stepLines(netlist, signals, {
        comment: 'The same for 64 cases at once: case k is bit k of every word.',
        name: `${name}_step64`,
        state: `${name}_state64`,
        type: 'unsigned long long',
        complement: '~',
      }),
      ...(ports.encoder ? encoderLines(name, ports.encoder) : []),
      ...(ports.decoder ? decoderLines(name, ports.decoder.classes) : []),
      ...(ports.encoder && ports.decoder ? classifyLines(name, netlist) : []),
    ]
    // `??/` would be a backslash, and continue a comment in the next line.
    const header = commentHeader('// |', provenance).replace(/\?(?=\?)/g, '? ')
    return `${header}${lines.join('\n')}\n`
  },
}

/** Names that begin with `_` belong to the compiler. */
const cleanName = (wanted: string): string => cleanIdentifier(wanted).replace(/^_/, 'x_')

/** C has no arrays without elements; one that stands for none is never read. */
const room = (length: number): number => Math.max(1, length)

function declarationLines(name: string, netlist: Netlist, ports: Ports): string[] {
  const latches = room(netlist.latches.length)
  return [
    `enum { ${name}_inputs = ${netlist.inputs}, ${name}_outputs = ${netlist.outputs.length} };`,
    ...nameLines(`${name}_input_names`, ports.inputs),
    ...nameLines(`${name}_output_names`, ports.outputs),
    '',
    '/* The latches; a state full of zeros is the reset state. */',
    `typedef struct { unsigned char latch[${latches}]; } ${name}_state;`,
    `typedef struct { unsigned long long latch[${latches}]; } ${name}_state64;`,
    '',
  ]
}

const nameLines = (name: string, texts: readonly string[]): string[] => [
  `const char *const ${name}[${room(texts.length)}] = {`,
  ...(texts.length > 0 ? texts.map((text) => `  ${literal(text)},`) : ['  0,']),
  '};',
]

interface StepForm {
  readonly comment: string
  readonly name: string
  readonly state: string
  readonly type: string
  /** Written before what is to be inverted. */
  readonly complement: string
}

function stepLines(netlist: Netlist, signals: readonly string[], form: StepForm): string[] {
  const { type, complement } = form
  const { inputs, fanin } = netlist
  const latches = [...netlist.latches]
  const value = (signal: number, text: string) => `  const ${type} ${signals[signal]} = ${text};`
  const gates: string[] = []
  let at = 0
  for (let signal = firstGate(netlist); signal < signalCount(netlist); signal++) {
    const [a, b] = [signals[fanin[at++]!]!, signals[fanin[at++]!]!]
    const read = a !== b ? `(${a} & ${b})` : a
    gates.push(value(signal, `${complement}${read}`))
  }
  return [
    `/* ${form.comment} */`,
    `void ${form.name}(${form.state} *state, const ${type} *inputs, ${type} *outputs)`,
    '{',
    ...Array.from({ length: inputs }, (_, i) => value(1 + i, `inputs[${i}]`)),
    ...latches.map((_, l) => value(1 + inputs + l, `state->latch[${l}]`)),
    ...gates,
    // Every value was read before the first is written: outputs may lie where inputs do.
    ...latches.map((next, l) => `  state->latch[${l}] = ${signals[next]};`),
    ...Array.from(netlist.outputs, (signal, o) => `  outputs[${o}] = ${signals[signal]};`),
    '  (void)state; (void)inputs; (void)outputs;',
    ...unusedLines(netlist, signals),
    '}',
    '',
  ]
}

/** Signals that nothing reads are said to be so, or compilers warn of them. */
function unusedLines(netlist: Netlist, signals: readonly string[]): string[] {
  const read = new Set([...netlist.fanin, ...netlist.outputs, ...netlist.latches])
  const unused = signals.filter((_, signal) => signal > 0 && !read.has(signal))
  return unused.map((name) => `  (void)${name};`)
}

/** How raw values are read, as in `netlist/encoder.ts`; what is missing is no bit of its column. */
const spaces =
  '\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'

const categoryReading = (
  name: string,
) => `/* The length of the white space that a text begins with, in bytes. */
static unsigned ${name}_space(const char *text)
{
  static const char *const spaces[] = {
${[...' \t\n\v\f\r', ...spaces].map((space) => `    ${literal(space)},`).join('\n')}
  };
  unsigned k, at;
  for (k = 0; k < sizeof spaces / sizeof spaces[0]; k++) {
    for (at = 0; spaces[k][at] && spaces[k][at] == text[at]; at++) {}
    if (!spaces[k][at]) return at;
  }
  return 0;
}

/* Whether a text says that a value is missing: nothing, ?, na, n/a, nan, null, in any letters. */
static int ${name}_is_missing(const char *text)
{
  static const char *const words[] = { "", "?", "na", "n/a", "nan", "null" };
  unsigned k, at, space;
  if (!text) return 1;
  while ((space = ${name}_space(text))) text += space;
  for (k = 0; k < sizeof words / sizeof words[0]; k++) {
    const char *rest;
    for (at = 0; words[k][at]; at++) {
      const char letter = text[at] >= 'A' && text[at] <= 'Z' ? (char)(text[at] + 32) : text[at];
      if (letter != words[k][at]) break;
    }
    if (words[k][at]) continue;
    for (rest = text + at; (space = ${name}_space(rest)); ) rest += space;
    if (!*rest) return 1;
  }
  return 0;
}

static unsigned char ${name}_is(const char *text, const char *category)
{
  if (${name}_is_missing(text)) text = "";
  while (*text && *text == *category) { text++; category++; }
  return *text == *category;
}
`

function encoderLines(name: string, { columns }: Encoder): string[] {
  const namer = createNamer(cleanName, cWords)
  const fields = columns.map((column) => namer.name(column.name))
  const members = columns.map(({ kind }, c) => {
    return kind === 'number' ? `  double ${fields[c]};` : `  const char *${fields[c]};`
  })
  const bits = columns.flatMap((column, c) =>
    Array.from({ length: columnBits(column) }, (_, bit) => {
      return comparison(name, column, `row->${fields[c]}`, bit)
    }),
  )
  const hasTexts = columns.some((column) => column.kind === 'category' && columnBits(column) > 0)
  return [
    '/* A raw row; what is missing is a number that is none, or no text. */',
    `typedef struct {`,
    ...(members.length > 0 ? members : ['  char none;']),
    `} ${name}_row;`,
    '',
    ...(hasTexts ? categoryReading(name).split('\n') : []),
    `void ${name}_encode(const ${name}_row *row, unsigned char *inputs)`,
    '{',
    ...bits.map((text, i) => `  inputs[${i}] = ${text};`),
    '  (void)row; (void)inputs;',
    '}',
    '',
  ]
}

/** Nothing is above NaN or infinity, and no finite number is above the largest one. */
function comparison(name: string, column: EncoderColumn, value: string, bit: number): string {
  if (column.kind === 'category') {
    const category = column.categories[bit]!
    // No text of C holds the character 0.
    return category.includes('\0') ? '0' : `${name}_is(${value}, ${literal(category)})`
  }
  const threshold = column.thresholds[bit]!
  if (Number.isNaN(threshold) || threshold === Number.POSITIVE_INFINITY) return '0'
  const least = Math.max(threshold, -Number.MAX_VALUE)
  const sign = threshold < least ? '>=' : '>'
  return `${value} ${sign} ${double(least)} && ${value} <= ${double(Number.MAX_VALUE)}`
}

/** A double to the last bit, as C reads it. */
const double = (value: number): string =>
  Number.isInteger(value) ? value.toExponential() : `${value}`

/** Class o where output o is the first that is 1; the last where none is. */
function decoderLines(name: string, classes: readonly string[]): string[] {
  const last = classes.length - 1
  return [
    ...nameLines(`${name}_classes`, classes),
    '',
    '/* The class that output bits stand for. */',
    `const char *${name}_decode(const unsigned char *outputs)`,
    '{',
    '  unsigned at = 0;',
    `  while (at < ${last} && !outputs[at]) at++;`,
    `  return ${name}_classes[at];`,
    '}',
    '',
  ]
}

const classifyLines = (name: string, netlist: Netlist): string[] => [
  '/* The class of a raw row, from reset. */',
  `const char *${name}_classify(const ${name}_row *row)`,
  '{',
  `  ${name}_state state = { { 0 } };`,
  `  unsigned char inputs[${room(netlist.inputs)}], outputs[${room(netlist.outputs.length)}];`,
  `  ${name}_encode(row, inputs);`,
  `  ${name}_step(&state, inputs, outputs);`,
  `  return ${name}_decode(outputs);`,
  '}',
  '',
]

const encoder = new TextEncoder()

/** A string literal; all but plain characters as three octal digits, so that no trigraph is left. */
function literal(text: string): string {
  const characters = Array.from(encoder.encode(text), (byte) => {
    const character = String.fromCharCode(byte)
    if (/[A-Za-z0-9 _.,:;<>=()[\]{}|&^~!@#$%+*/-]/.test(character)) return character
    return `\\${byte.toString(8).padStart(3, '0')}`
  })
  return `"${characters.join('')}"`
}
