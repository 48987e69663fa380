/** Help, examples first, and the reference page: both from the commands themselves. */
import { type Argument, type Command, type CommandEntry, flagName, type Option } from './command.ts'
import { commands, firstExamples, tagline } from './commands.ts'
import { exitMeanings } from './exit.ts'
import { columns, wrap } from './format.ts'
import { commonOptions } from './options.ts'
import type { Style } from './style.ts'

/** The most columns of help: longer lines are hard to read. */
const widthMax = 100

/** Help for the program. */
export function describeProgram(width: number, { bold }: Style): string {
  return sections([
    [bold('Examples'), examples(firstExamples, width)],
    [bold('Usage'), '  nandertal COMMAND [ARGUMENTS] [OPTIONS]'],
    [bold('About'), indent(wrap(tagline, lineWidth(width) - 2))],
    [
      bold('Commands'),
      table(
        commands.map(({ name, summary }) => [name, summary]),
        width,
      ),
    ],
    [
      bold('More'),
      table(
        [
          ['help COMMAND', 'examples, arguments and options of a command'],
          ['--version', 'the version'],
        ],
        width,
      ),
    ],
    [
      bold('Exit codes'),
      table(
        exitMeanings.map(([code, text]) => [String(code), text]),
        width,
      ),
    ],
  ])
}

/** Help for a command. */
export function describeCommand(
  { name, summary }: CommandEntry,
  command: Command,
  width: number,
  { bold }: Style,
): string {
  const args = Object.values(command.arguments)
  return sections([
    [bold('Examples'), examples(command.examples, width)],
    [bold('Usage'), `  ${usage(name, command)}`],
    [bold('About'), indent(wrap(sentence(summary), lineWidth(width) - 2))],
    [
      bold('Arguments'),
      table(
        args.map((each) => [each.placeholder, each.description]),
        width,
      ),
    ],
    [bold('Options'), table(optionRows(command), width)],
    [
      bold('Notes'),
      (command.notes ?? []).map((note) => indent(wrap(note, lineWidth(width) - 2))).join('\n'),
    ],
  ])
}

/** The reference page, in Markdown. */
export async function writeReference(): Promise<string> {
  const parts = await Promise.all(
    commands.map(async (entry) => describeInMarkdown(entry, await entry.load())),
  )
  const common = Object.entries(commonOptions).map(([key, option]) => optionRow(key, option))
  return [
    '<!-- Made from src/cli/commands.ts by test/cli/help.test.ts: ' +
      'npx vitest run test/cli/help -u -->',
    '# The command line',
    tagline,
    ...parts,
    '## Options of every command',
    markdownTable(
      ['option', 'meaning'],
      common.map(([form, text]) => [code(form), text]),
    ),
    [
      '`NO_COLOR` turns colours off, `FORCE_COLOR` turns them on. Results go to standard output,',
      'everything else to standard error. Progress is drawn in place on a terminal and written as',
      'plain lines elsewhere.',
    ].join('\n'),
    '## Exit codes',
    markdownTable(
      ['code', 'meaning'],
      exitMeanings.map(([code, text]) => [String(code), text]),
    ),
  ]
    .join('\n\n')
    .concat('\n')
}

function describeInMarkdown(entry: CommandEntry, command: Command): string {
  const { name, summary } = entry
  const lines = command.examples.map(({ line, says }) => `# ${says}\nnandertal ${line}`)
  const args = Object.values(command.arguments)
  return [
    `## ${name}`,
    sentence(summary),
    `\`\`\`sh\n${lines.join('\n\n')}\n\`\`\``,
    `\`${usage(name, command)}\``,
    ...(args.length > 0
      ? [
          markdownTable(
            ['argument', 'meaning'],
            args.map((a) => [code(a.placeholder), a.description]),
          ),
        ]
      : []),
    ...(Object.keys(command.options).length > 0
      ? [
          markdownTable(
            ['option', 'meaning'],
            ownOptionRows(command).map(([o, d]) => [code(o), d]),
          ),
        ]
      : []),
    ...(command.notes ?? []),
  ].join('\n\n')
}

const usage = (name: string, command: Command): string =>
  ['nandertal', name, ...Object.values(command.arguments).map(usageOf), '[OPTIONS]'].join(' ')

const usageOf = ({ placeholder, isOptional }: Argument<string | undefined>): string =>
  isOptional ? `[${placeholder}]` : placeholder

const ownOptionRows = (command: Command): [string, string][] =>
  Object.entries(command.options).map(([key, option]) => optionRow(key, option))

const optionRows = (command: Command): [string, string][] => [
  ...ownOptionRows(command),
  ...Object.entries(commonOptions).map(([key, option]) => optionRow(key, option)),
]

function optionRow(key: string, option: Option<unknown>): [string, string] {
  const name = flagName(key)
  const forms: Readonly<Record<Option<unknown>['kind'], string>> = {
    flag: name,
    toggle: `${name}, ${name.replace('--', '--no-')}`,
    value: `${name} ${option.placeholder}`,
    list: `${name} ${option.placeholder} …`,
  }
  const isShown = option.default !== undefined && option.default !== false
  const names = Array.isArray(option.completes) ? `: ${option.completes.join(', ')}` : ''
  const value = isShown ? ` (default ${option.default})` : ''
  return [forms[option.kind], `${option.description}${names}${value}`]
}

/** Headings with what is below them; those with nothing below are left out. */
const sections = (parts: readonly (readonly [string, string])[]): string =>
  parts
    .filter(([, body]) => body !== '')
    .map(([heading, body]) => `${heading}\n${body}\n`)
    .join('\n')

const lineWidth = (width: number): number => Math.max(30, Math.min(width, widthMax))

const indent = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join('\n')

const examples = (list: Command['examples'], width: number): string =>
  list
    .map(({ line, says }) => {
      const explained = wrap(says, lineWidth(width) - 6).map((part) => `      ${part}`)
      return [`  nandertal ${line}`, ...explained].join('\n')
    })
    .join('\n')

/** Two columns; where the line is too narrow for both, the second goes below the first. */
function table(rows: readonly (readonly [string, string])[], width: number): string {
  const labelWidth = Math.max(0, ...rows.map(([label]) => label.length))
  const room = lineWidth(width) - labelWidth - 4
  if (room < 30) {
    const below = (text: string) => wrap(text, lineWidth(width) - 6).map((line) => `      ${line}`)
    return rows.map(([label, text]) => [`  ${label}`, ...below(text)].join('\n')).join('\n')
  }
  const wrapped = rows.flatMap(([label, text]) =>
    wrap(text, room).map((line, i) => [i === 0 ? label : '', line] as const),
  )
  return columns(wrapped.map(([label, line]) => [label.padEnd(labelWidth), line] as const))
}

const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`

const code = (text: string): string => `\`${text}\``

const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
