/** The last four bits that came: no gate is needed, the latches take from one another. */
import { automaton, defineTask, machine } from 'nandertal'

export default defineTask({
  description: 'q0 to q3 are the data of one to four ticks ago, 0 before the first tick.',
  genome: machine({ inputs: ['data'], outputs: ['q0', 'q1', 'q2', 'q3'], latches: 4, gates: 20 }),
  problem: automaton(
    {
      reset: [0, 0, 0, 0],
      step: (kept, [data]) => ({ state: [data, ...kept.slice(0, 3)], outputs: kept }),
    },
    { ticks: 12 },
  ),
})
