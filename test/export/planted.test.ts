/** Bugs planted into exported files are all caught by comparing what the files do with the kernel. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bugs } from './planted.ts'
import { strangeMachines } from './strange.ts'
import {
  cWorld,
  type Exported,
  exportAll,
  missingOf,
  shownByKernel,
  verilogWorld,
  type World,
  wasmWorld,
} from './worlds.ts'
import { hdlWorld } from './worlds-hdl.ts'
import { onnxSequenceWorld, onnxWorld } from './worlds-onnx.ts'
import { typescriptWorld } from './worlds-typescript.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nandertal-planted-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const worlds: readonly World[] = [
  ...[verilogWorld, cWorld, wasmWorld, hdlWorld, typescriptWorld],
  ...[onnxWorld, onnxSequenceWorld],
]

const machines = strangeMachines(40, 'planted')
const wanted = shownByKernel(machines)

it('has at least 20 bugs, each of its own', () => {
  expect(new Set(bugs.map(({ format, name }) => `${format}: ${name}`)).size).toBe(bugs.length)
  expect(bugs.length).toBeGreaterThanOrEqual(20)
})

describe.each(worlds)('in $format', (world) => {
  const missing = missingOf(world)

  let exported: Exported[] = []
  beforeAll(async () => {
    exported = await exportAll(world.format, machines)
  })

  it.skipIf(missing)(`nothing is caught where nothing is planted${missing}`, async () => {
    expect(await world.run(exported, folder)).toEqual(wanted)
  })

  const own = bugs.filter((bug) => bug.format === world.format)
  it.skipIf(missing).each(own)(`$name is caught${missing}`, async ({ plant }) => {
    // A machine without a place for the bug, such as one without gates, proves nothing.
    const places = exported.flatMap((machine, index) => {
      const content = plant(machine.content)
      return isSame(content, machine.content) ? [] : [{ index, planted: { ...machine, content } }]
    })
    expect(places.length).toBeGreaterThan(0)
    const shown = await world.run(
      places.map(({ planted }) => planted),
      folder,
    )
    const caught = places.filter(({ index }, at) => `${shown[at]}` !== `${wanted[index]}`)
    expect(caught.length).toBeGreaterThan(0)
  })
})

const isSame = (a: string | Uint8Array, b: string | Uint8Array): boolean =>
  typeof a === 'string' || typeof b === 'string' ? a === b : Buffer.from(a).equals(Buffer.from(b))
