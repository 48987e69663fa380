/**
 * MountainCar: a car in a valley, too weak for the hill before it, gets there by swinging.
 *
 * The state is position and velocity, both observed; the height of the road is sin 3x. Each step costs
 * 1 until the car is at 0.5, and the episode is cut off after 200. The numbers are those of
 * MountainCar-v0 of Gymnasium, whose mark for solved is a mean return of −110.
 *
 * Source: Moore 1990, "Efficient Memory-Based Learning for Robot Control".
 */
import type { Environment } from '../environment.ts'
import { cosine } from './sine.ts'

const positionMin = -1.2
const positionMax = 0.6
const velocityMax = 0.07
const goalPosition = 0.5
const push = 0.001
const gravity = 0.0025

export const mountainCar: Environment = {
  name: 'mountain-car',
  observations: [
    { name: 'position', range: [positionMin, positionMax] },
    { name: 'velocity', range: [-velocityMax, velocityMax] },
  ],
  actions: ['left', 'none', 'right'],
  stepsMax: 200,
  goal: -110,
  stateSize: 2,

  reset(state, rng) {
    state[0] = -0.6 + 0.2 * rng.float()
    state[1] = 0
  },

  step(state, action) {
    const before = state[0]!
    const pull = cosine(3 * before) * gravity
    const velocity = clamp(state[1]! + (action - 1) * push - pull, -velocityMax, velocityMax)
    const position = clamp(before + velocity, positionMin, positionMax)
    state[0] = position
    // A wall stands at the left end.
    state[1] = position === positionMin && velocity < 0 ? 0 : velocity
    return -1
  },

  isOver: (state) => state[0]! >= goalPosition && state[1]! >= 0,

  observe(state, observed) {
    observed[0] = state[0]!
    observed[1] = state[1]!
  },
}

const clamp = (value: number, low: number, high: number): number =>
  value < low ? low : value > high ? high : value
