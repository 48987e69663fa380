/** Declarative tasks: each kind of problem, and every fault at its place. */
import { describe, expect, it } from 'vitest'
import { simulate } from '../../src/kernel.ts'
import type { AutomatonSpec, MachineSpec, TableSpec } from '../../src/spec.ts'
import { readTask } from '../../src/task/files.ts'
import { faultsOf } from '../faults.ts'

const readText = (text: string) => readTask('t.task.json', new TextEncoder().encode(text))
const read = (task: object) => readText(JSON.stringify(task, null, 2))

describe('a declarative task', () => {
  it('has a truth table: dashes on the left are both values, on the right do not matter', () => {
    const task = read({ problem: { truthTable: ['1- -> 1-', '01 -> 01'] } })
    expect(task.ports).toEqual({ inputs: ['a', 'b'], outputs: ['y0', 'y1'] })
    const { wanted, care } = task.spec as TableSpec
    expect([...care]).toEqual([0b1110, 0b0100])
    expect([...wanted]).toEqual([0b1010, 0b0100])
  })

  it('has expressions, whose names are its ports', () => {
    const task = read({
      problem: {
        expressions: { sum: 'a ^ b ^ c', carry: '(a & b) | (c & (a ^ b))', not: '!(~a) & 1' },
      },
    })
    expect(task.ports).toEqual({ inputs: ['a', 'b', 'c'], outputs: ['sum', 'carry', 'not'] })
    const bits = Uint32Array.of(0b10101010, 0b11001100, 0b11110000)
    const stimulus = { inputs: 3, ticks: 1, cases: 8, words: 1, bits }
    const response = simulate((task.spec as MachineSpec).netlist, stimulus)
    expect([...response].map((word) => word & 0xff)).toEqual([0b10010110, 0b11101000, 0b10101010])
  })

  it('has an automaton', () => {
    const transitions = ['off 0 -> off 0', 'off 1 -> on 1', 'on - -> off -']
    const task = read({ problem: { automaton: { transitions, ticks: 8 } } })
    const spec = task.spec as AutomatonSpec
    expect(spec).toMatchObject({ inputs: 1, outputs: 1, states: 2 })
    expect([...spec.letters]).toEqual([0, 1])
    expect([...spec.next]).toEqual([0, 1, 0, 0])
    expect([...spec.wanted]).toEqual([0, 1, 0, 0])
    expect([...spec.care]).toEqual([1, 1, 0, 0])
    expect(task.latches).toBe(1)
    expect(task.problem.packed!.cases.stimulus.ticks).toBe(8)
  })

  it('has sequences, or rows of data', () => {
    const sequences = [{ inputs: [[0], [1]], outputs: [[1], [null]] }]
    expect(read({ problem: { sequences } }).problem.name).toBe('traces')
    const rows = [
      [1, 'a'],
      [2, 'b'],
    ]
    const task = read({ machine: { gates: 7 }, problem: { data: { columns: ['x', 'c'], rows } } })
    expect(task.ports.inputs).toEqual(['x>1.5'])
    expect(task.gates).toBe(7)
  })

  it('has a machine, a search and a budget of its own', () => {
    const task = read({
      name: 'wire',
      machine: { inputs: ['in'], outputs: ['out'], latches: 2, gates: 5 },
      problem: { truthTable: ['0 -> 0', '1 -> 1'] },
      search: { name: 'one-plus-lambda', lambda: 8 },
      budget: { evaluations: 100, target: { errors: 0 } },
      weights: { errors: 3, gates: 1 },
      constraints: { depth: { max: 2 } },
    })
    expect(task).toMatchObject({ name: 'wire', latches: 2, gates: 5 })
    expect(task.ranking).toEqual({
      weights: { errors: 3, gates: 1 },
      constraints: { depth: { max: 2 } },
    })
    expect(task.ports).toEqual({ inputs: ['in'], outputs: ['out'] })
    expect(task.searchChoice.lambda).toBe(8)
    expect(task.budget.evaluations).toBe(100)
  })

  it('tells every fault with line and column', () => {
    const text = `{
      "machine": { "inputs": ["a", "a"], "gate": 3 },
      "problem": { "truthTable": ["11 -> 1", "1 -> 1", "what"] },
      "search": "tabu",
      "budget": { "evaluations": 0 }
    }`
    expect(faultsOf(() => readText(text))).toEqual([
      't.task.json:2:36: machine.inputs[1] task/bad-value',
      't.task.json:2:42: machine task/unknown-field',
      't.task.json:3:56: problem.truthTable[2] task/bad-text',
      't.task.json:4:17: search task/wrong-type',
      't.task.json:5:34: budget.evaluations task/too-small',
    ])
  })

  it('tells rows and transitions that do not fit together', () => {
    const table = ['11 -> 1', '1- -> 0', '0 -> 1']
    expect(faultsOf(() => read({ problem: { truthTable: table } }))).toEqual([
      't.task.json:6:7: problem.truthTable[2] task/bad-value',
    ])
    expect(faultsOf(() => read({ problem: { truthTable: table.slice(0, 2) } }))).toEqual([
      't.task.json:5:7: problem.truthTable[1] task/bad-value',
    ])
    const transitions = ['a 0 -> a 0', 'a - -> b 1', 'b 0 -> c 1']
    expect(faultsOf(() => read({ problem: { automaton: { transitions } } }))).toEqual([
      't.task.json:6:9: problem.automaton.transitions[1] task/bad-value',
      't.task.json:7:9: problem.automaton.transitions[2] task/bad-value',
      't.task.json:7:9: problem.automaton.transitions[2] task/bad-value',
    ])
  })

  it('tells at which character an expression is wrong', () => {
    const expressions = { p: 'a ^ ^ b', q: '(a & b', r: 'a d', s: 'a & z', t: `${'~'.repeat(80)}a` }
    const task = { machine: { inputs: ['a', 'b', 'd'] }, problem: { expressions } }
    const message = (() => {
      try {
        read(task)
      } catch (error) {
        return String(error)
      }
      return ''
    })()
    expect(message).toMatch(
      /expressions\.p: expected a name, 0, 1, ~ or a parenthesis, at character 5/,
    )
    expect(message).toMatch(/expressions\.q: expected a closing parenthesis, at character 7/)
    expect(message).toMatch(
      /expressions\.r: expected an operator & \^ \| or the end, at character 3/,
    )
    expect(message).toMatch(/expressions\.s: expected one of the inputs a, b, d, at character 5/)
    expect(message).toMatch(/expressions\.t: expected at most 64 parentheses and negations/)
  })

  it('is refused without rows, transitions, sequences or expressions', () => {
    const empty = [
      { truthTable: [] },
      { automaton: { transitions: [] } },
      { sequences: [] },
      { sequences: [{ inputs: [], outputs: [] }] },
      { expressions: {} },
      { data: { rows: [] } },
    ]
    for (const problem of empty) expect(faultsOf(() => read({ problem }))).not.toEqual([])
  })

  it('has exactly one problem, and a machine that fits it', () => {
    expect(faultsOf(() => read({ problem: {} }))).toEqual([
      't.task.json:2:14: problem task/bad-value',
    ])
    const problem = { truthTable: ['11 -> 1'] }
    expect(faultsOf(() => read({ machine: { inputs: 3, outputs: ['a', 'b'] }, problem }))).toEqual([
      't.task.json:3:15: machine.inputs task/bad-value',
      't.task.json:4:16: machine.outputs task/bad-value',
    ])
    const data = {
      rows: [
        [1, 'a'],
        [2, 'b'],
      ],
    }
    expect(faultsOf(() => read({ machine: { inputs: 3 }, problem: { data } }))).toEqual([
      't.task.json:3:15: machine.inputs task/bad-value',
    ])
  })
})
