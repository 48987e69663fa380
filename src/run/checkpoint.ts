/**
 * The bytes of a checkpoint: a header line, then the island as text.
 *
 *   nandertal-checkpoint 2 RUN GENERATION LINES LENGTH SHA256 ⏎ body
 *
 * LINES is how many lines of the journal come before it, LENGTH the bytes of the body. The digest covers
 * the header's other fields and the body, so that no flipped bit, cut end or swapped file is taken for a
 * checkpoint.
 */
import { parse, stringify } from 'devalue'
import { digest } from '../digest.ts'
import type { Island } from '../island.ts'

const magic = 'nandertal-checkpoint'
const schema = 2

/** The most bytes of a checkpoint that is read. */
export const checkpointBytesMax = 2 ** 30

/** An island as it was kept. */
export interface Checkpoint {
  readonly island: Island
  /** How many lines of the journal come before it. */
  readonly lines: number
}

export type CheckpointReading =
  | Checkpoint
  /** Not a checkpoint of this run, and what is wrong with it. */
  | { readonly fault: string }

/** Names a text so that no other text is taken for it. */
export type Seal = (text: string) => string

export function writeCheckpoint(
  runId: string,
  { island, lines }: Checkpoint,
  seal: Seal = digest,
): Uint8Array {
  const body = stringify(island)
  const length = new TextEncoder().encode(body).length
  const fields = `${magic} ${schema} ${runId} ${island.generation} ${lines} ${length}`
  return new TextEncoder().encode(`${fields} ${seal(`${fields}\n${body}`)}\n${body}`)
}

export function readCheckpoint(
  runId: string,
  bytes: Uint8Array,
  seal: Seal = digest,
): CheckpointReading {
  if (bytes.length === 0) return { fault: 'it is empty' }
  if (bytes.length > checkpointBytesMax) return { fault: 'it is too large' }
  const end = bytes.indexOf(0x0a)
  const header = new TextDecoder().decode(bytes.subarray(0, Math.max(0, end)))
  const parts = header.split(' ')
  if (parts[0] !== magic) return { fault: 'it has no checkpoint header' }
  if (parts[1] !== String(schema)) {
    return { fault: `it has schema ${parts[1]}, where this version reads ${schema}` }
  }
  if (parts.length !== 7) return { fault: 'its header is damaged' }
  const [, , run, generation, lines, length, sum] = parts
  const rest = bytes.length - end - 1
  if (rest < Number(length)) return { fault: `it is cut: ${rest} of ${length} bytes are there` }
  const body = new TextDecoder().decode(bytes.subarray(end + 1))
  if (seal(`${parts.slice(0, 6).join(' ')}\n${body}`) !== sum) {
    return { fault: 'its checksum does not match its content' }
  }
  if (run !== runId) return { fault: 'it belongs to another run' }
  const island = parseIsland(body)
  if (island?.generation !== Number(generation)) return { fault: 'it does not hold an island' }
  return { island, lines: Number(lines) }
}

/** Whoever can write a checksum can write anything behind it. */
function parseIsland(body: string): Island | undefined {
  try {
    return (parse(body) ?? undefined) as Island | undefined
  } catch {
    return undefined
  }
}

/**
 * Names the state of an island, whatever its budget was: the same text for the same values, wherever
 * they lie and in whichever order they were written.
 */
export const digestIsland = (island: Island): string =>
  digest(JSON.stringify({ ...island, stopped: null }, writePlainly))

function writePlainly(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint32Array)
  if (value instanceof Map || value instanceof Set) return [...value]
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
