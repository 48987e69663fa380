/** The program of a thread: see `answer`. */
import { createAnswerer } from './answer.ts'

const { parentPort } = await import('node:worker_threads')
const port = parentPort!
const answer = createAnswerer({
  send: (message) => port.postMessage(JSON.stringify(message)),
  folder: process.cwd,
  hold: () => {},
})
port.on('message', answer)
