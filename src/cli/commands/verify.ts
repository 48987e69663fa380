/** `nandertal verify`: a proof, a counterexample, a test, or an honest unknown. */
import { type Answer, defineCommand } from '../command.ts'
import { argument, text } from '../options.ts'

export const verifyCommand = defineCommand({
  examples: [
    { line: 'verify runs/full-adder-1/champion.json', says: 'against what the task wanted' },
    { line: 'verify smaller.blif --against c17.blif', says: 'two circuits against each other' },
    { line: 'verify machine.aag --against traces.jsonl', says: 'recorded behaviour: a test' },
    { line: 'verify counter.blif --against counter-5', says: 'against a built-in task' },
  ],
  notes: [
    'Equivalent means proved: all cases were looked at, ' +
      'or all pairs of states that can be reached.',
    'The exit code is 0 for equivalent and for tests without a wrong answer, ' +
      '1 for different, 3 for unknown.',
  ],
  arguments: {
    file: argument('FILE', 'a champion, or a circuit (.blif, .aag, .aig, .v)', 'file'),
  },
  options: {
    against: text(
      'FILE|TASK',
      'a champion, a circuit, a table, traces, or a task; ' +
        'by default what the champion says was wanted',
      'file-or-task',
    ),
  },
  async run({ file, against }, effects): Promise<Answer> {
    const { describeVerdict, verify } = await import('../../index.ts')
    const { readMachine, sizesOf } = await import('../machines.ts')
    const { readSpec } = await import('../specs.ts')
    const { printable } = await import('../format.ts')
    const { describeVerdictForPrograms, judgeVerdict } = await import('../verdict.ts')
    const machine = await readMachine(file, effects)
    const spec = await readSpec(machine, against, effects)
    const verdict = verify(machine.netlist, spec)
    const { name, ports } = printable(machine)
    const text = `${name}: ${describeVerdict(verdict, ports)}`
    return {
      exitCode: judgeVerdict(verdict),
      result: {
        type: 'result',
        command: 'verify',
        ...{ name: machine.name, ...sizesOf(machine.netlist) },
        ...describeVerdictForPrograms(verdict),
        message: text,
      },
      text,
      line: text,
    }
  },
})
