/**
 * From words on a command line to typed arguments, every fault at once.
 *
 * This is the one place that imports commander; it finds the words of each option, and each option
 * reads its own.
 */
import { CommanderError, Option as Flag, Command as Parser } from 'commander'
import type { Fault } from '../index.ts'
import {
  type Arguments,
  type Command,
  flagName,
  type Given,
  type Option,
  type Options,
} from './command.ts'
import { commonOptions } from './options.ts'

/** Parses the words after the name of a command. Throws a `UsageError` with every fault. */
export async function parseArguments(
  name: string,
  command: Command,
  words: readonly string[],
): Promise<Given<Arguments, Options>> {
  const options: Options = { ...command.options, ...commonOptions }
  const parser = createParser(command, options)
  try {
    parser.parse([...words], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) throw await usageError([describe(error, name, command)])
    throw error
  }
  const faults: Fault[] = []
  const values: Record<string, unknown> = {}
  for (const [key, option] of Object.entries(options)) {
    values[key] = readOption(key, option, parser.opts()[key], faults)
  }
  if (faults.length > 0) throw await usageError(faults)
  Object.keys(command.arguments).forEach((key, i) => {
    values[key] = parser.args[i]
  })
  // A cast, because the types follow from the tables that were just gone through.
  return values as unknown as Given<Arguments, Options>
}

async function usageError(faults: readonly Fault[]): Promise<Error> {
  const { UsageError } = await import('../index.ts')
  return new UsageError(faults)
}

function createParser(command: Command, options: Options): Parser {
  const parser = new Parser()
    .exitOverride()
    .configureOutput({ writeErr() {}, writeOut() {} })
    .helpOption(false)
    .allowExcessArguments(false)
  for (const { placeholder, isOptional } of Object.values(command.arguments)) {
    parser.argument(isOptional ? `[${placeholder}]` : `<${placeholder}>`)
  }
  for (const [key, option] of Object.entries(options)) {
    for (const flag of createFlags(key, option)) parser.addOption(flag)
  }
  return parser
}

function createFlags(key: string, { kind }: Option<unknown>): Flag[] {
  const name = flagName(key)
  const collect = (word: string, before?: string[]) => [...(before ?? []), word]
  switch (kind) {
    case 'flag':
      return [new Flag(key === 'help' ? `-h, ${name}` : name)]
    case 'toggle':
      return [new Flag(name), new Flag(name.replace('--', '--no-'))]
    case 'value':
    case 'list':
      return [new Flag(`${name} <value>`).argParser(collect)]
    default:
      return kind satisfies never
  }
}

function readOption(
  key: string,
  option: Option<unknown>,
  given: unknown,
  faults: Fault[],
): unknown {
  if (given === undefined) return option.default
  const texts = Array.isArray(given) ? (given as string[]) : [given === false ? 'no' : 'yes']
  const value = option.read(texts)
  if (value === undefined) {
    const received = texts.map((word) => JSON.stringify(word)).join(', ')
    faults.push({
      code: 'cli/bad-option',
      where: flagName(key),
      expected: option.expected,
      received,
    })
  }
  return value
}

/** A fault of the form of the command line; commander names the word in its message. */
function describe(error: CommanderError, name: string, command: Command): Fault {
  const word = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const near = /Did you mean ([^?]*)\?/.exec(error.message)?.[0]
  const where = `nandertal ${name}`
  const places = Object.values(command.arguments).map(({ placeholder }) => placeholder)
  const advice = `nandertal ${name} --help shows what there is.`
  switch (error.code) {
    case 'commander.unknownOption': {
      const expected = 'an option of this command'
      return { code: 'cli/unknown-option', where, expected, received: word, hint: near ?? advice }
    }
    case 'commander.optionMissingArgument': {
      const expected = `a value after ${word.split(' ')[0]}`
      return { code: 'cli/no-value', where, expected, received: 'nothing', hint: advice }
    }
    case 'commander.missingArgument':
      return { code: 'cli/no-argument', where, expected: word, received: 'nothing', hint: advice }
    case 'commander.excessArguments': {
      const expected = places.length > 0 ? `no more than ${places.join(' ')}` : 'no arguments'
      return { code: 'cli/too-many', where, expected, received: 'more', hint: advice }
    }
    default:
      return { code: 'cli/usage', where, expected: 'another form', received: error.message }
  }
}
