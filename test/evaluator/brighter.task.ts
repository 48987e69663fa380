/** Machines of which a person says which one is better. */
import { askHuman, defineTask, machine } from 'nandertal'

export default defineTask({
  name: 'brighter',
  genome: machine({ inputs: ['a', 'b'], outputs: ['lamp'], gates: 4 }),
  interact: askHuman('Which one is on more often?'),
  search: { name: 'genetic', population: 4, elite: 2 },
  budget: { evaluations: 12 },
})
