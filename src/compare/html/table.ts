/** Tables of a page: what they show is markup, what they are called is read aloud. */
import { count, interval } from '../format.ts'
import type { Interval } from '../result.ts'
import { html, type Markup, trusted } from './markup.ts'

/** A table that scrolls in its own place where it is too wide; the first cell of a row is its head. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Markup[])[],
): Markup {
  const body = rows.map(
    ([
      first,
      ...rest
    ]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
  )
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${head.map((label) => html`<th scope="col">${label}</th>`)}</tr></thead>
<tbody>
${body}</tbody></table></div>
`
}

export const text = (value: string): Markup => html`${value}`

export const none = trusted('–')

/** A figure as people read it, and in full for whoever reads the page by program. */
export const figure = (value: number | undefined, show: (value: number) => string): Markup =>
  value === undefined ? none : html`<data value="${value}">${show(value)}</data>`

/** A median with its interval, all three in full for whoever reads the page by program. */
export function figures(
  name: string,
  found: Interval | undefined,
  show: (value: number) => string,
): Markup {
  if (!found) return none
  const { median, low, high } = found
  const ends = `[${show(low)}, ${show(high)}]`
  const isPoint = interval(found, show) === show(median)
  return html`<data data-figure="${name}" data-low="${low}" data-high="${high}" value="${median}">${show(median)}</data>${!isPoint && html` <small>${ends}</small>`}`
}

export const lengthLabel = (ticks: number): string => `${count(ticks)} ticks`
