/**
 * The bytes of a checkpoint: a header line, then the island as text.
 *
 *   nandertal-checkpoint 1 RUN GENERATION LENGTH SHA256 ⏎ body
 *
 * The digest covers the header's other fields and the body, so that no flipped bit, cut end or
 * swapped file is taken for a checkpoint.
 */
import { parse, stringify } from 'devalue'
import { digest } from '../digest.ts'
import type { Island } from '../island.ts'

const magic = 'nandertal-checkpoint'
const schema = 1

/** The most bytes of a checkpoint that is read. */
export const checkpointBytesMax = 2 ** 30

export type CheckpointReading =
  | { readonly island: Island }
  /** Not a checkpoint of this run, and what is wrong with it. */
  | { readonly fault: string }

export function writeCheckpoint(runId: string, island: Island): Uint8Array {
  const body = stringify(island)
  const length = new TextEncoder().encode(body).length
  const fields = `${magic} ${schema} ${runId} ${island.generation} ${length}`
  return new TextEncoder().encode(`${fields} ${digest(`${fields}\n${body}`)}\n${body}`)
}

export function readCheckpoint(runId: string, bytes: Uint8Array): CheckpointReading {
  if (bytes.length > checkpointBytesMax) return { fault: 'it is too large' }
  const text = new TextDecoder().decode(bytes)
  const end = text.indexOf('\n')
  const parts = end === -1 ? [] : text.slice(0, end).split(' ')
  if (parts.length !== 6 || parts[0] !== magic) return { fault: 'it has no checkpoint header' }
  if (parts[1] !== String(schema)) return { fault: `it has schema ${parts[1]}, not ${schema}` }
  const body = text.slice(end + 1)
  if (digest(`${parts.slice(0, 5).join(' ')}\n${body}`) !== parts[5]) {
    return { fault: 'its checksum does not match its content' }
  }
  if (parts[2] !== runId) return { fault: 'it belongs to another run' }
  return { island: parse(body) as Island }
}
