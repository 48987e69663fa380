/** `nandertal prune`: the same behaviour with fewer gates, verified. */
import { type Answer, defineCommand } from '../command.ts'
import { argument, text } from '../options.ts'

export const pruneCommand = defineCommand({
  examples: [
    { line: 'prune c17.blif --out smaller.blif', says: 'a circuit of another tool' },
    {
      line: 'prune runs/full-adder-1/champion.json',
      says: 'how small would it get? writes nothing',
    },
  ],
  notes: ['The result is verified against the machine that was read, at every step.'],
  arguments: {
    file: argument('FILE', 'a champion, or a circuit (.blif, .aag, .aig)', 'file'),
  },
  options: {
    out: text('FILE', 'where the smaller machine is written, by its extension', 'file'),
  },
  async run({ file, out }, effects): Promise<Answer> {
    const { describeVerdict, drawText, prune } = await import('../../index.ts')
    const { chooseWriting, readMachine, sizesOf } = await import('../machines.ts')
    const { addPruning } = await import('../history.ts')
    const { describeVerdictForPrograms } = await import('../verdict.ts')
    const writing = out === undefined ? undefined : chooseWriting(out)
    const machine = await readMachine(file, effects)
    const { netlist, steps, verdict } = prune(machine.netlist)
    const pruned = { ...machine, netlist, champion: addPruning(machine.champion, netlist, verdict) }
    if (out !== undefined) await effects.files.write(out, await writing!.write(pruned))
    const before = sizesOf(machine.netlist)
    const after = sizesOf(netlist)
    const change = `${machine.name}: ${before.gates} → ${after.gates} gates, depth ${before.depth} → ${after.depth}, ${before.latches} → ${after.latches} latches`
    const line = `${change}, ${describeVerdict(verdict, machine.ports)}`
    return {
      exitCode: 0,
      result: {
        type: 'result',
        command: 'prune',
        ...{ name: machine.name, before, ...after, steps },
        ...describeVerdictForPrograms(verdict),
        file: out ?? null,
      },
      text: [
        change,
        `${describeVerdict(verdict, machine.ports)}, held against the machine that was read`,
        drawText(netlist, machine.ports, effects.stdout.columns),
        out === undefined ? 'Nothing was written: --out FILE keeps it.' : `written to ${out}`,
      ].join('\n\n'),
      line,
    }
  },
})
