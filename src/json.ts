/**
 * JSON as people like to read it: objects one field a line, lists on one line while they fit, long
 * lists filled line by line. The order of fields is the order in which they were written.
 */

/** Columns that a line of a list fills before the next one starts. */
const lineWidth = 100

/** Lays out a JSON value, with a newline at its end. Fields that are undefined are left out. */
export const layoutJson = (value: unknown): string => `${layout(value, '')}\n`

function layout(value: unknown, indent: string): string {
  if (Array.isArray(value)) return layoutList(value, indent)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  if (fields.length === 0) return '{}'
  const inner = `${indent}  `
  const lines = fields.map(
    ([key, field]) => `${inner}${JSON.stringify(key)}: ${layout(field, inner)}`,
  )
  return `{\n${lines.join(',\n')}\n${indent}}`
}

function layoutList(list: readonly unknown[], indent: string): string {
  const inner = `${indent}  `
  const entries = list.map((entry) => (isFlat(entry) ? flat(entry) : layout(entry, inner)))
  if (list.every(isFlat)) {
    const line = `[${entries.join(', ')}]`
    if (indent.length + line.length <= lineWidth) return line
    return `[\n${fillLines(entries, inner).join('\n')}\n${indent}]`
  }
  return `[\n${entries.map((entry) => inner + entry).join(',\n')}\n${indent}]`
}

/** Whether a value goes on a line with others: a scalar, or a short list of scalars. */
const isFlat = (value: unknown): boolean =>
  Array.isArray(value) ? value.length <= 8 && value.every(isScalar) : isScalar(value)

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null

const flat = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(flat).join(', ')}]` : JSON.stringify(value)

function fillLines(entries: readonly string[], indent: string): string[] {
  const lines: string[] = []
  let line = indent
  entries.forEach((entry, i) => {
    const text = i + 1 < entries.length ? `${entry},` : entry
    if (line.length + text.length + 1 > lineWidth && line !== indent) {
      lines.push(line)
      line = indent
    }
    line += line === indent ? text : ` ${text}`
  })
  return [...lines, line]
}
