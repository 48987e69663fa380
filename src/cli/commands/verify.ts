/** `nandertal verify`: a proof, a counterexample, a test, or an honest unknown. */
import { type Answer, defineCommand } from '../command.ts'
import { argument, count, text } from '../options.ts'

export const verifyCommand = defineCommand({
  examples: [
    { line: 'verify runs/full-adder-1/champion.json', says: 'against what the task wanted' },
    { line: 'verify smaller.blif --against c17.blif', says: 'two circuits against each other' },
    { line: 'verify machine.aag --against traces.jsonl', says: 'recorded behaviour: a test' },
    { line: 'verify counter.blif --against counter-5', says: 'against a built-in task' },
    {
      line: 'verify fast.aig --against slow.aig --proof same.lrat',
      says: 'with the proof, for a checker of your own',
    },
  ],
  notes: [
    'Equivalent means proved: all cases were looked at, or all pairs of states that can be ' +
      'reached, or there is a proof, every step of which a second program has followed.',
    'Two machines without latches are proved equal by SAT where their rows are too many; with ' +
      'latches, by induction where their states are. A difference comes with the shortest inputs ' +
      'that were found, and unknown says at how many ticks there is none.',
    '--proof writes a formula without a model and why it has none: same.cnf and same.lrat, or ' +
      'same.drat. An induction is two of them, the first ticks (reset) and the step.',
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
    conflicts: count('N', 'what a proof may cost (default 1000000); 0 for none', 0),
    ticks: count(
      'N',
      'latches: at how many ticks from reset a proof looks (default 64)',
      1,
      2 ** 20,
    ),
    proof: text('FILE', 'where a proof of two machines is written, .lrat or .drat', 'file'),
  },
  async run({ file, against, conflicts, ticks, proof }, effects): Promise<Answer> {
    const { describeVerdict, verify } = await import('../../index.ts')
    const { readMachine, sizesOf } = await import('../machines.ts')
    const { readSpec } = await import('../specs.ts')
    const { printable } = await import('../format.ts')
    const { describeVerdictForPrograms, judgeVerdict } = await import('../verdict.ts')
    const { describeProofs, openProofFiles } = await import('../proofs.ts')
    const proofs = proof === undefined ? undefined : await openProofFiles(proof, effects)
    const machine = await readMachine(file, effects)
    const spec = await readSpec(machine, against, effects)
    const verdict = verify(machine.netlist, spec, {
      ...(conflicts !== undefined && { conflictsMax: conflicts }),
      ...(ticks !== undefined && { ticksMax: ticks }),
      onProof: proofs?.add,
    })
    const written = await proofs?.write()
    const { name, ports } = printable(machine)
    const line = `${name}: ${describeVerdict(verdict, ports)}`
    return {
      exitCode: judgeVerdict(verdict),
      result: {
        type: 'result',
        command: 'verify',
        ...{ name: machine.name, ...sizesOf(machine.netlist) },
        ...describeVerdictForPrograms(verdict),
        ...(written && { proof: written }),
        message: line,
      },
      text: written ? `${line}\n${describeProofs(written)}` : line,
      line,
    }
  },
})
