/** The program of a child process: see `answer`. Lines come and go by descriptor 3. */
import { describeThrown } from '../../problem/thrown.ts'
import { createLineReader } from '../apart.ts'
import { createAnswerer } from './answer.ts'
import type { WatchdogData } from './watchdog.ts'

const [{ writeSync }, { Socket }, { Worker }] = await Promise.all([
  import('node:fs'),
  import('node:net'),
  import('node:worker_threads'),
])

const line = 3
const { stringify } = JSON
const socket = new Socket({ fd: line, readable: true, writable: false })

/** Written at once: what comes next may never return. */
function send(message: object): void {
  let text = `${stringify(message)}\n`
  while (text !== '') {
    try {
      text = text.slice(writeSync(line, text))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  }
}

const data: WatchdogData = { memoryMb: Number(process.argv[2]), parent: process.ppid, line }
const watchdog = new Worker(new URL('./watchdog.js', import.meta.url), { workerData: data })
watchdog.unref()

// An exception that nobody awaits belongs to the evaluation at hand, or to one before it.
process.on('uncaughtException', (error) => {
  const { text, place } = describeThrown(error)
  send({ type: 'dying', fault: { kind: 'crashed', text: `outside of any call: ${text}`, place } })
  process.exit(1)
})

// With a promise pending and nothing else to wait for, no answer can come any more.
process.on('beforeExit', () => {
  send({ type: 'dying', fault: { kind: 'no-reply', text: 'a promise that nothing settles' } })
  process.exit(0)
})

const answer = createAnswerer({
  send,
  folder: process.cwd,
  hold: (isHeld) => (isHeld ? socket.ref() : socket.unref()),
})
socket.on(
  'data',
  createLineReader(answer, () => process.exit(1), Number.POSITIVE_INFINITY),
)
socket.on('end', () => process.exit(0))
