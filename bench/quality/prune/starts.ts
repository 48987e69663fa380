/**
 * What a user would bring: a sum of products, a netlist of yosys, a netlist of berkeley-abc.
 *
 * All three are files of other programs, read by our own reader. A sum of products becomes NANDs of
 * NANDs. Where a table does not care, the files say 0, as people write it.
 */
import { gateCount, type Netlist, type TableSpec } from 'nandertal'
import { aliases, blifText, library, readBlif } from './abc.ts'
import type { Circuit } from './circuits.ts'
import type { Workshop } from './programs.ts'

export interface Start {
  readonly name: string
  readonly netlist: Netlist
  /** The file in the workshop. */
  readonly file: string
}

/** A larger sum of products is nothing that a user would bring. */
const productGatesMax = 3000
/** Above, a table is written as Verilog only, not row by row. */
const rowInputsMax = 12
const secondsMax = 60

export function createStarts(workshop: Workshop, circuit: Circuit): Start[] {
  const { spec, verilog } = circuit
  if (spec.kind === 'table' && spec.inputs <= rowInputsMax) {
    workshop.write('rows.pla', plaText(spec))
    runAbcOn(workshop, 'read_pla rows.pla', 'sum.blif')
  }
  if (spec.kind === 'machine') workshop.write('plain.blif', blifText(spec.netlist))
  if (verilog) workshop.write('top.v', verilog)
  const source = verilog ? 'read_verilog top.v' : 'read_blif sum.blif'
  const synthesis = `${source}; synth -flatten; abc -g NAND; opt_clean; write_blif yosys.blif`
  workshop.run('yosys', ['-q', '-p', synthesis], secondsMax)
  const first = verilog ? 'yosys.blif' : 'sum.blif'
  runAbcOn(workshop, `read_blif ${first}`, 'abc.blif')
  const names = ['sum', 'plain', 'yosys', 'abc']
  return names.flatMap((name) => {
    const file = `${name}.blif`
    const netlist = readBlif(workshop, file)
    if (!netlist || (name === 'sum' && gateCount(netlist) > productGatesMax)) return []
    return [{ name, netlist, file }]
  })
}

function runAbcOn(workshop: Workshop, read: string, file: string): void {
  workshop.write('nand.genlib', library)
  const work =
    file === 'sum.blif'
      ? ['strash', 'collapse', 'sop']
      : ['strash', 'resyn2', 'read_genlib nand.genlib', 'map -a']
  const lines = [aliases, read, ...work, `write_blif ${file}`, 'quit']
  workshop.run('berkeley-abc', [], secondsMax, `${lines.join('\n')}\n`)
}

/** Every row with a 1, one a line. */
function plaText(spec: TableSpec): string {
  const { inputs, outputs, wanted, care } = spec
  const words = wanted.length / outputs
  const lines = [`.i ${inputs}`, `.o ${outputs}`, '.type f']
  for (let row = 0; row < 2 ** inputs; row++) {
    const at = (o: number) => o * words + (row >>> 5)
    const shown = Array.from(
      { length: outputs },
      (_, o) => ((wanted[at(o)]! & care[at(o)]!) >>> (row & 31)) & 1,
    )
    const bits = Array.from({ length: inputs }, (_, i) => (row >>> i) & 1)
    if (shown.includes(1)) lines.push(`${bits.join('')} ${shown.join('')}`)
  }
  return `${lines.join('\n')}\n.e\n`
}
