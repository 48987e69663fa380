/** Figures as a comparison tells them, the same in the terminal and on the page. */
import type { Interval } from './result.ts'

/** `97.3 %`; 100.0 % only where nothing is wrong. */
export function percent(share: number): string {
  const shown = share < 1 ? Math.min(99.9, Math.round(share * 1000) / 10) : share * 100
  return `${shown.toFixed(1)} %`
}

/** `12,345`; below a hundred with a figure after the point where it has one: `12.5`. */
export function count(n: number): string {
  const [whole, rest] = (n >= 100 ? n.toFixed(0) : String(Number(n.toFixed(1)))).split('.')
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ',')
  return rest ? `${grouped}.${rest}` : grouped
}

/** `3.4 ns`, `12.5 ms`, `59.9 s` */
export function duration(ms: number): string {
  const units = [
    ['s', 1e-3],
    ['ms', 1],
    ['µs', 1e3],
  ] as const
  for (const [unit, factor] of units) {
    if (ms * factor >= 0.9995) return `${figures3(ms * factor)} ${unit}`
  }
  return `${figures3(ms * 1e6)} ns`
}

/** `120 B`, `4.56 kB` */
export const bytes = (n: number): string =>
  n < 1000 ? `${figures3(n)} B` : n < 1e6 ? `${figures3(n / 1e3)} kB` : `${figures3(n / 1e6)} MB`

/** `4.56 M/s` */
export function perSecond(n: number): string {
  if (n >= 1e9) return `${figures3(n / 1e9)} G/s`
  if (n >= 1e6) return `${figures3(n / 1e6)} M/s`
  return n >= 1e3 ? `${figures3(n / 1e3)} k/s` : `${figures3(n)} /s`
}

/** A probability: `0.031`, `< 0.001`. */
export const probability = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3))

/** A difference of parts, in points of a hundred: `+12.5`, `−3.0`. */
export const points = (difference: number): string =>
  `${difference < 0 ? '−' : '+'}${Math.abs(difference * 100).toFixed(1)}`

/** `97.3 % [95.0 %, 100.0 %]`; the median alone where nothing varies. */
export function interval({ median, low, high }: Interval, show: (value: number) => string): string {
  const [middle, from, to] = [show(median), show(low), show(high)]
  return from === middle && to === middle ? middle : `${middle} [${from}, ${to}]`
}

/** `a`, `a and b`, `a, b and c` */
export const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** Three figures that count, none of them dropped from a whole number. */
const figures3 = (n: number): string => (n >= 1000 ? count(n) : String(Number(n.toPrecision(3))))
