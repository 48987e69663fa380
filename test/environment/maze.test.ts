/** Mazes: carved right, seen right, and walked out of with a hand on the wall. */
import { describe, expect, it } from 'vitest'
import { maze } from '../../src/environment/maze.ts'
import { createRng } from '../../src/random.ts'

const [turnLeft, ahead, turnRight] = [0, 1, 2]
const offsets = [-8, 1, 8, -1]
const create = (seed: number) => {
  const state = new Float64Array(maze.stateSize)
  maze.reset(state, createRng(seed))
  return state
}

describe('a maze', () => {
  it('has one way between any two cells: 63 open walls that reach all 64', () => {
    for (let seed = 0; seed < 200; seed++) {
      const state = create(seed)
      const open = (cell: number) => [0, 1, 2, 3].filter((d) => (state[cell]! >> d) & 1)
      const reached = new Set([0])
      for (const cell of reached) for (const d of open(cell)) reached.add(cell + offsets[d]!)
      const sides = Array.from({ length: 64 }, (_, cell) => open(cell).length)
      expect(reached.size).toBe(64)
      expect([...reached].every((cell) => cell >= 0 && cell < 64)).toBe(true)
      expect(sides.reduce((sum, count) => sum + count, 0)).toBe(126)
      for (let cell = 0; cell < 64; cell++) {
        for (const d of open(cell)) expect(open(cell + offsets[d]!)).toContain((d + 2) % 4)
      }
    }
  })

  it('is left with a hand on the right wall in time, always', () => {
    const observed = new Float64Array(3)
    for (let seed = 0; seed < 500; seed++) {
      const state = create(seed)
      let sum = 0
      let hasTurned = false
      let t = 0
      for (; t < maze.stepsMax && !maze.isOver(state); t++) {
        maze.observe(state, observed)
        const [, isAhead, isRight] = observed
        // Having turned to where there was no wall, it goes there.
        let action = ahead
        if (!isRight && !hasTurned) action = turnRight
        else if (isAhead) action = turnLeft
        hasTurned = action === turnRight
        sum += maze.step(state, action)
      }
      expect([sum, maze.isOver(state)]).toEqual([1, true])
      expect(t).toBeLessThan(3 * 126 + 4)
    }
  })

  it('stays where it is before a wall, and sees the same after four turns', () => {
    const [before, after] = [new Float64Array(3), new Float64Array(3)]
    for (let seed = 0; seed < 50; seed++) {
      const state = create(seed)
      maze.observe(state, before)
      for (let t = 0; t < 4; t++) maze.step(state, turnLeft)
      maze.observe(state, after)
      expect(after).toEqual(before)
      // The first cell is in a corner: at most four turns away, a wall is ahead.
      while (after[1] === 0) {
        maze.step(state, turnRight)
        maze.observe(state, after)
      }
      const copy = Float64Array.from(state)
      expect(maze.step(state, ahead)).toBe(0)
      expect(state).toEqual(copy)
    }
  })
})
