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
    { line: 'export champion.json --out adder.onnx', says: 'a neural network, two neurons a NAND' },
    {
      line: 'export counter.blif --out counter.vcd --inputs ticks.txt',
      says: 'the waveform of a run on rows of bits',
    },
  ],
  arguments: {
    file: argument('FILE', 'a champion, or a circuit (.blif, .aag, .aig, .v)', 'file'),
  },
  options: {
    to: text('FORMAT', 'the format; by default that of the extension of --out', formatNames),
    out: text('FILE', 'where it is written; by default to standard output', 'file'),
    inputs: text(
      'FILE',
      'vcd: what drives the machine, traces (.jsonl) or rows of bits, a tick a line; ' +
        'by default all rows, or 64 ticks of random inputs',
      'file',
    ),
  },
  async run({ file, to, out, inputs, json }, effects): Promise<Answer> {
    const { checkPlace, chooseFormat, exportMachine, readInputs, readMachine, sizesOf } =
      await import('../machines.ts')
    const format = chooseFormat(to, out)
    if (out !== undefined) await checkPlace(out, effects)
    const machine = await readMachine(file, effects)
    const stimulus =
      inputs === undefined ? undefined : await readInputs(inputs, format, machine, effects)
    const content = await exportMachine(format, machine, stimulus)
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
