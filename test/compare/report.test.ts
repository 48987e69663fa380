/** The page of a comparison, as a browser shows it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, type TestContext, vi } from 'vitest'
import { colours, markOf } from '../../src/compare/html/marks.ts'
import { renderComparison } from '../../src/compare/html.ts'
import type { Comparison, Interval } from '../../src/compare/result.ts'
import { isUsageError } from '../../src/errors.ts'
import { hasChromium, type Page, withPage } from './chromium.ts'
import { clearComparison, levelComparison, madeComparison, madeTrials } from './trials.ts'

/** Renders a comparison, and opens the file that it is written to. */
async function show<T>(
  { skip }: TestContext,
  comparison: Comparison,
  use: (page: Page, url: string) => Promise<T>,
): Promise<T> {
  skip(!hasChromium, 'chromium is not installed')
  const folder = mkdtempSync(join(tmpdir(), 'nandertal-report-'))
  try {
    const file = join(folder, 'report.html')
    writeFileSync(file, await renderComparison(comparison))
    const url = pathToFileURL(file).href
    return await withPage(url, (page) => use(page, url))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What a cell with a median shows: in full, and as people read it. */
interface Shown extends Interval {
  readonly method: string
  readonly name: string
  readonly text: string
}

const readFigures = `[...document.querySelectorAll('data[data-figure]')]
  .filter((cell) => cell.dataset.figure !== 'difference')
  .map((cell) => ({
    method: cell.closest('tr').querySelector('th').textContent,
    name: cell.dataset.figure,
    text: cell.parentElement.textContent,
    median: Number(cell.value),
    low: Number(cell.dataset.low),
    high: Number(cell.dataset.high),
  }))`

/** The numbers of a text. */
const numbersOf = (text: string) => [...text.matchAll(/[\d.]+/g)].map(([number]) => Number(number))

/** The figures that the page has to show. */
const figuresOf = ({ summaries }: Comparison) =>
  summaries.flatMap(({ method, figures, longer }) => [
    ...Object.entries(figures).map(([name, found]) => ({ method, name, ...found })),
    ...longer.map(({ ticks, accuracy }) => ({ method, name: `longer-${ticks}`, ...accuracy })),
  ])

const byName = (a: { method: string; name: string }, b: { method: string; name: string }) =>
  `${a.method} ${a.name}` < `${b.method} ${b.name}` ? -1 : 1

describe('the page of a comparison', () => {
  it('asks for nothing but itself, and the console stays empty', (context) =>
    show(context, clearComparison(), async (page, url) => {
      expect(await page.evaluate('document.images[0].naturalWidth')).toBe(40)
      expect(page.complaints).toEqual([])
      expect(page.requests).toEqual([url])
    }))

  it('would be caught asking and complaining', async (context) => {
    context.skip(!hasChromium, 'chromium is not installed')
    const bad = '<script src="file:///nowhere.js"></script><script>throw new Error("bad")</script>'
    await withPage(`data:text/html,${encodeURIComponent(bad)}`, async (page) => {
      expect(page.requests).toEqual(['file:///nowhere.js'])
      expect(page.complaints.length).toBeGreaterThan(0)
    })
  })

  it('shows the figures of the JSON that is in it, which is the comparison', (context) =>
    show(context, clearComparison(), async (page) => {
      const json = await page.evaluate<string>("document.getElementById('comparison').textContent")
      expect(JSON.parse(json)).toEqual(clearComparison())
      const shown = await page.evaluate<Shown[]>(readFigures)
      const wanted = figuresOf(JSON.parse(json))
      expect(shown).toHaveLength(wanted.length)
      expect(shown.map(({ text: _, ...rest }) => rest).sort(byName)).toEqual(wanted.sort(byName))
      for (const { name, median, low, high, text } of shown) {
        if (!/^(train|soft|heldOut|longer)/.test(name)) continue
        const read = numbersOf(text)
        const inFull = read.length === 1 ? [median] : [median, low, high]
        expect(read, text).toHaveLength(inFull.length)
        read.forEach((number, i) => {
          expect(Math.abs(number - 100 * inFull[i]!), text).toBeLessThan(0.1)
        })
      }
      const gru = shown.find(({ method, name }) => method === 'gru' && name === 'train')
      expect(gru?.text).toBe('90.0 % [86.0 %, 93.0 %]')
      const command = "document.getElementById('command').textContent"
      expect(await page.evaluate(command)).toBe(clearComparison().command)
      const refused = await page.evaluate<string>("document.getElementById('refused').textContent")
      expect(refused).toContain('would take 10^21 years')
    }))

  it('has a name and a table for each chart', (context) =>
    show(context, clearComparison(), async (page) => {
      const charts = await page.evaluate(`[...document.querySelectorAll('main figure > [role=img]')]
        .map((chart) => [
          chart.getAttribute('aria-label').length > 20,
          chart.querySelectorAll('svg path').length > 10,
          chart.closest('section').querySelectorAll('table tbody tr').length,
        ])`)
      expect(charts).toEqual([1, 2, 3].map(() => [true, true, 3]))
    }))

  it('fits a telephone, and follows light and dark', (context) =>
    show(context, clearComparison(), async (page) => {
      const colours = `[document.body, document.querySelector('figure svg text[fill^=var]')].map((element) => {
        const { backgroundColor, fill } = getComputedStyle(element)
        return element === document.body ? backgroundColor : fill
      })`
      await page.emulate(375, 'light')
      const width = await page.evaluate<number>('document.documentElement.scrollWidth')
      expect(width).toBeLessThanOrEqual(375)
      expect(await page.evaluate(colours)).toEqual(['rgb(255, 255, 255)', 'rgb(31, 35, 40)'])
      await page.emulate(375, 'dark')
      expect(await page.evaluate(colours)).toEqual(['rgb(13, 17, 23)', 'rgb(230, 237, 243)'])
    }))

  it('shows hostile names as text', (context) => {
    const hostile = '</script><script>console.log("in")</script><img src=x onerror=alert(1)>"\'&'
    const trials = madeTrials([
      {
        method: hostile,
        figures: [{ train: 1 }, { train: 0.9 }],
        trial: { note: hostile, unit: hostile, champion: { drawing: `<svg>${hostile}</svg>` } },
      },
    ])
    const refused = [{ method: hostile, why: hostile }]
    const comparison = madeComparison(trials, { task: hostile, command: hostile, refused })
    return show(context, comparison, async (page) => {
      expect(page.complaints).toEqual([])
      expect(page.requests).toHaveLength(1)
      expect(await page.evaluate("document.querySelector('h1').textContent")).toBe(hostile)
      expect(await page.evaluate("document.getElementById('command').textContent")).toBe(hostile)
      expect(await page.evaluate('document.scripts.length')).toBe(1)
      const json = await page.evaluate<string>("document.getElementById('comparison').textContent")
      expect(JSON.parse(json)).toEqual(comparison)
    })
  })

  it('names a winner where there is one, and nobody where there is none', async () => {
    const verdict = async (comparison: Comparison) =>
      /id="verdict">(.*?)</.exec(await renderComparison(comparison))![1]!
    expect(await verdict(clearComparison())).toMatch(/^evolution wins by /)
    expect(await verdict(levelComparison())).toMatch(/^Nobody wins: /)
  })

  it('is the same page again', async () => {
    expect(await renderComparison(clearComparison())).toBe(
      await renderComparison(clearComparison()),
    )
  })

  it('shows a method that has no curve, and one that nothing was tried of', async () => {
    const trials = madeTrials([{ method: 'a', figures: [{ train: 1 }], trial: { curve: [] } }])
    expect(await renderComparison(madeComparison(trials))).toContain('nobody to win against')
    const refused = [{ method: 'enumeration', why: 'too large' }]
    expect(await renderComparison(madeComparison([], { refused }))).toContain('too large')
  })

  it('says what to install where charts cannot be drawn', async () => {
    vi.resetModules()
    vi.doMock('echarts/core', () => {
      throw new Error('not found')
    })
    const { renderComparison: render } = await import('../../src/compare/html.ts')
    const error = await render(clearComparison()).catch((error: unknown) => error)
    vi.doUnmock('echarts/core')
    expect(isUsageError(error) && error.code).toBe('compare/no-charts')
    expect(String(error)).toContain('npm install echarts')
  })
})

describe('marks', () => {
  it('tell 28 methods apart', () => {
    const marks = Array.from({ length: 28 }, (_, i) => JSON.stringify(markOf(i)))
    expect(new Set(marks).size).toBe(28)
  })

  it('have the colours of Okabe & Ito', () => {
    // Their table gives red, green and blue of 255 each; yellow is left out, which white paper swallows.
    const table = [
      [0, 114, 178],
      [213, 94, 0],
      [0, 158, 115],
      [204, 121, 167],
      [230, 159, 0],
      [86, 180, 233],
    ]
    const hex = (channels: readonly number[]) =>
      `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
    expect(colours).toEqual(table.map(hex))
  })
})
