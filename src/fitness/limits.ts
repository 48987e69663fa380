/** What an evaluation may cost, and what is done about one that fails. */
import { checkKeys, type FaultList, quote } from '../errors.ts'
import { type FailureKind, type FailurePolicy, failureKinds, failurePolicies } from './failure.ts'

export interface FitnessLimits {
  /** Milliseconds of one call of a fitness, be it for a machine or a batch, in [1, 2³¹); default 2,500. */
  readonly timeoutMs: number
  /** Mebibytes of a process that computes a fitness, in [64, 2²⁰]; default 512. */
  readonly memoryMb: number
  /** By kind of failure; default `worst` for each. */
  readonly onFailure?: Readonly<Partial<Record<FailureKind, FailurePolicy>>>
}

export const defaultLimits: FitnessLimits = { timeoutMs: 2500, memoryMb: 512 }

/** Adds the faults of limits that were given. */
export function checkLimits(limits: Partial<FitnessLimits>, faults: FaultList): void {
  const known = ['timeoutMs', 'memoryMb', 'onFailure']
  checkKeys(limits, known, 'limits', faults)
  const { timeoutMs = 1, memoryMb = 64, onFailure = {} } = limits
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs >= 2 ** 31) {
    faults.add(
      'task/bad-limit',
      { what: 'limits.timeoutMs' },
      'milliseconds in [1, 2³¹)',
      quote(timeoutMs),
    )
  }
  if (!Number.isInteger(memoryMb) || memoryMb < 64 || memoryMb > 2 ** 20) {
    faults.add(
      'task/bad-limit',
      { what: 'limits.memoryMb' },
      'mebibytes in [64, 2²⁰]',
      quote(memoryMb),
    )
  }
  checkKeys(onFailure, failureKinds, 'limits.onFailure', faults)
  for (const [kind, policy] of Object.entries(onFailure)) {
    if (failurePolicies.includes(policy)) continue
    const expected = failurePolicies.join(', ')
    faults.add('task/bad-limit', { what: `limits.onFailure.${kind}` }, expected, quote(policy))
  }
}
