/** How a process ended, in words, from its exit code, its signal and what it wrote last. */
import type { EvaluationFault } from '../fitness/failure.ts'

/** The most characters that are kept of what a process writes. */
const tailMax = 4096

/** Keeps the end of what a process writes; a flood costs nothing but reading it. */
export function createTail() {
  const decoder = new TextDecoder()
  let tail = ''
  return {
    add(bytes: Uint8Array) {
      tail = (tail + decoder.decode(bytes.subarray(-tailMax))).slice(-tailMax)
    },
    text: () => tail.trim(),
  }
}

export function describeExit(
  code: number | null,
  signal: NodeJS.Signals | null,
  said: string,
): EvaluationFault {
  if (/heap out of memory|Fatal process out of memory/i.test(said)) {
    return { kind: 'out-of-memory', text: 'its heap is full' }
  }
  const last = said === '' ? '' : `; it said: ${said.slice(-saidMax)}`
  if (code === 0) return { kind: 'no-reply', text: `its process ended without an answer${last}` }
  const how = signal === null ? `exit code ${code}` : signal
  return { kind: 'crashed', text: `its process ended with ${how}${last}` }
}

/** The most characters that are told of what a process said. */
const saidMax = 400

/** The fault of a process that took more memory than it may. */
export const describeMemory = (bytes: number, memoryMb: number): EvaluationFault => ({
  kind: 'out-of-memory',
  text: `${Math.round(bytes / 2 ** 20)} MiB, of ${memoryMb} MiB that it may have`,
})
