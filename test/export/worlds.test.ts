/** Random recurrent machines behave in other worlds as in the kernel, bit by bit over 64 ticks. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { strangeMachines } from './strange.ts'
import {
  cWorld,
  exportAll,
  isInstalled,
  shownByKernel,
  verilogWorld,
  type World,
  wasmWorld,
} from './worlds.ts'
import { hdlWorld } from './worlds-hdl.ts'
import { onnxSequenceWorld, onnxWorld } from './worlds-onnx.ts'

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

const worlds: readonly (readonly [World, number])[] = [
  [verilogWorld, 2000],
  [cWorld, 200],
  [wasmWorld, 200],
  [hdlWorld, 200],
  [onnxWorld, 200],
  [onnxSequenceWorld, 200],
]

describe.each(worlds)('$format', (world, count) => {
  const { program } = world
  const isMissing = program !== undefined && !isInstalled(program)
  const reason = isMissing ? ` (skipped: ${program} is not installed)` : ''

  it.skipIf(isMissing)(`runs ${count} recurrent machines as the kernel does${reason}`, () =>
    compare(world, count),
  )

  it.skipIf(isMissing)(`runs machines without latches as the kernel does${reason}`, () =>
    compare(world, 50, 0),
  )
})
