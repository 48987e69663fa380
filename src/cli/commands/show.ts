/** `nandertal show`: everything that is known of a machine, for reading. */
import { type Answer, defineCommand } from '../command.ts'
import { argument } from '../options.ts'

export const showCommand = defineCommand({
  examples: [
    { line: 'show runs/full-adder-1/champion.json', says: 'drawing, truth table, ports, history' },
    { line: 'show c17.blif', says: 'a circuit of another tool' },
  ],
  arguments: {
    file: argument('FILE', 'a champion, or a circuit (.blif, .aag, .aig, .v)', 'file'),
  },
  options: {},
  async run({ file }, effects): Promise<Answer> {
    const { drawText, truthTableText } = await import('../../index.ts')
    const { readMachine, sizesOf } = await import('../machines.ts')
    const { describeHistory, describePorts } = await import('../portrait.ts')
    const { describeMeasures, describeScore } = await import('../report.ts')
    const { createStyle } = await import('../style.ts')
    const { columns, printable } = await import('../format.ts')
    const machine = await readMachine(file, effects)
    const { name, netlist, ports, champion } = printable(machine)
    const { bold } = createStyle(effects.stdout, effects.env)
    const drawing = drawText(netlist, ports, effects.stdout.columns)
    const truthTable = truthTableText(netlist, ports)
    const size = sizesOf(netlist)
    const parts: [string, string | undefined][] = [
      [name, drawing],
      ['Truth table', truthTable ?? 'too long to print'],
      ['Ports', describePorts(ports, effects.stdout.columns)],
      ['Score', champion && `  ${describeScore(champion)}`],
      ['Measured', champion?.measures && describeMeasures(champion.measures)],
      ['History', champion && describeHistory(champion)],
      [
        'Found',
        champion &&
          columns([
            ['task', `${champion.task.name} (${champion.task.source})`],
            ['seed', String(champion.seed)],
            ['version', champion.engine],
          ]),
      ],
    ]
    const shown = parts.filter(([, body]) => body)
    return {
      exitCode: 0,
      result: {
        type: 'result',
        command: 'show',
        ...{ name: machine.name, ...size },
        ...{ inputs: machine.ports.inputs, outputs: machine.ports.outputs },
        ...{ drawing, truthTable: truthTable ?? null, history: champion?.history ?? [] },
      },
      text: shown.map(([heading, body]) => `${bold(heading)}\n${body}`).join('\n\n'),
      line: `${name}: ${size.gates} gates, depth ${size.depth}, ${size.latches} latches`,
    }
  },
})
