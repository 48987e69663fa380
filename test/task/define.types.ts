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
defineTask({
  genome,
  objectives: { errors: 'min', gates: 'min' },
  fitness: (m) => ({ errors: 0, gate: m.gates }),
})

defineTask({
  genome,
  objectives: { errors: 'min' },
  fitness: () => ({ errors: 0 }),
  // @ts-expect-error a target for an objective that is not there
  target: { error: 0 },
})

// @ts-expect-error a direction that is none
defineTask({ genome, objectives: { errors: 'least' }, fitness: () => ({ errors: 0 }) })

// @ts-expect-error a fitness that returns text
defineTask({ genome, fitness: () => 'good' })

// @ts-expect-error neither a problem nor a fitness
defineTask({ genome })
