/**
 * What we emit, run by the tools of others and compared with the kernel: iverilog simulates, yosys
 * synthesizes, ABC proves. Where a tool is not installed its tests are skipped.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportAs } from '../../src/export.ts'
import { importFile } from '../../src/import.ts'
import { simulate } from '../../src/kernel.ts'
import { defaultPorts, type Ports } from '../../src/netlist/ports.ts'
import type { Netlist } from '../../src/netlist.ts'
import { createRng } from '../../src/random.ts'
import { verify } from '../../src/verify.ts'
import { randomNetlist, randomStimulus } from '../arbitrary.ts'
import { hostileNames } from './hostile.ts'

const ticks = 64

const isInstalled = (tool: string) => spawnSync('which', [tool]).status === 0
const withTool = (tool: string) => (isInstalled(tool) ? '' : ` (skipped: ${tool} is not installed)`)

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nandertal-hardware-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Random machines; `latchesMin` 1 makes them recurrent. */
function machines(count: number, label: string, latchesMin: number, latchesMax: number): Netlist[] {
  return Array.from({ length: count }, (_, seed) => {
    const rng = createRng(seed).split(label)
    const shape = {
      inputs: rng.below(6),
      latches: latchesMin + rng.below(latchesMax - latchesMin + 1),
      gates: 1 + rng.below(40),
      outputs: 1 + rng.below(4),
    }
    return randomNetlist(shape, seed)
  })
}

/** Outputs tick by tick for one case, each tick a string with output 0 first. */
function shownByKernel(netlist: Netlist, seed: number): string[] {
  const response = simulate(netlist, randomStimulus(netlist.inputs, ticks, 1, seed))
  const outputs = netlist.outputs.length
  return Array.from({ length: ticks }, (_, t) =>
    Array.from({ length: outputs }, (_, o) => response[t * outputs + o]! & 1).join(''),
  )
}

/** The inputs of one case as a Verilog number: input i of tick t is bit t × inputs + i. */
function stimulusNumber(inputs: number, seed: number): string {
  const { bits } = randomStimulus(inputs, ticks, 1, seed)
  return `${bits.length}'b${[...bits]
    .reverse()
    .map((word) => word & 1)
    .join('')}`
}

async function write(format: string, netlist: Netlist, file: string, ports?: Ports) {
  const provenance = { title: file.replace(/[.].*/, ''), lines: hostileNames }
  writeFileSync(join(folder, file), await exportAs(format, netlist, { ports, provenance }))
}

function readBack(file: string) {
  const imported = importFile(readFileSync(join(folder, file)), file)
  if (imported.kind !== 'netlist') throw new Error('a machine was expected')
  return imported
}

function hostilePorts(netlist: Netlist, seed: number): Ports {
  const name = (index: number) => hostileNames[(seed + index) % hostileNames.length]!
  return {
    inputs: Array.from({ length: netlist.inputs }, (_, i) => name(i)),
    outputs: Array.from(netlist.outputs, (_, o) => name(netlist.inputs + o)),
  }
}

describe.skipIf(!isInstalled('iverilog'))(`Verilog${withTool('iverilog')}`, () => {
  /** A bench that resets all machines, drives each for 64 ticks and shows a line of bits a tick. */
  function bench(netlists: readonly Netlist[]): string {
    const declarations = netlists.flatMap((netlist, m) => {
      const { inputs, latches, outputs } = netlist
      const connected = [
        ...(latches.length > 0 ? ['clk', 'rst'] : []),
        ...Array.from({ length: inputs }, (_, i) => `in${m}[t * ${inputs} + ${i}]`),
        ...Array.from(outputs, (_, o) => `out${m}[${outputs.length - 1 - o}]`),
      ]
      const stimulus = `  wire [${ticks * inputs - 1}:0] in${m} = ${stimulusNumber(inputs, m)};`
      return [
        ...(inputs > 0 ? [stimulus] : []),
        `  wire [${outputs.length - 1}:0] out${m};`,
        `  m${m} machine${m}(${connected.join(', ')});`,
      ]
    })
    return `
module bench;
  reg clk = 0, rst = 1;
  integer t = 0;
${declarations.join('\n')}
  initial begin
    #1 clk = 1; #1 clk = 0; #1 rst = 0;
    for (t = 0; t < ${ticks}; t = t + 1) begin
      #1 $display("%b", {${netlists.map((_, m) => `out${m}`).join(', ')}});
      #1 clk = 1;
      #1 clk = 0;
    end
  end
endmodule
`
  }

  async function shownByVerilog(netlists: readonly Netlist[], name: string, withPorts: boolean) {
    const files = netlists.map((_, m) => `m${m}.v`)
    for (const [m, netlist] of netlists.entries()) {
      await write('verilog', netlist, files[m]!, withPorts ? hostilePorts(netlist, m) : undefined)
    }
    writeFileSync(join(folder, `${name}.v`), bench(netlists))
    execFileSync('iverilog', ['-g2005', '-o', `${name}.vvp`, `${name}.v`, ...files], {
      cwd: folder,
    })
    return execFileSync('vvp', ['-n', `${name}.vvp`], { cwd: folder, encoding: 'utf8' })
      .trim()
      .split('\n')
  }

  const together = (netlists: readonly Netlist[]) => {
    const shown = netlists.map(shownByKernel)
    return Array.from({ length: ticks }, (_, t) => shown.map((lines) => lines[t]).join(''))
  }

  it('of 250 recurrent machines shows what the kernel shows for 64 ticks', async () => {
    const netlists = machines(250, 'recurrent', 1, 5)
    expect(await shownByVerilog(netlists, 'recurrent', false)).toEqual(together(netlists))
  })

  it('of 100 machines with hostile names, some without latches, does so too', async () => {
    const netlists = machines(100, 'hostile', 0, 2)
    expect(await shownByVerilog(netlists, 'hostile', true)).toEqual(together(netlists))
  })
})

describe.skipIf(!isInstalled('yosys'))(`Verilog${withTool('yosys')}`, () => {
  it('of 12 recurrent machines is synthesized by yosys to what the kernel shows', async () => {
    const netlists = machines(12, 'yosys', 1, 4)
    const commands: string[] = []
    for (const [m, netlist] of netlists.entries()) {
      await write('verilog', netlist, `y${m}.v`)
      const synthesis =
        'proc; opt; techmap; opt; dfflegalize -cell $_DFF_P_ x; simplemap; opt_clean'
      commands.push(`read_verilog y${m}.v; ${synthesis}; write_blif y${m}.blif; delete`)
    }
    execFileSync('yosys', ['-q', '-p', commands.join('; ')], { cwd: folder })
    netlists.forEach((netlist, m) => {
      const { netlist: back, ports } = readBack(`y${m}.blif`)
      const plain = defaultPorts(netlist.inputs, netlist.outputs.length)
      expect(ports).toEqual({ inputs: ['clk', 'rst', ...plain.inputs], outputs: plain.outputs })
      // What yosys keeps of clock and reset are inputs; they stay 0.
      const stimulus = randomStimulus(netlist.inputs, ticks, 32, m)
      const bits = new Uint32Array(ticks * back.inputs)
      for (let t = 0; t < ticks; t++) {
        const from = t * netlist.inputs
        bits.set(stimulus.bits.subarray(from, from + netlist.inputs), t * back.inputs + 2)
      }
      expect(simulate(back, { ...stimulus, inputs: back.inputs, bits })).toEqual(
        simulate(netlist, stimulus),
      )
    })
  })
})

describe.skipIf(!isInstalled('berkeley-abc'))(`BLIF and AIGER${withTool('berkeley-abc')}`, () => {
  const abc = (commands: readonly string[]) => {
    writeFileSync(join(folder, 'script.abc'), `${commands.join('\n')}\n`)
    return execFileSync('berkeley-abc', ['-f', 'script.abc'], { cwd: folder, encoding: 'utf8' })
  }

  it('of 60 combinational machines are proven equal by ABC, and read back equal to what was', async () => {
    const netlists = machines(60, 'combinational', 0, 0).filter(({ inputs }) => inputs > 0)
    const commands: string[] = []
    for (const [m, netlist] of netlists.entries()) {
      await write('blif', netlist, `c${m}.blif`)
      await write('aig', netlist, `c${m}.aig`)
      await write('blif', readBack(`c${m}.aig`).netlist, `back${m}.blif`)
      commands.push(`cec c${m}.blif c${m}.aig`, `cec c${m}.blif back${m}.blif`)
    }
    const verdicts = abc(commands).match(/Networks are .*/g)
    expect(verdicts).toHaveLength(2 * netlists.length)
    for (const verdict of verdicts!) expect(verdict).toMatch(/^Networks are equivalent/)
  })

  it('of recurrent machines are proven equal to each other by ABC', async () => {
    // ABC's dsec wants inputs, and answers only where latches are left after its own sweep.
    const netlists = machines(80, 'sequential', 1, 4).filter(({ inputs }) => inputs > 0)
    const commands: string[] = []
    for (const [m, netlist] of netlists.entries()) {
      await write('blif', netlist, `d${m}.blif`)
      await write('aag', netlist, `d${m}.aag`)
      await write('aig', readBack(`d${m}.aag`).netlist, `d${m}.aig`)
      commands.push(`dsec d${m}.blif d${m}.aig`)
    }
    const verdicts = abc(commands).match(/Networks are .*/g)
    expect(verdicts!.length).toBeGreaterThan(30)
    for (const verdict of verdicts!) expect(verdict).toMatch(/^Networks are equivalent/)
  })

  it('of 100 recurrent machines, rewritten by ABC in every format, behave as the kernel says', async () => {
    const netlists = machines(100, 'rewritten', 1, 5)
    const commands: string[] = []
    for (const [m, netlist] of netlists.entries()) {
      await write('blif', netlist, `s${m}.blif`)
      await write('aig', netlist, `s${m}.aig`)
      commands.push(
        `read_blif s${m}.blif; write_blif plain${m}.blif; strash; write_aiger -s fromblif${m}.aig`,
        `read_aiger s${m}.aig; write_blif fromaig${m}.blif; logic; write_blif logic${m}.blif`,
      )
    }
    abc(commands)
    netlists.forEach((netlist, m) => {
      const written = ['plain#.blif', 'fromblif#.aig', 'fromaig#.blif', 'logic#.blif']
      for (const file of written.map((name) => name.replace('#', `${m}`))) {
        const stimulus = randomStimulus(netlist.inputs, ticks, 32, m)
        expect(simulate(readBack(file).netlist, stimulus), file).toEqual(
          simulate(netlist, stimulus),
        )
      }
    })
  })
})

describe.skipIf(!isInstalled('yosys'))(`netlists of yosys in Verilog${withTool('yosys')}`, () => {
  /** Writes what yosys makes of each machine, in several manners, and hands over what we read of it. */
  async function roundTrips(
    netlists: readonly Netlist[],
    label: string,
    manners: readonly string[],
  ) {
    const commands: string[] = []
    for (const [m, netlist] of netlists.entries()) {
      await write('verilog', netlist, `${label}${m}.v`)
      manners.forEach((manner, k) => {
        const target = `${label}${m}_${k}.v`
        commands.push(`read_verilog ${label}${m}.v; ${manner} ${target}; delete`)
      })
    }
    execFileSync('yosys', ['-q', '-p', commands.join('; ')], { cwd: folder })
    return netlists.flatMap((netlist, m) =>
      manners.map((_, k) => ({ netlist, m, file: `${label}${m}_${k}.v` })),
    )
  }

  it('of 20 combinational machines are read back and equivalent', async () => {
    const netlists = machines(20, 'combinational', 0, 0)
    const manners = [
      'synth -flatten; abc -g NAND; opt_clean; write_verilog -noattr',
      'synth -flatten; write_verilog',
      'opt; write_verilog',
      'synth -flatten; write_verilog -noexpr',
      'synth -flatten; abc -g AND,XOR,MUX,AOI3,OAI4; write_verilog -noexpr -noattr',
    ]
    for (const { netlist, file } of await roundTrips(netlists, 'v', manners)) {
      const verdict = verify(readBack(file).netlist, { kind: 'machine', netlist })
      expect(verdict.verdict, file).toBe('equivalent')
    }
  })

  it('of 20 recurrent machines are read back and behave as the kernel says', async () => {
    const netlists = machines(20, 'recurrent', 1, 6)
    const manners = [
      'synth -flatten; abc -g NAND; opt_clean; write_verilog -noattr',
      'synth -flatten; write_verilog',
      'proc; opt; write_verilog -noattr',
      'synth -flatten; write_verilog -noexpr',
      'proc; opt; techmap; opt; dfflegalize -cell $_DFF_P_ x; opt_clean; write_verilog',
    ]
    for (const { netlist, m, file } of await roundTrips(netlists, 'w', manners)) {
      const { netlist: back, ports } = readBack(file)
      const { inputs } = defaultPorts(netlist.inputs, 1)
      // What yosys leaves of clock and reset are inputs; they stay 0.
      const stimulus = randomStimulus(netlist.inputs, ticks, 32, m)
      const bits = new Uint32Array(ticks * back.inputs)
      for (let t = 0; t < ticks; t++) {
        ports.inputs.forEach((name, i) => {
          const from = inputs.indexOf(name)
          if (from >= 0) bits[t * back.inputs + i] = stimulus.bits[t * netlist.inputs + from]!
        })
      }
      expect(simulate(back, { ...stimulus, inputs: back.inputs, bits }), file).toEqual(
        simulate(netlist, stimulus),
      )
    }
  })
})
