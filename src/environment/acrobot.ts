/**
 * Acrobot: two links hang from a bar, a torque at the joint between them swings the tip up.
 *
 *        ═══o═══   the bar
 *           │ θ₁   0 hangs down
 *           o
 *            \ θ₂  against the first link
 *
 * The state is θ₁, θ₂ and their speeds; observed are cosines and sines of both angles and the speeds.
 * A step of 0.2 s is one of Runge-Kutta 4, angles are then brought into [−π, π] and speeds into ±4π and
 * ±9π. Each step costs 1 but the one that brings the tip a link above the bar, −cos θ₁ − cos(θ₁ + θ₂)
 * above 1; the episode is cut off after 500. The numbers are those of Acrobot-v1 of Gymnasium with the
 * dynamics of the book; its mark for solved is a mean return of −100.
 *
 * Sources: Sutton 1996, "Generalization in Reinforcement Learning: Successful Examples Using Sparse
 * Coarse Coding"; Sutton & Barto 1998, "Reinforcement Learning: An Introduction".
 */
import type { Environment } from '../environment.ts'
import { createRungeKutta } from './runge-kutta.ts'
import { cosine, pi, sine } from './sine.ts'

// Both links alike: 1 m, 1 kg, the centre of mass in the middle, a moment of inertia of 1 kg m².
const length = 1
const mass = 1
const centre = 0.5
const inertia = 1
const gravity = 9.8

const stepTime = 0.2
const speedMax1 = 4 * pi
const speedMax2 = 9 * pi
/** Each number of a new episode lies within ± this. */
const startMax = 0.1

/** The change per second of θ₁, θ₂, θ̇₁, θ̇₂ under a torque. */
export function acrobotDerivative(state: Float64Array, torque: number, change: Float64Array): void {
  const angle1 = state[0]!
  const angle2 = state[1]!
  const speed1 = state[2]!
  const speed2 = state[3]!
  const cos2 = cosine(angle2)
  const arm = mass * length * centre * sine(angle2)
  const d1 =
    mass * centre * centre +
    mass * (length * length + centre * centre + 2 * length * centre * cos2) +
    2 * inertia
  const d2 = mass * (centre * centre + length * centre * cos2) + inertia
  const fall2 = mass * centre * gravity * sine(angle1 + angle2)
  const fall1 =
    -arm * speed2 * speed2 -
    2 * arm * speed2 * speed1 +
    (mass * centre + mass * length) * gravity * sine(angle1) +
    fall2
  const acceleration2 =
    (torque + (d2 / d1) * fall1 - arm * speed1 * speed1 - fall2) /
    (mass * centre * centre + inertia - (d2 * d2) / d1)
  change[0] = speed1
  change[1] = speed2
  change[2] = -(d2 * acceleration2 + fall1) / d1
  change[3] = acceleration2
}

const move = createRungeKutta(4, acrobotDerivative)

export const acrobot: Environment = {
  name: 'acrobot',
  observations: [
    { name: 'cosine1', range: [-1, 1] },
    { name: 'sine1', range: [-1, 1] },
    { name: 'cosine2', range: [-1, 1] },
    { name: 'sine2', range: [-1, 1] },
    { name: 'speed1', range: [-4, 4] },
    { name: 'speed2', range: [-8, 8] },
  ],
  actions: ['clockwise', 'none', 'anticlockwise'],
  stepsMax: 500,
  goal: -100,
  stateSize: 4,

  reset(state, rng) {
    for (let i = 0; i < 4; i++) state[i] = (2 * rng.float() - 1) * startMax
  },

  step(state, action) {
    move(state, action - 1, stepTime)
    state[0] = wrap(state[0]!)
    state[1] = wrap(state[1]!)
    state[2] = clamp(state[2]!, speedMax1)
    state[3] = clamp(state[3]!, speedMax2)
    return isUp(state) ? 0 : -1
  },

  isOver: isUp,

  observe(state, observed) {
    observed[0] = cosine(state[0]!)
    observed[1] = sine(state[0]!)
    observed[2] = cosine(state[1]!)
    observed[3] = sine(state[1]!)
    observed[4] = state[2]!
    observed[5] = state[3]!
  },
}

function isUp(state: Float64Array): boolean {
  return -cosine(state[0]!) - cosine(state[0]! + state[1]!) > 1
}

/** The same angle in [−π, π]. */
function wrap(angle: number): number {
  let wrapped = angle
  while (wrapped > pi) wrapped -= 2 * pi
  while (wrapped < -pi) wrapped += 2 * pi
  return wrapped
}

const clamp = (value: number, max: number): number =>
  value < -max ? -max : value > max ? max : value
