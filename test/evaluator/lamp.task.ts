/** A machine that a person judges. */
import { askHuman, defineTask, machine } from 'nandertal'

export default defineTask({
  name: 'lamp',
  genome: machine({ inputs: ['a', 'b'], outputs: ['lamp'], gates: 4 }),
  objectives: { fitness: 'max' },
  fitness: askHuman('How well does it shine?'),
  search: { name: 'one-plus-lambda', lambda: 2 },
  budget: { evaluations: 7 },
})
