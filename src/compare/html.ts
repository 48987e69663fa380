/**
 * A comparison as one HTML file: it opens without a network, runs nothing, and says so to the browser.
 * All that it shows stands in it as JSON as well.
 */
import { generalisation, learning, sizeAndAccuracy } from './html/charts.ts'
import { html, trusted } from './html/markup.ts'
import {
  accuracies,
  allTrials,
  contests,
  costs,
  drawings,
  opening,
  refused,
} from './html/sections.ts'
import { style } from './html/style.ts'
import type { Comparison } from './result.ts'

/** Styles of its own and drawings within it: nothing else is loaded, no script runs. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/**
 * Writes the page. Needs the package `echarts`, which whoever wants pages installs; throws a `UsageError`
 * (`compare/no-charts`) where it is missing.
 */
export async function renderComparison(comparison: Comparison): Promise<string> {
  const learned = await learning(comparison)
  const generalised = await generalisation(comparison)
  const sized = await sizeAndAccuracy(comparison)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${comparison.task}: methods compared</title>
<style>${trusted(style)}</style>
</head>
<body>
${opening(comparison)}<main>
${accuracies(comparison)}${contests(comparison)}${learned}${generalised}${sized}${costs(comparison)}${refused(comparison)}${drawings(comparison)}${allTrials(comparison)}</main>
<script type="application/json" id="comparison">${trusted(embed(comparison))}</script>
</body>
</html>
`
  return page.markup
}

/** JSON that nothing in it can end the script of. */
const embed = (comparison: Comparison): string =>
  JSON.stringify(comparison).replace(/</g, '\\u003c')
