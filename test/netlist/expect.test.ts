/** What a caller hands in is held against the rules of netlists at every door. */
import { describe, expect, it } from 'vitest'
import { isUsageError } from '../../src/errors.ts'
import { exportAs } from '../../src/export.ts'
import { createMachine } from '../../src/kernel/machine.ts'
import { sizeOf } from '../../src/netlist/size.ts'
import type { Netlist } from '../../src/netlist.ts'
import { pruneQuickly } from '../../src/prune.ts'
import { verify } from '../../src/verify.ts'

const sound: Netlist = {
  inputs: 2,
  latches: new Uint32Array(0),
  fanin: Uint32Array.of(1, 2, 3, 3),
  outputs: Uint32Array.of(4),
}

const doors: readonly [string, (netlist: Netlist) => unknown][] = [
  ['verify', (netlist) => verify(netlist, { kind: 'machine', netlist: sound })],
  ['verify, as what is wanted', (netlist) => verify(sound, { kind: 'machine', netlist })],
  ['prune', (netlist) => pruneQuickly(netlist)],
  ['exportAs', (netlist) => exportAs('typescript', netlist)],
  ['createMachine', (netlist) => createMachine(netlist)],
]

async function faultsOf(work: () => unknown): Promise<string[]> {
  try {
    await work()
  } catch (error) {
    if (!isUsageError(error)) throw error
    return error.faults.map(({ where, code, received }) => `${where} ${code} ${received}`)
  }
  return []
}

describe.each(doors)('%s', (_, enter) => {
  it.each<[string, Partial<Netlist>, string]>([
    ['a gate that reads itself', { fanin: Uint32Array.of(1, 2, 4, 3) }, 'gates[1][0]'],
    ['a fan-in that is not there', { fanin: Uint32Array.of(1, 2, 3, 99) }, 'gates[1][1]'],
    ['an output that is not there', { outputs: Uint32Array.of(7) }, 'outputs[0]'],
    ['a latch that takes nothing', { latches: Uint32Array.of(9) }, 'latches[0]'],
    ['half a gate', { fanin: Uint32Array.of(1, 2, 3) }, 'fanin'],
    ['inputs below zero', { inputs: -1 }, 'inputs'],
    ['plain lists', { outputs: [4] as unknown as Uint32Array }, 'outputs'],
    ['no lists', { latches: undefined as unknown as Uint32Array }, 'latches'],
  ])('refuses %s and says where', async (_, change, place) => {
    const faults = await faultsOf(() => enter({ ...sound, ...change }))
    expect(faults).not.toEqual([])
    expect(faults.every((fault) => fault.includes(`: ${place} netlist/`))).toBe(true)
  })

  it('takes a sound one', async () => {
    expect(await faultsOf(() => enter(sound))).toEqual([])
  })
})

it('is measured as it stands', () => {
  expect(sizeOf(sound)).toEqual({ gates: 2, depth: 2, latches: 0 })
})
