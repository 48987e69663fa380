/**
 * Damaged files for every reader: 100 000 each, grown from files of random machines and tables.
 */
import { describe, expect, it } from 'vitest'
import { exportAs } from '../../src/export.ts'
import { readers } from '../../src/import.ts'
import { createRng, type Rng } from '../../src/random.ts'
import { randomNetlist } from '../arbitrary.ts'
import { fuzzReader, mutateBytes, mutateText } from './mutate.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const seedsPerFormat = 40

async function machines(format: string): Promise<Uint8Array[]> {
  const files: Uint8Array[] = []
  for (let seed = 0; seed < seedsPerFormat; seed++) {
    const rng = createRng(seed).split('shape')
    const shape = {
      inputs: rng.below(5),
      latches: rng.below(4),
      gates: rng.below(12),
      outputs: 1 + rng.below(3),
    }
    const emitted = await exportAs(format, randomNetlist(shape, seed))
    files.push(typeof emitted === 'string' ? bytes(emitted) : emitted)
  }
  return files
}

/** Files by hand, for what our exporters never write. */
const rarities = {
  blif: [
    '.model m # rare\n.inputs a b \\\n c\n.outputs y q\n.latch y q re c 1\n.latch q r 2\n.names a b r y\n1-0 1\n-11 1\n.names z\n.clock c\n.end\n',
    '.inputs a\n.outputs y\n.names a y\n1 0\n.exdc\n.names y\n.subckt x a=y\n.gate nand2 A=a\n',
  ],
  aag: [
    'aag 5 1 2 2 1 0 0 0 0\n2\n4 10 1\n6 4 6\n10\n7\n10 2 5\ni0 x\nl1 state\no0 y\nc\nend\n',
    'aag 4 2 0 1 2\n2\n4\n6\n6 8 2\n8 6 4\n',
  ],
  verilog: [
    "module m(clk, rst, a, q, y);\n  input clk, rst;\n  input [3:0] a;\n  output [1:0] q;\n  output y;\n  (* keep *) reg [1:0] q = 2'h2;\n  wire \\t[0] ;\n  assign \\t[0]  = a[3:1] == {2'b1x, ~a[0]} ? ^a : !a || |a;\n  assign y = ~(q[0] & \\t[0] );\n  always @(posedge clk)\n    if (rst) q[0] <= 1'h0;\n    else if (a[1]) q[0] <= y;\n  always @(posedge clk) begin\n    q[1] <= {2{a[0]}};\n  end\nendmodule\n",
    'module n(input a, b, output y, z); wire t, u;\n\\$_NAND_ g1 (.A(a), .B(b), .Y(t));\n\\$_MUX_ g2(.A(t), .B(b), .S(a), .Y(u)); nor g(y, t, u, a);\n/* c */ assign z = u ~^ 0; // end\nendmodule\n',
  ],
  aig: ['aig 3 1 1 1 1 0 0\n6 1\n6\n\u0002\u0002i0 x\nl0 l\no0 y\nc\n'],
}

const characters = (rng: Rng, alphabet: string, length: number) =>
  Array.from({ length }, () => alphabet[rng.below(alphabet.length)]).join('')

function plas(): Uint8Array[] {
  return Array.from({ length: seedsPerFormat }, (_, seed) => {
    const rng = createRng(seed).split('pla')
    const [inputs, outputs, cubes] = [rng.below(9), 1 + rng.below(3), rng.below(8)]
    const lines = Array.from({ length: cubes }, () => {
      return `${characters(rng, '01-', inputs)} ${characters(rng, '01-~', outputs)}`
    })
    const type = ['', '.type f', '.type fd', '.type fr', '.type fdr'][seed % 5]
    const names =
      seed % 2
        ? `.ilb ${Array.from({ length: inputs }, (_, i) => `in${i}`).join(' ')}\n.ob ${Array.from({ length: outputs }, (_, o) => `out${o}`).join(' ')}`
        : ''
    const head = [`.i ${inputs}`, `.o ${outputs}`, type, names, `.p ${cubes}`]
    return bytes(`${[...head, ...lines, '.e'].join('\n')}\n`)
  })
}

function truths(): Uint8Array[] {
  return Array.from({ length: seedsPerFormat }, (_, seed) => {
    const rng = createRng(seed).split('truth')
    const rows = 2 ** rng.below(8)
    const isBinary = rows < 4 || rng.below(2) === 0
    const prefix = rng.below(3) === 0 ? (isBinary ? '0b' : '0x') : ''
    const lines = Array.from({ length: 1 + rng.below(4) }, () => {
      const digits = isBinary
        ? characters(rng, '0101-x', rows)
        : characters(rng, '0123456789abcdef', rows / 4)
      return prefix + digits
    })
    return bytes(`# table\n${lines.join('\n')}\n`)
  })
}

const latin = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))

const formats = [
  {
    reader: 'blif',
    name: 'blif',
    seeds: async () => [...(await machines('blif')), ...rarities.blif.map(bytes)],
  },
  {
    reader: 'aiger',
    name: 'aag',
    seeds: async () => [...(await machines('aag')), ...rarities.aag.map(bytes)],
  },
  {
    reader: 'aiger',
    name: 'aig',
    mutate: mutateBytes,
    seeds: async () => [...(await machines('aig')), ...rarities.aig.map(latin)],
  },
  {
    reader: 'verilog',
    name: 'verilog',
    seeds: async () => [...(await machines('verilog')), ...rarities.verilog.map(bytes)],
  },
  { reader: 'pla', name: 'pla', seeds: async () => plas() },
  { reader: 'truth', name: 'truth', seeds: async () => truths() },
]

describe('a reader of damaged files answers or refuses, and soon', () => {
  it.each(formats)('$name', async ({ reader: readerName, name, mutate = mutateText, seeds }) => {
    const reader = readers.find((known) => known.name === readerName)!
    // Of Verilog a quarter: its reader takes longest.
    const asked = Number(process.env.NANDERTAL_FUZZ_INPUTS ?? 100_000)
    const inputs = name === 'verilog' ? asked / 4 : asked
    const report = fuzzReader(name, reader.read, await seeds(), mutate, { inputs })
    console.log(`fuzz ${name}: ${JSON.stringify(report)}`)
    // A mutator that is always refused at the door, or never, tests nothing behind it.
    expect(report.accepted).toBeGreaterThan(report.inputs / 100)
    expect(report.refused).toBeGreaterThan(report.inputs / 100)
  })
})
