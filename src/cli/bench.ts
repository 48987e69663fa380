/**
 * What this computer does with Nandertal, in parts: each measures one thing and says what it found.
 *
 * A new part is a file in `bench/`, a line here, and its name in `options.ts`.
 */
import { type Fault, nearestName, quote, type Task, UsageError, version } from '../index.ts'
import { describeComputer, readComputer } from './bench/computer.ts'
import { ladderPart } from './bench/ladder.ts'
import { simulationPart } from './bench/simulation.ts'
import { loadTasks, solutionPart } from './bench/solution.ts'
import { threadsPart } from './bench/threads.ts'
import type { Answer, Common } from './command.ts'
import type { Effects } from './effects.ts'
import { exitCodes } from './exit.ts'
import { createStyle } from './style.ts'

export interface BenchSettings {
  /** Seeds 1 to this one are run. */
  readonly seeds: number
  /** Tasks to be solved; each stops at the first machine without errors, or when its time is up. */
  readonly tasks: readonly Task[]
  /** Islands that advance at the same time; left out, each part has a default. */
  readonly threads?: number
  /** Milliseconds on a clock that never goes back. */
  now(): number
  /** Tells what is being measured. */
  say(line: string): void
}

/** What a part found, for programs and for people. */
export interface Finding {
  readonly result: object
  readonly text: string
  readonly line: string
}

export interface Part {
  readonly name: string
  /** What is measured, and in which unit: the heading of its table. */
  readonly title: string
  measure(settings: BenchSettings): Promise<Finding>
}

/** Every part there is, in the order in which they are measured. */
export const parts: readonly Part[] = [simulationPart, ladderPart, solutionPart, threadsPart]

interface BenchGiven extends Common {
  readonly only?: readonly string[]
  readonly tasks: readonly string[]
  readonly seeds: number
  readonly islands?: number
  readonly threads?: number
  readonly time?: number
}

/** Measures the parts that were asked for, one after another. */
export async function measureParts(given: BenchGiven, effects: Effects): Promise<Answer> {
  const { stdout, stderr, env, now } = effects
  const chosen = chooseParts(given.only)
  const isSolving = chosen.includes(solutionPart)
  const { seeds, threads } = given
  const tasks = isSolving ? await loadTasks(given, effects) : []
  const say = (line: string) => {
    if (!given.quiet) stderr.write(`${line}\n`)
  }
  const computer = readComputer()
  const findings = new Map<Part, Finding>()
  for (const part of chosen) {
    findings.set(part, await part.measure({ seeds, tasks, threads, now, say }))
  }

  const { bold } = createStyle(stdout, env)
  const sections = [...findings].map(([{ title }, { text }]) => `${bold(title)}\n${text}`)
  const results = parts.map((part) => [part.name, findings.get(part)?.result ?? null])
  return {
    exitCode: exitCodes.done,
    result: {
      type: 'result',
      command: 'bench',
      version,
      ...computer,
      ...Object.fromEntries(results),
    },
    text: [`Nandertal ${version}, ${describeComputer(computer)}`, ...sections].join('\n\n'),
    line: [...findings.values()].map(({ line }) => line).join('; '),
  }
}

/** The parts of these names, all where none is named. Throws a `UsageError` with every other name. */
function chooseParts(names: readonly string[] | undefined): readonly Part[] {
  if (!names) return parts
  const known = parts.map(({ name }) => name)
  const faults = names.filter((name) => !known.includes(name)).map(describeUnknown)
  if (faults.length > 0) throw new UsageError(faults)
  return parts.filter(({ name }) => names.includes(name))

  function describeUnknown(name: string): Fault {
    const near = nearestName(name, known)
    return {
      code: 'cli/unknown-part',
      where: 'nandertal bench: --only',
      expected: `one of ${known.join(', ')}`,
      received: quote(name),
      hint: near ? `Did you mean ${near}?` : 'nandertal bench --help says what each measures.',
    }
  }
}
