/**
 * A thread beside a fitness in its process: ends the process when it takes more memory than it may, and
 * when nobody is there any more whom it could answer. A fitness that never returns does not stop it.
 */
import { describeMemory } from '../exit.ts'

export interface WatchdogData {
  readonly memoryMb: number
  readonly parent: number
  /** The descriptor of the line to whoever asks. */
  readonly line: number
}

const [{ writeSync }, { workerData }] = await Promise.all([
  import('node:fs'),
  import('node:worker_threads'),
])
const { memoryMb, parent, line } = workerData as WatchdogData
const pollMs = 50
const bytesMax = memoryMb * 2 ** 20

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  const bytes = process.memoryUsage.rss()
  if (bytes <= bytesMax) return
  const fault = describeMemory(bytes, memoryMb)
  try {
    writeSync(line, `${JSON.stringify({ type: 'dying', fault })}\n`)
  } finally {
    process.kill(process.pid, 'SIGKILL')
  }
}, pollMs)
