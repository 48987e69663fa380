/** A verdict as an exit code and as data. */
import type { Verdict } from '../index.ts'
import { exitCodes } from './exit.ts'

/** The exit code of a verdict; a machine without a spec has none and passes. */
export function judgeVerdict(verdict: Verdict | undefined): number {
  switch (verdict?.verdict) {
    case undefined:
    case 'equivalent':
      return exitCodes.done
    case 'different':
      return exitCodes.no
    case 'tested':
      return verdict.wrong === 0 ? exitCodes.done : exitCodes.no
    case 'unknown':
      return exitCodes.unknown
    default:
      return verdict satisfies never
  }
}

/** The verdict as a word, and all of it. */
export const describeVerdictForPrograms = (verdict: Verdict | undefined) => ({
  verdict: verdict?.verdict ?? null,
  verdictDetails: verdict ?? null,
})
