/** HTML in which every text is escaped, unless it is markup already. */

export interface Markup {
  readonly markup: string
}

/** What may stand between pieces of markup; nothing is left of `undefined` and `false`. */
type Part = Markup | readonly Markup[] | string | number | undefined | false

/** Joins markup and texts; texts are escaped, within tags and between them. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const written = parts.map(writePart)
  return { markup: pieces.reduce((text, piece, i) => text + written[i - 1] + piece) }
}

/** Takes a text as markup that it is known to be. */
export const trusted = (markup: string): Markup => ({ markup })

function writePart(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'number') return String(part)
  if (typeof part === 'string') return escapeText(part)
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeText = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter]!)
