/**
 * The rule of the Game of Life: whether a cell lives at the next tick, from itself and its eight
 * neighbours.
 *
 * A cell is born with three living neighbours and lives on with two or three. The cells of the square
 * come row by row; the fifth is the cell itself.
 *
 * Source: Gardner 1970, "The Fantastic Combinations of John Conway's New Solitaire Game 'Life'".
 */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'alive is whether the cell c lives at the next tick, by Conway’s rule.',
  genome: machine({
    inputs: ['nw', 'n', 'ne', 'w', 'c', 'e', 'sw', 's', 'se'],
    outputs: ['alive'],
  }),
  problem: truthTable((cells) => {
    const isAlive = cells[4] === 1
    const all = cells.filter((cell) => cell === 1).length
    const neighbours = isAlive ? all - 1 : all
    return [neighbours === 3 || (isAlive && neighbours === 2)]
  }),
})
