/**
 * A child process of Node that computes a user's fitness: an environment that is clean, a working folder
 * that is empty, no descriptor but one to talk by, and a cap on memory.
 *
 * It is ended with all that it started. That protects the run from an accident, not the computer from an
 * enemy: code in it may still read files and open connections.
 */
import type { Duplex } from 'node:stream'
import type { StartApart } from './apart.ts'
import { listenTo } from './spawned.ts'
import { readUsage } from './usage.ts'

export interface ProcessOptions {
  readonly memoryMb: number
}

/** The part of the memory that the heap may take; the rest is for buffers and for Node. */
const heapShare = 0.75

/** Loads what is needed, and returns what starts processes, and what clears up behind them. */
export async function prepareProcesses({ memoryMb }: ProcessOptions) {
  const [{ spawn }, fs, os, path, url] = await Promise.all([
    import('node:child_process'),
    import('node:fs'),
    import('node:os'),
    import('node:path'),
    import('node:url'),
  ])
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nandertal-fitness-'))
  const program = url.fileURLToPath(new URL('./child/process.js', import.meta.url))
  const heap = `--max-old-space-size=${Math.ceil(memoryMb * heapShare)}`

  const start: StartApart = (listener) => {
    const child = spawn(process.execPath, [heap, program, String(memoryMb)], {
      cwd: folder,
      env: cleanEnvironment(process.env),
      // A group of its own, so that it is ended with its children.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    })
    const line = child.stdio[3] as Duplex
    const { end, kill } = listenTo(child, line, [child.stdout, child.stderr], listener, () =>
      line.destroy(),
    )
    line.on('end', () => {
      // It closed the line; where it ends as well, that says more.
      const fault = { kind: 'no-reply', text: 'it closed the line that it answers by' } as const
      setTimeout(() => end(fault), closedMs)
    })
    const usage = () => readUsage(fs.readFileSync, child.pid)
    return { send: (text) => void line.write(`${text}\n`), usage, kill }
  }

  return { start, dispose: () => fs.rmSync(folder, { recursive: true, force: true }) }
}

/** Milliseconds between the end of the line and that of the process. */
const closedMs = 200

/** What a program needs to run at all, and nothing else. */
const keptVariables = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'LANG', 'LD_LIBRARY_PATH']

function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const clean: NodeJS.ProcessEnv = { TZ: 'UTC' }
  for (const name of keptVariables) if (env[name] !== undefined) clean[name] = env[name]
  return clean
}
