/** Methods on the same cases: what they are given, how they are scored, what is claimed of them. */
import { describe, expect, it } from 'vitest'
import { methodNames } from '../../src/cli/options.ts'
import { comparedTask, materialOf } from '../../src/compare/material.ts'
import { chooseMethods, methodsFor } from '../../src/compare/methods.ts'
import { compare } from '../../src/compare/run.ts'
import { accuracy } from '../../src/compare/score.ts'
import { runTrial } from '../../src/compare/trial.ts'
import type { Material, Method } from '../../src/compare.ts'
import { simulate } from '../../src/kernel.ts'
import { dataSet } from '../../src/problem/data-set.ts'
import { automaton } from '../../src/problem/sequence.ts'
import { truthTable } from '../../src/problem/table.ts'
import { tableFromFunction } from '../../src/spec/table.ts'
import { defineTask, machine } from '../../src/task/define.ts'
import { createTask } from '../../src/task.ts'
import { faultsOf, faultsOfAsync } from '../faults.ts'

const xor = createTask(
  defineTask({
    name: 'xor',
    genome: machine({ inputs: ['a', 'b'], outputs: ['y'], gates: 20 }),
    problem: truthTable(([a, b]) => [a! ^ b!]),
  }),
)
const toggle = createTask(
  defineTask({
    name: 'toggle',
    genome: machine({ inputs: ['flip'], outputs: ['on'], latches: 1, gates: 30 }),
    problem: automaton({
      reset: 0,
      step: (on, [flip]) => ({ state: on ^ flip!, outputs: [on ^ flip!] }),
    }),
  }),
)
const now = () => performance.now()

/** A method that answers with the wanted bits, but for one case or token of a class. */
const cheat = (material: Material, isWrongAt: (at: number) => boolean): Method => ({
  name: 'cheat',
  description: 'knows the answers',
  async train() {
    const all = [
      material.train,
      ...(material.heldOut ? [material.heldOut] : []),
      ...material.longer,
    ]
    return {
      unit: 'steps',
      steps: 1,
      parameters: 3,
      respond(stimulus) {
        const cases = all.find((each) => each.stimulus === stimulus)
        if (!cases) return new Uint32Array(stimulus.ticks * stimulus.words)
        return cases.wanted.map((word, at) => (isWrongAt(at) ? word ^ 1 : word))
      },
    }
  },
})

describe('a material', () => {
  it('has all rows of a table, and sequences that are longer than those to learn from', () => {
    const rows = materialOf(comparedTask(xor))
    expect(rows.train.stimulus).toMatchObject({ inputs: 2, ticks: 1, cases: 4 })
    expect(rows.longer).toEqual([])
    const sequences = materialOf(comparedTask(toggle))
    expect(sequences.train.stimulus.ticks).toBe(40)
    expect(sequences.longer.map(({ stimulus }) => stimulus.ticks)).toEqual([41, 80, 160, 320, 500])
  })

  it('has held-out rows of a data set, and counts each class the same', async () => {
    const rows = [0, 1, 2, 3, 4, 5, 6, 7].map((x) => [x, x % 3, x < 4 ? 'low' : 'high'])
    const data = dataSet({ rows }, { blur: 0, test: [[2.5, 1, 'low']] })
    const task = createTask(defineTask({ name: 'rows', genome: data.shape, problem: data }))
    const material = materialOf(comparedTask(task))
    expect(material).toMatchObject({ isBalanced: true, encoderBits: task.ports.inputs.length })
    const count = (words: Uint32Array) =>
      words.reduce((sum, word) => sum + word.toString(2).replaceAll('0', '').length, 0)
    expect(count(material.heldOut!.care)).toBe(1)
    expect(count(material.train.care)).toBe(8)
  })

  it('is refused where nothing but a fitness is known', () => {
    const task = createTask(
      defineTask({ name: 'free', genome: machine({ inputs: 1, outputs: 1 }), fitness: () => 1 }),
    )
    expect(faultsOf(() => materialOf(task))).toEqual(['free compare/no-cases'])
  })
})

describe('accuracy', () => {
  it('counts a token as right when all of it is, and each class the same where asked', () => {
    const { spec } = xor
    const { train } = materialOf(xor)
    expect(spec).toEqual(tableFromFunction(2, 1, ([a, b]) => [a! ^ b!]))
    expect(accuracy(train, train.wanted, false)).toBe(1)
    // One of the two rows that want a 1 is wrong.
    const wrong = train.wanted.map((word) => word ^ 0b10)
    expect(accuracy(train, wrong, false)).toBe(0.75)
    expect(accuracy(train, wrong, true)).toBe(0.75)
    const never = new Uint32Array(train.wanted.length)
    expect(accuracy(train, never, false)).toBe(0.5)
    const [some] = [{ ...train, care: train.care.map(() => 0b0111) }]
    // Rows 0 and 1, 2: one wants a 0, two want a 1.
    expect(accuracy(some!, never, false)).toBeCloseTo(1 / 3)
    expect(accuracy(some!, never, true)).toBe(0.5)
  })
})

describe('a trial', () => {
  const options = { seed: 1, budgetMs: 200, now }

  it('of a machine that is right is proved, for all lengths', async () => {
    const task = comparedTask(toggle)
    const [evolution] = chooseMethods(task, ['evolution'])
    const { trial, netlist } = await runTrial(evolution!, materialOf(task), {
      ...options,
      budgetMs: 20_000,
    })
    expect(trial).toMatchObject({ method: 'evolution', exactness: 'proved', unit: 'evaluations' })
    expect(trial.figures.longer?.at(-1)).toEqual({ ticks: 500, accuracy: 1 })
    expect(trial.size).toMatchObject({ prunedGates: 4, latches: 1 })
    expect(trial.curve.at(-1)?.accuracy).toBe(1)
    expect(trial.nsPerCase).toBeGreaterThan(0)
    const { stimulus, wanted } = materialOf(task).longer[0]!
    expect(simulate(netlist!, stimulus)).toEqual(wanted)
  })

  it('that is no machine claims no more than was looked at', async () => {
    const exactnessOf = async (task: typeof xor, isWrongAt: (at: number) => boolean) => {
      const material = materialOf(comparedTask(task))
      return (await runTrial(cheat(material, isWrongAt), material, options)).trial.exactness
    }
    expect(await exactnessOf(xor, () => false)).toBe('exhaustive')
    expect(await exactnessOf(toggle, () => false)).toBe('tested')
    expect(await exactnessOf(xor, (at) => at === 0)).toBe('wrong')
    // Right on all that is learned from, wrong at the end of what is longer.
    expect(await exactnessOf(toggle, (at) => at > 900)).toBe('wrong')
  })
})

describe('a comparison', () => {
  it('runs every method at every seed, says who was refused, and is plain data', async () => {
    const methods = ['random', 'exhaustive', 'rnn']
    const events = []
    const comparing = compare(xor, { methods, budgetMs: 50, seeds: 2, command: 'compare xor' })
    for await (const event of comparing) events.push(event.type)
    const comparison = await comparing
    expect(events).toEqual(Array.from({ length: 4 }, () => ['training', 'trial']).flat())
    expect(comparison).toMatchObject({ task: 'xor', seeds: [1, 2], budgetMs: 50 })
    expect(comparison.trials.map(({ method, seed }) => `${method} ${seed}`)).toEqual([
      ...['random 1', 'exhaustive 1', 'random 2', 'exhaustive 2'],
    ])
    expect(comparison.refused.map(({ method }) => method)).toEqual(['rnn'])
    expect(comparison.trials[1]!.note).toMatch(/one part in 10\^\d+ .* about 10\^\d+ years/)
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison)
    expect(comparison.trials.filter(({ champion }) => champion?.drawing).length).toBe(2)
  })

  it('finds the same machine at the same seed where evaluations end it', async () => {
    const [method] = chooseMethods(xor, ['evolution'])
    const material = materialOf(xor)
    const run = async () =>
      (await runTrial(method!, material, { seed: 3, budgetMs: 60_000, now })).netlist
    expect(await run()).toEqual(await run())
  })

  it('refuses methods and options that are none', async () => {
    expect(methodsFor(xor).map(({ name }) => name)).toEqual(methodNames)
    expect(await faultsOfAsync(async () => compare(xor, { methods: ['evolutoin'] }))).toEqual([
      'methods compare/unknown-method',
    ])
    expect(await faultsOfAsync(async () => compare(xor, { seeds: 0, budgetMs: -1 }))).toEqual([
      'compare(): budgetMs compare/bad-budget',
      'compare(): seeds compare/bad-seeds',
    ])
  })
})
