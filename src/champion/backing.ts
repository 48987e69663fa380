/**
 * What backs the claim that a champion does what was wanted, as one line for the head of a file.
 *
 * A verdict backs the machine that it was given for, and what became of it by steps that were proved
 * to change nothing. Any other step after it, or sizes that are not those of the last step, leave
 * nothing that does.
 */
import type { Champion, ChampionStep } from '../champion.ts'
import { depth } from '../netlist/level.ts'
import { gateCount } from '../netlist.ts'
import { describeVerdict } from '../verify.ts'

/** Says of a champion: proved, tested, different, approximate, or not verified. */
export function describeBacking(champion: Champion): string {
  const { history, ports } = champion
  const at = history.findLastIndex(({ step }) => step === 'verify' || step === 'approximate')
  const last = history[at]
  if (!last || (!last.verdict && last.step === 'verify')) return 'NOT VERIFIED'
  if (!isOfMachine(champion) || !history.slice(at + 1).every(changesNothing)) {
    return 'NOT VERIFIED: changed since its last verdict'
  }
  if (last.step === 'approximate' || !last.verdict)
    return `NOT EXACT: ${last.detail ?? 'approximate'}`
  const { verdict } = last
  const words = describeVerdict(verdict, ports)
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

/** Pruned, and proved to do the same as before; what was held against something else says so. */
const changesNothing = ({ step, verdict, detail }: ChampionStep): boolean =>
  step === 'prune' && verdict?.verdict === 'equivalent' && detail === undefined

function isOfMachine({ netlist, history }: Champion): boolean {
  const last = history.at(-1)!
  return (
    last.gates === gateCount(netlist) &&
    last.depth === depth(netlist) &&
    last.latches === netlist.latches.length
  )
}
