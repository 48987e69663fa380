/**
 * The simulators against physics that is written down another way: the same numbers from the
 * definitions with `Math.sin`, equations of motion solved as a linear system, and energy that is kept.
 */
import { describe, expect, it } from 'vitest'
import { acrobot, acrobotDerivative } from '../../src/environment/acrobot.ts'
import { cartPole } from '../../src/environment/cart-pole.ts'
import { doublePole, doublePoleDerivative } from '../../src/environment/double-pole.ts'
import { mountainCar } from '../../src/environment/mountain-car.ts'
import { createRungeKutta } from '../../src/environment/runge-kutta.ts'
import { createRng } from '../../src/random.ts'

const g = 9.8

/** Solves a small linear system by elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!])
  const n = rows.length
  for (let c = 0; c < n; c++) {
    const best = rows.slice(c).reduce((p, row, i) => {
      return Math.abs(row[c]!) > Math.abs(rows[p]![c]!) ? c + i : p
    }, c)
    ;[rows[c], rows[best]] = [rows[best]!, rows[c]!]
    for (let r = 0; r < n; r++) {
      if (r === c) continue
      const factor = rows[r]![c]! / rows[c]![c]!
      rows[r] = rows[r]!.map((value, k) => value - factor * rows[c]![k]!)
    }
  }
  return rows.map((row, r) => row[n]! / row[r]!)
}

/** States and forces by chance. */
function samples(count: number, size: number, spread: readonly number[]) {
  const rng = createRng(5)
  return Array.from({ length: count }, () => ({
    state: Float64Array.from({ length: size }, (_, i) => (2 * rng.float() - 1) * spread[i]!),
    force: (2 * rng.float() - 1) * 10,
  }))
}

/**
 * A cart with poles: momentum along the track, and a turning moment for each pole, all at once. Of the
 * unknowns the first is the cart's acceleration, the others those of the poles. A rod of half length l
 * has a moment of inertia of ⅓ m l² about its middle.
 */
function cartWithPoles(
  poles: readonly { mass: number; half: number; angle: number; speed: number }[],
  push: number,
  frictionOf: (speed: number) => number,
): number[] {
  const total = 1 + poles.reduce((sum, { mass }) => sum + mass, 0)
  const rows = [
    [total, ...poles.map(({ mass, half, angle }) => mass * half * Math.cos(angle))],
    ...poles.map(({ mass, half, angle }, i) => {
      const own = (4 / 3) * mass * half * half
      return [mass * half * Math.cos(angle), ...poles.map((_, j) => (i === j ? own : 0))]
    }),
  ]
  const swing = poles.reduce((sum, { mass, half, angle, speed }) => {
    return sum + mass * half * speed * speed * Math.sin(angle)
  }, push)
  const moments = poles.map(({ mass, half, angle, speed }) => {
    return mass * half * g * Math.sin(angle) - frictionOf(speed)
  })
  return solve(rows, [swing, ...moments])
}

describe('cart-pole', () => {
  /** One step by Euler's method. */
  function stepByHand([x, v, angle, speed]: readonly number[], push: number): number[] {
    const poles = [{ mass: 0.1, half: 0.5, angle: angle!, speed: speed! }]
    const [a, turn] = cartWithPoles(poles, push, () => 0)
    return [x! + 0.02 * v!, v! + 0.02 * a!, angle! + 0.02 * speed!, speed! + 0.02 * turn!]
  }

  it('follows the equations of motion over 500 steps', () => {
    const state = Float64Array.of(0.01, -0.02, 0.03, 0.04)
    let apart: readonly number[] = [...state]
    for (let t = 0; t < 500; t++) {
      // Pushed to the side to which it leans and turns, it stays up.
      const [x, v, angle, speed] = apart as [number, number, number, number]
      const action = angle + 0.5 * speed + 0.05 * x + 0.1 * v > 0 ? 1 : 0
      const push = action === 1 ? 10 : -10
      const next = stepByHand([...state], push)
      apart = stepByHand(apart, push)
      expect(cartPole.step(state, action)).toBe(1)
      expect(cartPole.isOver(state)).toBe(false)
      next.forEach((value, i) => {
        expect(Math.abs(state[i]! - value)).toBeLessThan(1e-14)
      })
      // Falling makes ten times of a difference every 0.6 s, and nothing here brings the two together.
      if (t >= 200) apart = [...state]
      apart.forEach((value, i) => {
        expect(Math.abs(state[i]! - value)).toBeLessThan(1e-10)
      })
    }
  })

  it('is over beyond 2.4 m and 12°, and not before', () => {
    const degrees = (angle: number) => (angle * Math.PI) / 180
    const isOver = (...state: number[]) => cartPole.isOver(Float64Array.from(state))
    expect(isOver(2.4, 9, degrees(12), 9)).toBe(false)
    expect(isOver(-2.4, 9, -degrees(12), 9)).toBe(false)
    expect(isOver(2.4001, 0, 0, 0)).toBe(true)
    expect(isOver(-2.4001, 0, 0, 0)).toBe(true)
    expect(isOver(0, 0, degrees(12.01), 0)).toBe(true)
    expect(isOver(0, 0, -degrees(12.01), 0)).toBe(true)
  })

  it('starts within ±0.05 in every number', () => {
    const state = new Float64Array(4)
    const seen = Array.from({ length: 400 }, (_, seed) => {
      cartPole.reset(state, createRng(seed))
      return [...state]
    }).flat()
    expect(Math.max(...seen)).toBeLessThanOrEqual(0.05)
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(-0.05)
    expect(Math.max(...seen)).toBeGreaterThan(0.049)
    expect(Math.min(...seen)).toBeLessThan(-0.049)
  })
})

describe('mountain-car', () => {
  it('is the difference equation of its definition, walls included', () => {
    const state = Float64Array.of(-0.5, 0)
    let [x, v] = [-0.5, 0]
    let hasHitWall = false
    for (let t = 0; t < 200; t++) {
      const action = v < 0 || t < 5 ? 0 : 2
      v = Math.min(0.07, Math.max(-0.07, v + (action - 1) * 0.001 - 0.0025 * Math.cos(3 * x)))
      x = Math.min(0.6, Math.max(-1.2, x + v))
      if (x === -1.2 && v < 0) {
        v = 0
        hasHitWall = true
      }
      expect(mountainCar.step(state, action)).toBe(-1)
      expect(Math.abs(state[0]! - x) + Math.abs(state[1]! - v)).toBeLessThan(1e-9)
      expect(mountainCar.isOver(state)).toBe(x >= 0.5 && v >= 0)
      if (mountainCar.isOver(state)) return expect(hasHitWall || t < 150).toBe(true)
    }
    throw new Error('swinging did not lead out of the valley')
  })
})

describe('acrobot', () => {
  const heightOf = ([a, b]: Float64Array) => ({
    middle1: -0.5 * Math.cos(a!),
    middle2: -Math.cos(a!) - 0.5 * Math.cos(a! + b!),
  })
  const energyOf = (state: Float64Array) => {
    const [a, b, u, w] = state as unknown as [number, number, number, number]
    const { middle1, middle2 } = heightOf(state)
    const turning = u + w
    // Squared speed of the middle of the second link.
    const speed2 = u * u + 0.25 * turning * turning + u * turning * Math.cos(b)
    const kinetic = 0.5 * 0.25 * u * u + 0.5 * u * u + 0.5 * speed2 + 0.5 * turning * turning
    expect(Number.isFinite(a)).toBe(true)
    return kinetic + g * (middle1 + middle2)
  }

  it('keeps its energy without torque', () => {
    const move = createRungeKutta(4, acrobotDerivative)
    const state = Float64Array.of(1.2, -0.7, 0.5, -0.3)
    const before = energyOf(state)
    for (let t = 0; t < 20_000; t++) move(state, 0, 0.001)
    expect(Math.abs(energyOf(state) - before)).toBeLessThan(1e-7)
  })

  it('gains as much energy as the torque does work', () => {
    for (const { state, force } of samples(200, 4, [3, 3, 4, 4])) {
      const change = new Float64Array(4)
      acrobotDerivative(state, force, change)
      const h = 1e-6
      const at = (sign: number) => energyOf(state.map((value, i) => value + sign * h * change[i]!))
      expect((at(1) - at(-1)) / (2 * h)).toBeCloseTo(force * state[3]!, 5)
    }
  })

  it('is up where the tip is a link above the bar, and pays nothing for the step that leads there', () => {
    const isUp = (a: number, b: number) => acrobot.isOver(Float64Array.of(a, b, 0, 0))
    expect(isUp(0, 0)).toBe(false)
    expect(isUp(Math.PI, 0)).toBe(true)
    // The second link level: a height of 1 and no more.
    expect(isUp(Math.PI, Math.PI / 2 + 1e-6)).toBe(false)
    expect(isUp(Math.PI, Math.PI / 2 - 1e-6)).toBe(true)
    expect(acrobot.step(Float64Array.of(Math.PI, 0, 0, 0), 1)).toBe(0)
    expect(acrobot.step(Float64Array.of(0, 0, 0, 0), 2)).toBe(-1)
  })

  it('brings angles into [−π, π] and bounds speeds', () => {
    const state = Float64Array.of(3, 3, 12.5, 28)
    acrobot.step(state, 2)
    expect(Math.abs(state[0]!)).toBeLessThanOrEqual(Math.PI)
    expect(Math.abs(state[1]!)).toBeLessThanOrEqual(Math.PI)
    expect(Math.abs(state[2]!)).toBeLessThanOrEqual(4 * Math.PI)
    expect(Math.abs(state[3]!)).toBeLessThanOrEqual(9 * Math.PI)
  })
})

describe('double-pole', () => {
  it('accelerates as the equations of motion say, friction included', () => {
    for (const { state, force } of samples(500, 6, [2, 2, 0.6, 3, 0.6, 6])) {
      const [, v, angle1, speed1, angle2, speed2] = [...state] as [number, ...number[]]
      const poles = [
        { mass: 0.1, half: 0.5, angle: angle1!, speed: speed1! },
        { mass: 0.01, half: 0.05, angle: angle2!, speed: speed2! },
      ]
      const rubbing = 0.0005 * Math.sign(v!)
      const wanted = cartWithPoles(poles, force - rubbing, (speed) => 0.000002 * speed)
      const change = new Float64Array(6)
      doublePoleDerivative(state, force, change)
      const received = [change[1]!, change[3]!, change[5]!]
      expect([change[0], change[2], change[4]]).toEqual([v, speed1, speed2])
      wanted.forEach((value, i) => {
        expect(Math.abs(received[i]! - value)).toBeLessThan(1e-9 * (1 + Math.abs(value)))
      })
    }
  })

  it('moves by 0.02 s a step, as many small steps of another method do', () => {
    const state = Float64Array.of(0, 0, 0.07, 0, 0, 0)
    const fine = Float64Array.from(state)
    const change = new Float64Array(6)
    const parts = 20_000
    doublePole.step(state, 1)
    // Euler's method, with steps so small that its error is, too.
    for (let t = 0; t < parts; t++) {
      doublePoleDerivative(fine, 10, change)
      for (let i = 0; i < 6; i++) fine[i] = fine[i]! + (0.02 / parts) * change[i]!
    }
    for (let i = 0; i < 6; i++) expect(state[i]).toBeCloseTo(fine[i]!, 4)
  })

  it('is over beyond 2.4 m and 36° of any pole', () => {
    const degrees = (angle: number) => (angle * Math.PI) / 180
    const isOver = (...state: number[]) => doublePole.isOver(Float64Array.from(state))
    expect(isOver(2.4, 0, degrees(36), 0, -degrees(36), 0)).toBe(false)
    expect(isOver(-2.4001, 0, 0, 0, 0, 0)).toBe(true)
    expect(isOver(0, 0, degrees(36.01), 0, 0, 0)).toBe(true)
    expect(isOver(0, 0, 0, 0, -degrees(36.01), 0)).toBe(true)
  })
})

describe('the method of Runge and Kutta', () => {
  it('errs by a sixteenth where steps are half as long', () => {
    // x″ = −x from x = 1: the cosine.
    const move = createRungeKutta(2, ([x, v], _force, change) => {
      change[0] = v!
      change[1] = -x!
    })
    const errorOf = (steps: number) => {
      const state = Float64Array.of(1, 0)
      for (let t = 0; t < steps; t++) move(state, 0, 1 / steps)
      return Math.abs(state[0]! - Math.cos(1))
    }
    const ratio = errorOf(10) / errorOf(20)
    expect(ratio).toBeGreaterThan(14)
    expect(ratio).toBeLessThan(18)
  })
})
