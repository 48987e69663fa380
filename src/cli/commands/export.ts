/** `nandertal export`: a machine as a file for other tools. */
import { type Answer, defineCommand } from '../command.ts'
import { argument, formatNames, text } from '../options.ts'

export const exportCommand = defineCommand({
  examples: [
    {
      line: 'export runs/full-adder-1/champion.json --to verilog',
      says: 'to standard output, which can be redirected',
    },
    { line: 'export champion.json --out adder.ts', says: 'the extension says the format' },
    { line: 'export c17.blif --to svg --out c17.svg', says: 'a circuit of another tool, drawn' },
  ],
  arguments: {
    file: argument('FILE', 'a champion, or a circuit (.blif, .aag, .aig, .v)', 'file'),
  },
  options: {
    to: text('FORMAT', 'the format; by default that of the extension of --out', formatNames),
    out: text('FILE', 'where it is written; by default to standard output', 'file'),
  },
  async run({ file, to, out, json }, effects): Promise<Answer> {
    const { checkPlace, chooseFormat, exportMachine, readMachine, sizesOf } = await import(
      '../machines.ts'
    )
    const format = chooseFormat(to, out)
    if (out !== undefined) await checkPlace(out, effects)
    const machine = await readMachine(file, effects)
    const content = await exportMachine(format, machine)
    if (out !== undefined) await effects.files.write(out, content)
    const text = out === undefined ? content : `written to ${out}`
    const isShown = json && out === undefined
    return {
      exitCode: 0,
      result: {
        type: 'result',
        command: 'export',
        ...{ name: machine.name, ...sizesOf(machine.netlist), format, file: out ?? null },
        ...(isShown && { content: typeof content === 'string' ? content : [...content] }),
      },
      text,
      line: out === undefined && typeof content === 'string' ? content.trimEnd() : out,
    }
  },
})
