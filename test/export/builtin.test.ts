/**
 * The pruned Verilog of every built-in task with a specification passes yosys and simulates in iverilog as the kernel does.
 *
 * The machines are not evolved, which would take hours for the largest: each is built from the task's
 * specification as decision diagrams, with states as binary numbers in latches, and pruned by the quick
 * ones of the exact passes. All are proved to do what the task wants before they are exported.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTask } from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeCore } from '../../src/netlist/core.ts'
import { gateCount, type Netlist } from '../../src/netlist.ts'
import { buildTable, passes, prune } from '../../src/prune.ts'
import { createRng } from '../../src/random.ts'
import { tableFromFunction, wordBits } from '../../src/spec/table.ts'
import type { AutomatonSpec, Spec } from '../../src/spec.ts'
import { verify } from '../../src/verify.ts'
import type { Strange } from './strange.ts'
import { exportAll, isInstalled, missingOf, shownByKernel, verilogWorld } from './worlds.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nandertal-builtin-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Ticks that every machine is driven for: all rows of up to ten inputs, chosen ones of more. */
const ticks = 1024

const bitsOf = (values: number): number => Math.max(1, Math.ceil(Math.log2(values)))

/** Those that take no time on the largest of the tasks. */
const quickPasses = passes.filter(({ name }) =>
  ['dead', 'constants', 'strash', 'latches', 'functions'].includes(name),
)

/** A machine that does what a spec wants. */
function buildMachine(spec: Spec): Netlist {
  if (spec.kind === 'table') return buildTable(spec)
  if (spec.kind !== 'automaton') throw new Error('a table or an automaton was expected')
  const latches = bitsOf(spec.states)
  const letters = new Map([...spec.letters].map((letter, index) => [letter, index]))
  const size = { inputs: spec.inputs + latches, outputs: spec.outputs + latches }
  const core = tableFromFunction(size.inputs, size.outputs, (bits) => {
    const number = (list: readonly number[]) => list.reduce((sum, bit, i) => sum + bit * 2 ** i, 0)
    const letter = letters.get(number(bits.slice(0, spec.inputs)))
    const state = number(bits.slice(spec.inputs))
    // What never comes does not matter.
    if (letter === undefined || state >= spec.states) return new Array(size.outputs).fill(null)
    return transition(spec, state * spec.letters.length + letter, latches)
  })
  return closeCore(buildTable(core), latches)
}

function transition(spec: AutomatonSpec, at: number, latches: number): (number | null)[] {
  const care = wordBits(spec.care[at]!, spec.outputs)
  const wanted = wordBits(spec.wanted[at]!, spec.outputs)
  const outputs = wanted.map((bit, o) => (care[o] ? bit : null))
  return [...outputs, ...wordBits(spec.next[at]!, latches)]
}

/** Letters of an automaton by chance; rows of a table one after another, or by chance where they are many. */
function driveFor(spec: Spec, inputs: number): number[][] {
  const rng = createRng(1).split('drive')
  return Array.from({ length: ticks }, (_, t) => {
    if (spec.kind === 'automaton') {
      return wordBits(spec.letters[rng.below(spec.letters.length)]!, inputs)
    }
    return wordBits(2 ** inputs <= ticks ? t % 2 ** inputs : rng.below(2 ** inputs), inputs)
  })
}

async function buildAll(): Promise<Strange[]> {
  const machines: Strange[] = []
  for (const [name, { load }] of Object.entries(builtinTasks)) {
    const { spec, ports } = createTask(await load())
    // Controllers are held against nothing; `test/examples/` simulates one that was evolved.
    if (!spec) continue
    const built = buildMachine(spec)
    const { netlist } = await prune(built, { effort: 0, spec, passes: quickPasses })
    expect(gateCount(netlist), name).toBeLessThanOrEqual(gateCount(built))
    expect(verify(netlist, spec), name).toMatchObject({ verdict: 'equivalent' })
    // Tasks such as `not` are keywords of Verilog.
    const title = `task_${name.replaceAll('-', '_')}`
    machines.push({ title, netlist, ports, inputs: driveFor(spec, netlist.inputs) })
  }
  return machines
}

const missing =
  missingOf(verilogWorld) || (isInstalled('yosys') ? '' : ' (skipped: yosys is not installed)')

it.skipIf(missing)(`is accepted by yosys, and simulates the same${missing}`, async () => {
  const exported = await exportAll('verilog', await buildAll())
  expect(exported.length).toBeGreaterThan(35)
  for (const { title, content } of exported) writeFileSync(join(folder, `${title}.v`), content)
  const commands = exported.map(({ title }) => {
    return `read_verilog ${title}.v; hierarchy -check -top ${title}; proc; check -assert; design -reset`
  })
  execFileSync('yosys', ['-q', '-p', commands.join('; ')], { cwd: folder, stdio: 'pipe' })
  expect(await verilogWorld.run(exported, folder)).toEqual(shownByKernel(exported))
})
