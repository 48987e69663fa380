/** Episodes: their starts, drawn from a seed, and what a controller earns from there. */
import type { Environment } from '../../environment.ts'
import { UsageError } from '../../errors.ts'
import type { Rng } from '../../random.ts'
import type { Controller } from './controller.ts'

/** Draws states to start from, [episodes × stateSize], the stream of each named by its number. */
export function drawStarts(environment: Environment, episodes: number, rng: Rng): Float64Array {
  const { stateSize } = environment
  const starts = new Float64Array(episodes * stateSize)
  for (let e = 0; e < episodes; e++) {
    environment.reset(starts.subarray(e * stateSize, (e + 1) * stateSize), rng.split(e))
  }
  return starts
}

export interface Player {
  /**
   * Plays an episode from every start with the machine that the controller holds, and returns the mean
   * return, the sum of rewards.
   *
   * @param starts [episodes × stateSize]
   * @param returns [episodes] written in place
   */
  play(starts: Float64Array, returns: Float64Array): number
}

export function createPlayer(environment: Environment, controller: Controller): Player {
  const { stateSize, observations } = environment
  const state = new Float64Array(stateSize)
  const observed = new Float64Array(observations.length)
  return {
    play(starts, returns) {
      let sum = 0
      for (let e = 0; e < returns.length; e++) {
        for (let i = 0; i < stateSize; i++) state[i] = starts[e * stateSize + i]!
        controller.reset()
        returns[e] = playEpisode(environment, controller, state, observed)
        sum += returns[e]!
      }
      return sum / returns.length
    },
  }
}

/**
 * @param state where the episode starts; written in place
 * @param observed scratch
 */
function playEpisode(
  environment: Environment,
  controller: Controller,
  state: Float64Array,
  observed: Float64Array,
): number {
  const { stepsMax } = environment
  let sum = 0
  for (let t = 0; t < stepsMax && !environment.isOver(state); t++) {
    environment.observe(state, observed)
    sum += environment.step(state, controller.act(observed))
  }
  if (Number.isFinite(sum)) return sum
  throw new UsageError('environment/bad-reward', {
    where: `the rewards of ${environment.name}`,
    expected: 'finite numbers',
    received: `${sum} as the return of an episode`,
  })
}
