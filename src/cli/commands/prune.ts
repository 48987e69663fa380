/** `nandertal prune`: the same behaviour with fewer gates, verified. */
import { type Answer, defineCommand } from '../command.ts'
import type { Effects } from '../effects.ts'
import { argument, choice, count, decimal, errorOptions, text } from '../options.ts'

/** What `--objective` takes. */
const objectiveNames = ['gates', 'gates,depth', 'depth'] as const

export const pruneCommand = defineCommand({
  examples: [
    { line: 'prune c17.blif --out smaller.blif', says: 'a circuit of another tool' },
    { line: 'prune segments.pla --effort 60 --out segments.v', says: 'a table, for a minute' },
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
    'First exact passes, then neutral drift: changes that leave the machine right, whether or not ' +
      'they make it smaller. The effort is counted in work, not in time, so the same seed and ' +
      'effort give the same machine everywhere.',
    'The result is proved against the machine that was read, or against what --against says. ' +
      'Where that is more than can be looked at, the verdict is unknown and the exit code 3.',
    'A table (.pla, .truth) is built first; where it does not care, any behaviour is right.',
    'With one of the errors allowed, machines without latches become smaller than any that is ' +
      'right. Their errors are measured over every row, up to 20 inputs; above, --max-abs-error is ' +
      'proved by SAT. They are never sampled. --out FILE keeps the smallest machine, --out DIR, a ' +
      'folder that is there, every machine of the front. The effort goes before, without errors.',
  ],
  arguments: {
    file: argument(
      'FILE',
      'a champion, a circuit (.blif, .aag, .aig, .v), or a table (.pla)',
      'file',
    ),
  },
  options: {
    out: text('FILE', 'where the smaller machine is written, by its extension', 'file'),
    effort: decimal(
      'N',
      'about N seconds of work; 0 for exact passes only (by default 10, less for small machines)',
      'a number in [0, 1e6]',
      (value) => value >= 0 && value <= 1e6,
    ),
    objective: choice(
      'WHAT',
      'what is small: gates, gates,depth or depth (by default gates)',
      objectiveNames,
    ),
    seed: count('N', 'what decides all chance (by default 1)', 0),
    against: text(
      'FILE|TASK',
      'what must stay true; its don’t-cares are free (by default all that the machine does)',
      'file-or-task',
    ),
    state: text(
      'FILE',
      'where it stands: written on the way, gone on with when it is there',
      'file',
    ),
    ...errorOptions,
    evaluations: count(
      'N',
      'with errors: machines looked at under each bound (default 100,000)',
      1,
    ),
  },
  async run(all, effects): Promise<Answer> {
    const { file, out, json, quiet, state: stateFile, ...given } = all
    if (given.maxError ?? given.maxAbsError ?? given.meanAbsError ?? given.signed) {
      const { answerApproximation } = await import('../approximating.ts')
      return answerApproximation(all, effects)
    }
    const { describeVerdict, drawText, prune } = await import('../../index.ts')
    const { checkPlace, chooseWriting, readPrunable, sizesOf } = await import('../machines.ts')
    const { printable } = await import('../format.ts')
    const { addPruning } = await import('../history.ts')
    const { createPruneWatcher, watchPruning } = await import('../pruning.ts')
    const { readSpec } = await import('../specs.ts')
    const { describeVerdictForPrograms, judgeVerdict } = await import('../verdict.ts')
    const { signalCodes } = await import('../effects.ts')
    const writing = out === undefined ? undefined : chooseWriting(out)
    if (out !== undefined) await checkPlace(out, effects)
    const { machine, spec: ownSpec } = await readPrunable(file, effects)
    const { against, effort, objective, seed } = given
    const spec = against === undefined ? ownSpec : await readSpec(machine, against, effects)
    const saved = await readState(stateFile, effects)
    const watcher = await createPruneWatcher({ json, quiet }, effects)
    const interrupts = effects.hearInterrupts()
    const { signal } = interrupts
    const options = { effort, objective, seed, spec, state: saved, signal }
    const pruning = prune(machine.netlist, options)
    const pruned = await watchPruning(pruning, watcher, stateFile, effects).finally(() =>
      interrupts.dispose(),
    )
    const { netlist, steps, verdict, evaluations, isInterrupted } = pruned
    const smaller = {
      ...machine,
      netlist,
      champion: addPruning(machine.champion, netlist, verdict, against),
    }
    if (out !== undefined) await effects.files.write(out, await writing!.write(smaller))
    const before = sizesOf(machine.netlist)
    const after = sizesOf(netlist)
    const { name, ports } = printable(machine)
    const gates = `${before.gates} → ${after.gates} gates`
    const depths = `depth ${before.depth} → ${after.depth}`
    const latches = `${before.latches} → ${after.latches} latches`
    const change = `${name}: ${gates}, ${depths}, ${latches}`
    const proof = describeVerdict(verdict, ports)
    const reference = spec ? 'what is wanted' : 'the machine that was read'
    const interrupted = isInterrupted ? ['Interrupted: this is how far it got.'] : []
    return {
      exitCode: isInterrupted
        ? signalCodes[signal.reason as keyof typeof signalCodes]
        : judgeVerdict(verdict),
      result: {
        type: 'result',
        command: 'prune',
        ...{ name: machine.name, before, ...after, steps, evaluations, isInterrupted },
        ...describeVerdictForPrograms(verdict),
        file: out ?? null,
      },
      text: [
        change,
        `${proof}, held against ${reference}`,
        drawText(netlist, ports, effects.stdout.columns),
        ...interrupted,
        out === undefined ? 'Nothing was written: --out FILE keeps it.' : `written to ${out}`,
      ].join('\n\n'),
      line: `${change}, ${proof}`,
    }
  },
})

async function readState(
  file: string | undefined,
  { files }: Effects,
): Promise<{ text: string; file: string } | undefined> {
  if (file === undefined || (await files.kind(file)) !== 'file') return undefined
  return { text: new TextDecoder().decode(await files.read(file)), file }
}
