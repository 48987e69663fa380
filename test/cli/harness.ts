/** Runs command lines inside the test: effects that are written down, a clock that only counts. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { runCommandLine } from '../../src/cli/dispatch.ts'
import { createNodeEffects, type Effects, type Output } from '../../src/cli/effects.ts'

export interface Setting {
  readonly isTerminal?: boolean
  readonly columns?: number
  readonly env?: Readonly<Record<string, string>>
  /** The signal that comes when the clock was asked so many times. */
  readonly interrupt?: { readonly signal: 'SIGINT' | 'SIGTERM'; readonly after: number }
  /** Milliseconds between two looks at the clock; default 5. */
  readonly tickMs?: number
}

export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the words of a command line in the working folder. */
export async function nandertal(
  words: string | readonly string[],
  setting: Setting = {},
): Promise<Outcome> {
  const { isTerminal = false, columns = 80, env = {}, interrupt, tickMs = 5 } = setting
  const texts = { stdout: '', stderr: '' }
  const output = (name: keyof typeof texts): Output => ({
    write(content) {
      texts[name] +=
        typeof content === 'string' ? content : new TextDecoder('latin1').decode(content)
    },
    isTerminal,
    columns,
    rows: 24,
  })
  const controller = new AbortController()
  let looks = 0
  const effects: Effects = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    env,
    files: createNodeEffects(process).files,
    hearInterrupts: () => ({ signal: controller.signal, dispose() {} }),
    now() {
      if (++looks === interrupt?.after) controller.abort(interrupt.signal)
      return looks * tickMs
    },
  }
  const list = typeof words === 'string' ? words.split(' ').filter(Boolean) : words
  const code = await runCommandLine(list, effects)
  return { code, ...texts }
}

/** Gives the tests of a file a working folder of their own. */
export function useTemporaryFolder(): void {
  const before = process.cwd()
  let folder: string
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'nandertal-cli-')))
    process.chdir(folder)
  })
  afterAll(() => {
    process.chdir(before)
    rmSync(folder, { recursive: true, force: true })
  })
}

/** The lines of `--json` as data. */
export const readEvents = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
