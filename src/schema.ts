/**
 * Reads JSON that strangers wrote as typed data, or says every fault of it with line and column.
 *
 * The text is first measured (size, depth, number of values), then parsed into a tree that knows
 * its places, then held against a schema. Syntax faults come alone; otherwise every fault of the
 * schema comes at once. A schema's own message says what was expected (`one bit a port`), because
 * what was received is read off the text.
 *
 * This is the one place that imports zod and jsonc-parser.
 */
import {
  createScanner,
  findNodeAtLocation,
  type JSONPath,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import { z } from 'zod'
import { createFaultList, type FaultList, nearestName, quote } from './errors.ts'

export { z }

/** The most characters of a text that is parsed. */
export const jsonTextMax = 2 ** 24
/** The most brackets and braces around a value. */
export const jsonDepthMax = 64
/** The most tokens of a text: braces, commas, keys and values. */
export const jsonTokensMax = 2 ** 22

/** The JSON Schema of a schema, for editors. */
export const toJsonSchema = (schema: z.ZodType): object =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })

/**
 * Parses strict JSON (no comments, no trailing commas, no key twice) and holds it against a schema.
 * Throws a `UsageError` with every fault; codes are `codePrefix/…`.
 */
export function parseJson<T>(
  schema: z.ZodType<T>,
  text: string,
  file: string,
  codePrefix: string,
): T {
  const faults = createFaultList(file)
  const source = { text, place: createPlaces(text), faults, codePrefix }
  checkSize(source)
  faults.throwIfAny()
  const root = parseSyntax(source)
  faults.throwIfAny()
  const value = readValue(root!, source)
  faults.throwIfAny()
  const result = schema.safeParse(value, { error: describeExpected })
  if (result.success) return result.data
  for (const issue of flattenIssues(result.error.issues)) addIssue(source, root!, issue)
  faults.throwIfAny()
  throw new Error('internal: a refused value has a fault')
}

interface Source {
  readonly text: string
  readonly place: (offset: number) => { line: number; column: number }
  readonly faults: FaultList
  readonly codePrefix: string
}

/** Counts tokens without recursion, so that nothing deep or endless reaches the parser. */
function checkSize({ text, place, faults, codePrefix }: Source): void {
  const code = `${codePrefix}/too-large`
  if (text.length > jsonTextMax) {
    faults.add(code, {}, `at most ${jsonTextMax} characters`, `${text.length}`)
    return
  }
  const scanner = createScanner(text, true)
  let depth = 0
  let tokens = 0
  while (depth <= jsonDepthMax && tokens <= jsonTokensMax) {
    const token = scanner.scan()
    if (token === tokenKinds.end) return
    if (token === tokenKinds.openBrace || token === tokenKinds.openBracket) depth++
    if (token === tokenKinds.closeBrace || token === tokenKinds.closeBracket) depth--
    tokens++
  }
  const limit =
    depth > jsonDepthMax ? `${jsonDepthMax} levels of brackets` : `${jsonTokensMax} tokens`
  faults.add(code, place(scanner.getTokenOffset()), `at most ${limit}`, 'more')
}

// jsonc-parser declares these as a const enum, which isolated modules cannot import.
const tokenKinds = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  end: 17,
} as const

function parseSyntax({ text, place, faults, codePrefix }: Source): Node | undefined {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  // One broken token often causes several errors; the first of a line says what matters.
  const lines = new Set<number>()
  for (const { error, offset, length } of errors) {
    const at = place(offset)
    if (lines.has(at.line)) continue
    lines.add(at.line)
    const words = printParseErrorCode(error).replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    const expected = words.endsWith(' Expected') ? words.slice(0, -9).toLowerCase() : 'strict JSON'
    const received = offset >= text.length ? 'the end' : quote(text.slice(offset, offset + length))
    const hint = expected === 'strict JSON' ? `${words.toLowerCase()}.` : undefined
    faults.add(`${codePrefix}/syntax`, at, expected, received, hint)
  }
  if (root === undefined && errors.length === 0) {
    faults.add(`${codePrefix}/syntax`, place(0), 'value', 'nothing')
  }
  return root
}

/** The value of a node; keys that come twice or would reach a prototype are faults. */
function readValue(node: Node, source: Source): unknown {
  if (node.type === 'array') return node.children!.map((child) => readValue(child, source))
  if (node.type !== 'object') return node.value
  const object: Record<string, unknown> = {}
  for (const property of node.children!) {
    const [keyNode, valueNode] = property.children as [Node, Node]
    const key = keyNode.value as string
    const addKeyFault = (what: string, expected: string) =>
      source.faults.add(
        `${source.codePrefix}/${what}`,
        source.place(keyNode.offset),
        expected,
        quote(key),
      )
    if (key === '__proto__') addKeyFault('forbidden-key', 'another key')
    else if (Object.hasOwn(object, key)) addKeyFault('duplicate-key', 'each key once')
    else object[key] = readValue(valueNode, source)
  }
  return object
}

/** The `expected` half of a fault; a message of the schema's own takes its place. */
function describeExpected(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      // A whole number is first of all a number to zod.
      return issue.inst instanceof z.ZodNumberFormat
        ? 'a whole number'
        : describeType(issue.expected)
    case 'invalid_value':
      return `${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(describeValue).join(', ')}`
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${describeAmount(issue.maximum, issue.origin)}`
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${describeAmount(issue.minimum, issue.origin)}`
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`
    case 'invalid_format':
      return issue.pattern ? `text that matches ${issue.pattern}` : `text that is a ${issue.format}`
    case 'unrecognized_keys':
      return describeFields(issue.inst)
    case 'invalid_union':
      return Array.isArray(issue.options)
        ? `one of ${issue.options.map(describeValue).join(', ')}`
        : 'another form'
    case 'invalid_key':
      return 'another key'
    case 'invalid_element':
      return 'another element'
    case 'custom':
      return 'another value'
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a finite number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  never: 'nothing here',
}

const describeType = (name: string): string => typeNames[name] ?? name

function describeAmount(amount: number | bigint, origin: string): string {
  if (origin === 'string') return `${amount} characters`
  if (origin === 'array') return `${amount} entries`
  return `${amount}`
}

/** `one of a, b, c`: the fields of the object schema that met a field it does not know. */
function describeFields(schema: unknown): string {
  const fields = schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
  return fields.length > 0 ? `one of ${fields.join(', ')}` : 'no such field'
}

function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  return quote(value)
}

/**
 * The issues with unions resolved: the branch that fits best speaks for its union, that is, the one
 * whose faults lie deepest. When none got past the first look, all are named.
 */
function flattenIssues(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
    const branches = issue.errors.map(flattenIssues)
    const reach = branches.map((branch) => Math.min(...branch.map(({ path }) => path.length)))
    const best = reach.indexOf(Math.max(...reach))
    if (reach[best] === 0) {
      const expected = new Set(branches.flatMap((branch) => branch.map(({ message }) => message)))
      return [{ ...issue, message: [...expected].join(' or ') }]
    }
    return branches[best]!.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
  })
}

function addIssue(source: Source, root: Node, issue: z.core.$ZodIssue): void {
  const { faults, codePrefix, place } = source
  const path = issue.path as JSONPath
  const node = findNodeAtLocation(root, path)
  const at = place((node ?? nearestNode(root, path)).offset)
  const what = describePath(path)
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const property = findNodeAtLocation(root, [...path, key])?.parent
      const near = nearestName(key, issue.message.replace('one of ', '').split(', '))
      faults.add(
        `${codePrefix}/unknown-field`,
        { ...place(property?.offset ?? 0), what },
        issue.message,
        quote(key),
        near && `Did you mean ${near}?`,
      )
    }
    return
  }
  if (issue.code === 'invalid_key') {
    const keyOffset = node?.parent?.offset ?? root.offset
    const expected = issue.issues.map(({ message }) => message).join(' and ')
    const received = quote(String(path.at(-1)))
    faults.add(`${codePrefix}/bad-key`, { ...place(keyOffset), what }, expected, received)
    return
  }
  const code = node === undefined ? 'missing' : issueCodes[issue.code]
  faults.add(`${codePrefix}/${code}`, { ...at, what }, issue.message, describeNode(node))
}

const issueCodes: Readonly<Record<z.core.$ZodIssueCode, string>> = {
  invalid_type: 'wrong-type',
  invalid_value: 'bad-value',
  invalid_union: 'wrong-type',
  invalid_format: 'bad-text',
  invalid_key: 'bad-key',
  invalid_element: 'bad-value',
  unrecognized_keys: 'unknown-field',
  too_big: 'too-large',
  too_small: 'too-small',
  not_multiple_of: 'bad-value',
  custom: 'bad-value',
}

/** The last node on the way to a path that is not there. */
function nearestNode(root: Node, path: JSONPath): Node {
  for (let length = path.length - 1; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length))
    if (node) return node
  }
  return root
}

function describeNode(node: Node | undefined): string {
  if (node === undefined) return 'nothing'
  if (node.type === 'array') return `a list of ${node.children!.length}`
  return node.type === 'object' ? 'an object' : quote(node.value)
}

/** `gates[3].a`, shortened, as a fault shows it; undefined for the root. */
function describePath(path: JSONPath): string | undefined {
  const text = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '')
  return text === '' ? undefined : text.slice(0, 120)
}

/** A function from offsets to lines and columns, both counted from 1. */
function createPlaces(text: string): Source['place'] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - starts[low]! + 1 }
  }
}
