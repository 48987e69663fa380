/** The reference page of the built-in tasks, made from the tasks; `vitest -u` writes it anew. */
import { createTask, isEnvironment } from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'

const intro = `# Built-in tasks

\`nandertal evolve NAME\` evolves one; \`nandertal tasks\` lists them. Each is a file in \`src/tasks/\` that
can be copied, changed and evolved by its path. This page is made from those files by a test.

In names of ports with numbers, bit 0 is the lowest. A machine with latches answers at every tick,
the first included; its latches are 0 at first. [Environments](environments.md) tell of controllers: bits
are those that are offered, of which a machine reads some.
`

export async function referenceText(): Promise<string> {
  const tables: Record<'rows' | 'ticks' | 'steps', string[]> = { rows: [], ticks: [], steps: [] }
  for (const [name, { summary, load }] of Object.entries(builtinTasks)) {
    const { ports, latches, description, definition, problem } = createTask(await load())
    if (isEnvironment(definition.problem)) {
      const { observations, actions } = definition.problem.environment
      const seen = observations.map((observation) => observation.name).join(' ')
      const goal = problem.target?.return ?? ''
      const cells = [`\`${name}\``, summary, seen, ports.inputs.length, actions.join(' ')]
      tables.steps.push(`| ${[...cells, latches, goal, description].join(' | ')} |`)
      continue
    }
    const ends = [ports.inputs, ports.outputs].map((list) => list.join(' '))
    const cells = [`\`${name}\``, summary, ...ends, ...(latches ? [latches] : []), description]
    tables[latches ? 'ticks' : 'rows'].push(`| ${cells.join(' | ')} |`)
  }
  const head = (columns: readonly string[]) =>
    [columns, columns.map(() => '---')].map((cells) => `| ${cells.join(' | ')} |`)
  const ends = ['task', 'what it is', 'inputs', 'outputs']
  return [
    intro,
    '## Without memory\n',
    ...head([...ends, 'exactly']),
    ...tables.rows,
    '\n## With memory\n',
    ...head([...ends, 'latches', 'exactly']),
    ...tables.ticks,
    '\n## In an environment\n',
    ...head([
      ...['task', 'what it is', 'observations', 'bits', 'actions', 'latches', 'goal', 'exactly'],
    ]),
    ...tables.steps,
    '',
  ].join('\n')
}
