/** Something that computes apart and is spoken to in lines: a process, a thread, a program. */
import type { EvaluationFault } from '../fitness/failure.ts'

export interface Apart {
  send(line: string): void
  /** How it has been doing, where that can be known. */
  usage?(): Usage | undefined
  /** Ends it now, with all that it started; nothing is heard of it afterwards. */
  kill(): void
}

export interface Usage {
  /** Milliseconds of a processor that it has had so far. */
  readonly cpuMs: number
  /** Whether it would go on if it had a processor, or its memory: it does not wait for anything else. */
  readonly isReady: boolean
}

export interface ApartListener {
  onLine(line: string): void
  /** It ended by itself, and why. */
  onEnd(fault: EvaluationFault): void
}

export type StartApart = (listener: ApartListener) => Apart

/** The most bytes of one line that is read; a longer one ends the conversation. */
export const lineBytesMax = 2 ** 20

/** Cuts what arrives into lines; a line that does not end is handed to `onLong`. */
export function createLineReader(
  onLine: (line: string) => void,
  onLong: () => void,
  bytesMax = lineBytesMax,
) {
  const decoder = new TextDecoder()
  let rest = ''
  let isOver = false
  return (bytes: Uint8Array) => {
    if (isOver) return
    rest += decoder.decode(bytes, { stream: true })
    let from = 0
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n', from)) {
      onLine(rest.slice(from, end))
      from = end + 1
    }
    rest = rest.slice(from)
    if (rest.length <= bytesMax) return
    isOver = true
    rest = ''
    onLong()
  }
}
