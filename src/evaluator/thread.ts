/**
 * A thread that computes a user's fitness: quicker to start than a process, and it contains less. Code that
 * ends the process ends the run, and memory outside of the heap is not capped.
 */
import type { StartApart } from './apart.ts'
import { createTail } from './exit.ts'
import type { ProcessOptions } from './process.ts'

/** Loads what is needed, and returns what starts threads. */
export async function prepareThreads({ memoryMb }: ProcessOptions) {
  const { Worker } = await import('node:worker_threads')
  const start: StartApart = ({ onLine, onEnd }) => {
    const thread = new Worker(new URL('./child/thread.js', import.meta.url), {
      env: { TZ: 'UTC' },
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      stdout: true,
      stderr: true,
    })
    const said = createTail()
    thread.stdout.on('data', said.add)
    thread.stderr.on('data', said.add)
    thread.on('message', (message) => onLine(message))
    thread.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        onEnd({ kind: 'out-of-memory', text: 'its heap is full' })
      } else {
        onEnd({ kind: 'crashed', text: `outside of any call: ${error.name}: ${error.message}` })
      }
    })
    thread.on('exit', (code) =>
      onEnd({
        kind: code === 0 ? 'no-reply' : 'crashed',
        text: `its thread ended with exit code ${code}`,
      }),
    )
    return { send: (text) => thread.postMessage(text), kill: () => void thread.terminate() }
  }
  return { start, dispose: () => {} }
}
