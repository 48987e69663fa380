/** The built package, for tests that use it as a user does. `npm test` builds it first. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))

if (!existsSync(command)) throw new Error('dist/ is not there: npm run build')

/** The library as built: threads and processes are started from there. */
export const library: typeof import('../src/index.ts') = await import(
  new URL('../dist/index.js', import.meta.url).href
)

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end; a command that does not end in two minutes is killed. */
export function runProgram(program: string, args: readonly string[], cwd: string): Promise<Ran> {
  const env = { ...process.env, NO_COLOR: '1', NODE_ENV: '' }
  return new Promise((resolve) => {
    const options = { cwd, env, timeout: 120_000, maxBuffer: 2 ** 26 }
    const child = execFile(program, [...args], options, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr })
    })
  })
}

/** Runs `nandertal` with these arguments. */
export const nandertal = (args: readonly string[], cwd: string): Promise<Ran> =>
  runProgram(process.execPath, [command, ...args], cwd)
