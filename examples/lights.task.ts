/**
 * A fitness function of one's own, with several objectives: traffic lights at a crossing.
 *
 * Cars come from two roads, a few at a time and by chance. Each tick the machine sees where cars
 * wait and shows two green lights. Both at once is a crash; a car that waits costs a tick; a light
 * that changes all the time makes nobody happy.
 */
import { defineTask, machine } from 'nandertal'

const ticks = 60
const days = 8

export default defineTask({
  description: 'Lights for a crossing: no crash, little waiting, few changes.',
  genome: machine({
    inputs: ['carsNorth', 'carsEast'],
    outputs: ['greenNorth', 'greenEast'],
    latches: 3,
    gates: 60,
  }),
  objectives: { crashes: 'min', waiting: 'min', changes: 'min' },
  target: { crashes: 0, waiting: 150 },
  // The same days for every machine: a lucky day would count as a good machine.
  fitness(lights) {
    const score = { crashes: 0, waiting: 0, changes: 0 }
    for (let day = 1; day <= days; day++) {
      const chance = createChance(day)
      const cars = { north: 0, east: 0 }
      let before = [0, 0]
      lights.reset()
      for (let tick = 0; tick < ticks; tick++) {
        if (chance() < 0.3) cars.north++
        if (chance() < 0.3) cars.east++
        const [north = 0, east = 0] = lights.step([cars.north > 0, cars.east > 0])
        if (north && east) score.crashes++
        else if (north && cars.north > 0) cars.north--
        else if (east && cars.east > 0) cars.east--
        score.waiting += cars.north + cars.east
        score.changes += Number(north !== before[0]) + Number(east !== before[1])
        before = [north, east]
      }
    }
    return score
  },
  budget: { evaluations: 100_000, stall: 20_000 },
})

/** Numbers in [0, 1) that are the same on every machine. */
function createChance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
