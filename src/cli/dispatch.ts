/** From a command line to an exit code: finds the command, runs it, shows its answer or failure. */
import type { Answer, CommandEntry } from './command.ts'
import { commands } from './commands.ts'
import type { Effects } from './effects.ts'
import { createStyle } from './style.ts'

/** Runs a command line, given without the names of node and of the program. */
export async function runCommandLine(words: readonly string[], effects: Effects): Promise<number> {
  try {
    return await dispatch(words, effects)
  } catch (error) {
    const { tellFailure } = await import('./exit.ts')
    return tellFailure(error, words, effects)
  }
}

async function dispatch(words: readonly string[], effects: Effects): Promise<number> {
  const [first, ...rest] = words
  const isHelp = first === 'help' || first === '--help' || first === '-h'
  if (first === '--version' || first === '-V') return showVersion(effects)
  if (first === undefined || (isHelp && rest.length === 0)) return showHelp(effects)
  if (isHelp) return showHelp(effects, await findCommand(rest[0]!))
  const entry = await findCommand(first)
  if (asksForHelp(rest)) return showHelp(effects, entry)
  const [command, { parseArguments }] = await Promise.all([entry.load(), import('./parse.ts')])
  const given = await parseArguments(entry.name, command, rest)
  const answer = await command.run(given, effects)
  showAnswer(answer, given, effects)
  return answer.exitCode
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--')
  return words.slice(0, end === -1 ? words.length : end).some((word) => /^(-h|--help)$/.test(word))
}

async function findCommand(name: string): Promise<CommandEntry> {
  const entry = commands.find((command) => command.name === name)
  if (entry) return entry
  const { nearestName, quote, UsageError } = await import('../index.ts')
  const names = commands.map((command) => command.name)
  const near = nearestName(name, names)
  throw new UsageError('cli/unknown-command', {
    where: 'nandertal',
    expected: `one of ${names.join(', ')}`,
    received: quote(name),
    hint: near ? `Did you mean nandertal ${near}?` : 'nandertal --help shows what each does.',
  })
}

async function showVersion(effects: Effects): Promise<number> {
  const { version } = await import('../index.ts')
  effects.stdout.write(`${version}\n`)
  return 0
}

async function showHelp({ stdout, env }: Effects, entry?: CommandEntry): Promise<number> {
  const { describeCommand, describeProgram } = await import('./help.ts')
  const style = createStyle(stdout, env)
  const text = entry
    ? describeCommand(entry, await entry.load(), stdout.columns, style)
    : describeProgram(stdout.columns, style)
  stdout.write(text)
  return 0
}

function showAnswer(
  answer: Answer,
  { json, quiet }: { json: boolean; quiet: boolean },
  { stdout }: Effects,
): void {
  const { result, text, line } = answer
  if (json) stdout.write(`${JSON.stringify(result)}\n`)
  else if (quiet) writeLine(stdout, line ?? '')
  else if (typeof text === 'string') writeLine(stdout, text)
  else stdout.write(text)
}

function writeLine(stdout: Effects['stdout'], text: string): void {
  if (text !== '') stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}
