/** Proofs that two machines without latches do the same, and differences that are found on the way. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Netlist } from '../../src/netlist.ts'
import { createRng } from '../../src/random.ts'
import { readDimacs, writeDimacs } from '../../src/sat/dimacs.ts'
import { checkProof, readLrat, writeLrat } from '../../src/sat/proof.ts'
import { createCheckedSolver } from '../../src/sat.ts'
import { createEncoding } from '../../src/verify/cnf.ts'
import { verifyBySat } from '../../src/verify/combinational.ts'
import { addInputs, addMachine, createGraph, simulateGraph } from '../../src/verify/graph.ts'
import { sweepGraph } from '../../src/verify/sweep.ts'
import { type Verdict, verify } from '../../src/verify.ts'
import { netlistArbitrary } from '../arbitrary.ts'
import { allRows, bitsOf, runCase } from '../kernel/oracle.ts'
import {
  arrayMultiplier,
  hackAlu,
  majorityAdder,
  parity,
  prefixAdder,
  rippleAdder,
  treeMultiplier,
} from './arithmetic.ts'
import { mutantArbitrary } from './mutant.ts'

const without = Number.POSITIVE_INFINITY

/** A machine with one fan-in of one gate replaced by another signal. */
function withOneWrong(netlist: Netlist, gate: number): Netlist {
  const fanin = netlist.fanin.slice()
  fanin[2 * gate] = 1
  return { ...netlist, fanin }
}

describe('a graph of machines', () => {
  it('does what the machines do', () => {
    fc.assert(
      fc.property(netlistArbitrary({ inputsMax: 5, gatesMax: 60 }), (netlist) => {
        const graph = createGraph()
        const inputs = addInputs(graph, netlist.inputs)
        const literals = addMachine(graph, netlist, inputs, [])
        const words = new Int32Array(graph.nodes)
        const rows = allRows(netlist)
        rows.forEach((_, row) => {
          bitsOf(row, netlist.inputs).forEach((bit, i) => {
            words[inputs[i]! >> 1]! |= bit << row
          })
        })
        simulateGraph(graph, words)
        const shown = rows.map((_, row) =>
          Array.from(netlist.outputs, (signal) => {
            const literal = literals[signal]!
            return ((words[literal >> 1]! >>> row) & 1) ^ (literal & 1)
          }),
        )
        expect(shown).toEqual(rows)
      }),
      { numRuns: 300 },
    )
  })

  it('holds what machines share once', () => {
    const graph = createGraph()
    const inputs = addInputs(graph, 16)
    const first = addMachine(graph, rippleAdder(8), inputs, [])
    const { nodes } = graph
    expect(addMachine(graph, rippleAdder(8), inputs, [])).toEqual(first)
    expect(graph.nodes).toBe(nodes)
  })
})

describe('sweeping', () => {
  it('finds all equal and opposite nodes, and no others', () => {
    fc.assert(
      fc.property(netlistArbitrary({ inputsMax: 5, gatesMax: 40 }), (netlist) => {
        const graph = createGraph()
        const inputs = addInputs(graph, netlist.inputs)
        addMachine(graph, netlist, inputs, [])
        const solver = createCheckedSolver()
        const rng = createRng(1)
        const limits = { rng, pairConflictsMax: without, conflictsMax: without }
        const equal = sweepGraph(graph, solver, createEncoding(graph, solver), limits)

        const words = new Int32Array(graph.nodes)
        inputs.forEach((literal, i) => {
          for (let row = 0; row < 32; row++) words[literal >> 1]! |= ((row >> i) & 1) << row
        })
        simulateGraph(graph, words)
        const firstOf = (node: number) =>
          words.findIndex((word) => word === words[node] || word === ~words[node]!)
        for (let node = 0; node < graph.nodes; node++) {
          const first = firstOf(node)
          const opposite = words[first] === words[node] ? 0 : 1
          expect(equal[node]).toBe(2 * first + opposite)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('a proof that machines do the same', () => {
  it('agrees with looking at every row', () => {
    fc.assert(
      fc.property(mutantArbitrary({ inputsMin: 0, inputsMax: 7 }), ([netlist, mutant]) => {
        const isSame = JSON.stringify(allRows(netlist)) === JSON.stringify(allRows(mutant))
        const verdict = verifyBySat(mutant, netlist, without)
        expect(verdict.verdict).toBe(isSame ? 'equivalent' : 'different')
        if (verdict.verdict !== 'different') return
        const { inputs, output, received, wanted } = verdict.counterexample
        expect(runCase(mutant, inputs)[0]![output]).toBe(received)
        expect(runCase(netlist, inputs)[0]![output]).toBe(wanted)
      }),
      { numRuns: 500 },
    )
  })

  it.each<[string, Netlist, Netlist]>([
    ['adders of 16 bits', rippleAdder(16), prefixAdder(16)],
    ['adders of 64 bits', rippleAdder(64, majorityAdder), prefixAdder(64)],
    ['multipliers of 6 bits', arrayMultiplier(6), treeMultiplier(6)],
    ['parities of 32 bits', parity(32, 'chain'), parity(32, 'tree')],
    ['arithmetic units of 16 bits', hackAlu(16, 'chosen'), hackAlu(16, 'masked')],
  ])('is found for %s', (_, netlist, reference) => {
    const verdict = verifyBySat(netlist, reference, without)
    expect(verdict).toMatchObject({ verdict: 'equivalent', method: 'sat' })
    expect(
      verdict.verdict === 'equivalent' && verdict.method === 'sat' && verdict.clauses,
    ).toBeGreaterThan(50)
  })

  it.each<[string, Netlist, Netlist]>([
    ['adders of 8 bits', rippleAdder(8), prefixAdder(8)],
    ['multipliers of 6 bits', arrayMultiplier(6), treeMultiplier(6)],
    ['arithmetic units of 5 bits', hackAlu(5, 'chosen'), hackAlu(5, 'masked')],
  ])('is not found for %s with one fan-in wrong', (_, netlist, reference) => {
    const seen = { different: 0, equivalent: 0 }
    const gates = netlist.fanin.length / 2
    for (const part of [0.3, 0.5, 0.7, 0.9]) {
      const wrong = withOneWrong(netlist, Math.floor(gates * part))
      // Not every gate matters; `verify` replays every counterexample on the plain kernel.
      const verdict = verifyBySat(wrong, reference, without)
      const spec = { kind: 'machine', netlist: reference } as const
      expect(verdict.verdict).toBe(verify(wrong, spec, { conflictsMax: 0 }).verdict)
      seen[verdict.verdict === 'different' ? 'different' : 'equivalent']++
    }
    expect(seen.different).toBeGreaterThan(1)
  })

  it('finds the only wrong row among 2⁴⁰', () => {
    const tests = parity(40, 'tree')
    const isLast = (netlist: Netlist): Netlist => {
      // NAND of all inputs beside the parity, which no sample ever sees at 0.
      const fanin = [...netlist.fanin]
      let signal = 1
      for (let i = 2; i <= 40; i++) {
        const next = 41 + fanin.length / 2
        fanin.push(signal, i, next, next)
        signal = next + 1
      }
      return {
        ...netlist,
        fanin: Uint32Array.from(fanin),
        outputs: Uint32Array.of(netlist.outputs[0]!, signal),
      }
    }
    const right = { ...tests, outputs: Uint32Array.of(tests.outputs[0]!, 0) }
    const verdict = verify(isLast(tests), { kind: 'machine', netlist: right })
    expect(verdict).toMatchObject({
      verdict: 'different',
      counterexample: { inputs: [new Array(40).fill(1)], output: 1, wanted: 0 },
    })
  })

  it('is not claimed when conflicts run out', () => {
    expect(verifyBySat(arrayMultiplier(7), treeMultiplier(7), 50)).toEqual({
      verdict: 'unknown',
      reason: 'more than 50 conflicts',
      reached: 0,
    })
  })

  it('comes with a formula and a proof that stand alone', () => {
    const [netlist, reference] = [arrayMultiplier(4), treeMultiplier(4)]
    const heard: string[] = []
    const verdict: Verdict = verify(
      netlist,
      { kind: 'machine', netlist: reference },
      {
        onProof(name, formula, proof) {
          heard.push(name)
          const read = readDimacs(writeDimacs(formula))
          const followed = checkProof(read, readLrat(writeLrat(formula, proof)))
          expect(followed.verdict).toBe('accepted')
          // The last clause given says that some output differs; without it there is a model.
          const open = { ...read, clauses: read.clauses.slice(0, -1) }
          expect(checkProof(open, readLrat(writeLrat(formula, proof))).verdict).toBe('refused')
        },
      },
    )
    expect(verdict).toMatchObject({ verdict: 'equivalent', method: 'sat' })
    expect(heard).toEqual(['miter'])
  })

  it('is the same every time', () => {
    const work = () => verifyBySat(arrayMultiplier(5), treeMultiplier(5), without)
    expect(work()).toEqual(work())
  })
})
