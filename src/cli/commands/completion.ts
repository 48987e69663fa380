/** `nandertal completion`: a script for a shell, made from the same tables as help. */
import { type Answer, defineCommand } from '../command.ts'
import { argument } from '../options.ts'

const shellNames = ['bash', 'zsh', 'fish']

export const completionCommand = defineCommand({
  examples: [
    {
      line: 'completion bash > ~/.local/share/bash-completion/completions/nandertal',
      says: 'bash',
    },
    { line: 'completion zsh > $fpath[1]/_nandertal', says: 'zsh' },
    { line: 'completion fish > ~/.config/fish/completions/nandertal.fish', says: 'fish' },
  ],
  arguments: { shell: argument('SHELL', 'bash, zsh or fish', shellNames) },
  options: {},
  async run({ shell }): Promise<Answer> {
    const { writeCompletion } = await import('../shell.ts')
    const script = await writeCompletion(shell)
    return {
      exitCode: 0,
      result: { type: 'result', command: 'completion', shell, script },
      text: script,
      line: script.trimEnd(),
    }
  },
})
