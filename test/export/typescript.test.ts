/** Emitted TypeScript is compiled, run, and compared with the kernel. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportAs } from '../../src/export.ts'
import { createMachine } from '../../src/kernel/machine.ts'
import { createBuilder } from '../../src/netlist/build.ts'
import { type Decoder, type Encoder, encoderBits } from '../../src/netlist/encoder.ts'
import { encoderInputNames, type Ports } from '../../src/netlist/ports.ts'
import type { Netlist } from '../../src/netlist.ts'
import { createRng } from '../../src/random.ts'
import { netlistArbitrary, randomNetlist } from '../arbitrary.ts'
import { hostileNames } from './hostile.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nandertal-typescript-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const provenance = { title: 'machine', lines: hostileNames }

async function emit(netlist: Netlist, ports?: Ports): Promise<string> {
  return (await exportAs('typescript', netlist, { ports, provenance })) as string
}

/** Strips the types and imports what is left. */
async function load(emitted: string) {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 }
  const { outputText } = ts.transpileModule(emitted, { compilerOptions })
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(outputText)}`)
}

const randomBits = (count: number, seed: number) => {
  const rng = createRng(seed)
  return Array.from({ length: count }, () => rng.below(2))
}

describe('an emitted TypeScript module', () => {
  const limits = { inputsMin: 0, inputsMax: 5, gatesMax: 30, outputsMax: 4 }

  it('is a function that answers as the kernel does, for a combinational machine', async () => {
    await fc.assert(
      fc.asyncProperty(netlistArbitrary(limits), fc.nat(), async (netlist, seed) => {
        const { machine } = await load(await emit(netlist))
        for (let row = 0; row < 8; row++) {
          const bits = randomBits(netlist.inputs, seed + row)
          expect(machine(bits)).toEqual(createMachine(netlist).step(bits))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is a factory of reset and step that answers as the kernel does, with latches', async () => {
    const recurrent = netlistArbitrary({ ...limits, latchesMax: 5 }).filter(
      ({ latches }) => latches.length > 0,
    )
    await fc.assert(
      fc.asyncProperty(recurrent, fc.nat(), async (netlist, seed) => {
        const module = await load(await emit(netlist))
        const [emitted, known] = [module.machine(), createMachine(netlist)]
        for (let round = 0; round < 2; round++) {
          for (let t = 0; t < 64; t++) {
            const bits = randomBits(netlist.inputs, seed + t)
            expect(emitted.step(bits)).toEqual(known.step(bits))
          }
          emitted.reset()
          known.reset()
        }
      }),
      { numRuns: 60 },
    )
  })

  it('takes the raw row and names the class, where there are an encoder and classes', async () => {
    const text = fc.constantFrom('red', 'green', ...hostileNames)
    const column = fc.oneof(
      fc.record({
        kind: fc.constant('number' as const),
        name: text,
        thresholds: fc.array(fc.constantFrom(-1e300, -0.1, 0, 1e-9, 2.45, 3, 1e21, Infinity), {
          maxLength: 3,
        }),
      }),
      fc.record({
        kind: fc.constant('category' as const),
        name: text,
        categories: fc.uniqueArray(text, { maxLength: 3 }),
      }),
    )
    const coding = fc.record({
      columns: fc.array(column, { minLength: 1, maxLength: 4 }),
      classes: fc.array(text, { minLength: 2, maxLength: 4 }),
      seed: fc.nat(1000),
      latches: fc.nat(1),
    })
    await fc.assert(
      fc.asyncProperty(coding, async ({ columns, classes, seed, latches }) => {
        const encoder: Encoder = { columns }
        const decoder: Decoder = { classes }
        const shape = {
          inputs: encoderBits(encoder),
          latches,
          gates: 12,
          outputs: classes.length - 1,
        }
        const netlist = randomNetlist(shape, seed)
        const outputs = classes.slice(1).map((_, o) => `class ${o}`)
        const ports = { inputs: encoderInputNames(encoder), outputs, encoder, decoder }
        const { machine } = await load(await emit(netlist, ports))
        const classify = latches > 0 ? machine().step : machine
        const rng = createRng(seed)
        const known = createMachine(netlist, ports)
        const missing = [null, '', '?', 'NA'] as const
        const row = columns.map((own) =>
          own.kind === 'number'
            ? [Number.NaN, -1, 0, 2.5, 1e9, '3', ...missing][rng.below(6 + missing.length)]!
            : [...own.categories, 'other', ...missing][rng.below(4 + missing.length)]!,
        )
        expect(classify(row)).toBe(known.classify(row))
      }),
      { numRuns: 100 },
    )
  })

  it('reads what is missing as no bit of its column', async () => {
    const encoder: Encoder = {
      columns: [
        { kind: 'number', name: 'length', thresholds: [-1] },
        { kind: 'category', name: 'colour', categories: ['null', 'red'] },
      ],
    }
    const builder = createBuilder(3)
    const [a, b, c] = [1, 2, 3]
    const netlist = builder.build([builder.or(builder.or(a, b), c)])
    const ports = {
      inputs: encoderInputNames(encoder),
      outputs: ['any'],
      encoder,
      decoder: { classes: ['yes', 'no'] },
    }
    const { machine } = await load(await emit(netlist, ports))
    for (const value of [null, '', '?', ' NA ', Number.NaN]) {
      expect(machine([value, value])).toBe('no')
      expect(machine([0, value])).toBe('yes')
      expect(machine(['0', value])).toBe('yes')
      expect(machine([value, 'red'])).toBe('yes')
    }
  })

  it('refuses an encoder or classes that do not fit the machine', async () => {
    const netlist = randomNetlist({ inputs: 2, latches: 0, gates: 1, outputs: 1 }, 1)
    const ports = { inputs: ['a', 'b'], outputs: ['y'] }
    const encoder: Encoder = { columns: [{ kind: 'number', name: 'a', thresholds: [1] }] }
    await expect(emit(netlist, { ...ports, encoder })).rejects.toThrow('export/encoder-mismatch')
    await expect(
      emit(netlist, { ...ports, decoder: { classes: ['a', 'b', 'c'] } }),
    ).rejects.toThrow('export/decoder-mismatch')
  })

  it('is free of faults under strict TypeScript', async () => {
    const files: string[] = []
    for (let seed = 0; seed < 12; seed++) {
      const shape = { inputs: seed % 4, latches: seed % 3, gates: 10, outputs: 1 + (seed % 2) }
      const netlist = randomNetlist(shape, seed)
      const encoder: Encoder = {
        columns: [
          { kind: 'number', name: 'while', thresholds: [0.5] },
          {
            kind: 'category',
            name: 'colour',
            categories: hostileNames.slice(0, netlist.inputs - 1),
          },
        ],
      }
      const names = (count: number, from: number) =>
        Array.from({ length: count }, (_, index) => hostileNames[from + index]!)
      const ports = {
        inputs: names(netlist.inputs, seed),
        outputs: names(netlist.outputs.length, seed + 4),
        encoder: netlist.inputs > 1 && seed % 2 ? encoder : undefined,
        decoder: { classes: names(netlist.outputs.length + 1, seed) },
      }
      files.push(join(folder, `m${seed}.ts`))
      writeFileSync(files[seed]!, await emit(netlist, ports))
    }
    const program = ts.createProgram(files, {
      strict: true,
      noEmit: true,
      types: [],
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ES2022,
    })
    const messages = ts.getPreEmitDiagnostics(program).map((diagnostic) => {
      return `${diagnostic.file?.fileName}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`
    })
    expect(messages).toEqual([])
  })
})
