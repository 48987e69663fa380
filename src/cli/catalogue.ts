/** The built-in tasks in words. */
import { fileURLToPath } from 'node:url'
import {
  createTask,
  isEnvironment,
  nearestName,
  quote,
  type TaskDefinition,
  UsageError,
} from '../index.ts'
import { builtinTasks } from '../tasks/index.ts'
import type { Answer } from './command.ts'
import type { Effects } from './effects.ts'
import { columns, plural, wrap } from './format.ts'

export async function listTasks(width: number): Promise<Answer> {
  const tasks = await Promise.all(
    Object.entries(builtinTasks).map(async ([name, { summary, load }]) => ({
      name,
      summary,
      ...describePorts(await load()),
    })),
  )
  const nameWidth = Math.max(...tasks.map(({ name }) => name.length))
  const cells = ['task', 'in', 'out', 'latches', 'what it does']
  const rows = tasks.map(({ name, summary, inputs, outputs, latches }) => {
    return [name, inputs.length, outputs.length, latches, summary].map(String)
  })
  const lines = [cells, ...rows].map(([name, inputs, outputs, latches, summary]) => {
    const figures = `${inputs!.padStart(2)}  ${outputs!.padStart(3)}  ${latches!.padStart(7)}`
    return `  ${name!.padEnd(nameWidth)}  ${figures}  ${summary}`.slice(0, width)
  })
  const advice = 'nandertal evolve NAME runs one; nandertal tasks NAME --source shows its file.'
  return {
    exitCode: 0,
    result: { type: 'result', command: 'tasks', tasks },
    text: `${lines.join('\n')}\n\n${wrap(advice, width).join('\n')}`,
    line: tasks.map(({ name }) => name).join('\n'),
  }
}

const describePorts = ({ genome }: TaskDefinition) => ({
  inputs: genome.ports.inputs,
  outputs: genome.ports.outputs,
  latches: genome.latches,
})

export async function describeTask(name: string): Promise<Answer> {
  const { summary, load } = findBuiltin(name)
  const definition = await load()
  const { gates, budget, search, problem, spec } = createTask(definition)
  const { inputs, outputs, latches } = describePorts(definition)
  const { description } = definition
  return {
    exitCode: 0,
    result: {
      type: 'result',
      command: 'tasks',
      tasks: [{ name, summary, inputs, outputs, latches, description: description ?? null, gates }],
    },
    text: [
      `${name}: ${summary}`,
      ...(description ? [description] : []),
      columns([
        ['inputs', inputs.join(' ') || 'none'],
        ['outputs', outputs.join(' ')],
        ['latches', String(latches)],
        ['gates', `${gates} in a genotype`],
        [
          'objectives',
          Object.entries(problem.objectives)
            .map((pair) => pair.join(' '))
            .join(', '),
        ],
        ['proof', describeProof(definition, spec !== undefined)],
        ['search', search.name],
        ['budget', plural(budget.evaluations, 'evaluation')],
      ]),
      `nandertal evolve ${name}`,
    ].join('\n\n'),
    line: `${name}: ${summary}`,
  }
}

function describeProof({ problem }: TaskDefinition, hasSpec: boolean): string {
  if (hasSpec) return 'the champion is held against its specification'
  return isEnvironment(problem)
    ? 'none: episodes that were not seen are measured'
    : 'none: any fitness'
}

/** The text of the file that defines a task; it comes with the package. */
export async function readSource(name: string, { files }: Effects): Promise<Answer> {
  findBuiltin(name)
  const path = fileURLToPath(new URL(`../../src/tasks/${name}.task.ts`, import.meta.url))
  const source = new TextDecoder().decode(await files.read(path))
  return {
    exitCode: 0,
    result: { type: 'result', command: 'tasks', name, source },
    text: source,
    line: source.trimEnd(),
  }
}

function findBuiltin(name: string) {
  const builtin = Object.hasOwn(builtinTasks, name) ? builtinTasks[name] : undefined
  if (builtin) return builtin
  const near = nearestName(name, Object.keys(builtinTasks))
  throw new UsageError('cli/unknown-task', {
    where: 'nandertal tasks',
    expected: 'the name of a built-in task',
    received: quote(name),
    hint: near ? `Did you mean ${near}?` : 'nandertal tasks lists them.',
  })
}
