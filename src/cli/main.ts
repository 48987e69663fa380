#!/usr/bin/env node
/** The program `nandertal`: hands the process over and leaves with an exit code. */
import { runCommandLine } from './dispatch.ts'
import { createNodeEffects } from './effects.ts'

const { stdout, stderr } = process
const words = process.argv.slice(2)
const effects = createNodeEffects(process)

// Whoever reads us may stop reading, as `head` does: that ends the program quietly.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  // The terminal is gone: a signal says so as well, and the run is saved first.
  if (error.code === 'EIO') return
  void fail(error)
})
stderr.on('error', () => {})

// Code of the user's may throw outside of every call of ours.
process.on('uncaughtException', (error) => void fail(error))

// Nothing is left to wait for, and yet there is no answer: somebody's promise was forgotten.
process.once('beforeExit', async () => {
  const { UsageError } = await import('../index.ts')
  const received = 'a promise that nothing settles'
  void fail(new UsageError('task/no-reply', { where: 'fitness', expected: 'a score', received }))
})

let hasFailed = false

async function fail(error: unknown): Promise<void> {
  if (hasFailed) return
  hasFailed = true
  const { tellFailure } = await import('./exit.ts')
  leave(await tellFailure(error, words, effects))
}

/** Timers and sockets of a user's task must not keep the program: it leaves once all is written. */
function leave(exitCode: number): void {
  stderr.write('', () => stdout.write('', () => process.exit(exitCode)))
}

const exitCode = await runCommandLine(words, effects)
if (!hasFailed) leave(exitCode)
