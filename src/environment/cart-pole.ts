/**
 * CartPole: a pole on a cart is held upright by pushing the cart left or right.
 *
 *        / θ > 0 leans right
 *       /
 *   ┌──o──┐
 *   └o───o┘     x > 0 is right of the middle of the track
 *
 * The state is x, ẋ, θ, θ̇, all of it observed. Each step of 0.02 s, by Euler's method, is rewarded
 * with 1; the episode is over where the cart leaves ±2.4 m or the pole ±12°, and is cut off after 500
 * steps. The numbers and the order of the updates are those of CartPole-v1 of Gymnasium.
 *
 * Sources: Barto, Sutton & Anderson 1983, "Neuronlike Adaptive Elements That Can Solve Difficult
 * Learning Control Problems"; Towers et al. 2024, "Gymnasium: A Standard Interface for Reinforcement
 * Learning Environments".
 */
import type { Environment } from '../environment.ts'
import { cosine, pi, sine } from './sine.ts'

// m/s², kg, m, N, s.
const gravity = 9.8
const poleMass = 0.1
const totalMass = 1 + poleMass
const halfLength = 0.5
const force = 10
const stepTime = 0.02

const positionMax = 2.4
const angleMax = (12 * pi) / 180
/** Each number of a new episode lies within ± this. */
const startMax = 0.05

export const cartPole: Environment = {
  name: 'cart-pole',
  observations: [
    { name: 'position', range: [-positionMax, positionMax] },
    { name: 'velocity', range: [-2, 2] },
    { name: 'angle', range: [-0.2, 0.2] },
    { name: 'angularVelocity', range: [-2, 2] },
  ],
  actions: ['left', 'right'],
  stepsMax: 500,
  goal: 475,
  stateSize: 4,

  reset(state, rng) {
    for (let i = 0; i < 4; i++) state[i] = (2 * rng.float() - 1) * startMax
  },

  step(state, action) {
    const velocity = state[1]!
    const angle = state[2]!
    const angularVelocity = state[3]!
    const sin = sine(angle)
    const cos = cosine(angle)
    const push = action === 1 ? force : -force
    const swing =
      (push + poleMass * halfLength * angularVelocity * angularVelocity * sin) / totalMass
    const angularAcceleration =
      (gravity * sin - cos * swing) / (halfLength * (4 / 3 - (poleMass * cos * cos) / totalMass))
    const acceleration = swing - (poleMass * halfLength * angularAcceleration * cos) / totalMass
    state[0] = state[0]! + stepTime * velocity
    state[1] = velocity + stepTime * acceleration
    state[2] = angle + stepTime * angularVelocity
    state[3] = angularVelocity + stepTime * angularAcceleration
    return 1
  },

  isOver(state) {
    const position = state[0]!
    const angle = state[2]!
    return (
      position < -positionMax || position > positionMax || angle < -angleMax || angle > angleMax
    )
  },

  observe(state, observed) {
    for (let i = 0; i < 4; i++) observed[i] = state[i]!
  },
}
