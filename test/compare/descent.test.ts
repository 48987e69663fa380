/** Gradient descent: what is learned on the cases that are given, answered bit by bit. */
import { describe, expect, it } from 'vitest'
import type { DescentOptions } from '../../src/compare/descent/float.ts'
import { gruModel } from '../../src/compare/descent/gru.ts'
import { mlpModel } from '../../src/compare/descent/mlp.ts'
import { rnnModel } from '../../src/compare/descent/rnn.ts'
import { softLogicModel } from '../../src/compare/descent/soft-logic.ts'
import { straightThroughModel } from '../../src/compare/descent/straight-through.ts'
import { loadTensors, type Matrix, type Scalar } from '../../src/compare/descent/tensors.ts'
import { createDescentMethods } from '../../src/compare/descent.ts'
import { accuracy } from '../../src/compare/score.ts'
import type { CurvePoint, Material } from '../../src/compare.ts'
import { simulate } from '../../src/kernel.ts'
import { gateCount } from '../../src/netlist.ts'
import { casesFromAutomaton } from '../../src/problem/sequence.ts'
import { casesFromTable } from '../../src/problem/table.ts'
import { createRng } from '../../src/random.ts'
import { automatonFromFunction } from '../../src/spec/automaton.ts'
import { tableFromFunction } from '../../src/spec/table.ts'
import type { CasesSpec } from '../../src/spec.ts'

const method = (name: string, options: DescentOptions = {}) =>
  createDescentMethods(options).find((each) => each.name === name)!

const materialOf = (train: CasesSpec): Material => ({
  name: 'small',
  train,
  longer: [],
  isBalanced: false,
})

const table = (inputs: number, answer: (bits: readonly number[]) => number[]) =>
  materialOf(
    casesFromTable(
      tableFromFunction(inputs, answer(new Array<number>(inputs).fill(0)).length, answer),
    ),
  )

const xor = table(2, ([a, b]) => [a! ^ b!])
const fullAdder = table(3, ([a, b, c]) => [(a! + b! + c!) & 1, (a! + b! + c!) >> 1])

const parity = automatonFromFunction({
  inputs: 1,
  outputs: 1,
  reset: 0,
  step: (odd: number, [bit]) => ({ state: odd ^ bit!, outputs: [odd ^ bit!] }),
})

/** Time stands still: steps alone are the limit. */
const endless = { seed: 1, budgetMs: 1, now: () => 0 }

const scoreOn = (cases: CasesSpec, respond: (stimulus: CasesSpec['stimulus']) => Uint32Array) =>
  accuracy(cases, respond(cases.stimulus), false)

describe('the float perceptron', () => {
  it.each([
    ['xor', xor],
    ['a full adder', fullAdder],
  ])('learns %s', async (_, material) => {
    const points: CurvePoint[] = []
    const trained = await method('mlp', { stepsMax: 500 }).train(material, {
      ...endless,
      onPoint: (point) => points.push(point),
    })
    expect(scoreOn(material.train, trained.respond)).toBe(1)
    expect(points.at(-1)).toEqual({ ms: 0, steps: trained.steps, accuracy: 1 })
    expect(trained.parameters).toBeGreaterThan(4000)
  })

  it('refuses sequences, as networks for sequences refuse tables', () => {
    const sequences = materialOf(casesFromAutomaton(parity, { ticks: 4 }))
    expect(method('mlp').refuse!(sequences)).toMatch(/no memory/)
    expect(method('rnn').refuse!(sequences)).toBeUndefined()
    expect(method('rnn').refuse!(xor)).toMatch(/one tick/)
    expect(method('gru').refuse!(xor)).toMatch(/one tick/)
  })
})

describe('recurrent networks', () => {
  it('learn parity on short sequences and keep it on long ones', async () => {
    const material = materialOf(casesFromAutomaton(parity, { ticks: 8 }))
    const trained = await method('gru', { stepsMax: 400 }).train(material, endless)
    expect(scoreOn(material.train, trained.respond)).toBe(1)
    const longer = casesFromAutomaton(parity, { ticks: 100, sequences: 32 })
    expect(scoreOn(longer, trained.respond)).toBeGreaterThan(0.99)
  })
})

describe.each(createDescentMethods().map(({ name }) => name))('%s', (name) => {
  const material = method(name).refuse?.(xor)
    ? materialOf(casesFromAutomaton(parity, { ticks: 3, sequences: 8 }))
    : xor
  const train = (seed: number, signal?: AbortSignal) =>
    method(name, { stepsMax: 12 }).train(material, { ...endless, seed, signal })
  const answers = async (seed: number) => [...(await train(seed)).respond(material.train.stimulus)]

  it('gives the same for the same seed', async () => {
    expect(await answers(7)).toEqual(await answers(7))
  })

  it('stops when told to', async () => {
    const stopped = AbortSignal.abort()
    expect((await train(1, stopped)).steps).toBe(1)
  })

  it('says which packages it needs where they are missing', async () => {
    const openTensors = () => import(`${'nandertal'}-is-not-there`)
    await expect(method(name, { openTensors }).train(material, endless)).rejects.toMatchObject({
      code: 'compare/no-tensors',
      faults: [{ hint: expect.stringContaining('npm install @tensorflow/tfjs@') }],
    })
  })
})

describe('networks that become machines', () => {
  const sequences = materialOf(casesFromAutomaton(parity, { ticks: 6, sequences: 64 }))
  const longer = casesFromAutomaton(parity, { ticks: 50, sequences: 40 })

  it('answer as their netlist does, on any number of ticks', async () => {
    for (const name of ['soft-logic', 'straight-through']) {
      const trained = await method(name, { stepsMax: 10 }).train(sequences, endless)
      expect(trained.respond(longer.stimulus)).toEqual(simulate(trained.netlist!, longer.stimulus))
    }
  })

  it('are right before and after softness is taken away', async () => {
    const trained = await method('soft-logic', { stepsMax: 500 }).train(xor, endless)
    expect(scoreOn(xor.train, trained.respond)).toBe(1)
    expect(scoreOn(xor.train, trained.respondSoftly!)).toBe(1)
    expect(gateCount(trained.netlist!)).toBeGreaterThanOrEqual(4)
  })

  it('keep a bit for longer than they have learned', async () => {
    const trained = await method('soft-logic', { stepsMax: 500 }).train(sequences, endless)
    expect(scoreOn(longer, trained.respond)).toBe(1)
  })
})

describe('each model', () => {
  const models = {
    mlp: mlpModel,
    rnn: rnnModel,
    gru: gruModel,
    'soft-logic': softLogicModel,
    'straight-through': straightThroughModel,
  }

  it.each(Object.entries(models))('%s has slopes that are numbers', async (name, model) => {
    const tensors = await loadTensors()
    const shape = { inputs: 3, outputs: 2, ticks: name === 'mlp' ? 1 : 4 }
    const weights = model.init(shape, createRng(3))
    const batch = { shape, ticks: shape.ticks, cases: 5 }
    const slopes = tensors.tidy(() => {
      const variables = Object.fromEntries(
        Object.entries(weights).map(([key, { rows, columns, values, isFixed }]) => [
          key,
          tensors.variable(tensors.tensor2d(values, [rows, columns]), !isFixed),
        ]),
      )
      const answer = () => {
        const values: Matrix = tensors.ones([5 * shape.ticks, 3])
        const answers = model.answer(tensors, variables, { ...batch, values }, createRng(4))
        expect(answers.shape).toEqual([5 * shape.ticks, 2])
        return tensors.sum<Scalar>(answers)
      }
      const { grads } = tensors.variableGrads(answer)
      tensors.dispose(Object.values(variables))
      return Object.values(grads).flatMap((grad) => [...grad.dataSync()])
    })
    expect(slopes.every(Number.isFinite)).toBe(true)
    expect(slopes.some((slope) => slope !== 0)).toBe(true)
  })
})
