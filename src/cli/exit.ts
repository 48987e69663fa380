/** Exit codes: what scripts learn from a command, and how failures are told. */
import type { Fault } from '../index.ts'
import { type Effects, signalCodes } from './effects.ts'
import { printableLines } from './format.ts'
import { createStyle } from './style.ts'

export const exitCodes = {
  done: 0,
  no: 1,
  usage: 2,
  unknown: 3,
  task: 4,
  internal: 70,
  io: 74,
  hungUp: signalCodes.SIGHUP,
  interrupted: signalCodes.SIGINT,
  terminated: signalCodes.SIGTERM,
} as const

export const exitMeanings: readonly (readonly [code: number, meaning: string])[] = [
  [exitCodes.done, 'done: solved, equivalent, written'],
  [
    exitCodes.no,
    'the answer is no: not solved within the budget, different, tested with wrong answers',
  ],
  [exitCodes.usage, 'usage: an unknown option, file or format, or a bad netlist or champion'],
  [exitCodes.unknown, 'unknown: a limit was reached before the answer'],
  [
    exitCodes.task,
    'the task is broken: its file has faults, or its fitness threw or gave a bad value',
  ],
  [exitCodes.internal, 'internal: a bug of Nandertal'],
  [exitCodes.io, 'input or output failed: a full disk, no permission'],
  [exitCodes.hungUp, 'its terminal was closed; the run is saved'],
  [exitCodes.interrupted, 'interrupted with Ctrl-C; the run is saved'],
  [exitCodes.terminated, 'terminated; the run is saved'],
]

/** A failure whose exit code its thrower knows better than its cause. */
export class Failure extends Error {
  readonly exitCode: number

  constructor(exitCode: number, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.exitCode = exitCode
  }
}

/** What is said about a failure. */
export interface FailureReport {
  readonly exitCode: number
  readonly text: string
  readonly faults: readonly Fault[]
}

/** Codes of faults that a fitness function of the user's causes while a run goes on. */
const fitnessCodes =
  /^task\/(fitness-.*|timeout|crashed|out-of-memory|bad-value|no-reply|contaminated|noisy)$/

/**
 * Tells a failure of a command line: in words, and as the last line for programs. Returns its exit
 * code.
 */
export async function tellFailure(
  error: unknown,
  words: readonly string[],
  { stdout, stderr, env }: Pick<Effects, 'stdout' | 'stderr' | 'env'>,
): Promise<number> {
  const { exitCode, text, faults } = await reportFailure(error, words.includes('--debug'))
  const { bad } = createStyle(stderr, env)
  stderr.write(`${bad('error')} ${printableLines(text)}\n`)
  if (words.includes('--json')) {
    stdout.write(`${JSON.stringify({ type: 'failed', exitCode, message: text, faults })}\n`)
  }
  return exitCode
}

export async function reportFailure(error: unknown, isDebug: boolean): Promise<FailureReport> {
  const { describeFault, isUsageError } = await import('../index.ts')
  const cause = error instanceof Failure ? error.cause : error
  const known = error instanceof Failure ? error.exitCode : undefined
  const stack = isDebug && cause instanceof Error ? `\n${describeStack(cause)}` : ''
  if (isUsageError(cause)) {
    const code = known ?? exitCodeOfFaults(cause.code, cause.cause)
    const text = cause.faults.map(describeFault).join('\n')
    return { exitCode: code, text: `${text}${stack}`, faults: cause.faults }
  }
  if (isSystemError(cause)) {
    const text = `${cause.path ?? cause.syscall}: ${cause.message}`
    return { exitCode: known ?? exitCodes.io, text: `${text}${stack}`, faults: [] }
  }
  const message = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
  const advice = 'This is a bug of Nandertal. Please report it, with the output of --debug.'
  const text = `${message}\n${advice}${stack}`
  return { exitCode: known ?? exitCodes.internal, text, faults: [] }
}

function exitCodeOfFaults(code: string, cause: unknown): number {
  if (fitnessCodes.test(code)) return exitCodes.task
  if (code === 'run/disk-failed') return exitCodes.io
  const isMissing = isSystemError(cause) && cause.code === 'ENOENT'
  return isSystemError(cause) && !isMissing ? exitCodes.io : exitCodes.usage
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && 'errno' in error

function describeStack(error: Error): string {
  const { stack = String(error), cause } = error
  return cause instanceof Error ? `${stack}\ncaused by ${describeStack(cause)}` : stack
}
