/** Champions from text: strict, and every fault at once. */
import type { Champion } from '../champion.ts'
import { parseJson } from '../schema.ts'
import { championSchema } from './schema.ts'

/**
 * Reads a champion that a stranger may have written.
 *
 * @param file the name shown in faults
 * Throws a `UsageError` with every fault.
 */
export const readChampion = (text: string, file: string): Champion =>
  parseJson(championSchema, text, file, 'champion')
