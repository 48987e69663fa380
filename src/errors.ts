/**
 * Faults of the caller, as data first and text second.
 *
 * A reader that meets faults collects them and throws once, so that a user sees every fault of a
 * file at the same time. An outcome (unsolved, different, unknown) is never an error: it is returned.
 */

/** One fault: where it is, what was expected there, what came, and what to do. */
export interface Fault {
  /** Stable name of the fault, `room/what`, e.g. `import/bad-header`. */
  readonly code: string
  /** `file:line:column` as far as known, or the name of the option or field. */
  readonly where: string
  readonly expected: string
  readonly received: string
  readonly hint?: string
}

/** Thrown for mistakes of the caller; carries every fault that was found. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code: string
  readonly faults: readonly Fault[]

  constructor(code: string, fault: Omit<Fault, 'code'>, options?: ErrorOptions)
  constructor(faults: readonly Fault[], options?: ErrorOptions)
  constructor(
    first: string | readonly Fault[],
    second?: Omit<Fault, 'code'> | ErrorOptions,
    third?: ErrorOptions,
  ) {
    const faults =
      typeof first === 'string' ? [{ code: first, ...(second as Omit<Fault, 'code'>) }] : first
    super(
      faults.map(describeFault).join('\n'),
      typeof first === 'string' ? third : (second as ErrorOptions),
    )
    this.faults = faults
    this.code = faults[0]?.code ?? 'usage'
  }
}

/** Tells whether an error is a `UsageError`, also one of another copy of this package. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError' && 'faults' in error
}

/** Renders a fault as one line, with a second one for the hint. */
export function describeFault(fault: Fault): string {
  const line = `${fault.where}: expected ${fault.expected}, received ${fault.received} [${fault.code}]`
  return fault.hint ? `${line}\n  ${fault.hint}` : line
}

/** How many faults of one file are listed before the rest is only counted. */
export const faultsMax = 50

/** Collects the faults of one file; `file` is the name shown before the line. */
export interface FaultList {
  /** Adds a fault at a line and column (both counted from 1) or at a place named in words. */
  add(
    code: string,
    place: { line?: number; column?: number; what?: string },
    expected: string,
    received: string,
    hint?: string,
  ): void
  readonly count: number
  /** Throws a `UsageError` with all faults if there are any. */
  throwIfAny(): void
}

export function createFaultList(file: string): FaultList {
  const faults: Fault[] = []
  let count = 0
  return {
    add(code, place, expected, received, hint) {
      count++
      if (faults.length >= faultsMax) return
      faults.push({ code, where: describePlace(file, place), expected, received, hint })
    },
    get count() {
      return count
    },
    throwIfAny() {
      if (count === 0) return
      const more = count - faults.length
      if (more > 0) {
        const expected = 'a file with fewer faults'
        faults.push({
          code: 'usage/more-faults',
          where: file,
          expected,
          received: `${more} more faults`,
        })
      }
      throw new UsageError(faults)
    },
  }
}

function describePlace(file: string, place: { line?: number; column?: number; what?: string }) {
  const at = [file, place.line, place.column].filter((part) => part !== undefined).join(':')
  return place.what ? `${at}: ${place.what}` : at
}

/** Adds a fault for each key of an object that is none of `known`, with the nearest one. */
export function checkKeys(
  object: object,
  known: readonly string[],
  path: string,
  faults: FaultList,
): void {
  for (const key of Object.keys(object)) {
    if (known.includes(key)) continue
    const near = nearestName(key, known)
    const hint = near && `Did you mean ${near}?`
    const what = path === '' ? key : `${path}.${key}`
    faults.add('task/unknown-field', { what }, `one of ${known.join(', ')}`, quote(key), hint)
  }
}

/** Quotes a received text for a message: shortened, control characters made visible. */
export function quote(value: unknown, lengthMax = 40): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text
}

/** Throws when an invariant of ours is broken: our bug, never the user's. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`internal: ${message}`)
}

/** The nearest of `names` to a mistyped `name`, or undefined when none is near (two edits). */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined
  let bestDistance = 3
  for (const other of names) {
    const distance = editDistance(name.slice(0, 64), other)
    if (distance < bestDistance) [best, bestDistance] = [other, distance]
  }
  return best
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min(row[j - 1]! + change, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
