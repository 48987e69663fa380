/** A few lines at the end of a terminal, drawn again in place. The one user of log-update. */
import { createLogUpdate } from 'log-update'
import type { Output } from './effects.ts'

export interface LiveRegion {
  draw(lines: readonly string[]): void
  /** Takes the lines away. */
  clear(): void
}

export function createLiveRegion(output: Output): LiveRegion {
  const stream = {
    write: (text: string) => output.write(text),
    get columns() {
      return output.columns
    },
    get rows() {
      return output.rows
    },
    isTTY: output.isTerminal,
  }
  // A cast, because log-update asks for a whole stream and uses these fields of it.
  const update = createLogUpdate(stream as unknown as NodeJS.WritableStream, { showCursor: true })
  return { draw: (lines) => update(lines.join('\n')), clear: () => update.clear() }
}
