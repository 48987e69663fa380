/** `nandertal check`: looks at a task before it is run. */
import { type Answer, defineCommand } from '../command.ts'
import { argument, fitnessOptions, limitOptions, taskOptions } from '../options.ts'

export const checkCommand = defineCommand({
  examples: [
    { line: 'check my.task.ts', says: 'before a night is spent on it' },
    { line: 'check adder.pla', says: 'are its rows as they should be?' },
  ],
  notes: [
    'Scores machines that do nothing and some at random, twice at the same seeds and once at others.',
    'Says where the fitness fails, where chance has a part in it, where it does not depend on the ' +
      'machine, and where a direction or a target looks wrong. Exit code 4 for a fault.',
  ],
  arguments: { file: argument('FILE|TASK', 'a task', 'file-or-task') },
  options: { ...taskOptions, ...fitnessOptions, ...limitOptions },
  async run(given, effects): Promise<Answer> {
    const { checkTask } = await import('../../index.ts')
    const { exitCodes } = await import('../exit.ts')
    const { printable } = await import('../format.ts')
    const { findTask, readRequest } = await import('../tasks.ts')
    const task = await findTask(given.file, readRequest(given), effects)
    const { isolate, workers } = given
    const found = await checkTask(task, { isolate, workers, now: effects.now })
    const { findings, machines } = found
    const isBroken = findings.some(({ level }) => level === 'fault')
    const lines = findings.map(({ level, what, text }) => `${level}: ${what}: ${text}`)
    const summary = `${task.name}: ${machines} machines scored, ${findings.length} findings`
    return {
      exitCode: isBroken ? exitCodes.task : exitCodes.done,
      result: { type: 'result', command: 'check', ...found },
      text: printable([summary, ...lines].join('\n')),
      line: printable(summary),
    }
  },
})
