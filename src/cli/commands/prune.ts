/** `nandertal prune`: the same behaviour with fewer gates, verified. */
import { type Answer, defineCommand } from '../command.ts'
import { argument, count, errorOptions, text } from '../options.ts'

export const pruneCommand = defineCommand({
  examples: [
    { line: 'prune c17.blif --out smaller.blif', says: 'a circuit of another tool' },
    {
      line: 'prune runs/full-adder-1/champion.json',
      says: 'how small would it get? writes nothing',
    },
    {
      line: 'prune multiplier.blif --mean-abs-error 0.1% --out front/',
      says: 'smaller still, at the price of errors; the front of error against gates',
    },
  ],
  notes: [
    'The result is verified against the machine that was read. Where that is more than can be ' +
      'looked at, it is only sampled: the verdict is unknown and the exit code 3.',
    'With one of the errors allowed, machines without latches become smaller than any that is ' +
      'right. Their errors are measured over every row, up to 20 inputs; above, --max-abs-error is ' +
      'proved by SAT. They are never sampled. --out FILE keeps the smallest machine, --out DIR, a ' +
      'folder that is there, every machine of the front.',
  ],
  arguments: {
    file: argument('FILE', 'a champion, or a circuit (.blif, .aag, .aig)', 'file'),
  },
  options: {
    out: text('FILE', 'where the smaller machine is written, by its extension', 'file'),
    ...errorOptions,
    evaluations: count('N', 'with errors: machines looked at under each bound', 1),
    seed: count('N', 'with errors: decides all chance (default 1)', 0),
  },
  async run(given, effects): Promise<Answer> {
    const { file, out } = given
    if (given.maxError ?? given.maxAbsError ?? given.meanAbsError ?? given.signed) {
      const { readMachine } = await import('../machines.ts')
      const { answerApproximation } = await import('../approximating.ts')
      return answerApproximation(await readMachine(file, effects), given, effects)
    }
    const { describeVerdict, drawText, prune } = await import('../../index.ts')
    const { checkPlace, chooseWriting, readMachine, sizesOf } = await import('../machines.ts')
    const { printable } = await import('../format.ts')
    const { addPruning } = await import('../history.ts')
    const { describeVerdictForPrograms, judgeVerdict } = await import('../verdict.ts')
    const writing = out === undefined ? undefined : chooseWriting(out)
    if (out !== undefined) await checkPlace(out, effects)
    const machine = await readMachine(file, effects)
    const { netlist, steps, verdict } = prune(machine.netlist)
    const pruned = { ...machine, netlist, champion: addPruning(machine.champion, netlist, verdict) }
    if (out !== undefined) await effects.files.write(out, await writing!.write(pruned))
    const before = sizesOf(machine.netlist)
    const after = sizesOf(netlist)
    const { name, ports } = printable(machine)
    const gates = `${before.gates} → ${after.gates} gates`
    const depths = `depth ${before.depth} → ${after.depth}`
    const latches = `${before.latches} → ${after.latches} latches`
    const change = `${name}: ${gates}, ${depths}, ${latches}`
    const proof = describeVerdict(verdict, ports)
    return {
      exitCode: judgeVerdict(verdict),
      result: {
        type: 'result',
        command: 'prune',
        ...{ name: machine.name, before, ...after, steps },
        ...describeVerdictForPrograms(verdict),
        file: out ?? null,
      },
      text: [
        change,
        `${proof}, held against the machine that was read`,
        drawText(netlist, ports, effects.stdout.columns),
        out === undefined ? 'Nothing was written: --out FILE keeps it.' : `written to ${out}`,
      ].join('\n\n'),
      line: `${change}, ${proof}`,
    }
  },
})
