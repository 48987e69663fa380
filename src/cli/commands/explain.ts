/** `nandertal explain`: how large a search is, and what was spent instead. */
import { type Answer, defineCommand } from '../command.ts'
import { argument, taskOptions } from '../options.ts'

export const explainCommand = defineCommand({
  examples: [
    { line: 'explain multiplier-2', says: 'how many machines there are to choose from' },
    { line: 'explain runs/multiplier-2-1', says: 'and what a run spent instead of trying them' },
    { line: 'explain adder.pla --gates 20', says: 'with fewer gates to choose' },
    { line: 'explain iris.csv --target species', says: 'with the options that evolve would get' },
  ],
  arguments: {
    file: argument(
      'FILE|TASK|RUN',
      'a task, the folder of a run, or a champion in it',
      'file-or-task',
    ),
  },
  options: taskOptions,
  async run(given, effects): Promise<Answer> {
    const { explain } = await import('../../index.ts')
    const { describeExplanation, describeSpace, findSubject } = await import('../space.ts')
    const { task, spent } = await findSubject(given.file, given, effects)
    const explanation = await explain(task)
    return {
      exitCode: 0,
      result: {
        type: 'result',
        command: 'explain',
        ...explanation,
        evaluations: spent ?? null,
      },
      text: describeExplanation(explanation, spent, task.budget.evaluations),
      line: describeSpace(explanation),
    }
  },
})
