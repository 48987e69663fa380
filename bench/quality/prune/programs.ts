/** Other people's programs: run in a folder of their own, with a limit of time. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Workshop {
  write(file: string, content: string): void
  /** The content of a file; undefined where there is none. */
  read(file: string): Uint8Array | undefined
  /** Runs a program; returns what it printed and the processor time of its own that it took. */
  run(program: string, options: readonly string[], secondsMax: number, input?: string): Ran
  close(): void
}

export interface Ran {
  readonly text: string
  readonly seconds: number
  /** Whether it was ended because its time was over. */
  readonly isCut: boolean
}

export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'nandertal-prune-'))
  return {
    write: (file, content) => writeFileSync(join(folder, file), content),
    read(file) {
      try {
        return readFileSync(join(folder, file))
      } catch {
        return undefined
      }
    },
    run(program, options, secondsMax, input = '') {
      // A limit of processor time, so that a busy machine changes nothing.
      const limit = `ulimit -t ${Math.max(1, Math.round(secondsMax))}; TIMEFORMAT="%U %S"; time "$@"`
      const { stdout, stderr, error } = spawnSync(
        'bash',
        ['-c', limit, 'bash', program, ...options],
        { cwd: folder, encoding: 'utf8', input, maxBuffer: 2 ** 26 },
      )
      if (error) throw error
      if (/not found/.test(stderr)) throw new Error(`${program} is not there`)
      const [user = 0, system = 0] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number)
      return { text: stdout, seconds: user + system, isCut: /Killed|CPU time/.test(stderr) }
    },
    close: () => rmSync(folder, { recursive: true }),
  }
}
