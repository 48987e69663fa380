/**
 * The classical Runge-Kutta method of order 4: one step of an ordinary differential equation.
 *
 * Source: Kutta 1901, "Beitrag zur näherungsweisen Integration totaler Differentialgleichungen".
 */

/** Writes the change of each number of `state` per second into `change`, under a force. */
export type Derivative = (state: Float64Array, force: number, change: Float64Array) => void

/** Creates a stepper for states of some size; it keeps its scratch, so that a step allocates nothing. */
export function createRungeKutta(
  size: number,
  derivative: Derivative,
): (state: Float64Array, force: number, time: number) => void {
  const between = new Float64Array(size)
  const k1 = new Float64Array(size)
  const k2 = new Float64Array(size)
  const k3 = new Float64Array(size)
  const k4 = new Float64Array(size)

  return (state, force, time) => {
    derivative(state, force, k1)
    for (let i = 0; i < size; i++) between[i] = state[i]! + (time / 2) * k1[i]!
    derivative(between, force, k2)
    for (let i = 0; i < size; i++) between[i] = state[i]! + (time / 2) * k2[i]!
    derivative(between, force, k3)
    for (let i = 0; i < size; i++) between[i] = state[i]! + time * k3[i]!
    derivative(between, force, k4)
    for (let i = 0; i < size; i++) {
      state[i] = state[i]! + (time / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!)
    }
  }
}
