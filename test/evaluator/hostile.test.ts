/** A fitness may do what it likes: the run lives on, and says what happened. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Failure, FailureKind } from '../../src/index.ts'
import { library, nandertal } from '../built.ts'

/** What each deed may be called; more than one where the order of two ends is not for us to say. */
const deeds: Readonly<Record<string, readonly FailureKind[]>> = {
  'throws an error': ['threw'],
  'throws null': ['threw'],
  'throws what throws when looked at': ['threw'],
  rejects: ['threw'],
  hangs: ['timeout'],
  'hangs in a regular expression': ['timeout'],
  'waits for nobody': ['timeout'],
  'waits for a timer that is far': ['timeout'],
  leaves: ['crashed'],
  'leaves as if all were well': ['no-reply'],
  aborts: ['crashed'],
  'kills itself': ['crashed'],
  'fills the heap': ['out-of-memory'],
  'fills buffers': ['out-of-memory'],
  'fills shared memory': ['out-of-memory'],
  'fills the memory of WebAssembly': ['out-of-memory'],
  'grows a text': ['threw'],
  'overflows the stack': ['threw'],
  'throws later': ['crashed'],
  'rejects where nobody listens': ['crashed'],
  'never settles': ['no-reply'],
  'is thenable and never settles': ['no-reply'],
  'returns NaN': ['bad-value'],
  'returns infinity': ['bad-value'],
  'returns minus infinity': ['bad-value'],
  'returns a bigint': ['bad-value'],
  'returns a text': ['bad-value'],
  'returns nothing': ['bad-value'],
  'returns null': ['bad-value'],
  'returns a function': ['bad-value'],
  'returns a symbol': ['bad-value'],
  'returns another objective': ['bad-value'],
  'returns a getter that throws': ['threw'],
  'returns much': ['bad-value'],
  'changes Object.prototype': ['contaminated'],
  'changes Math': ['contaminated'],
  'changes JSON': ['contaminated'],
  'changes the working folder': ['contaminated'],
  'floods its output': ['timeout', 'out-of-memory'],
  'opens files for ever': ['threw'],
  'starts programs for ever': ['timeout'],
  'starts threads for ever': ['timeout', 'out-of-memory'],
  'closes its line': ['no-reply'],
  'floods its line': ['timeout', 'bad-value'],
  'writes nonsense on its line': ['bad-value'],
}

/** Deeds that the whole program meets as well. */
const representatives = ['throws an error', 'hangs', 'kills itself', 'fills buffers']

/** With this seed one of four evaluations does harm, behind another that does not. */
const seed = 1

/** Deeds that take memory are given the time to. */
const isSlow = (deed: string) => deed.startsWith('fills')

const text = readFileSync(new URL('hostile.task.ts', import.meta.url), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'nandertal-hostile-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function writeTask(deed: string): string {
  const file = join(folder, `${deed.replace(/\W/g, '-')}.task.ts`)
  const slow = isSlow(deed) ? text.replace('timeoutMs: 2000', 'timeoutMs: 20_000') : text
  writeFileSync(file, slow.replace("deed = 'throws an error'", `deed = ${JSON.stringify(deed)}`))
  return file
}

describe('a fitness that does harm', () => {
  it('is known to the test, deed by deed', () => {
    const known = [...text.matchAll(/^ {2}'?([A-Za-z. ]+?)'?: \(\) =>/gm)].map(([, name]) => name)
    expect(known).toEqual(Object.keys(deeds))
    expect(known.length).toBeGreaterThanOrEqual(30)
  })

  it.each(Object.keys(deeds))('%s, and the run goes on', async (deed) => {
    const task = await library.loadTask(writeTask(deed), {}, { modules: { nandertal: library } })
    const evolution = library.evolve(task, { seed, workers: 1 })
    const failures: Failure[] = []
    for await (const event of evolution) if (event.type === 'failure') failures.push(event)
    // On a busy computer another evaluation can be late as well.
    const kinds = failures.map(({ kind }) => kind)
    const mayBeLate = deeds[deed]!.includes('timeout')
    expect(kinds.length).toBeGreaterThan(0)
    if (!mayBeLate) expect(kinds).toHaveLength(1)
    for (const kind of kinds) expect(deeds[deed]).toContain(kind)
    // Others were scored, and the best of them is the champion.
    const { reason, island, champion } = await evolution
    expect([reason, island.evaluations]).toEqual(['evaluations', 4])
    expect(champion?.score.fitness).toBeGreaterThan(0)
  })

  it.each(representatives)('%s, and the command goes on', async (deed) => {
    const words = ['--json', '--runs', join(folder, deed), '--workers', '1', '--seed', String(seed)]
    const { code, stdout, stderr } = await nandertal(['evolve', writeTask(deed), ...words], folder)
    const events = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
    const kinds = events.filter(({ type }) => type === 'failure').map(({ kind }) => kind)
    expect(kinds, stderr).toEqual([expect.toBeOneOf([...deeds[deed]!])])
    expect([code, events.at(-1).reason]).toEqual([0, 'evaluations'])
  })
})
