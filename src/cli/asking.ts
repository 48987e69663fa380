/** What `ask` and `tell` do once they are called. */
import {
  type AnswerValue,
  type Asked,
  drawText,
  isPreference,
  type Netlist,
  openRunFolder,
  preferences,
  quote,
  readQuestions,
  tell,
  truthTableText,
  UsageError,
} from '../index.ts'
import type { Answer, Common } from './command.ts'
import type { Effects } from './effects.ts'
import { shortPath } from './evolving.ts'
import { plural, printable, shellLine } from './format.ts'
import { sizesOf } from './machines.ts'
import { chooseRun } from './runs.ts'
import { createStyle } from './style.ts'

interface AskGiven extends Common {
  readonly folder?: string
  readonly runs: string
}

/** Shows the open questions of a run. */
export async function askRun(given: AskGiven, effects: Effects): Promise<Answer> {
  const path = await chooseRun(given.folder, given, 'asks for', effects)
  // A folder that is no run is told as such.
  await openRunFolder(path)
  const asked = await readQuestions(path)
  const open = asked?.machines.filter(({ id }) => !asked.answers.has(id)) ?? []
  const folder = shortPath(path)
  const result = {
    ...{ type: 'result', command: 'ask', folder, question: asked?.question ?? null },
    objectives: asked?.objectives ?? {},
    questions: open.map(({ id, seed, netlist, opponent }) => ({
      ...{ id, seed, inputs: asked?.inputs, outputs: asked?.outputs },
      ...(opponent
        ? { a: plainMachine(netlist), b: plainMachine(opponent) }
        : plainMachine(netlist)),
    })),
  }
  const line = asked ? `${plural(open.length, 'open question')}` : 'nothing was asked yet'
  const text = asked && open.length > 0 ? describeAsked(asked, open, folder, effects) : line
  return { exitCode: 0, result, text, line }
}

const plainMachine = ({ latches, fanin, outputs }: Netlist) => ({
  latches: [...latches],
  gates: Array.from({ length: fanin.length / 2 }, (_, gate) =>
    Array.from(fanin.subarray(2 * gate, 2 * gate + 2)),
  ),
  shown: [...outputs],
})

function describeAsked(
  asked: Asked,
  open: Asked['machines'],
  folder: string,
  { stdout, env }: Effects,
): string {
  const { bold } = createStyle(stdout, env)
  const { question, objectives, inputs, outputs, machines } = asked
  const names = Object.keys(objectives)
  const draw = (netlist: Netlist, head: string) => {
    const ports = { inputs, outputs }
    const { gates, depth, latches } = sizesOf(netlist)
    const size = `${plural(gates, 'gate')}, depth ${depth}, ${plural(latches, 'latch', 'latches')}`
    const table = truthTableText(netlist, ports)
    const drawing = drawText(netlist, ports, stdout.columns)
    return [`${head}, ${size}`, drawing, ...(table ? [table] : [])].join('\n\n')
  }
  const parts = open.map((machine) => {
    const { id, netlist, opponent } = machine
    const head = `${bold(id)}  ${machines.indexOf(machine) + 1} of ${machines.length}`
    if (!opponent) return draw(netlist, head)
    return [head, draw(netlist, bold('a')), draw(opponent, bold('b'))].join('\n\n')
  })
  const isPair = open[0]?.opponent !== undefined
  const better = isPair
    ? ['which is better, a or b?']
    : names.map((name) => `${name}: ${objectives[name] === 'max' ? 'more' : 'less'} is better`)
  const single = names.length === 1 ? 'NUMBER' : names.map((name) => `${name}=NUMBER`).join(',')
  const value = isPair ? preferences.join('|') : single
  const answer = `nandertal ${shellLine(['tell', folder, open[0]!.id])} ${value}`
  return [
    `${bold(printable(question))}\n  ${printable(better.join('; '))}`,
    ...parts,
    `Answer with\n  ${printable(answer)}`,
  ].join('\n\n')
}

interface TellGiven extends Common {
  readonly folder: string
  readonly id: string
  readonly value: string
}

/** Answers one question of a run. */
export async function tellRun({ folder, id, value }: TellGiven, _: Effects): Promise<Answer> {
  await openRunFolder(folder)
  await tell(folder, id, readValue(value))
  const asked = await readQuestions(folder)
  const open = asked ? asked.machines.length - asked.answers.size : 0
  const rest = open === 0 ? 'that was the last one: the run can go on' : `${open} left`
  const result = { type: 'result', command: 'tell', folder: shortPath(folder), id, open }
  return { exitCode: 0, result, text: `answered ${id}; ${rest}`, line: rest }
}

/** `3`, or `beauty=3,errors=0`; of two, `a`, `b` or `same`. */
function readValue(text: string): AnswerValue {
  if (isPreference(text)) return text
  const entries = text.split(',').map((part) => /^(?:([^=]+)=)?(.+)$/.exec(part))
  const numbers = entries.map((entry) =>
    number.test(entry?.[2] ?? '') ? Number(entry![2]) : Number.NaN,
  )
  const isSingle = entries.length === 1 && entries[0]?.[1] === undefined
  const areNamed = entries.every((entry) => entry?.[1] !== undefined)
  if (numbers.some(Number.isNaN) || !(isSingle || areNamed)) {
    throw new UsageError('cli/bad-value', {
      where: 'VALUE',
      expected: 'a number, or NAME=NUMBER with commas between them; of two machines, a, b or same',
      received: quote(text),
    })
  }
  if (isSingle) return numbers[0]!
  return Object.fromEntries(entries.map((entry, at) => [entry![1]!, numbers[at]!]))
}

const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i
