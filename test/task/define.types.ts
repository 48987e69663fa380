/**
 * What must not compile: each `@ts-expect-error` fails the type check when the types let it pass.
 * Nothing here runs.
 */
import { defineTask, machine, truthTable } from 'nandertal'

const genome = machine({ inputs: 2, outputs: 1 })

defineTask({ genome, fitness: (m) => m.gates })
defineTask({ genome, fitness: async (m) => m.gates })
defineTask({ genome, problem: truthTable(([a, b]) => [a! & b!]) })
defineTask({
  genome,
  objectives: { errors: 'min', gates: 'min' },
  fitness: (m) => ({ errors: 0, gates: m.gates }),
  target: { errors: 0 },
})

// @ts-expect-error a fitness that forgets an objective
defineTask({ genome, objectives: { errors: 'min', gates: 'min' }, fitness: () => ({ errors: 0 }) })

// @ts-expect-error a fitness with a wrong objective name
defineTask({ genome, objectives: { e: 'min', g: 'min' }, fitness: (m) => ({ e: 0, h: m.gates }) })

// @ts-expect-error a target for an objective that is not there
defineTask({ genome, objectives: { e: 'min' }, fitness: () => ({ e: 0 }), target: { f: 0 } })

// @ts-expect-error a direction that is none
defineTask({ genome, objectives: { errors: 'least' }, fitness: () => ({ errors: 0 }) })

// @ts-expect-error a fitness that returns text
defineTask({ genome, fitness: () => 'good' })

// @ts-expect-error neither a problem nor a fitness
defineTask({ genome })

defineTask({
  genome,
  objectives: { errors: 'min', gates: 'min' },
  fitness: (m) => ({ errors: 0, gates: m.gates }),
  weights: { errors: 10, gates: 1 },
  constraints: { errors: { max: 3 }, depth: { max: 8 } },
})
defineTask({ genome, fitness: (m) => m.gates, constraints: { depth: { max: 8 } } })
defineTask({
  genome,
  problem: truthTable(([a, b]) => [a! & b!]),
  weights: { errors: 10, gates: 1 },
  constraints: { depth: { max: 8 } },
})

// @ts-expect-error a weight of an objective that is not there
defineTask({ genome, objectives: { e: 'min' }, fitness: () => ({ e: 0 }), weights: { f: 1 } })

// @ts-expect-error a constraint on what is neither an objective nor a size
defineTask({ genome, objectives: { e: 'min' }, fitness: () => ({ e: 0 }), constraints: { f: {} } })

// @ts-expect-error a bound that is none
defineTask({ genome, fitness: () => 0, constraints: { depth: { most: 3 } } })

defineTask({ genome, interact: (a, b) => a.gates - b.gates, opponents: 4, bothSides: true })
defineTask({ genome, interact: async (a, b) => [a.gates, b.gates] })

// @ts-expect-error payoffs of three
defineTask({ genome, interact: () => [1, 2, 3] })

// @ts-expect-error a competition with a fitness
defineTask({ genome, interact: () => 1, fitness: () => 1 })

// @ts-expect-error a competition has no target that stays
defineTask({ genome, interact: () => 1, target: 3 })

defineTask({ genome, fitness: (m) => ({ fitness: m.gates, cases: [1, 2] }) })
defineTask({ genome, objectives: { e: 'min' }, fitness: () => ({ e: 0, cases: [0] }) })
defineTask({ genome, fitness: (m) => m.gates, noise: { resample: 'adaptive' } })

// @ts-expect-error cases that are no numbers
defineTask({ genome, fitness: () => ({ fitness: 1, cases: ['a'] }) })

// @ts-expect-error a way to sample that is none
defineTask({ genome, fitness: () => 1, noise: { resample: 'often' } })
