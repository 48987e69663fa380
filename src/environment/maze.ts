/**
 * A maze of 8 × 8 cells: a robot looks for the way out by the walls that it sees around itself.
 *
 *   ┌─┬───┐
 *   │>│ │ │    The robot starts in the first cell and is out in the last one.
 *   │ ╵ ╵ │
 *   └─────x
 *
 * It sees whether a wall is to its left, ahead and to its right, and turns left, goes ahead or turns
 * right; going into a wall does nothing. Each episode has a maze of its own, in which one way joins
 * any two cells. So a hand on the wall leads out: of the 126 sides of ways, each is walked at most
 * once, after two turns at most, which 400 steps are enough for. The way out is rewarded with 1 and
 * nothing else is: the mean return is the part of mazes that were solved.
 *
 * Source of the walk that carves mazes, from cell to unseen cell and back: Tarry 1895, "Le problème des
 * labyrinthes".
 */
import type { Environment } from '../environment.ts'
import type { Rng } from '../random.ts'

const side = 8
const cells = side * side
/** Behind the cells of a state: where the robot is, and where it looks, 0 north, then clockwise. */
const placeAt = cells
const headingAt = cells + 1

const columnsOf = [0, 1, 0, -1]
const rowsOf = [-1, 0, 1, 0]

export const maze: Environment = {
  name: 'maze',
  observations: [{ name: 'wallLeft' }, { name: 'wallAhead' }, { name: 'wallRight' }],
  actions: ['turnLeft', 'ahead', 'turnRight'],
  stepsMax: 400,
  goal: 1,
  stateSize: cells + 2,

  reset(state, rng) {
    carve(state, rng)
    state[placeAt] = 0
    state[headingAt] = rng.below(4)
  },

  step(state, action) {
    const heading = state[headingAt]!
    if (action !== 1) {
      state[headingAt] = (heading + action + 3) & 3
      return 0
    }
    const place = state[placeAt]!
    if (isWall(state, place, heading)) return 0
    const next = neighbour(place, heading)
    state[placeAt] = next
    return next === cells - 1 ? 1 : 0
  },

  isOver: (state) => state[placeAt] === cells - 1,

  observe(state, observed) {
    const place = state[placeAt]!
    const heading = state[headingAt]!
    observed[0] = isWall(state, place, (heading + 3) & 3) ? 1 : 0
    observed[1] = isWall(state, place, heading) ? 1 : 0
    observed[2] = isWall(state, place, (heading + 1) & 3) ? 1 : 0
  },
}

/** A cell is a number whose bit d is 1 where it is open in direction d. */
const isWall = (state: Float64Array, cell: number, direction: number): boolean =>
  ((state[cell]! >> direction) & 1) === 0

/** The cell in a direction, which there is. */
const neighbour = (cell: number, direction: number): number =>
  cell + columnsOf[direction]! + side * rowsOf[direction]!

function isInside(cell: number, direction: number): boolean {
  const column = (cell % side) + columnsOf[direction]!
  const row = Math.floor(cell / side) + rowsOf[direction]!
  return column >= 0 && column < side && row >= 0 && row < side
}

const way = new Uint8Array(cells)

/** Opens walls along a random walk that visits every cell and goes back where it is stuck. */
function carve(state: Float64Array, rng: Rng): void {
  state.fill(0, 0, cells)
  let length = 0
  way[length++] = 0
  while (length > 0) {
    const cell = way[length - 1]!
    const direction = drawUnseen(state, cell, rng)
    if (direction < 0) {
      length--
      continue
    }
    const next = neighbour(cell, direction)
    state[cell] = state[cell]! | (1 << direction)
    state[next] = state[next]! | (1 << ((direction + 2) & 3))
    way[length++] = next
  }
}

/** A direction to a cell that no way leads to yet; −1 where there is none. */
function drawUnseen(state: Float64Array, cell: number, rng: Rng): number {
  let count = 0
  for (let d = 0; d < 4; d++) if (isUnseen(state, cell, d)) count++
  if (count === 0) return -1
  let skip = rng.below(count)
  for (let d = 0; ; d++) if (isUnseen(state, cell, d) && skip-- === 0) return d
}

// The first cell is open from the first step on, so that it is never met unseen again.
const isUnseen = (state: Float64Array, cell: number, direction: number): boolean =>
  isInside(cell, direction) && state[neighbour(cell, direction)] === 0
