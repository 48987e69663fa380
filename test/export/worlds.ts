/**
 * Where exported files live: each world runs the files of many machines and tells what they showed, so
 * that it can be compared with the kernel. A world sees the file, never the netlist behind it; of the
 * machine it knows how many inputs, outputs and latches there should be.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportAs } from '../../src/export.ts'
import { createMachine } from '../../src/kernel/machine.ts'
import { type Strange, ticks } from './strange.ts'

export type Content = string | Uint8Array
export type Exported = Strange & { readonly content: Content }

/** [machines][ticks] the outputs of a tick as a text of bits, output 0 first. */
export type Shown = readonly (readonly string[])[]

export interface World {
  /** Of the exporter. */
  readonly format: string
  /** The program that it needs, if it needs one. */
  readonly program?: string
  run(machines: readonly Exported[], folder: string): Shown | Promise<Shown>
}

export const isInstalled = (program: string) => spawnSync('which', [program]).status === 0

/** What the plain machine of the library shows. */
export const shownByKernel = (machines: readonly Strange[]): Shown =>
  machines.map(({ netlist, inputs }) => {
    const machine = createMachine(netlist)
    return inputs.map((bits) => machine.step(bits).join(''))
  })

export const exportAll = (format: string, machines: readonly Strange[]): Promise<Exported[]> =>
  Promise.all(
    machines.map(async (machine) => {
      const { netlist, ports, title } = machine
      const provenance = { title, lines: ['one of many'] }
      return { ...machine, content: await exportAs(format, netlist, { ports, provenance }) }
    }),
  )

/** Lines that a program printed, a line a tick, all machines in it, as what each machine showed. */
function splitTicks(text: string, machines: readonly Strange[]): Shown {
  const lines = text.trim().split('\n')
  let at = 0
  return machines.map(({ netlist }) => {
    const from = at
    at += netlist.outputs.length
    return lines.map((line) => line.slice(from, at))
  })
}

/** Input i of tick t is bit t × inputs + i of a number in Verilog. */
const stimulusNumber = ({ inputs }: Strange): string => {
  const bits = inputs.flat()
  return `${bits.length}'b${bits.reverse().join('')}`
}

/** What connects a machine by the order of its ports, so that names do not matter. */
export function verilogInstance({ netlist, title }: Strange, index: number): string[] {
  const { inputs, latches, outputs } = netlist
  const connected = [
    ...(latches.length > 0 ? ['clk', 'rst'] : []),
    ...Array.from({ length: inputs }, (_, i) => `in${index}[t * ${inputs} + ${i}]`),
    ...Array.from(outputs, (_, o) => `out${index}[${outputs.length - 1 - o}]`),
  ]
  return [
    `  wire [${outputs.length - 1}:0] out${index};`,
    `  ${title} machine${index}(${connected.join(', ')});`,
  ]
}

/** A bench that resets all machines, drives each for 64 ticks and shows a line of bits a tick. */
function verilogBench(machines: readonly Strange[]): string {
  const declarations = machines.flatMap((machine, index) => {
    const { inputs } = machine.netlist
    const stimulus = `  wire [${ticks * inputs - 1}:0] in${index} = ${stimulusNumber(machine)};`
    return [...(inputs > 0 ? [stimulus] : []), ...verilogInstance(machine, index)]
  })
  const shown = machines.map((_, index) => `        $write("%b", out${index});`)
  return `
module bench;
  reg clk = 0, rst = 1;
  integer t = 0;
${declarations.join('\n')}
  initial begin
    #1 clk = 1; #1 clk = 0; #1 rst = 0;
    for (t = 0; t < ${ticks}; t = t + 1) begin
      #1
${shown.join('\n')}
        $write("\\n");
      #1 clk = 1;
      #1 clk = 0;
    end
  end
endmodule
`
}

export const verilogWorld: World = {
  format: 'verilog',
  program: 'iverilog',
  run(machines, folder) {
    const text = machines.map(({ content }) => content as string)
    writeFileSync(join(folder, 'all.v'), [...text, verilogBench(machines)].join('\n'))
    execFileSync('iverilog', ['-g2005', '-o', 'all.vvp', 'all.v'], { cwd: folder })
    const options = { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 } as const
    return splitTicks(execFileSync('vvp', ['-n', 'all.vvp'], options), machines)
  },
}

/**
 * One program of all files, free of warnings. The stimulus goes through `step`, and through `step64`
 * as cases 0 to 62, with its inverse as case 63.
 */
export const cWorld: World = {
  format: 'c',
  program: 'gcc',
  run(machines, folder) {
    const runs = machines.map((machine) => {
      const { title, netlist, inputs } = machine
      const room = Math.max(1, netlist.inputs)
      const [bits, outputs] = [inputs.flat(), netlist.outputs.length]
      return `
static void run_${title}(void)
{
  static const unsigned char stimulus[] = { ${bits.length > 0 ? bits.join(',') : 0} };
  ${title}_state one = { { 0 } };
  ${title}_state64 many = { { 0 } };
  int t, i, o;
  for (t = 0; t < ${ticks}; t++) {
    unsigned char in[${room}] = { 0 }, out[${outputs}];
    unsigned long long in64[${room}] = { 0 }, out64[${outputs}];
    for (i = 0; i < ${netlist.inputs}; i++) in[i] = stimulus[t * ${netlist.inputs} + i];
    /* Cases 0 to 62 see the stimulus, case 63 its inverse. */
    for (i = 0; i < ${netlist.inputs}; i++) in64[i] = in[i] ? 0x7fffffffffffffffull : 1ull << 63;
    ${title}_step(&one, in, out);
    ${title}_step64(&many, in64, out64);
    for (o = 0; o < ${outputs}; o++) putchar(out[o] < 2 ? '0' + out[o] : 'x');
    for (o = 0; o < ${outputs}; o++)
      for (i = 0; i < 63; i++) if ((out64[o] >> i & 1) != out[o]) { putchar('w'); break; }
    putchar('/');
    for (o = 0; o < ${outputs}; o++) putchar('0' + (int)(out64[o] >> 63));
    putchar('\\n');
  }
}
`
    })
    const calls = machines.map(({ title }) => `  run_${title}();`)
    const text = machines.map(({ content }) => content as string)
    const main = `#include <stdio.h>\n${runs.join('')}\nint main(void)\n{\n${calls.join('\n')}\n  return 0;\n}\n`
    writeFileSync(join(folder, 'all.c'), [...text, main].join('\n'))
    const flags = ['-std=c99', '-Wall', '-Wextra', '-pedantic', '-Werror', '-O1']
    execFileSync('gcc', [...flags, '-o', 'all', 'all.c'], { cwd: folder, stdio: 'pipe' })
    const options = { encoding: 'utf8', maxBuffer: 2 ** 28 } as const
    const lines = execFileSync(join(folder, 'all'), options).trim().split('\n')
    return machines.map((machine, index) => {
      const own = lines.slice(index * ticks, (index + 1) * ticks).map((line) => line.split('/'))
      return checkInverse(machine, own as [string, string][])
    })
  },
}

/** Case 63 was given the inverse of every input; where it differs from the kernel the line says so. */
function checkInverse({ netlist, inputs }: Strange, lines: readonly [string, string][]): string[] {
  const machine = createMachine(netlist)
  return lines.map(([shown, inverse], t) => {
    const wanted = machine.step(inputs[t]!.map((bit) => 1 - bit)).join('')
    return inverse === wanted ? shown : `${shown}, inverse ${inverse}`
  })
}

const vectorBlocks = 2

/** The part of the platform that is used here: the types of Node have none of it. */
declare const WebAssembly: {
  readonly Module: {
    new (bytes: Uint8Array): object
    customSections(module: object, name: string): ArrayBuffer[]
  }
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

export interface WasmExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  readonly inputs: { readonly value: number }
  readonly outputs: { readonly value: number }
  readonly cases: { readonly value: number }
  readonly row: { readonly value: number }
  reset(): void
  step(): void
  simulate(ticks: number, blocks: number): void
  classify?(): number
}

/** What the custom section of a module says. */
export interface Described {
  readonly title: string
  readonly provenance: readonly string[]
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly columns?: readonly { readonly categories?: readonly string[] }[]
  readonly classes?: readonly string[]
}

export function openModule(content: Uint8Array): { exported: WasmExports; described: Described } {
  const module = new WebAssembly.Module(content)
  const [section] = WebAssembly.Module.customSections(module, 'nandertal')
  return {
    exported: new WebAssembly.Instance(module, {}).exports as WasmExports,
    described: JSON.parse(new TextDecoder().decode(section)),
  }
}

/** One case goes through `step`; 256 cases, every second one with inverted inputs, through `simulate`. */
export const wasmWorld: World = {
  format: 'wasm',
  run: (machines) => machines.map(runWasm),
}

function runWasm(machine: Exported): string[] {
  const { netlist, inputs, content } = machine
  const { exported } = openModule(content as Uint8Array)
  const outputs = netlist.outputs.length
  const words = 4 * vectorBlocks
  const size = exported.cases.value + 4 * ticks * (netlist.inputs + outputs) * words
  const missing = Math.ceil(size / 2 ** 16) - exported.memory.buffer.byteLength / 2 ** 16
  if (missing > 0) exported.memory.grow(missing)
  const bytes = new Uint8Array(exported.memory.buffer)
  const shown = inputs.map((bits) => {
    bytes.set(bits, exported.inputs.value)
    exported.step()
    const from = exported.outputs.value
    return [...bytes.subarray(from, from + outputs)].join('')
  })
  const vectors = new Uint32Array(exported.memory.buffer, exported.cases.value)
  inputs.flat().forEach((bit, at) => {
    vectors.fill(bit ? 0x55555555 : 0xaaaaaaaa, at * words, (at + 1) * words)
  })
  exported.simulate(ticks, vectorBlocks)
  const response = vectors.subarray(ticks * netlist.inputs * words)
  const lane = (t: number, k: number) =>
    Array.from({ length: outputs }, (_, o) => {
      return (response[(t * outputs + o) * words + (k >> 5)]! >>> (k & 31)) & 1
    }).join('')
  const lines = shown.map((line, t): [string, string] => {
    const isSame = [2, 66, 254].every((k) => lane(t, k) === line)
    const isInverse = [65, 129, 255].every((k) => lane(t, k) === lane(t, 1))
    return [isSame && isInverse ? line : `${line}, not in all lanes`, lane(t, 1)]
  })
  exported.reset()
  bytes.set(inputs[0]!, exported.inputs.value)
  exported.step()
  const from = exported.outputs.value
  const again = [...bytes.subarray(from, from + outputs)].join('')
  if (again !== shown[0]) lines[0]![0] += `, after reset ${again}`
  return checkInverse(machine, lines)
}
