/**
 * A headless Chromium that is told what to do over a pipe, and tells what a page asks for and complains of.
 *
 * Source: Chrome DevTools Protocol, `--remote-debugging-pipe`: JSON ended by NUL, to 3 and from 4.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

export const hasChromium = spawnSync('which', ['chromium']).status === 0

/** No window, no GPU, no calls home, and no sandbox, which a browser that root starts cannot have. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
]

/** Milliseconds after which the browser is ended. */
const browserTimeMax = 90_000

export interface Page {
  /** Addresses that the page has asked for, those within it aside. */
  readonly requests: readonly string[]
  /** What the console shows: messages, errors, violations of the policy. */
  readonly complaints: readonly string[]
  /** The value of an expression on the page. */
  evaluate<T>(expression: string): Promise<T>
  /** Shows the page as wide as this, in light or dark. */
  emulate(width: number, scheme: 'light' | 'dark'): Promise<void>
}

/** Opens a page in a browser of its own, hands it over once it is loaded, and ends the browser. */
export async function withPage<T>(url: string, use: (page: Page) => Promise<T>): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'nandertal-chromium-'))
  const child = spawn('chromium', [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    timeout: browserTimeMax,
    detached: true,
  })
  const ended = once(child, 'exit')
  try {
    const failed = ended.then(() => Promise.reject(new Error('Chromium ended too early')))
    return await Promise.race([openPage(child, url).then(use), failed])
  } finally {
    // Its helpers are in its process group; one that outlives it would go on writing the profile.
    if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGKILL')
    await ended
    await rm(profile, { recursive: true, force: true, maxRetries: 10 }).catch(() => {})
  }
}

async function openPage(child: ChildProcess, url: string): Promise<Page> {
  const requests: string[] = []
  const complaints: string[] = []
  let loaded = () => {}
  const isLoaded = new Promise<void>((resolve) => {
    loaded = resolve
  })
  const connection = connect(child, (method, params) => {
    if (method === 'Page.loadEventFired') loaded()
    if (method === 'Network.requestWillBeSent' && !params.request.url.startsWith('data:')) {
      requests.push(params.request.url)
    }
    if (method === 'Log.entryAdded') complaints.push(params.entry.text)
    if (method === 'Runtime.exceptionThrown') complaints.push(params.exceptionDetails.text)
    if (method === 'Runtime.consoleAPICalled') complaints.push(JSON.stringify(params.args))
  })
  const { targetInfos } = await connection.send('Target.getTargets', {})
  const { targetId } = targetInfos.find(({ type }: { type: string }) => type === 'page')
  const attached = await connection.send('Target.attachToTarget', { targetId, flatten: true })
  const send = (method: string, params = {}) => connection.send(method, params, attached.sessionId)
  for (const domain of ['Page', 'Network', 'Log', 'Runtime']) await send(`${domain}.enable`)
  await send('Page.navigate', { url })
  await isLoaded
  return {
    requests,
    complaints,
    async evaluate(expression) {
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression,
        returnByValue: true,
      })
      if (exceptionDetails) throw new Error(result.description)
      return result.value
    },
    async emulate(width, value) {
      const size = { width, height: 800, deviceScaleFactor: 1, mobile: true }
      await send('Emulation.setDeviceMetricsOverride', size)
      const features = [{ name: 'prefers-color-scheme', value }]
      await send('Emulation.setEmulatedMedia', { features })
    },
  }
}

// biome-ignore lint/suspicious/noExplicitAny: what the protocol answers is known by its commands alone.
type Answer = any

function connect(child: ChildProcess, onEvent: (method: string, params: Answer) => void) {
  const output = child.stdio[3] as Writable
  const input = child.stdio[4] as Readable
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>()
  let id = 0
  let rest = ''
  // A browser that has ended is told of by its exit.
  output.on('error', () => {})
  input.setEncoding('utf8').on('data', (data: string) => {
    const messages = `${rest}${data}`.split('\0')
    rest = messages.pop()!
    for (const message of messages) receive(JSON.parse(message))
  })

  function receive(message: Answer): void {
    const sent = waiting.get(message.id)
    waiting.delete(message.id)
    if (!sent) onEvent(message.method, message.params)
    else if (message.error) sent.reject(new Error(message.error.message))
    else sent.resolve(message.result)
  }

  return {
    send(method: string, params: object, sessionId?: string): Promise<Answer> {
      output.write(`${JSON.stringify({ id: ++id, method, params, sessionId })}\0`)
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
    },
  }
}
