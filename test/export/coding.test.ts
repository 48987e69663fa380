/** Champions of data sets leave with their encoder: a raw row goes in, the name of its class comes out. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Tensor } from 'onnxruntime-web'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportAs } from '../../src/export.ts'
import { createMachine } from '../../src/kernel/machine.ts'
import {
  type Decoder,
  type Encoder,
  encoderBits,
  isMissing,
  type RawValue,
} from '../../src/netlist/encoder.ts'
import { encoderInputNames, type Ports } from '../../src/netlist/ports.ts'
import type { Netlist } from '../../src/netlist.ts'
import { createRng } from '../../src/random.ts'
import { randomNetlist } from '../arbitrary.ts'
import { isInstalled, openModule } from './worlds.ts'
import { openModel } from './worlds-onnx.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nandertal-coding-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A float32 rounds 2.45 up to 2.4500000477, so 2.45000001 tells whether all is done in doubles. */
const thresholds = [Number.NEGATIVE_INFINITY, -1e300, -0.1, 0, 1e-9, 2.45, 3, 16777217, 1e21]
const near = [2.45, 2.45000001, 2.4499999, 16777216, 16777217, 16777218, -0.1, 0, -0, 5e-324]
const numbers = [...near, Number.NaN, Infinity, -Infinity, 1e308, -1e308, 1e9, -3]
const texts = [
  'red',
  'Red',
  'red ',
  'green',
  'N/A ',
  'null',
  '',
  '\u00a0NA',
  'naan',
  'é"\\??/',
  '🦴',
]

interface Classifier {
  readonly title: string
  readonly netlist: Netlist
  readonly ports: Ports & { readonly encoder: Encoder; readonly decoder: Decoder }
  readonly rows: readonly (readonly RawValue[])[]
}

function classifiers(count: number, categories: readonly string[]): Classifier[] {
  return Array.from({ length: count }, (_, index) => {
    const rng = createRng(index).split('classifier')
    const columns = Array.from({ length: 1 + rng.below(4) }, (_, c): Encoder['columns'][number] =>
      rng.below(2) === 0
        ? {
            kind: 'number',
            name: ['double', 'width', 'while', 'length'][c]!,
            thresholds: thresholds.filter(() => rng.below(3) === 0),
          }
        : {
            kind: 'category',
            name: ['int', 'colour', 'new', '*/'][c]!,
            categories: categories.filter(() => rng.below(3) === 0),
          },
    )
    const encoder = { columns }
    const classes = ['setosa', 'a "b"', 'x\\y', 'é'].slice(0, 2 + rng.below(3))
    const shape = { inputs: encoderBits(encoder), latches: 0, gates: 20 }
    const netlist = randomNetlist({ ...shape, outputs: classes.length - 1 }, index)
    const outputs = classes.slice(1).map((_, o) => `class ${o}`)
    const rows = Array.from({ length: 60 }, () =>
      columns.map(({ kind }) => {
        const values: readonly RawValue[] = kind === 'number' ? numbers : texts
        return values[rng.below(values.length)]!
      }),
    )
    const ports = { inputs: encoderInputNames(encoder), outputs, encoder, decoder: { classes } }
    return { title: `k${index}`, netlist, ports, rows }
  })
}

const wantedClasses = ({ netlist, ports, rows }: Classifier): string[] => {
  const machine = createMachine(netlist, ports)
  return rows.map((row) => machine.classify(row))
}

const emit = (format: string, { title, netlist, ports }: Classifier) =>
  exportAs(format, netlist, { ports, provenance: { title, lines: [] } })

const withGcc = isInstalled('gcc') ? '' : ' (skipped: gcc is not installed)'

describe('an exported classifier', () => {
  it.skipIf(withGcc)(`in C names the class of a raw row${withGcc}`, async () => {
    const all = classifiers(60, texts)
    const files: string[] = []
    const calls: string[] = []
    for (const classifier of all) {
      const { title, rows } = classifier
      files.push((await emit('c', classifier)) as string)
      for (const row of rows) {
        const values = row.map((value) =>
          typeof value === 'number' ? cDouble(value) : cText(value),
        )
        calls.push(`  { ${title}_row row = { ${values} }; puts(${title}_classify(&row)); }`)
      }
    }
    const main = `#include <stdio.h>\n#include <math.h>\nint main(void)\n{\n${calls.join('\n')}\n}\n`
    writeFileSync(join(folder, 'all.c'), [...files, main].join('\n'))
    const flags = ['-std=c99', '-Wall', '-Wextra', '-pedantic', '-Werror']
    execFileSync('gcc', [...flags, '-o', 'all', 'all.c'], { cwd: folder, stdio: 'pipe' })
    const shown = execFileSync(join(folder, 'all'), { encoding: 'utf8' }).split('\n')
    expect(shown.slice(0, -1)).toEqual(all.flatMap(wantedClasses))
  })

  it('in WebAssembly does so with doubles and the indices of categories', async () => {
    // A category that reads as missing is none of the caller's indices.
    const categories = texts.filter((text) => !isMissing(text))
    for (const classifier of classifiers(60, categories)) {
      const { exported, described } = openModule((await emit('wasm', classifier)) as Uint8Array)
      const { columns } = classifier.ports.encoder
      expect(described.classes).toEqual(classifier.ports.decoder.classes)
      const cells = new Float64Array(exported.memory.buffer, exported.row.value, columns.length)
      const shown = classifier.rows.map((row) => {
        columns.forEach((column, c) => {
          const value = row[c]!
          cells[c] =
            column.kind === 'number'
              ? (value as number)
              : described.columns![c]!.categories!.indexOf(value as string)
        })
        return described.classes![exported.classify!()]
      })
      expect(shown).toEqual(wantedClasses(classifier))
    }
  })
})

describe('an exported classifier in ONNX', () => {
  const categories = texts.filter((text) => text === '' || !isMissing(text))

  it('names the classes of raw rows, doubles to the last bit and texts', async () => {
    for (const classifier of classifiers(40, categories)) {
      const { columns } = classifier.ports.encoder
      if (encoderBits({ columns }) === 0) continue
      const rows = classifier.rows.map((row) => {
        return row.map((value) => (typeof value === 'string' && isMissing(value) ? '' : value))
      })
      for (const [format, shape] of [
        ['onnx', [60]],
        ['onnx-sequence', [3, 20]],
      ] as const) {
        const session = await openModel((await emit(format, classifier)) as Uint8Array)
        const feeds = columns.map((column, c) => {
          const values = rows.map((row) => row[c]!)
          return column.kind === 'number'
            ? new Tensor('float64', Float64Array.from(values as number[]), shape)
            : new Tensor('string', values as string[], shape)
        })
        const named = feeds.map((tensor, c) => [session.inputNames[c], tensor])
        const answer = await session.run(Object.fromEntries(named))
        expect(answer.class!.data).toEqual(wantedClasses({ ...classifier, rows }))
        await session.release()
      }
    }
  })
})

const cDouble = (value: number): string =>
  Number.isFinite(value)
    ? value.toExponential()
    : Number.isNaN(value)
      ? 'NAN'
      : value > 0
        ? 'INFINITY'
        : '-INFINITY'

const cText = (value: RawValue): string => {
  const bytes = new TextEncoder().encode(value as string)
  return `"${Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}"`
}
