/** `nandertal tasks`: what can be evolved without a file, and files to copy from. */
import { type Answer, defineCommand } from '../command.ts'
import { flag, optionalArgument } from '../options.ts'

export const tasksCommand = defineCommand({
  examples: [
    { line: 'tasks', says: 'every built-in task' },
    { line: 'tasks serial-adder', says: 'one of them' },
    { line: 'tasks full-adder --source > my.task.ts', says: 'a file to change and to evolve' },
  ],
  arguments: {
    name: optionalArgument('TASK', 'the name of a task', 'task'),
  },
  options: {
    source: flag('the file that defines the task'),
  },
  async run({ name, source }, effects): Promise<Answer> {
    const { describeTask, listTasks, readSource } = await import('../catalogue.ts')
    if (name === undefined && source) {
      const { UsageError } = await import('../../index.ts')
      throw new UsageError('cli/no-argument', {
        where: 'nandertal tasks --source',
        expected: 'the name of a task',
        received: 'nothing',
        hint: 'nandertal tasks lists them.',
      })
    }
    if (name === undefined) return listTasks(effects.stdout.columns)
    return source ? readSource(name, effects) : describeTask(name)
  },
})
