/** Faults as tests want to see them. */
import { isUsageError } from '../src/errors.ts'

/** Where and what the faults of some work are, `where code`; none when it goes well. */
export function faultsOf(work: () => unknown): string[] {
  try {
    work()
  } catch (error) {
    if (isUsageError(error)) return error.faults.map(({ code, where }) => `${where} ${code}`)
    throw error
  }
  return []
}
