/**
 * The slot of a fitness: every way in which somebody can say how good a machine is. What fills it is a
 * description; `evaluator` knows how each is asked.
 */
import { quote, UsageError } from '../errors.ts'
import type { Machine } from '../kernel/machine.ts'

export interface FitnessContext {
  /** The seed of this evaluation, an integer in [0, 2³²): the only chance a fitness should use. */
  readonly seed: number
  /** Aborts when the run is interrupted. */
  readonly signal?: AbortSignal
  /** Tells how far a long evaluation is and what it has come to; shown live, decides nothing. */
  report(step: number, value: number): void
}

export type FitnessFunction = (
  machine: Machine,
  context: FitnessContext,
) => unknown | Promise<unknown>

/** Scores a whole batch; one value for each machine, in their order. `seed` is that of the first one. */
export type BatchFunction = (
  machines: readonly Machine[],
  context: FitnessContext,
) => readonly unknown[] | Promise<readonly unknown[]>

/** The payoff of the first machine, or of both; larger is better. */
export type Payoff = number | readonly [number, number]

/** Lets two machines meet, both at their reset state. */
export type Meeting = (a: Machine, b: Machine, context: FitnessContext) => Payoff | Promise<Payoff>

export type FitnessSlot =
  | { readonly kind: 'function'; readonly fitness: FitnessFunction }
  | { readonly kind: 'batch'; readonly fitness: BatchFunction }
  | { readonly kind: 'meeting'; readonly meeting: Meeting }
  /** A file that exports `fitness`, `fitnessBatch`, `interact` or one of them as its default. */
  | { readonly kind: 'module'; readonly file: string }
  /** A program and its arguments: a line of JSON in, a line of JSON out, as long as it lives. */
  | { readonly kind: 'command'; readonly command: readonly string[] }
  /** A server that is sent a POST for each machine. */
  | { readonly kind: 'http'; readonly url: string }
  /** A person, who is asked by `nandertal ask` and answers by `nandertal tell`. */
  | { readonly kind: 'human'; readonly question: string }

/** What fills the slot with a function of the user's. */
export type CallableSlot = Extract<FitnessSlot, { kind: 'function' | 'batch' | 'meeting' }>

/** What a task file writes in the place of a fitness function. */
export type DescribedFitness = Exclude<FitnessSlot, CallableSlot>

/** Whether a slot holds a function, which can be called where it was loaded. */
export const isCallable = (slot: FitnessSlot): slot is CallableSlot =>
  slot.kind === 'function' || slot.kind === 'batch' || slot.kind === 'meeting'

/**
 * A file whose export is the fitness, for a program that cannot have its own functions run apart.
 *
 * @param file a path or `file:` URL; a path is taken from the task's file, else from the working folder
 */
export const fromModule = (file: string | URL): DescribedFitness => ({
  kind: 'module',
  file: String(file),
})

/** A program in any language: it reads a line of JSON for each machine and answers with one. */
export function fromCommand(...command: readonly string[]): DescribedFitness {
  const isFine = command.length > 0 && command.every((word) => typeof word === 'string')
  if (!isFine || command[0] === '') {
    throw new UsageError('task/bad-command', {
      where: 'fromCommand()',
      expected: "a program and its arguments, such as 'python3', 'score.py'",
      received: quote(command),
    })
  }
  return { kind: 'command', command }
}

/** A server that answers a POST of a machine in JSON with its score. */
export function fromUrl(url: string | URL): DescribedFitness {
  const text = String(url)
  if (!/^https?:\/\/[^\s]+$/.test(text)) {
    throw new UsageError('task/bad-url', {
      where: 'fromUrl()',
      expected: 'a URL that begins with http:// or https://',
      received: quote(text),
    })
  }
  return { kind: 'http', url: text }
}

/** A person: the run waits for answers, for days if need be. */
export const askHuman = (question = 'How good is it?'): DescribedFitness => ({
  kind: 'human',
  question,
})
