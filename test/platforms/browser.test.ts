/**
 * The seed decides in a browser as well: the package is bundled as a page would bundle it, and tried
 * in a Web Worker of a headless Chromium, which posts what came of it to a server of this test.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { rolldown } from 'rolldown'
import { describe, expect, it, type TestContext } from 'vitest'
import '../built.ts'
import type { BrowserAnswer } from './browser.worker.ts'
import { compareEngines } from './engines.ts'
import { exportToggle } from './exports.ts'
import { goldenFile, irisFile, workerFile } from './files.ts'

/** What a server answers, by path. */
type Files = ReadonlyMap<string, string | Uint8Array>

/** Bundles a worker with all that it imports, and tells what the bundler warned of. */
async function bundle(worker: string): Promise<{ files: Files; warnings: readonly string[] }> {
  const warnings: string[] = []
  const build = await rolldown({
    input: { worker },
    platform: 'browser',
    // Our paths lead to src/; a page finds dist/, by package.json.
    tsconfig: false,
    onLog: (_, { message }) => warnings.push(message),
  })
  const { output } = await build.generate({ format: 'esm' })
  await build.close()
  const files = output.map(
    (file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source] as const,
  )
  return { files: new Map(files), warnings }
}

const page = `<!doctype html>
<script>
  const tell = (error) => fetch('/answer', { method: 'POST', body: JSON.stringify({ error }) })
  const worker = new Worker('/worker.js', { type: 'module' })
  worker.onerror = ({ message }) => tell(message || 'the worker did not start')
</script>`

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '/': 'text/html' }

/** Serves files on a free port of this machine; `answered` is what the page posts. */
async function serve(files: Files) {
  let resolve: (answer: BrowserAnswer) => void
  const answered = new Promise<BrowserAnswer>((settle) => {
    resolve = settle
  })
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    if (request.method === 'POST') resolve(JSON.parse(await text(request)))
    response.setHeader('content-type', types[extname(path) || path] ?? 'application/octet-stream')
    response.writeHead(files.has(path) ? 200 : 404).end(files.get(path))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, answered, close: () => server.close() }
}

/** No window, no GPU, no calls home, and no sandbox, which a browser that root starts cannot have. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Milliseconds after which the browser is ended; it needs some ten seconds. */
const browserTimeMax = 90_000

/** Opens a page in a Chromium of its own; `close` ends it and removes what it kept. */
function openPage(url: string) {
  const profile = mkdtempSync(join(tmpdir(), 'nandertal-chromium-'))
  const child = spawn('chromium', [...flags, `--user-data-dir=${profile}`, url], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: browserTimeMax,
    detached: true,
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (data) => {
    said = `${said}${data}`.slice(-4000)
  })
  const ended = once(child, 'exit')
  return {
    /** Fails when the browser ends. */
    failed: ended.then(() =>
      Promise.reject(new Error(`Chromium ended before it answered: ${said}`)),
    ),
    async close() {
      // Its helpers are in its process group; one that outlives it would go on writing the profile.
      if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGKILL')
      await ended
      // What the system still holds open stays in the temporary folder: no reason to fail.
      await rm(profile, { recursive: true, force: true, maxRetries: 10 }).catch(() => {})
    },
  }
}

async function tryInBrowser(bundled: Files): Promise<BrowserAnswer> {
  const files = new Map([...bundled, ['/', page], ['/iris.csv', readFileSync(irisFile)]])
  const server = await serve(files)
  const browser = openPage(server.url)
  try {
    return await Promise.race([server.answered, browser.failed])
  } finally {
    await browser.close()
    server.close()
  }
}

const { files, warnings } = await bundle(workerFile)
const isInstalled = spawnSync('which', ['chromium']).status === 0
let trial: Promise<BrowserAnswer> | undefined

/** What the one page of this file answered. */
function answerOf({ skip }: TestContext): Promise<BrowserAnswer> {
  skip(!isInstalled, 'chromium is not installed')
  return (trial ??= tryInBrowser(files))
}

describe('in a browser', () => {
  it('bundles without a warning', () => expect(warnings).toEqual([]))

  it('comes to the golden champions and islands in a Web Worker', async (context) => {
    const { golden, ...rest } = await answerOf(context)
    expect(golden, JSON.stringify(rest)).toEqual(JSON.parse(readFileSync(goldenFile, 'utf8')))
  })

  it('comes to the same island with both engines, and to the one of this Node', async (context) => {
    const { engines } = await answerOf(context)
    expect(engines.different).toEqual([])
    expect(engines).toEqual(await compareEngines())
  })

  it('exports what Node exports', async (context) => {
    expect((await answerOf(context)).exports).toEqual(await exportToggle())
  })

  it('says that there are no files', async (context) => {
    expect((await answerOf(context)).fault).toBe('disk/none')
  })
})
