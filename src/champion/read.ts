/** Champions from text: strict, and every fault at once. */
import type { Champion } from '../champion.ts'
import { parseJson } from '../schema.ts'
import { championSchema } from './schema.ts'

export const readChampionText = (text: string, file: string): Champion =>
  parseJson(championSchema, text, file, 'champion')
