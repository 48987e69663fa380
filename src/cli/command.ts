/**
 * A command as data: what it is called with, and what it does.
 *
 * Parsing, help, the reference page and shell completion all read the same object. The types of the
 * arguments that `run` gets follow from its options.
 */
import type { Effects } from './effects.ts'

/** An option, and how its text becomes a value. */
export interface Option<T> {
  /** `flag` is there or not, `toggle` has a `--no-` form, `list` may come several times. */
  readonly kind: 'flag' | 'toggle' | 'value' | 'list'
  readonly description: string
  /** What stands for the value in help, e.g. `N`. */
  readonly placeholder?: string
  /** The value when it is not given. */
  readonly default?: T
  /** What is offered while typing. */
  readonly completes?: Completion
  /** What was expected, for a fault. */
  readonly expected: string
  /** The value of the texts that were given; undefined when one of them is not as expected. */
  read(texts: readonly string[]): T | undefined
}

/** What an argument or the value of an option can be: names, or what a folder holds. */
export type Completion = readonly string[] | 'file' | 'folder' | 'file-or-task' | 'task'

/** An argument by its place. */
export interface Argument<T extends string | undefined> {
  readonly placeholder: string
  readonly description: string
  readonly isOptional: boolean
  readonly completes: Completion
  /** Only for the types. */
  readonly value?: T
}

export type Options = Readonly<Record<string, Option<unknown>>>
export type Arguments = Readonly<Record<string, Argument<string | undefined>>>

/** What `run` gets: every argument and every option by name. */
export type Given<A extends Arguments, O extends Options> = {
  readonly [K in keyof A]: A[K] extends Argument<infer T> ? T : never
} & { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never } & Common

/** Options of every command. */
export interface Common {
  readonly json: boolean
  readonly quiet: boolean
  readonly debug: boolean
}

/** What a command has to say when it is done. */
export interface Answer {
  readonly exitCode: number
  /** The last line of `--json`. */
  readonly result: object
  /** What people read; bytes when the output is a file that is not text. */
  readonly text: string | Uint8Array
  /** The one line of `--quiet`; none where the exit code says everything. */
  readonly line?: string
}

export interface Example {
  /** Without the name of the program. */
  readonly line: string
  readonly says: string
}

export interface Command<A extends Arguments = Arguments, O extends Options = Options> {
  readonly examples: readonly Example[]
  /** Paragraphs for help, after the options. */
  readonly notes?: readonly string[]
  readonly arguments: A
  readonly options: O
  run(given: Given<A, O>, effects: Effects): Promise<Answer>
}

/** A line of the table of commands: loaded when it is called. */
export interface CommandEntry {
  readonly name: string
  /** A verb with its object, for lists. */
  readonly summary: string
  load(): Promise<Command>
}

/** Checks the types of a command and hands it back with those types forgotten. */
export const defineCommand = <A extends Arguments, O extends Options>(
  command: Command<A, O>,
): Command => command as unknown as Command

/** `holdOut` → `--hold-out`. */
export const flagName = (key: string): string =>
  `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
