/**
 * How methods are told apart: by colour, dash and shape, none of which is needed alone. Seven colours and
 * four dashes: the first 28 methods differ.
 *
 * Source: Okabe & Ito 2008, "Color Universal Design: How to Make Figures and Presentations that are
 * Friendly to Colorblind People".
 */
import { html, type Markup, trusted } from './markup.ts'

/** Blue, vermilion, bluish green, reddish purple, orange, sky blue, and black or white. */
export const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'] as const

const colourCount = colours.length + 1

const dashes: readonly (readonly number[])[] = [[], [7, 3], [2, 2], [9, 3, 2, 3]]

/** Names of shapes in charts, and the same within 10 × 10. */
const shapes = [
  { name: 'circle', path: 'M5 1a4 4 0 1 1 0 8a4 4 0 1 1 0-8z' },
  { name: 'rect', path: 'M1 1h8v8h-8z' },
  { name: 'triangle', path: 'M5 1L9 9H1z' },
  { name: 'diamond', path: 'M5 0L10 5L5 10L0 5z' },
] as const

export interface Mark {
  /** Of the variable that has the colour of the theme, `--mark-0`. */
  readonly colour: number
  /** Lengths of strokes and gaps; empty for a line without gaps. */
  readonly dash: readonly number[]
  readonly shape: (typeof shapes)[number]
}

/** How the method with an index is shown. */
export const markOf = (index: number): Mark => ({
  colour: index % colourCount,
  dash: dashes[index % dashes.length]!,
  shape: shapes[index % shapes.length]!,
})

/** The variables of all colours. */
export const markVariables = [...colours, 'var(--ink)']
  .map((colour, i) => `--mark-${i}: ${colour};`)
  .join(' ')

/** A piece of the line of a method with its shape, and its name. */
export function key(method: string, index: number): Markup {
  const { colour, dash, shape } = markOf(index)
  const paint = `var(--mark-${colour})`
  return html`<li><svg class="key" viewBox="0 0 40 10" aria-hidden="true"><path d="M0 5h40" fill="none" stroke="${paint}" stroke-width="2" stroke-dasharray="${dash.join(' ') || 'none'}"/><path transform="translate(15 0)" d="${trusted(shape.path)}" fill="${paint}"/></svg> ${method}</li>`
}
