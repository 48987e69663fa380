/**
 * Reads structural Verilog: one flat module of gates and registers, as yosys writes netlists
 * (`write_verilog` after `synth -flatten`, `abc -g NAND` or `techmap`) and as we write them.
 *
 * Vectors become bits, the lowest first, called `name[index]`. All registers share one clock, a port
 * that reads nothing but them and is no input of the machine. A register that starts at 1 is stored
 * inverted; one that says no start takes the value of its reset, or 0. A bit that is unknown (`x`) is
 * read as 0. What is not gates yet, arithmetic or another module, is refused.
 *
 * Source: IEEE 1364-2005, "IEEE Standard for Verilog Hardware Description Language".
 */
import { createFaultList } from '../errors.ts'
import type { Reader } from '../import.ts'
import { plainText } from '../netlist/ports.ts'
import { checkNames, decodeText } from './source.ts'
import { buildModule, type PortBit } from './verilog-build.ts'
import { readModule } from './verilog-module.ts'
import { createScanner } from './verilog-tokens.ts'

export const verilogReader: Reader = {
  name: 'verilog',
  extensions: ['.v'],
  read(content, file) {
    const faults = createFaultList(file)
    const module = readModule(createScanner(decodeText(content), faults), faults)
    faults.throwIfAny()
    const { netlist, ports } = buildModule(module!, faults)
    if (ports.outputs.length === 0) {
      faults.add('import/no-outputs', {}, 'a module with at least one output', 'none')
    }
    const tokens = (bits: readonly PortBit[]) => bits.map(({ token }) => token)
    checkNames(tokens(ports.inputs), 'input', faults)
    checkNames(tokens(ports.outputs), 'output', faults)
    faults.throwIfAny()
    const names = (bits: readonly PortBit[]) => bits.map(({ token }) => token.text)
    const { text } = module!.name
    return {
      kind: 'netlist',
      netlist,
      ports: { inputs: names(ports.inputs), outputs: names(ports.outputs) },
      ...(plainText.test(text) && { name: text }),
    }
  },
}
