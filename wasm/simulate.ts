/**
 * Simulates a netlist on all cases, 128 of them a vector: the inside of `src/kernel/simd.ts`.
 *
 * The cases are cut into blocks of 8, 4, 2 or 1 vectors. A block runs through all its ticks before the
 * next begins, so that its values stay in the first-level cache where there is room for them:
 *
 *   0                 values, [signals × width] vectors; address 0 keeps the code of a gate short
 *   anywhere behind   what the caller placed: fan-ins, latches, outputs, stimulus, response
 *
 * The last block may be wider than the words that are left. It reads lanes of the next row, which
 * nobody looks at, and writes them behind its own row; so blocks run from the last to the first, rows
 * from the first to the last, and whatever was written too far is written again, rightly.
 */

/*
 * A gate in 1, 2, 4 and 8 vectors. Its fan-ins come as one number, which shifts to both addresses: a
 * signal has at most 22 bits, so nothing of the lower one is left in the upper one.
 */

// @ts-ignore: decorator
@inline function gate1(fanin: u64, to: usize, ones: v128): void {
  const a = <usize>fanin << 4
  const b = <usize>(fanin >> 28)
  v128.store(to, v128.xor(ones, v128.and(v128.load(a), v128.load(b))))
}

// @ts-ignore: decorator
@inline function gate2(fanin: u64, to: usize, ones: v128): void {
  const a = <usize>fanin << 5
  const b = <usize>(fanin >> 27)
  v128.store(to, v128.xor(ones, v128.and(v128.load(a), v128.load(b))))
  v128.store(to, v128.xor(ones, v128.and(v128.load(a, 16), v128.load(b, 16))), 16)
}

// @ts-ignore: decorator
@inline function gate4(fanin: u64, to: usize, ones: v128): void {
  const a = <usize>fanin << 6
  const b = <usize>(fanin >> 26)
  v128.store(to, v128.xor(ones, v128.and(v128.load(a), v128.load(b))))
  v128.store(to, v128.xor(ones, v128.and(v128.load(a, 16), v128.load(b, 16))), 16)
  v128.store(to, v128.xor(ones, v128.and(v128.load(a, 32), v128.load(b, 32))), 32)
  v128.store(to, v128.xor(ones, v128.and(v128.load(a, 48), v128.load(b, 48))), 48)
}

// @ts-ignore: decorator
@inline function gate8(fanin: u64, to: usize, ones: v128): void {
  const a = <usize>fanin << 7
  const b = <usize>(fanin >> 25)
  v128.store(to, v128.xor(ones, v128.and(v128.load(a), v128.load(b))))
  v128.store(to, v128.xor(ones, v128.and(v128.load(a, 16), v128.load(b, 16))), 16)
  v128.store(to, v128.xor(ones, v128.and(v128.load(a, 32), v128.load(b, 32))), 32)
  v128.store(to, v128.xor(ones, v128.and(v128.load(a, 48), v128.load(b, 48))), 48)
  v128.store(to, v128.xor(ones, v128.and(v128.load(a, 64), v128.load(b, 64))), 64)
  v128.store(to, v128.xor(ones, v128.and(v128.load(a, 80), v128.load(b, 80))), 80)
  v128.store(to, v128.xor(ones, v128.and(v128.load(a, 96), v128.load(b, 96))), 96)
  v128.store(to, v128.xor(ones, v128.and(v128.load(a, 112), v128.load(b, 112))), 112)
}

/*
 * All gates in order, four a turn of the loop, whose fan-ins are loaded before anything is stored.
 * These are exported so that they stay functions, which the host can optimise while a long simulation
 * runs. `all` is −1, and an argument because the complement of a constant, or `v128.not`, would be made
 * of two instructions at every gate.
 */

export function sweep1(at: usize, end: usize, to: usize, all: i32): void {
  const ones = i32x4.splat(all)
  for (; at < end; at += 32, to += 64) {
    const first = load<u64>(at), second = load<u64>(at, 8)
    const third = load<u64>(at, 16), fourth = load<u64>(at, 24)
    gate1(first, to, ones)
    gate1(second, to + 16, ones)
    gate1(third, to + 32, ones)
    gate1(fourth, to + 48, ones)
  }
}

export function sweep2(at: usize, end: usize, to: usize, all: i32): void {
  const ones = i32x4.splat(all)
  for (; at < end; at += 32, to += 128) {
    const first = load<u64>(at), second = load<u64>(at, 8)
    const third = load<u64>(at, 16), fourth = load<u64>(at, 24)
    gate2(first, to, ones)
    gate2(second, to + 32, ones)
    gate2(third, to + 64, ones)
    gate2(fourth, to + 96, ones)
  }
}

export function sweep4(at: usize, end: usize, to: usize, all: i32): void {
  const ones = i32x4.splat(all)
  for (; at < end; at += 32, to += 256) {
    const first = load<u64>(at), second = load<u64>(at, 8)
    const third = load<u64>(at, 16), fourth = load<u64>(at, 24)
    gate4(first, to, ones)
    gate4(second, to + 64, ones)
    gate4(third, to + 128, ones)
    gate4(fourth, to + 192, ones)
  }
}

export function sweep8(at: usize, end: usize, to: usize, all: i32): void {
  const ones = i32x4.splat(all)
  for (; at < end; at += 32, to += 512) {
    const first = load<u64>(at), second = load<u64>(at, 8)
    const third = load<u64>(at, 16), fourth = load<u64>(at, 24)
    gate8(first, to, ones)
    gate8(second, to + 128, ones)
    gate8(third, to + 256, ones)
    gate8(fourth, to + 384, ones)
  }
}

// @ts-ignore: decorator
@inline function copyRow(from: usize, to: usize, bytes: usize): void {
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    v128.store(to + offset, v128.load(from + offset))
  }
}

/**
 * Runs all ticks of all cases. Numbers of things first, then places in memory, counted in words of
 * 32 bits: fan-ins (padded to whole fours of gates with zeros; the values have room for them),
 * latches, outputs, [latches × 32] words for the next latches, stimulus and response (each with 32
 * words to spare behind it).
 */
export function simulate(
  inputs: usize, latches: usize, gates: usize, outputs: usize, ticks: usize, words: usize,
  faninAt: usize, latchesAt: usize, outputsAt: usize, nextAt: usize, stimulusAt: usize,
  responseAt: usize,
): void {
  const fanin = faninAt << 2
  const end = fanin + (gates << 3)
  const next = nextAt << 2
  const rowBytes = words << 2
  let vectors = (words + 3) >> 2
  while (vectors > 0) {
    // What eight leave over is taken as a whole or, at 5 and 6, without the four.
    const rest = vectors & 7
    const taken: usize = rest == 0 ? 8 : rest == 5 || rest == 6 ? rest - 4 : rest
    vectors -= taken
    const shift: usize = taken > 4 ? 7 : taken > 2 ? 6 : taken + 3
    const bytes: usize = 1 << shift
    const latchValues = (inputs + 1) << shift
    const gateValues = latchValues + (latches << shift)
    let input = (stimulusAt << 2) + (vectors << 4)
    let output = (responseAt << 2) + (vectors << 4)

    memory.fill(0, 0, bytes)
    memory.fill(latchValues, 0, latches << shift)
    for (let t: usize = 0; t < ticks; t++) {
      for (let i: usize = 1; i <= inputs; i++, input += rowBytes) copyRow(input, i << shift, bytes)
      if (shift == 7) sweep8(fanin, end, gateValues, -1)
      else if (shift == 6) sweep4(fanin, end, gateValues, -1)
      else if (shift == 5) sweep2(fanin, end, gateValues, -1)
      else sweep1(fanin, end, gateValues, -1)
      for (let o: usize = 0; o < outputs; o++, output += rowBytes) {
        copyRow(<usize>load<u32>((outputsAt + o) << 2) << shift, output, bytes)
      }
      for (let l: usize = 0; l < latches; l++) {
        copyRow(<usize>load<u32>((latchesAt + l) << 2) << shift, next + (l << shift), bytes)
      }
      copyRow(next, latchValues, latches << shift)
    }
  }
}
