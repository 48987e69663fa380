/**
 * How long does an episode of CartPole take with a machine of 30 gates: where it reads few bits, so that
 * what it does is looked up, where it reads more, and where a fitness function drives it by hand?
 */
import {
  cartPole,
  createBuilder,
  createMachine,
  createRng,
  fromEnvironment,
  gateCount,
  type Netlist,
  playEpisodes,
} from 'nandertal'
import { median, writeRecord } from '../record.ts'

const { ports } = fromEnvironment(cartPole, { bits: 11 }).shape
const episodes = 200
const samples = 9
const gates = 30

/**
 * The controller of examples/cart-pole, and a latch that nothing reads behind a chain of gates over
 * other bits: so many gates and bits as are asked for, and 500 steps from every start.
 */
function buildController(bits: number): Netlist {
  const { input, nand, not, setLatch, build } = createBuilder(ports.inputs.length, 1)
  const read = (name: string) => input(ports.inputs.indexOf(name))
  const [slow, fast] = [read('angularVelocity>-0.333333'), read('angularVelocity>0.333333')]
  const left = nand(slow, nand(not(read('angle>0')), nand(fast, slow)))
  const others = Array.from({ length: bits - 3 }, (_, i) => input(i))
  let chain = left
  for (let g = 4; g < gates; g++) chain = nand(chain, others[(g * 5) % others.length]!)
  setLatch(0, chain)
  return build([left])
}

/** As a user would write it without `fromEnvironment`. */
function playByHand(netlist: Netlist): number {
  const machine = createMachine(netlist, ports)
  const state = new Float64Array(cartPole.stateSize)
  const observed = new Float64Array(cartPole.observations.length)
  let sum = 0
  for (let e = 0; e < episodes; e++) {
    cartPole.reset(state, createRng(1).split(e))
    machine.reset()
    for (let t = 0; t < cartPole.stepsMax && !cartPole.isOver(state); t++) {
      cartPole.observe(state, observed)
      sum += cartPole.step(state, cartPole.actions.indexOf(machine.act([...observed])))
    }
  }
  return sum
}

const play = (netlist: Netlist) =>
  playEpisodes(cartPole, netlist, ports, { episodes, seed: 1 }).reduce((sum, each) => sum + each, 0)

const sides = [
  { name: '11 bits and a latch: looked up', netlist: buildController(11), run: play },
  { name: '20 bits and a latch: gate by gate', netlist: buildController(20), run: play },
  { name: '20 bits and a latch: by hand', netlist: buildController(20), run: playByHand },
]

/** Nanoseconds of one core for a step, and the steps. */
function measure({ netlist, run }: (typeof sides)[number]): { steps: number; time: number } {
  const startedAt = process.cpuUsage()
  const steps = run(netlist)
  const { user, system } = process.cpuUsage(startedAt)
  return { steps, time: (1000 * (user + system)) / steps }
}

// Samples of all sides in turn; the first of each warms up and is thrown away.
const measured = sides.map(() => [] as { steps: number; time: number }[])
for (let sample = 0; sample <= samples; sample++) {
  for (const [s, side] of sides.entries()) {
    const one = measure(side)
    if (sample > 0) measured[s]!.push(one)
  }
}

const rows = sides.map(({ name, netlist }, s) => {
  const times = measured[s]!.map(({ time }) => time)
  const steps = measured[s]![0]!.steps / episodes
  return [
    name,
    gateCount(netlist),
    steps,
    `${median(times).toFixed(0)} (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`,
    ((median(times) * 500) / 1000).toFixed(0),
  ]
})
console.log(rows)

writeRecord('speed/environments.json', {
  title: 'Episodes',
  question:
    'How long does an episode of CartPole take with a machine of 30 gates: where it reads few bits, so that what it does is looked up, where it reads more, and where a fitness function drives it by hand?',
  command: 'npm run build && npm run bench:episodes',
  columns: [
    'machine',
    'gates',
    'steps of an episode',
    'ns of one core a step, median (least to most)',
    'µs for 500 steps',
  ],
  rows,
  notes: ['200 episodes a sample, 9 samples of each in turn. All three take the same steps.'],
  runs: sides.map(({ name }, s) => ({ name, samples: measured[s] })),
})
