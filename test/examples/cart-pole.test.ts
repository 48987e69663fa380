/** The controller in `examples/cart-pole/`: as good as is said there, and its Verilog does the same. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  cartPole,
  createMachine,
  encodeRow,
  gateCount,
  playEpisodes,
  readChampion,
} from 'nandertal'
import { afterAll, expect, it } from 'vitest'
import { createRng } from '../../src/random.ts'
import { missingOf, verilogWorld } from '../export/worlds.ts'

const example = fileURLToPath(new URL('../../examples/cart-pole/', import.meta.url))
const read = (file: string) => readFileSync(join(example, file), 'utf8')
const champion = readChampion(read('champion.json'), 'champion.json')
const { netlist, ports } = champion

const folder = mkdtempSync(join(tmpdir(), 'nandertal-cart-pole-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Raw observations of an episode, from a start of its own, up to its end or 500 steps. */
function recordEpisode(seed: number): number[][] {
  const machine = createMachine(netlist, ports)
  const state = new Float64Array(cartPole.stateSize)
  cartPole.reset(state, createRng(seed).split('recorded'))
  const rows: number[][] = []
  while (rows.length < cartPole.stepsMax && !cartPole.isOver(state)) {
    const observed = new Float64Array(4)
    cartPole.observe(state, observed)
    rows.push([...observed])
    cartPole.step(state, cartPole.actions.indexOf(machine.act(rows.at(-1)!)))
  }
  return rows
}

it('balances for 500 steps from 100 starts that it has not seen', () => {
  for (const seed of [2026, 5]) {
    const returns = playEpisodes(cartPole, netlist, ports, { episodes: 100, seed })
    expect([...new Set(returns)]).toEqual([500])
  }
})

it('is of the size that its file and page say, comparators included', () => {
  const comparators = ports.encoder!.columns.reduce(
    (sum, column) => sum + (column.kind === 'number' ? column.thresholds.length : 0),
    0,
  )
  expect(champion.score).toMatchObject({ return: 500, gates: gateCount(netlist), comparators })
  expect(netlist.inputs).toBe(comparators)
  expect(champion.measures).toMatchObject({ unseenReturn: 500, unseenWorst: 500, comparators })
  const page = read('README.md')
  expect(page).toMatch(new RegExp(`\\| ${gateCount(netlist)} NANDs, depth 3, no memory +\\|`))
  expect(page).toContain(`| ${comparators} comparators with a constant, of 44 that were offered`)
})

it('is where its run ended', () => {
  // A cast, because the journal is our own.
  const events = read('journal.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(events[0]).toMatchObject({ type: 'started', digest: champion.task.digest, seed: 1 })
  const improved = events.filter(({ type }) => type === 'improved')
  expect(improved.at(-1).score).toEqual(champion.score)
  expect(events.find(({ type }) => type === 'stopped')).toMatchObject({
    evaluations: champion.evaluations,
  })
})

it('falls without its gates: none of its comparators alone does as well', () => {
  for (let input = 1; input <= netlist.inputs; input++) {
    const wire = { ...netlist, fanin: new Uint32Array(0), outputs: Uint32Array.of(input) }
    const returns = playEpisodes(cartPole, wire, ports, { episodes: 20, seed: 1 })
    expect(Math.min(...returns)).toBeLessThan(500)
  }
})

const missing = missingOf(verilogWorld)

it.skipIf(missing)(`acts as its Verilog does, over recorded episodes${missing}`, async () => {
  const rows = [1, 2, 3].flatMap(recordEpisode)
  expect(rows).toHaveLength(1500)
  const inputs = rows.map((row) => encodeRow(ports.encoder!, row))
  const machine = { title: 'cart_pole', netlist, ports, inputs, content: read('champion.v') }
  const [shown] = await verilogWorld.run([machine], folder)
  const plain = createMachine(netlist, ports)
  const actions = rows.map((row) => (plain.act(row) === 'left' ? '1' : '0'))
  expect(shown).toEqual(actions)
  expect(new Set(actions)).toEqual(new Set(['0', '1']))
})
