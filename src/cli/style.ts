/** Colours where they are wanted: a terminal that has them, unless the user says otherwise. */
import type { Effects, Output } from './effects.ts'

export type Style = Readonly<Record<'bold' | 'dim' | 'good' | 'bad', (text: string) => string>>

/** Source: no-color.org; FORCE_COLOR comes first, for pipes into pagers that show colours. */
export function createStyle(output: Output, env: Effects['env']): Style {
  const isForced = Boolean(env.FORCE_COLOR) && env.FORCE_COLOR !== '0'
  const isRefused = Boolean(env.NO_COLOR) || env.TERM === 'dumb' || env.FORCE_COLOR === '0'
  const isColoured = isForced || (output.isTerminal && !isRefused)
  const paint = (open: number, close: number) => (text: string) =>
    isColoured ? `\x1b[${open}m${text}\x1b[${close}m` : text
  return { bold: paint(1, 22), dim: paint(2, 22), good: paint(32, 39), bad: paint(31, 39) }
}

/** Whether lines of an output can be drawn again in place. */
export const isLive = (output: Output, env: Effects['env']): boolean =>
  output.isTerminal && env.TERM !== 'dumb' && !env.CI
