/**
 * A competition in the place of a fitness: the iterated prisoner's dilemma.
 *
 * Two machines meet for some rounds. In each, both choose at once: 1 is to cooperate, 0 to defect.
 * Who defects alone gets 5, who was left alone 0; both get 3 for cooperating and 1 for defecting. A
 * machine sees what the other one did last, and whether this is the first round. What often
 * evolves is to begin with trust and then to do what the other one did: tit for tat.
 *
 * Source: Axelrod 1984, "The Evolution of Cooperation".
 */
import { defineTask, machine } from 'nandertal'

/** [mine][yours] */
const payoffs = [
  [1, 5],
  [0, 3],
]

export default defineTask({
  description: 'Plays the prisoner’s dilemma for ten rounds against the others of its generation.',
  genome: machine({
    inputs: ['first', 'otherCooperated'],
    outputs: ['cooperate'],
    latches: 2,
    gates: 30,
  }),
  interact(a, b) {
    const rounds = 10
    const sums = [0, 0] as [number, number]
    let [mine, yours] = [0, 0]
    for (let round = 0; round < rounds; round++) {
      const isFirst = round === 0
      const [next = 0] = a.step([isFirst, yours])
      const [reply = 0] = b.step([isFirst, mine])
      mine = next
      yours = reply
      sums[0] += payoffs[mine]![yours]!
      sums[1] += payoffs[yours]![mine]!
    }
    return [sums[0] / rounds, sums[1] / rounds]
  },
  opponents: 8,
  // Many live on and few are new: among many strangers, trust does not pay.
  search: { name: 'genetic', population: 30, elite: 20, tournament: 3, crossover: 0 },
  budget: { evaluations: 6000 },
})
