/**
 * Two poles of different lengths on one cart, held upright at once by pushing the cart left or right.
 *
 * The state is x, ẋ, θ₁, θ̇₁, θ₂, θ̇₂: a cart of 1 kg, a pole of 1 m and 0.1 kg, one of 0.1 m and
 * 0.01 kg, friction at the wheels and at the joints. A controller acts every 0.02 s with ±10 N, in two
 * steps of Runge-Kutta 4 of 0.01 s. The episode is over where the cart leaves ±2.4 m or a pole ±36°.
 * Each step is rewarded with 1, and an episode is cut off after 1,000 steps; the literature asks a
 * machine that got so far for 100,000: `{ ...doublePole, stepsMax: 100_000 }`.
 *
 * The long pole starts at an angle within ±4.5° and everything else at 0; the literature starts at
 * 4.5° only, where a machine may as well learn the one way from there by heart.
 *
 * Without the velocities a controller has to remember where things were.
 *
 * Sources: Wieland 1991, "Evolving Neural Network Controllers for Unstable Systems"; Gomez & Miikkulainen
 * 1997, "Incremental Evolution of Complex General Behavior".
 */
import type { Environment } from '../environment.ts'
import { createRungeKutta } from './runge-kutta.ts'
import { cosine, pi, sine } from './sine.ts'

// m/s², kg, m, N, s; lengths are half of the poles'.
const gravity = 9.8
const cartMass = 1
const mass1 = 0.1
const mass2 = 0.01
const halfLength1 = 0.5
const halfLength2 = 0.05
const cartFriction = 0.0005
const poleFriction = 0.000002
const push = 10
const stepTime = 0.01
const stepsOfAction = 2

const positionMax = 2.4
const angleMax = (36 * pi) / 180
const startAngleMax = (4.5 * pi) / 180

/** The change per second of x, ẋ, θ₁, θ̇₁, θ₂, θ̇₂ under a force. */
export function doublePoleDerivative(
  state: Float64Array,
  force: number,
  change: Float64Array,
): void {
  const velocity = state[1]!
  const sin1 = sine(state[2]!)
  const cos1 = cosine(state[2]!)
  const sin2 = sine(state[4]!)
  const cos2 = cosine(state[4]!)
  const speed1 = state[3]!
  const speed2 = state[5]!
  // What drives a pole, per its mass × half length: friction at its joint less its weight.
  const fall1 = (poleFriction * speed1) / (mass1 * halfLength1) - gravity * sin1
  const fall2 = (poleFriction * speed2) / (mass2 * halfLength2) - gravity * sin2
  const pull1 = mass1 * halfLength1 * speed1 * speed1 * sin1 + 0.75 * mass1 * cos1 * fall1
  const pull2 = mass2 * halfLength2 * speed2 * speed2 * sin2 + 0.75 * mass2 * cos2 * fall2
  const inert1 = mass1 * (1 - 0.75 * cos1 * cos1)
  const inert2 = mass2 * (1 - 0.75 * cos2 * cos2)
  const rubbing = velocity > 0 ? cartFriction : velocity < 0 ? -cartFriction : 0
  const acceleration = (force - rubbing + pull1 + pull2) / (cartMass + inert1 + inert2)
  change[0] = velocity
  change[1] = acceleration
  change[2] = speed1
  change[3] = (-0.75 / halfLength1) * (acceleration * cos1 + fall1)
  change[4] = speed2
  change[5] = (-0.75 / halfLength2) * (acceleration * cos2 + fall2)
}

const move = createRungeKutta(6, doublePoleDerivative)

export const doublePole: Environment = {
  name: 'double-pole',
  observations: [
    { name: 'position', range: [-0.8, 0.8] },
    { name: 'velocity', range: [-1, 1] },
    { name: 'angle1', range: [-0.1, 0.1] },
    { name: 'angularVelocity1', range: [-1, 1] },
    { name: 'angle2', range: [-0.2, 0.2] },
    { name: 'angularVelocity2', range: [-6, 6] },
  ],
  actions: ['left', 'right'],
  stepsMax: 1000,
  goal: 1000,
  stateSize: 6,

  reset(state, rng) {
    state.fill(0, 0, 6)
    state[2] = (2 * rng.float() - 1) * startAngleMax
  },

  step(state, action) {
    const force = action === 1 ? push : -push
    for (let i = 0; i < stepsOfAction; i++) move(state, force, stepTime)
    return 1
  },

  isOver(state) {
    return (
      isOutside(state[0]!, positionMax) ||
      isOutside(state[2]!, angleMax) ||
      isOutside(state[4]!, angleMax)
    )
  },

  observe(state, observed) {
    for (let i = 0; i < 6; i++) observed[i] = state[i]!
  },
}

/** The same without velocities: what moves, and how fast, has to be remembered. */
export const doublePoleHidden: Environment = {
  ...doublePole,
  name: 'double-pole-hidden',
  observations: doublePole.observations.filter((_, i) => i % 2 === 0),

  observe(state, observed) {
    for (let i = 0; i < 3; i++) observed[i] = state[2 * i]!
  },
}

const isOutside = (value: number, max: number): boolean => value < -max || value > max
