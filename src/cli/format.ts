/** Figures and times as people read them. */

/** `1 gate`, `12,345 gates`. */
export const plural = (n: number, noun: string, nouns = `${noun}s`): string =>
  `${whole(n)} ${n === 1 ? noun : nouns}`

/** `12,345` */
export const whole = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 0 })

/** At most four characters and a unit: `999`, `12.3k`, `4.56M`. */
export function short(n: number): string {
  const units = ['', 'k', 'M', 'G', 'T', 'P']
  let unit = 0
  let rest = n
  while (rest >= 999.5 && unit < units.length - 1) {
    rest /= 1000
    unit++
  }
  return unit === 0 ? String(Math.round(rest)) : `${Number(rest.toPrecision(3))}${units[unit]}`
}

/** A rate with three figures that count, and its unit: `4.56 M`. */
export const rate = (perSecond: number): string => short(perSecond).replace(/[kMGTP]$/, ' $&')

/** A measured value: whole numbers as they are, others with four figures after the point. */
export const figure = (value: number): string =>
  Number.isInteger(value) ? whole(value) : String(Number(value.toFixed(4)))

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** `0:07`, `12:30`, `3:04:00` */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const digits = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${Math.floor(seconds / 60) % 60}:${digits(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest.padStart(5, '0')}` : rest
}

/** Pairs of a label and a text, the texts in one column. */
export function columns(rows: readonly (readonly [string, string])[], indent = '  '): string {
  const width = Math.max(0, ...rows.map(([label]) => label.length))
  return rows.map(([label, value]) => `${indent}${label.padEnd(width)}  ${value}`).join('\n')
}

/** Rows of cells, the first of them to the left and the others to the right. */
export function table(rows: readonly (readonly string[])[], indent = '  '): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)))
  const line = ([first, ...rest]: readonly string[]) =>
    [first!.padEnd(widths[0]!), ...rest.map((cell, i) => cell.padStart(widths[i + 1]!))].join('  ')
  return rows.map((row) => `${indent}${line(row)}`.trimEnd()).join('\n')
}

/** Breaks a text into lines at spaces. */
export function wrap(text: string, widthMax: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!
    if (line === '') lines[lines.length - 1] = word
    else if (line.length + 1 + word.length <= widthMax) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}

/** A word for a shell: quoted where it has to be, control characters as escapes. */
export function shellWord(word: string): string {
  if (/^[\w@%+:,./-]+$/.test(word)) return word
  const quoted = word.replaceAll("'", `'\\''`)
  if (!unprintable.test(word)) return `'${quoted}'`
  const escaped = word.replace(/[\\']/g, '\\$&').replace(unprintables, escapeForShell)
  return `$'${escaped}'`
}

const escapeForShell = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Words as a command line that can be pasted. */
export const shellLine = (words: readonly (string | number)[]): string =>
  words.map((word) => shellWord(String(word))).join(' ')

/** A name of a file, without folder and extension, for what was named by somebody else. */
export const fileBase = (name: string): string => {
  const base = name.split(/[/\\]/).at(-1) ?? ''
  return base.replace(/[^\w.-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '') || 'champion'
}

/** Control characters, and those that change the direction of what follows. */
const unprintable = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u
const unprintables = new RegExp(unprintable, 'gu')

/**
 * Plain data without characters that would command a terminal, in keys and values: for names and
 * texts that others wrote. What is not plain stays as it is.
 */
export function printable<T>(value: T): T {
  // Casts, because strings stay strings, lists lists and objects objects.
  if (typeof value === 'string') return value.replace(unprintables, '') as T
  if (Array.isArray(value)) return value.map(printable) as T
  if (value === null || typeof value !== 'object') return value
  if (Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [printable(key), printable(each)]),
  ) as T
}

/** The same for a text of several lines. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n')
