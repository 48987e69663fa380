import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.ts'
import { simulate } from '../../src/kernel.ts'
import { automatonFromFunction } from '../../src/spec/automaton.ts'
import { specDigest } from '../../src/spec/digest.ts'
import { specInputs, specOutputs } from '../../src/spec/shape.ts'
import { tableFromFunction, tableFromNetlist } from '../../src/spec/table.ts'
import { readSpec, writeSpec } from '../../src/spec/text.ts'
import type { CasesSpec, Spec } from '../../src/spec.ts'
import { drivenNetlistArbitrary, netlistArbitrary } from '../arbitrary.ts'
import { allRows } from '../kernel/oracle.ts'

const counter = (size: number) =>
  automatonFromFunction({
    inputs: 1,
    outputs: 1,
    reset: 0,
    step: (n: number, [up]) => ({ state: (n + up!) % size, outputs: [n === size - 1] }),
  })

describe('a table from a function', () => {
  it('gives row r the bits of r, lowest first', () => {
    const table = tableFromFunction(2, 2, ([a, b]) => [a! & b!, a === 1 && b === 0 ? null : b!])
    expect([...table.wanted]).toEqual([0b1000, 0b1100])
    expect([...table.care]).toEqual([0b1111, 0b1101])
  })

  it('refuses a function that returns too few outputs, and names the row', () => {
    expect(() => tableFromFunction(1, 2, () => [1])).toThrow('row 0: expected a list of 2 outputs')
  })

  it('names the row in which a function threw, and keeps what it threw', () => {
    const cause = new RangeError('no such row')
    const work = () =>
      tableFromFunction(2, 1, ([a, b]) => {
        if (a && b) throw cause
        return [0]
      })
    expect(work).toThrow(UsageError)
    expect(work).toThrow('row 3, inputs 1,1')
    expect(work).toThrow('an exception, RangeError: no such row [task/function-threw]')
    expect(work).toThrow(expect.objectContaining({ cause }))
  })

  it('says the same as a machine that computes it', () => {
    fc.assert(
      fc.property(netlistArbitrary({ inputsMin: 0, inputsMax: 7 }), (netlist) => {
        const rows = allRows(netlist)
        const outputs = netlist.outputs.length
        const table = tableFromFunction(netlist.inputs, outputs, (bits) => {
          return rows[bits.reduce((row: number, bit, i) => row + bit * 2 ** i, 0)]!
        })
        expect(tableFromNetlist(netlist)).toEqual(table)
      }),
    )
  })
})

describe('an automaton from a step function', () => {
  it('numbers the states that can be reached, reset first', () => {
    const automaton = counter(3)
    expect(automaton.states).toBe(3)
    expect([...automaton.next]).toEqual([0, 1, 1, 2, 2, 0])
    expect([...automaton.wanted]).toEqual([0, 0, 0, 0, 1, 1])
  })

  it('explores only the letters that may come', () => {
    const automaton = automatonFromFunction({
      inputs: 2,
      outputs: 1,
      letters: [
        [1, 0],
        [0, 1],
      ],
      reset: 'start',
      step: (_, [left]) => ({ state: left ? 'left' : 'right', outputs: [null] }),
    })
    expect([...automaton.letters]).toEqual([1, 2])
    expect(automaton.states).toBe(3)
    expect([...automaton.care]).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('names the state in which a step function threw, or returned nothing', () => {
    const broken = (step: () => never) => () =>
      automatonFromFunction({ inputs: 1, outputs: 1, reset: { at: 'start' }, step })
    const throwing = broken(() => {
      throw new TypeError('no such state')
    })
    expect(throwing).toThrow(UsageError)
    expect(throwing).toThrow('state {"at":"start"}, inputs 0')
    expect(throwing).toThrow('an exception, TypeError: no such state [task/function-threw]')
    expect(broken(() => undefined as never)).toThrow('spec/bad-outputs')
  })

  it('refuses a step function whose states do not come to an end', () => {
    const endless = () =>
      automatonFromFunction({
        inputs: 1,
        outputs: 1,
        reset: 0,
        step: (n: number) => ({ state: n + 1, outputs: [0] }),
      })
    expect(endless).toThrow(UsageError)
  })
})

describe('a spec as text', () => {
  const casesArbitrary = drivenNetlistArbitrary({ latchesMax: 2, inputsMin: 0 }).map(
    ({ netlist, stimulus }): CasesSpec => {
      const { cases, words } = stimulus
      const inCases = (word: number, at: number) =>
        at % words === words - 1 && cases % 32 > 0 ? word & (2 ** (cases % 32) - 1) : word
      const wanted = simulate(netlist, stimulus).map(inCases)
      const bits = stimulus.bits.map(inCases)
      const care = wanted.map((_, at) => inCases(0xffffffff, at))
      const outputs = netlist.outputs.length
      return { kind: 'cases', stimulus: { ...stimulus, bits }, outputs, wanted, care }
    },
  )
  const specArbitrary: fc.Arbitrary<Spec> = fc.oneof(
    netlistArbitrary({ inputsMin: 0, inputsMax: 7 }).map((n): Spec => tableFromNetlist(n)),
    fc.integer({ min: 1, max: 20 }).map((size): Spec => counter(size)),
    netlistArbitrary({ latchesMax: 3 }).map((netlist): Spec => ({ kind: 'machine', netlist })),
    casesArbitrary,
  )

  it('comes back as it was, with the same digest', () => {
    fc.assert(
      fc.property(specArbitrary, (spec) => {
        const read = readSpec(writeSpec(spec), 'spec.json')
        expect(read.spec).toEqual(spec)
        expect(read.digest).toBe(specDigest(spec))
        expect([specInputs(read.spec!), specOutputs(read.spec!)]).toEqual([
          specInputs(spec),
          specOutputs(spec),
        ])
      }),
    )
  })

  it('writes rows as digits, four a digit', () => {
    const sum = tableFromFunction(3, 1, ([a, b, c]) => [a! ^ b! ^ c!])
    expect(writeSpec(sum)).toContain('"wanted": ["69"]')
  })

  it('keeps only the digest of a large one', () => {
    const large = tableFromFunction(19, 5, (bits) => bits.slice(0, 5))
    const text = writeSpec(large)
    expect(text.length).toBeLessThan(200)
    expect(readSpec(text, 'spec.json')).toEqual({
      kind: 'table',
      digest: specDigest(large),
      cases: 2 ** 19,
    })
  })

  it('refuses a digest that is not its own', () => {
    const text = writeSpec(counter(3)).replace(/"digest": "./, '"digest": "0')
    const other = writeSpec(counter(3)).replace(/"digest": "./, '"digest": "1')
    expect(() => [readSpec(text, 'spec.json'), readSpec(other, 'spec.json')]).toThrow('spec/digest')
  })

  it('tells every fault with its line', () => {
    const text = writeSpec(counter(2))
      .replace('"states": 2', '"states": 3')
      .replace('[0, 1]', '[0, 7]')
    try {
      readSpec(text, 'spec.json')
      expect.unreachable()
    } catch (error) {
      expect((error as UsageError).faults.map(({ where }) => where)).toEqual([
        'spec.json:7:18: letters[1]',
        'spec.json:8:11: next',
        'spec.json:9:13: wanted',
        'spec.json:10:11: care',
      ])
    }
  })
})

describe('the digest of a spec', () => {
  it('does not depend on wanted bits that do not matter', () => {
    const table = tableFromFunction(2, 1, ([a, b]) => [a ? b! : null])
    const other = { ...table, wanted: table.wanted.map((word) => word | 1) }
    expect(specDigest(other)).toBe(specDigest(table))
  })

  it('depends on which bits matter', () => {
    const table = tableFromFunction(2, 1, ([a, b]) => [a ? b! : null])
    const other = tableFromFunction(2, 1, ([a, b]) => [a ? b! : 0])
    expect(specDigest(other)).not.toBe(specDigest(table))
  })
})
