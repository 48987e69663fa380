/** Machines in environments: what they are shown, what they do, and what that earns. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cartPole } from '../../src/environment/cart-pole.ts'
import { doublePoleHidden } from '../../src/environment/double-pole.ts'
import { maze } from '../../src/environment/maze.ts'
import { type Environment, environments } from '../../src/environment.ts'
import { createMachine } from '../../src/kernel/machine.ts'
import { createBuilder } from '../../src/netlist/build.ts'
import { gateCount, type Netlist } from '../../src/netlist.ts'
import { createController } from '../../src/problem/environment/controller.ts'
import {
  type EnvironmentOptions,
  fromEnvironment,
  isEnvironment,
  playEpisodes,
} from '../../src/problem/environment.ts'
import type { BuiltProblem } from '../../src/problem.ts'
import { createRng } from '../../src/random.ts'
import { defineTask, machine } from '../../src/task/define.ts'
import { createTask } from '../../src/task.ts'
import { randomNetlist } from '../arbitrary.ts'
import { faultsOf } from '../faults.ts'

/**
 * Count up to 3 and say so: a counter that is told whether to go on, and sees itself.
 *
 *   action `more` adds 1, `stop` ends the episode; the reward is 1 for stopping at 3 and −1 elsewhere.
 */
const counting: Environment = {
  name: 'counting',
  observations: [{ name: 'count', range: [0, 4] }, { name: 'isNew' }],
  actions: ['more', 'stop'],
  stepsMax: 10,
  goal: 1,
  stateSize: 2,
  reset(state, rng) {
    state[0] = rng.below(3)
    state[1] = 0
  },
  step(state, action) {
    if (action === 0) {
      state[0] = state[0]! + 1
      return 0
    }
    state[1] = 1
    return state[0] === 3 ? 1 : -1
  },
  isOver: (state) => state[1] === 1,
  observe(state, observed) {
    observed[0] = state[0]!
    observed[1] = state[0] === 0 ? 1 : 0
  },
}

/** Goes on while no bit of these says so. */
const stopAbove = (ports: BuiltPorts, ...names: string[]): Netlist => {
  const { input, and, not, build } = createBuilder(ports.inputs.length)
  const bits = names.map((name) => not(input(ports.inputs.indexOf(name))))
  return build([bits.reduce((all, bit) => and(all, bit))])
}
type BuiltPorts = { readonly inputs: readonly string[] }

const context = { generation: 0, rng: createRng(1) }
const scoreOf = ({ problem }: BuiltProblem, netlist: Netlist) =>
  (problem.evaluate([netlist], context) as number[][])[0]!

describe('an environment of one’s own', () => {
  const source = fromEnvironment(counting, { thresholds: { count: [1, 2] }, unseen: 9 })
  const { ports } = source.shape
  const built = source.build(source.shape)

  it('becomes bits above thresholds, bits as they are, and an output less than actions', () => {
    expect(ports.inputs).toEqual(['count>1', 'count>2', 'isNew>0.5'])
    expect(ports.outputs).toEqual(['more'])
    expect(ports.decoder).toEqual({ classes: ['more', 'stop'] })
    expect(isEnvironment(source)).toBe(true)
  })

  it('scores the mean return, then gates, comparators and depth', () => {
    expect(built.problem.objectives).toEqual({
      return: 'max',
      gates: 'min',
      comparators: 'min',
      depth: 'min',
    })
    expect(built.problem.target).toEqual({ return: 1 })
    const right = stopAbove(ports, 'count>2')
    expect(scoreOf(built, right)).toEqual([1, 1, 1, 1])
    expect(scoreOf(built, stopAbove(ports, 'count>1'))).toEqual([-1, 1, 1, 1])
    // A bit that is one already takes no comparator.
    expect(scoreOf(built, stopAbove(ports, 'count>2', 'isNew>0.5'))[2]).toBe(1)
    expect(scoreOf(built, stopAbove(ports, 'count>2', 'count>1'))[2]).toBe(2)
  })

  it('cuts an episode off after its steps', () => {
    const never = createBuilder(3)
    expect(scoreOf(built, never.build([never.not(never.zero)]))[0]).toBe(0)
  })

  it('measures starts that were not seen, and what the encoder is', () => {
    expect(built.measure!(stopAbove(ports, 'count>2'))).toEqual({
      unseenReturn: 1,
      unseenWorst: 1,
      unseenEpisodes: 9,
      comparators: 1,
      encoderBits: 3,
    })
    // The champion holds what was read and no more.
    const { netlist, ports: kept } = built.trim!(stopAbove(ports, 'count>2'))
    expect([netlist.inputs, kept.inputs]).toEqual([1, ['count>2']])
    expect(playEpisodes(counting, netlist, kept, { episodes: 3 })).toEqual(Float64Array.of(1, 1, 1))
    const blind = fromEnvironment(counting, { unseen: 0 })
    const measures = blind.build(blind.shape).measure!(stopAbove(blind.shape.ports, 'count>2'))
    expect(Object.keys(measures)).toEqual(['comparators', 'encoderBits'])
  })

  it('says which rewards are no numbers', () => {
    const broken = fromEnvironment({ ...counting, step: () => Number.NaN })
    const netlist = stopAbove(broken.shape.ports, 'count>2')
    expect(faultsOf(() => scoreOf(broken.build(broken.shape), netlist))).toEqual([
      'the rewards of counting environment/bad-reward',
    ])
  })
})

describe('a controller', () => {
  it('does what the machine does, with a memo and without one, for all machines', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...environments),
        fc.nat(1e6),
        fc.nat(5),
        fc.nat(40),
        (environment, seed, latches, gates) => {
          const { ports } = fromEnvironment(environment, { bits: 3 }).shape
          const rng = createRng(seed)
          const [inputs, outputs] = [ports.inputs.length, ports.outputs.length]
          const netlist = randomNetlist({ inputs, outputs, latches, gates }, seed)
          const plain = createMachine(netlist, ports)
          const controllers = [12, 3, 0].map((bits) => createController(environment, ports, bits))
          for (const controller of controllers) controller.load(netlist)
          const state = new Float64Array(environment.stateSize)
          const observed = new Float64Array(environment.observations.length)
          for (const episode of [1, 2]) {
            environment.reset(state, rng.split(episode))
            plain.reset()
            for (const controller of controllers) controller.reset()
            for (let t = 0; t < 40 && !environment.isOver(state); t++) {
              environment.observe(state, observed)
              const action = plain.act([...observed])
              for (const controller of controllers) {
                expect(environment.actions[controller.act(observed)]).toBe(action)
              }
              environment.step(state, environment.actions.indexOf(action))
            }
          }
        },
      ),
      { numRuns: 120 },
    )
  })

  it('refuses a machine of another environment', () => {
    const { ports } = fromEnvironment(cartPole).shape
    const where = (name: string) => `the ports of a machine for ${name} environment/other-ports`
    expect(faultsOf(() => createController(doublePoleHidden, ports))).toEqual([
      where('double-pole-hidden'),
    ])
    expect(faultsOf(() => createController(maze, ports))).toEqual([where('maze')])
    const plain = machine({ inputs: 28, outputs: 1 })
    expect(faultsOf(() => fromEnvironment(cartPole).build(plain))).toEqual([where('cart-pole')])
  })
})

describe('starts', () => {
  const policy = (ports: BuiltPorts) => stopAbove(ports, 'angularVelocity>0')

  it('are the same for every machine and generation, and others for another seed', () => {
    const returns = (seed: number, generation: number) => {
      const source = fromEnvironment(cartPole, { seed })
      const rng = createRng(9).split(generation)
      const netlist = policy(source.shape.ports)
      const { problem } = source.build(source.shape)
      const scores = problem.evaluate([netlist, netlist], { generation, rng }) as number[][]
      expect(scores[1]).toEqual(scores[0])
      return scores[0]![0]
    }
    expect(returns(0, 5)).toBe(returns(0, 6))
    expect(returns(1, 5)).not.toBe(returns(0, 5))
  })

  it('change with the generation where that is asked for, and stay the same within it', () => {
    const source = fromEnvironment(cartPole, { starts: 'changing' })
    const { problem } = source.build(source.shape)
    const netlist = policy(source.shape.ports)
    const returns = [1, 2, 2].map((generation) => {
      const rng = createRng(9).split(generation)
      const scores = problem.evaluate([netlist, netlist], { generation, rng }) as number[][]
      expect(scores[1]).toEqual(scores[0])
      return scores[0]![0]
    })
    expect(returns[2]).toBe(returns[1])
    expect(returns[1]).not.toBe(returns[0])
  })

  it('that are unseen are not those that scored', () => {
    const source = fromEnvironment(cartPole, { episodes: 20, unseen: 20 })
    const built = source.build(source.shape)
    const netlist = policy(source.shape.ports)
    expect(built.measure!(netlist).unseenReturn).not.toBe(scoreOf(built, netlist)[0])
  })
})

describe('playEpisodes', () => {
  it('plays a machine by its ports, the same for the same seed', () => {
    const { ports } = fromEnvironment(cartPole, { thresholds: { angularVelocity: [0] } }).shape
    const netlist = stopAbove(ports, 'angularVelocity>0')
    const returns = playEpisodes(cartPole, netlist, ports, { episodes: 5, seed: 3 })
    expect(returns).toHaveLength(5)
    expect(returns.every((value) => value > 50 && value < 500)).toBe(true)
    expect(playEpisodes(cartPole, netlist, ports, { episodes: 5, seed: 3 })).toEqual(returns)
    expect(playEpisodes(cartPole, netlist, ports, { episodes: 5, seed: 4 })).not.toEqual(returns)
  })
})

describe('a task of an environment', () => {
  it('is defined with the shape of its source', () => {
    const problem = fromEnvironment(maze)
    const task = createTask(defineTask({ genome: { ...problem.shape, latches: 1 }, problem }))
    expect(task.order.names).toEqual(['return', 'gates', 'comparators', 'depth'])
    expect(task.ports.inputs).toEqual(['wallLeft', 'wallAhead', 'wallRight'])
    expect(task.ports.encoder).toBeUndefined()
    expect(gateCount(task.genome.decode(task.genome.random(createRng(1))))).toBeLessThan(60)
  })

  it('says everything that is wrong with its options at once', () => {
    // A cast, because a task file is run without a check of its types.
    const options = {
      bits: 0,
      episodes: 1.5,
      unseen: -1,
      seed: -1,
      goal: Number.NaN,
      starts: 'some',
      thresholds: { speed: [1], angle: [2, 1] },
      treshold: 1,
    } as unknown as EnvironmentOptions
    const faults = faultsOf(() => fromEnvironment(cartPole, options))
    const option = (name: string) => `fromEnvironment(): ${name} environment/bad-option`
    expect(faults.sort()).toEqual(
      [
        ...['bits', 'episodes', 'unseen', 'seed', 'goal', 'starts', 'thresholds.angle'].map(option),
        'fromEnvironment(): treshold task/unknown-field',
        'fromEnvironment(): thresholds.speed task/unknown-field',
      ].sort(),
    )
  })

  it('says everything that is wrong with an environment at once', () => {
    const broken = {
      ...counting,
      observations: [{ name: 'a', range: [1, 1] }, { name: 'a' }],
      actions: ['only'],
      stepsMax: 0,
      stateSize: 0.5,
      goal: Number.NaN,
      observe: undefined,
    } as unknown as Environment
    const wrong = faultsOf(() => fromEnvironment(broken)).map((fault) => fault.split(' ')[2])
    expect(wrong.sort()).toEqual(
      [
        'actions',
        'goal',
        'observations.a.range',
        'observations[1]',
        'observe',
        'stateSize',
        'stepsMax',
      ].sort(),
    )
  })
})
