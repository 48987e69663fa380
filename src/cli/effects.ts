/**
 * Everything outside of the program that a command touches, as one object: tests hand in their own.
 */

/** Where text goes. */
export interface Output {
  write(content: string | Uint8Array): void
  readonly isTerminal: boolean
  /** Characters of a line; 80 where nobody looks. */
  readonly columns: number
  readonly rows: number
}

/** Signals of the user, heard from when they were asked for until `dispose`. */
export interface Interrupts {
  /** Aborted by the first one; its reason is the name of the signal. */
  readonly signal: AbortSignal
  /** Lets signals end the program again. */
  dispose(): void
}

export interface Effects {
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  readonly files: Files
  /** Starts to listen for signals. */
  hearInterrupts(): Interrupts
  /** Milliseconds on a clock that never goes back. */
  now(): number
}

export interface Files {
  read(path: string): Promise<Uint8Array>
  write(path: string, content: string | Uint8Array): Promise<void>
  /** What is at a path; undefined for nothing. */
  kind(path: string): Promise<'file' | 'folder' | undefined>
  /** Names in a folder; none when it cannot be read. */
  list(folder: string): Promise<string[]>
}

/** Where an interrupted program has to be gone after so many milliseconds. */
const graceMs = 1900

/** The effects of a real process. */
export function createNodeEffects(process: NodeJS.Process): Effects {
  return {
    stdout: createOutput(process.stdout),
    stderr: createOutput(process.stderr),
    env: process.env,
    files: nodeFiles,
    hearInterrupts: () => hearInterrupts(process),
    now: () => performance.now(),
  }
}

const createOutput = (stream: NodeJS.WriteStream): Output => ({
  write: (content) => void stream.write(content),
  isTerminal: stream.isTTY === true,
  get columns() {
    return stream.columns || 80
  },
  get rows() {
    return stream.rows || 24
  },
})

/** Exit codes of a program that a signal ended, by custom 128 + its number. */
export const signalCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

function hearInterrupts(process: NodeJS.Process): Interrupts {
  const controller = new AbortController()
  const listeners = Object.entries(signalCodes).map(([signal, code]) => {
    const leave = () => {
      // Programs wait for a last line, also where there is no time for a result.
      if (process.argv.includes('--json')) {
        const message = `left at ${signal} before there was a result`
        const failed = { type: 'failed', exitCode: code, message, faults: [] }
        process.stdout.write(`${JSON.stringify(failed)}\n`)
      }
      process.exit(code)
    }
    const listener = () => {
      // Started with nohup or by a service, it is to go on when the terminal is gone.
      if (signal === 'SIGHUP' && !process.stdout.isTTY && !process.stderr.isTTY) return
      if (controller.signal.aborted) leave()
      controller.abort(signal)
      // Whatever is still at work then, the last checkpoint is whole.
      setTimeout(leave, graceMs).unref()
    }
    process.on(signal, listener)
    return () => process.off(signal, listener)
  })
  return {
    signal: controller.signal,
    dispose() {
      for (const off of listeners) off()
    },
  }
}

const nodeFiles: Files = {
  async read(path) {
    const { readFile } = await import('node:fs/promises')
    return readFile(path)
  },
  async write(path, content) {
    const { writeFile } = await import('node:fs/promises')
    await writeFile(path, content)
  },
  async kind(path) {
    const { stat } = await import('node:fs/promises')
    const found = await stat(path).catch(() => undefined)
    if (!found) return undefined
    return found.isDirectory() ? 'folder' : 'file'
  },
  async list(folder) {
    const { readdir } = await import('node:fs/promises')
    return readdir(folder).catch(() => [])
  },
}
