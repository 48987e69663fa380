/**
 * Real disks that take no more: a limit on the size of files, which fails in the middle of a write, and a
 * disk of 96 KB, where that may be mounted.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { command, nandertal } from '../built.ts'

const run = [
  'evolve',
  'multiplier-2',
  '--evaluations',
  '300000',
  '--seed',
  '2',
  '--checkpoint',
  '10ms',
]
const names = ['champion.json', 'champion.svg', 'champion.ts', 'journal.jsonl', 'checkpoint']

let home: string
let whole: Map<string, string>
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nandertal-full-'))
  await nandertal([...run, '--runs', 'whole', '--quiet'], home)
  whole = readRun(join(home, 'whole'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

function readRun(runs: string): Map<string, string> {
  const folder = join(runs, 'multiplier-2-2')
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** Runs the program in a shell that limits the size of files, in KiB. */
function runLimited(kibibytes: number, words: readonly string[]) {
  const script = `ulimit -f ${kibibytes} && exec "$@"`
  const args = ['-c', script, 'limited', process.execPath, command, ...words]
  return spawnSync('bash', args, { cwd: home, encoding: 'utf8' })
}

/** What a failure looks like: no champion, one fault with what to do, no stack. */
function expectFailure(
  { status, stderr }: { status: number | null; stderr: string },
  code: string,
) {
  expect(status, stderr).toBe(74)
  expect(stderr).toMatch(new RegExp(`received ${code}: [\\w ]+ \\(\\w+\\) \\[run/disk-failed\\]`))
  expect(stderr).not.toMatch(/^ +at /m)
}

describe('a disk that takes no more', () => {
  it.each([1, 3, 6])(
    'with files of %i KiB ends a run with a message, and it is gone on with',
    async (kibibytes) => {
      const runs = `limit-${kibibytes}`
      const ended = runLimited(kibibytes, [...run, '--runs', runs, '--quiet'])
      expectFailure(ended, 'EFBIG')
      expect(ended.stderr).toContain(`nandertal resume ${runs}/multiplier-2-2 goes on`)
      const again = runLimited(kibibytes, ['resume', `${runs}/multiplier-2-2`, '--quiet'])
      expectFailure(again, 'EFBIG')
      const { code } = await nandertal(['resume', '--runs', runs, '--quiet'], home)
      expect(code).toBeLessThan(2)
      expect(readRun(join(home, runs))).toEqual(whole)
    },
  )

  it('with 96 KiB in all ends a run with a message, and it is gone on with', async ({ skip }) => {
    const disk = join(home, 'disk')
    mkdirSync(disk)
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96k', 'tmpfs', disk])
    skip(mounted.status !== 0, 'a small disk cannot be mounted here')
    try {
      const filler = join(disk, 'filler')
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=1k', 'count=72'])
      const ended = await nandertal([...run, '--runs', 'disk/runs', '--quiet'], home)
      expectFailure({ status: ended.code, stderr: ended.stderr }, 'ENOSPC')
      const left = readdirSync(join(disk, 'runs/multiplier-2-2'), {
        recursive: true,
        encoding: 'utf8',
      })
      expect(left.filter((name) => name.endsWith('.new'))).toEqual([])
      rmSync(filler)
      spawnSync('mount', ['-o', 'remount,size=1m', disk])
      const { code, stderr } = await nandertal(['resume', '--runs', 'disk/runs', '--quiet'], home)
      expect(code, stderr).toBeLessThan(2)
      expect(readRun(join(disk, 'runs'))).toEqual(whole)
    } finally {
      spawnSync('umount', [disk])
    }
  })
})
