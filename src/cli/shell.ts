/** Completion scripts for shells. They are static: nothing of ours runs while one types. */
import { nearestName, quote, UsageError } from '../index.ts'
import { builtinTasks } from '../tasks/index.ts'
import { type Command, type Completion, flagName, type Option } from './command.ts'
import { commands } from './commands.ts'
import { commonOptions } from './options.ts'

/** What a script says about a command. */
interface Entry {
  readonly name: string
  readonly summary: string
  readonly argument?: Completion
  readonly options: readonly FlagEntry[]
}

interface FlagEntry {
  readonly flag: string
  readonly description: string
  readonly takesValue: boolean
  readonly completes?: Completion
}

const scripts: Readonly<Record<string, (entries: readonly Entry[]) => string>> = {
  bash: writeBash,
  zsh: writeZsh,
  fish: writeFish,
}

/** The script for a shell. Throws a `UsageError` for one that is not known. */
export async function writeCompletion(shell: string): Promise<string> {
  const write = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined
  if (!write) {
    const near = nearestName(shell, Object.keys(scripts))
    throw new UsageError('cli/unknown-shell', {
      where: 'nandertal completion',
      expected: `one of ${Object.keys(scripts).join(', ')}`,
      received: quote(shell),
      hint: near && `Did you mean ${near}?`,
    })
  }
  const entries = await Promise.all(
    commands.map(async ({ name, summary, load }) => describe(name, summary, await load())),
  )
  const names = commands.map(({ name }) => name)
  const help: Entry = { name: 'help', summary: 'help for a command', argument: names, options: [] }
  return write([...entries, help])
}

function describe(name: string, summary: string, command: Command): Entry {
  const options = { ...command.options, ...commonOptions }
  const [first] = Object.values(command.arguments)
  return {
    name,
    summary,
    argument: first?.completes,
    options: Object.entries(options).flatMap(([key, option]) => describeFlags(key, option)),
  }
}

function describeFlags(key: string, option: Option<unknown>): FlagEntry[] {
  const { description, completes, kind } = option
  const flag = flagName(key)
  const takesValue = kind === 'value' || kind === 'list'
  const entry = { flag, description, takesValue, completes }
  return kind === 'toggle' ? [entry, { ...entry, flag: flag.replace('--', '--no-') }] : [entry]
}

/** The words that can stand there, and whether names of files or folders can. */
function candidates(completes: Completion | undefined): {
  words: readonly string[]
  paths: 'files' | 'folders' | undefined
} {
  if (typeof completes === 'object') return { words: completes, paths: undefined }
  const hasTasks = completes === 'task' || completes === 'file-or-task'
  const words = hasTasks ? Object.keys(builtinTasks) : []
  const hasFiles = completes === 'file' || completes === 'file-or-task'
  return { words, paths: hasFiles ? 'files' : completes === 'folder' ? 'folders' : undefined }
}

function writeBash(entries: readonly Entry[]): string {
  const names = entries.map(({ name }) => name).join(' ')
  const reply = (completes: Completion | undefined) => {
    const { words, paths } = candidates(completes)
    const pathFlag = paths === 'folders' ? '-d' : paths === 'files' ? '-f' : ''
    return `COMPREPLY=( $(compgen ${pathFlag} -W "${words.join(' ')}" -- "$word") )`
  }
  const cases = entries.flatMap(({ name, argument, options }) => [
    `    ${name})`,
    `      case "$before" in`,
    ...options
      .filter(({ takesValue }) => takesValue)
      .map(({ flag, completes }) => `        ${flag}) ${reply(completes)}; return ;;`),
    '      esac',
    `      if [[ "$word" == -* ]]; then`,
    `        COMPREPLY=( $(compgen -W "${options.map(({ flag }) => flag).join(' ')}" -- "$word") )`,
    '      else',
    `        ${reply(argument)}`,
    '      fi ;;',
  ])
  return [
    '# bash completion for nandertal',
    '_nandertal() {',
    `  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"`,
    '  COMPREPLY=()',
    '  if [[ $COMP_CWORD -eq 1 ]]; then',
    `    COMPREPLY=( $(compgen -W "${names} --help --version" -- "$word") )`,
    '    return',
    '  fi',
    `  case "\${COMP_WORDS[1]}" in`,
    ...cases,
    '  esac',
    '}',
    'complete -o filenames -F _nandertal nandertal',
    '',
  ].join('\n')
}

function writeZsh(entries: readonly Entry[]): string {
  const plain = (text: string) => text.replace(/[[\]:'"`$\\]/g, ' ')
  const action = (completes: Completion | undefined) => {
    const { words, paths } = candidates(completes)
    const list = words.join(' ')
    if (paths === 'folders') return '_files -/'
    if (paths === 'files') return words.length > 0 ? `{ _files; compadd ${list} }` : '_files'
    return words.length > 0 ? `(${list})` : ' '
  }
  const cases = entries.flatMap(({ name, argument, options }) => [
    `    ${name})`,
    '      _arguments \\',
    ...options.map(({ flag, description, takesValue, completes }) => {
      const value = takesValue ? `:value:${action(completes)}` : ''
      return `        '${flag}[${plain(description)}]${value}' \\`
    }),
    `        '2:argument:${action(argument)}' ;;`,
  ])
  return [
    '#compdef nandertal',
    '_nandertal() {',
    '  if (( CURRENT == 2 )); then',
    '    local -a names',
    `    names=(${entries.map(({ name, summary }) => `'${name}:${plain(summary)}'`).join(' ')})`,
    "    _describe 'command' names",
    '    return',
    '  fi',
    '  case "$words[2]" in',
    ...cases,
    '  esac',
    '}',
    '_nandertal "$@"',
    '',
  ].join('\n')
}

function writeFish(entries: readonly Entry[]): string {
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  const value = (completes: Completion | undefined) => {
    const { words, paths } = candidates(completes)
    const list = words.length > 0 ? ` -a ${quoted(words.join(' '))}` : ''
    return `${paths ? ' -F' : ' -f'}${list}`
  }
  const lines = entries.flatMap(({ name, summary, argument, options }) => {
    const seen = `complete -c nandertal -n '__fish_seen_subcommand_from ${name}'`
    return [
      `complete -c nandertal -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
      `${seen}${value(argument)}`,
      ...options.map(({ flag, description, takesValue, completes }) => {
        const kind = takesValue ? ` -r${value(completes)}` : ''
        return `${seen} -l ${flag.slice(2)} -d ${quoted(description)}${kind}`
      }),
    ]
  })
  return ['# fish completion for nandertal', ...lines, ''].join('\n')
}
