/**
 * What backs the claim that a champion does what was wanted, as one line for the head of a file.
 *
 * A verdict backs the machine that it was given for. A step that changed the machine and gave no
 * verdict of its own, or sizes that are not those of the last step, leave nothing that does.
 */
import type { Champion } from '../champion.ts'
import { depth } from '../netlist/level.ts'
import { gateCount } from '../netlist.ts'
import { describeVerdict } from '../verify.ts'

/** Says of a champion: proved, tested, different, or not verified. */
export function describeBacking(champion: Champion): string {
  const last = champion.history.at(-1)
  if (!last?.verdict) return 'NOT VERIFIED'
  if (!isOfMachine(champion)) return 'NOT VERIFIED: changed since its last verdict'
  const { verdict } = last
  const words = describeVerdict(verdict, champion.ports)
  switch (verdict.verdict) {
    case 'equivalent':
      return `proved ${words}`
    case 'tested':
      return `tested on ${verdict.cases} cases, not proved: ${verdict.wrong || 'none'} wrong`
    case 'different':
      return `NOT EQUIVALENT: ${words}`
    case 'unknown':
      return `NOT VERIFIED: ${words}`
    default:
      return verdict satisfies never
  }
}

function isOfMachine({ netlist, history }: Champion): boolean {
  const last = history.at(-1)!
  return (
    last.gates === gateCount(netlist) &&
    last.depth === depth(netlist) &&
    last.latches === netlist.latches.length
  )
}
