#!/usr/bin/env node
/** The program `nandertal`: hands the process over and leaves with an exit code. */
import { runCommandLine } from './dispatch.ts'
import { createNodeEffects } from './effects.ts'

const { stdout, stderr } = process

// Whoever reads us may stop reading, as `head` does: that ends the program quietly.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
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
  const { reportFailure } = await import('./exit.ts')
  const { exitCode, text } = await reportFailure(error, process.argv.includes('--debug'))
  stderr.write(`error ${text}\n`, () => process.exit(exitCode))
}

const exitCode = await runCommandLine(process.argv.slice(2), createNodeEffects(process))
// Timers and sockets of a user's task must not keep the program, so it leaves once all is written.
stderr.write('', () => stdout.write('', () => hasFailed || process.exit(exitCode)))
