/**
 * What was known of these circuits before: the fewest NANDs that are proved, that people have found,
 * and that a neutral-drift probe of sixty lines found in 10 to 60 s of one core.
 *
 * Proved: shown by exhaustive enumeration, or by an UNSAT one gate below. Human: NandGame, Code Golf,
 * nand2tetris and Knuth, as collected in the anchors of the project. A figure stands only where the
 * circuit is the same as ours; for a circuit whose definition was never published there is none.
 */
export interface Anchor {
  readonly proved?: number
  readonly human?: number
  readonly probe?: number
}

export const anchors: Readonly<Record<string, Anchor>> = {
  xor: { proved: 4 },
  mux: { proved: 4 },
  'half adder': { proved: 5 },
  'full adder': { proved: 9, human: 9, probe: 9 },
  'majority 3': { proved: 6 },
  'xor 3': { proved: 8 },
  'parity 5': { human: 16, probe: 16 },
  'rule 30': { proved: 7 },
  'rule 110': { proved: 5 },
  'demux 1 to 4': { proved: 12 },
  'demux 1 to 8': { probe: 28 },
  'mux 4 to 1': { human: 11, probe: 11 },
  'increment 3': { proved: 10 },
  'increment 4': { probe: 15 },
  'adder 2, carries': { human: 18, probe: 18 },
  'adder 4, carries': { human: 36, probe: 36 },
  'adder 4 mod 16': { human: 31 },
  'multiplier 2×2': { proved: 13, human: 13, probe: 13 },
  'multiplier 3×3': { human: 39, probe: 40 },
  'multiplier 4×4': { human: 89, probe: 105 },
  'multiplier 5×5': { human: 186, probe: 166 },
  'seven segments, hexadecimal': { human: 30, probe: 32 },
  'very simple ALU': { human: 42, probe: 31 },
  'detector of 1011': { proved: 8, probe: 8 },
  'increment 16': { human: 75 },
  'adder 16 mod 65536': { human: 139 },
  'subtract 16': { human: 139 },
  'maximum 16': { human: 106 },
  'Hack ALU': { human: 466 },
  lion: { probe: 14 },
  mc: { probe: 18 },
  dk27: { probe: 20 },
  bbtas: { probe: 26 },
  s27: { probe: 25 },
  dk15: { probe: 42 },
  dk17: { probe: 41 },
  beecount: { probe: 49 },
  dk14: { probe: 58 },
  bbara: { probe: 65 },
}
