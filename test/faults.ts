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

/** The same of work that takes its time. */
export async function faultsOfAsync(work: () => PromiseLike<unknown>): Promise<string[]> {
  try {
    await work()
  } catch (error) {
    return faultsOf(() => {
      throw error
    })
  }
  return []
}
