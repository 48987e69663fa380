/** What a process has had of a processor, as Linux tells it; elsewhere nobody knows. */
import type { Usage } from './apart.ts'

/** Milliseconds of the unit that Linux counts in, whatever the kernel was built with. */
const tickMs = 10

/** Reads the usage of a process. */
export function readUsage(
  read: (file: string, encoding: 'latin1') => string,
  pid: number | undefined,
): Usage | undefined {
  try {
    const text = read(`/proc/${pid}/stat`, 'latin1')
    // The name of the program comes second, in parentheses, and may have spaces.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [user, system] = [Number(fields[11]), Number(fields[12])]
    return { cpuMs: (user + system) * tickMs, isReady: fields[0] === 'R' || fields[0] === 'D' }
  } catch {
    return undefined
  }
}
