/**
 * Charts as SVG, drawn where there is no screen: the only place that knows of echarts, which is large and
 * is therefore loaded when a chart is drawn, and installed by whoever wants one.
 *
 * The chart is given colours that nothing else has; the variables of the page's theme take their
 * places, so that one drawing serves light and dark.
 */
import { UsageError } from '../../errors.ts'
import { type Mark, markOf } from './marks.ts'

export interface Axis {
  readonly label: string
  readonly scale: 'linear' | 'log'
  /** Default: fits what is shown. */
  readonly min?: number
  readonly max?: number
  show(value: number): string
}

export type Point = readonly [x: number, y: number]

export interface Series {
  /** Whose it is: the index of a method. */
  readonly method: number
  /**
   * Values with a line between them; what lasts until the next value; the same, thin and behind others;
   * an interval from one value to another; values alone.
   */
  readonly as: 'marked' | 'lasting' | 'faint' | 'interval' | 'dots'
  readonly points: readonly Point[]
}

export interface Chart {
  /** A word that no other chart of the page is named by. */
  readonly name: string
  readonly x: Axis
  readonly y: Axis
  readonly series: readonly Series[]
}

/** Small enough for a telephone; the page makes it larger, letters and all. */
const [width, height] = [420, 300]

const ink = '#0a0b0c'
const rule = '#0a0b0d'
const colourOf = ({ colour }: Mark) => `#0a0b1${colour}`

/** Draws a chart; the same chart is the same text. */
export async function drawChart(chart: Chart): Promise<string> {
  const { init } = await loadCharts()
  const drawn = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    drawn.setOption({
      animation: false,
      backgroundColor: 'transparent',
      textStyle: { fontFamily: 'system-ui, sans-serif', fontSize: 13 },
      grid: { left: 52, right: 24, top: 34, bottom: 48 },
      xAxis: { ...axisOf(chart.x), nameGap: 28 },
      yAxis: { ...axisOf(chart.y), nameLocation: 'end', nameGap: 14, nameTextStyle: yName },
      series: chart.series.map(seriesOf),
    })
    return withTheme(drawn.renderToSVGString(), chart.name)
  } finally {
    drawn.dispose()
  }
}

async function loadCharts() {
  try {
    const [core, charts, components, renderers] = await Promise.all([
      import('echarts/core'),
      import('echarts/charts'),
      import('echarts/components'),
      import('echarts/renderers'),
    ])
    core.use([
      charts.LineChart,
      charts.ScatterChart,
      components.GridComponent,
      renderers.SVGRenderer,
    ])
    return core
  } catch (cause) {
    throw new UsageError(
      'compare/no-charts',
      {
        where: 'the report',
        expected: 'the package echarts, which draws its charts',
        received: 'none that can be loaded',
        hint: 'Install it: npm install echarts@6',
      },
      { cause },
    )
  }
}

const nameStyle = { color: ink, fontSize: 13 }
/** Above the axis and over its labels: nothing has to be read sideways. */
const yName = { ...nameStyle, align: 'left' as const, padding: [0, 0, 0, -48] }

function axisOf({ label, scale, min, max, show }: Axis) {
  return {
    type: scale === 'log' ? ('log' as const) : ('value' as const),
    name: label,
    nameLocation: 'middle' as const,
    nameTextStyle: nameStyle,
    min,
    max,
    axisLine: { show: true, lineStyle: { color: ink } },
    axisTick: { show: true, lineStyle: { color: ink } },
    axisLabel: { color: ink, fontSize: 13, formatter: show, hideOverlap: true },
    splitLine: { lineStyle: { color: rule } },
    splitNumber: 4,
  }
}

function seriesOf({ method, as, points }: Series) {
  const mark = markOf(method)
  const color = colourOf(mark)
  const common = {
    silent: true,
    data: points.map((point) => [...point]),
    symbol: mark.shape.name,
    symbolSize: 8,
    itemStyle: { color, opacity: as === 'dots' ? 0.8 : 1 },
  }
  if (as === 'dots') return { type: 'scatter' as const, ...common }
  const isFaint = as === 'faint'
  const isDashed = mark.dash.length > 0 && (as === 'marked' || as === 'lasting')
  const type = isDashed ? [...mark.dash] : ('solid' as const)
  return {
    type: 'line' as const,
    ...common,
    showSymbol: as === 'marked',
    step: (as === 'lasting' || isFaint) && ('end' as const),
    lineStyle: { color, type, width: isFaint ? 1 : 2, opacity: isFaint ? 0.35 : 1 },
  }
}

/** Puts the variables of the theme and the name in, and leaves out what only moving charts need. */
function withTheme(svg: string, name: string): string {
  return (
    svg
      .replace(/<style[\s\S]*?<\/style>/g, '')
      .replace(/ (?:class="zr[^"]*"|ecmeta_\w+="[^"]*"|pointer-events="\w+")/g, '')
      .replace(
        / (?:width="420" height="300"|baseProfile="full"|version="1\.1"|xmlns\S*)(?= |>)/g,
        '',
      )
      // Charts are numbered as long as the process lives.
      .replace(/\bzr\d+-/g, `${name}-`)
      .replace(/#0a0b1(\d)/g, 'var(--mark-$1)')
      .replaceAll(ink, 'var(--ink)')
      .replaceAll(rule, 'var(--rule)')
  )
}
