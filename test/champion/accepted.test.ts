/** Whatever names our own doors accept, the champion that carries them can be read again. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Champion, readChampion, writeChampion } from '../../src/champion.ts'
import { isUsageError } from '../../src/errors.ts'
import { isObjectiveName } from '../../src/fitness.ts'
import { importFile } from '../../src/import.ts'
import type { Ports } from '../../src/netlist/ports.ts'
import { dataSet } from '../../src/problem/data-set.ts'
import { randomNetlist } from '../arbitrary.ts'
import { hostileNames } from '../export/hostile.ts'

const names = fc.oneof(
  fc.constantFrom(...hostileNames, 'a', 'b', '\u001b[2J', '\t', '\u0085', 'x'.repeat(201)),
  fc.string({ unit: 'binary', maxLength: 70 }),
)

function championOf(ports: Ports, objectives: readonly string[] = ['errors']): Champion {
  const shape = { inputs: ports.inputs.length, latches: 0, gates: 3, outputs: ports.outputs.length }
  return {
    format: 'nandertal-champion',
    version: 1,
    name: 'hostile',
    netlist: randomNetlist(shape, 1),
    ports,
    objectives: Object.fromEntries(objectives.map((name) => [name, 'min'])),
    score: Object.fromEntries(objectives.map((name) => [name, 0])),
    task: { name: 'hostile', digest: '0'.repeat(64), source: 'code' },
    seed: 1,
    engine: '0.1.0',
    evaluations: 1,
    generations: 1,
    history: [],
  }
}

/** What a door gives, or undefined where it refuses. */
function accepted<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (isUsageError(error)) return undefined
    throw error
  }
}

/** How many of the champions a door let through; each must be read as it was written. */
function countRead(champions: fc.Arbitrary<() => Champion>, numRuns = 300): number {
  let read = 0
  fc.assert(
    fc.property(champions, (create) => {
      const champion = accepted(create)
      if (!champion) return
      read++
      expect(readChampion(writeChampion(champion), 'champion.json')).toEqual(champion)
    }),
    { numRuns },
  )
  return read
}

const fileOf: Readonly<Record<string, (a: string, b: string) => string>> = {
  '.blif': (a, b) => `.model m\n.inputs ${a}\n.outputs ${b}\n.names ${a} ${b}\n1 1\n.end\n`,
  '.pla': (a, b) => `.i 1\n.o 1\n.ilb ${a}\n.ob ${b}\n1 1\n.e\n`,
  '.aag': (a, b) => `aag 1 1 0 1 0\n2\n2\ni0 ${a}\no0 ${b}\n`,
}

it.each(Object.entries(fileOf))('with names of a %s file', (extension, write) => {
  const champions = fc.tuple(names, names).map(([a, b]) => () => {
    const content = new TextEncoder().encode(write(a, b))
    return championOf(importFile(content, `m${extension}`).ports)
  })
  expect(countRead(champions)).toBeGreaterThan(20)
})

it('with columns, categories and classes of labelled rows', () => {
  const champions = fc
    .record({
      columns: fc.tuple(names, names),
      categories: fc.array(names, { minLength: 2, maxLength: 4 }),
      classes: fc.tuple(names, names),
    })
    .map(({ columns, categories, classes }) => () => {
      const rows = categories.map((category, r) => [category, r, classes[r % 2]!])
      const data = dataSet({ columns: [...columns, 'class'], rows }, { holdOut: 0 })
      return championOf(data.shape.ports)
    })
  expect(countRead(champions, 1000)).toBeGreaterThan(20)
})

it('with objectives that may be called so', () => {
  const ports: Ports = { inputs: ['a'], outputs: ['y'] }
  const champions = fc
    .uniqueArray(names.filter(isObjectiveName), { minLength: 1, maxLength: 4 })
    .map((objectives) => () => championOf(ports, objectives))
  expect(countRead(champions)).toBe(300)
  for (const name of ['1', '', '__proto__', 'a\nb', 'x'.repeat(201)]) {
    expect(isObjectiveName(name)).toBe(false)
  }
})
