/**
 * Beyond the limits of a proof: random inputs that may still find a difference. The inputs come
 * from a fixed stream, so the answer is the same every time. Finding none proves nothing.
 */
import { simulate } from '../kernel.ts'
import type { Netlist } from '../netlist.ts'
import { createRng } from '../random.ts'
import type { Verdict } from '../verify.ts'

const sampledWords = 32
/** Ticks of each sampled sequence when there are latches. */
const sampledTicks = 64

/** Looks for a difference between two machines; answers `unknown` again when there is none. */
export function sampleMachines(
  netlist: Netlist,
  reference: Netlist,
  unknown: Verdict & { verdict: 'unknown' },
): Verdict {
  const hasLatches = netlist.latches.length + reference.latches.length > 0
  const ticks = hasLatches ? sampledTicks : 1
  const words = sampledWords
  const { inputs } = netlist
  const rng = createRng(0).split('verify', 'sample')
  const bits = Uint32Array.from({ length: ticks * inputs * words }, () => rng.next())
  const stimulus = { inputs, ticks, cases: 32 * words, words, bits }
  const received = simulate(netlist, stimulus)
  const wanted = simulate(reference, stimulus)
  const at = received.findIndex((word, index) => word !== wanted[index])
  if (at === -1) return { ...unknown, reached: unknown.reached + stimulus.cases }

  const difference = received[at]! ^ wanted[at]!
  const lane = 31 - Math.clz32(difference & -difference)
  const w = at % words
  const tick = Math.floor(at / (words * netlist.outputs.length))
  const bitOf = (word: number) => ((word >>> lane) & 1) as 0 | 1
  const counterexample = {
    inputs: Array.from({ length: tick + 1 }, (_, t) =>
      Array.from({ length: inputs }, (_, i) => bitOf(bits[(t * inputs + i) * words + w]!)),
    ),
    tick,
    output: Math.floor(at / words) % netlist.outputs.length,
    wanted: bitOf(wanted[at]!),
    received: bitOf(received[at]!),
  }
  return { verdict: 'different', counterexample }
}
