/**
 * What a controller lives in: a simulator that it observes and acts upon, step after step.
 *
 * An environment knows nothing of machines. It is a name, what can be observed, what can be done, and
 * functions over a state, which is a buffer of numbers that is written in place: a step allocates
 * nothing. All chance is in `reset` and comes from the stream that is handed in, so an episode is a
 * function of its start and of the actions.
 *
 * Source of the form, an episode of reset and step with rewards: Brockman et al. 2016, "OpenAI Gym".
 */
import { acrobot } from './environment/acrobot.ts'
import { cartPole } from './environment/cart-pole.ts'
import { doublePole, doublePoleHidden } from './environment/double-pole.ts'
import { maze } from './environment/maze.ts'
import { mountainCar } from './environment/mountain-car.ts'
import type { Rng } from './random.ts'

/** One number that a controller is shown at every step. */
export interface Observation {
  readonly name: string
  /**
   * The range in which it matters, low < high: thresholds are spread over it. Values outside may come.
   * Left out, the observation is a bit, 0 or 1, and needs no threshold.
   */
  readonly range?: readonly [low: number, high: number]
}

export interface Environment {
  readonly name: string
  readonly observations: readonly Observation[]
  /** At least two, by name; an action is its place in this list. */
  readonly actions: readonly string[]
  /** Steps after which an episode is cut off. */
  readonly stepsMax: number
  /** The mean return that counts as solved. */
  readonly goal?: number
  /** Numbers in a state. */
  readonly stateSize: number
  /** Puts a new episode into `state`, [stateSize], whatever was in it. */
  reset(state: Float64Array, rng: Rng): void
  /** Moves `state` on by one step, in place, and returns the reward of that step. */
  step(state: Float64Array, action: number): number
  /** Whether the episode is over in this state, by success or by failure. */
  isOver(state: Float64Array): boolean
  /** Writes what is seen of `state` into `observed`, [observations]. */
  observe(state: Float64Array, observed: Float64Array): void
}

/** Every environment there is; the contract suite runs over all of them. */
export const environments: readonly Environment[] = [
  cartPole,
  mountainCar,
  acrobot,
  doublePole,
  doublePoleHidden,
  maze,
]
