/**
 * How well do methods of gradient descent do on built-in tasks, on the cases that they learn from and on
 * sequences of 41 to 500 ticks, within a budget of time?
 *
 *   npm run build && npm run bench:descent -- [--seeds 3] [--budget 60] [--methods rnn,gru] [--tasks xor] [--ticks 40]
 *
 * Seconds are those of the processor as well as those of the clock, since other work may run beside it.
 */
import { parseArgs } from 'node:util'
import { createTask, gateCount } from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'
import { createDescentMethods } from '../../src/compare/descent.ts'
import { accuracy } from '../../src/compare/score.ts'
import type { Material } from '../../src/compare.ts'
import { casesFromAutomaton } from '../../src/problem/sequence.ts'
import { casesFromTable } from '../../src/problem/table.ts'

const tasks = 'parity-stream,even-pairs,cycle-navigation,serial-adder,xor,majority-5'
const { values: chosen } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    /** Seconds for a training. */
    budget: { type: 'string', default: '60' },
    /** Names with commas; default all. */
    methods: { type: 'string' },
    tasks: { type: 'string', default: tasks },
    /** Ticks of the sequences to learn from; default those of the task. */
    ticks: { type: 'string' },
  },
})

/** Ticks of sequences that are longer than those to learn from, and how many there are of each. */
const longerTicks = [41, 100, 200, 500]
const longerSequences = 64

async function readMaterial(name: string): Promise<Material> {
  const { spec, problem } = createTask(await builtinTasks[name]!.load())
  const whole = { name, longer: [], isBalanced: false, spec }
  if (spec?.kind === 'table') return { ...whole, train: casesFromTable(spec) }
  if (spec?.kind !== 'automaton') throw new Error(`${name} is no table and no automaton`)
  const ticks = Number(chosen.ticks)
  return {
    ...whole,
    train: ticks > 0 ? casesFromAutomaton(spec, { ticks }) : problem.packed!.cases,
    longer: longerTicks.map((many) =>
      casesFromAutomaton(spec, { ticks: many, sequences: longerSequences }),
    ),
  }
}

const percent = (part: number) => `${(100 * part).toFixed(2)}%`

async function run(
  method: ReturnType<typeof createDescentMethods>[number],
  material: Material,
  seed: number,
) {
  const now = () => performance.now()
  const [began, cpu] = [now(), process.cpuUsage()]
  const trained = await method.train(material, {
    seed,
    budgetMs: 1000 * Number(chosen.budget),
    now,
  })
  const { user, system } = process.cpuUsage(cpu)
  const seconds = ((now() - began) / 1000).toFixed(1)
  const busy = ((user + system) / 1e6).toFixed(1)
  const score = (respond: typeof trained.respond) =>
    [material.train, ...material.longer]
      .map((cases) => percent(accuracy(cases, respond(cases.stimulus), false)))
      .join(' ')
  const size = trained.netlist
    ? `${gateCount(trained.netlist)} NANDs`
    : `${trained.parameters} numbers`
  const soft = trained.respondSoftly ? ` | soft ${score(trained.respondSoftly)}` : ''
  console.log(
    `${material.name} ${method.name} seed ${seed} | ${score(trained.respond)}${soft} | ${seconds} s, ${busy} s busy, ${size} | ${trained.note}`,
  )
}

console.log(
  `task method seed | accuracy on train, then on ${longerTicks.join(', ')} ticks | time | end`,
)
for (const name of chosen.tasks.split(',')) {
  const material = await readMaterial(name)
  for (const method of createDescentMethods()) {
    if (chosen.methods && !chosen.methods.split(',').includes(method.name)) continue
    if (method.refuse?.(material)) continue
    for (let seed = 1; seed <= Number(chosen.seeds); seed++) await run(method, material, seed)
  }
}
