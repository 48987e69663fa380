/** Random recurrent machines behave in other worlds as in the kernel, bit by bit over 64 ticks. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { strangeMachines } from './strange.ts'
import {
  cWorld,
  exportAll,
  isInstalled,
  missingOf,
  shownByKernel,
  verilatorWorld,
  verilogWorld,
  type World,
  wasmWorld,
  yosysWorld,
} from './worlds.ts'
import { hdlWorld } from './worlds-hdl.ts'
import { onnxSequenceWorld, onnxWorld } from './worlds-onnx.ts'
import { typescriptWorld } from './worlds-typescript.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nandertal-worlds-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Machines that are compiled together. */
const batch = 250

async function compare(world: World, count: number, latchesMin = 1) {
  const machines = strangeMachines(count, world.format, latchesMin)
  for (let from = 0; from < count; from += batch) {
    const some = machines.slice(from, from + batch)
    const exported = await exportAll(world.format, some)
    expect(await world.run(exported, folder)).toEqual(shownByKernel(some))
  }
}

const counts: readonly (readonly [World, number])[] = [
  [verilogWorld, 2000],
  [yosysWorld, 50],
  [verilatorWorld, 20],
  [cWorld, 200],
  [wasmWorld, 200],
  [hdlWorld, 200],
  [typescriptWorld, 100],
  [onnxWorld, 200],
  [onnxSequenceWorld, 200],
]

const worlds = counts.map(
  ([world, count]) => [`${world.format} in ${world.name}`, world, count] as const,
)

describe.each(worlds)('%s', (_, world, count) => {
  const missing = missingOf(world)

  it.skipIf(missing)(`behaves as the kernel does: ${count} recurrent machines${missing}`, () =>
    compare(world, count),
  )

  // Where a machine takes long, there are enough of them above.
  if (count < 100) return
  it.skipIf(missing)(`behaves as the kernel does: 50 of all kinds${missing}`, () =>
    compare(world, 50, 0),
  )
})

it.skipIf(!isInstalled('gcc'))('C is free of warnings', async () => {
  const exported = await exportAll('c', strangeMachines(60, 'warnings', 0))
  const content = exported.map((machine) => machine.content).join('\n')
  writeFileSync(join(folder, 'strict.c'), content)
  const flags = ['-Wall', '-Wextra', '-Wconversion', '-pedantic', '-Werror', '-fsyntax-only']
  for (const language of ['-std=c99', '-std=c11']) {
    execFileSync('gcc', [...flags, language, 'strict.c'], { cwd: folder, stdio: 'pipe' })
  }
})
