/** What a schematic shows, and that it is XML whatever the ports are called. */
import { describe, expect, it } from 'vitest'
import { drawnMax } from '../../src/export/svg.ts'
import { exportAs } from '../../src/export.ts'
import { createBuilder } from '../../src/netlist/build.ts'
import { randomNetlist } from '../arbitrary.ts'
import { hostileNames } from './hostile.ts'

const count = (text: string, part: string) => text.split(part).length - 1

/** Throws unless tags are closed in the order in which they were opened, and nothing is left bare. */
function checkXml(svg: string): void {
  const open: string[] = []
  for (const [, close, name, attributes, text] of svg.matchAll(
    /<(\/?)([a-z]+)((?: [a-zA-Z-]+="[^"<&]*")*)\s*\/?>([^<]*)/g,
  )) {
    if (close) expect(open.pop()).toBe(name)
    else open.push(name!)
    expect(`${attributes}${text}`.replace(/&(amp|lt|gt|quot);/g, '')).not.toMatch(/[<&]/)
  }
}

describe('a schematic', () => {
  it('draws each gate, inverter, latch and port once, and follows light and dark', async () => {
    const builder = createBuilder(2, 1)
    builder.setLatch(0, builder.nand(builder.input(0), builder.latch(0)))
    const netlist = builder.build([builder.not(builder.input(1)), builder.latch(0), builder.zero])
    const svg = (await exportAs('svg', netlist)) as string
    expect(count(svg, '<title>NAND')).toBe(1)
    expect(count(svg, '<title>inverter')).toBe(1)
    expect(count(svg, '<title>latch l0')).toBe(1)
    expect(count(svg, '<title>input')).toBe(2)
    expect(count(svg, '<title>output')).toBe(3)
    expect(count(svg, '<title>constant 0')).toBe(1)
    expect(count(svg, '<path class="wire"')).toBe(7)
    expect(svg).toContain('prefers-color-scheme: dark')
  })

  it('runs its wires straight across or down', async () => {
    const netlist = randomNetlist({ inputs: 4, latches: 2, gates: 20, outputs: 3 }, 5)
    const svg = (await exportAs('svg', netlist)) as string
    for (const [, path] of svg.matchAll(/class="wire" d="M([^"]*)"/g)) {
      const points = path!.split(' L').map((point) => point.split(' '))
      for (let p = 1; p < points.length; p++) {
        expect(points[p]![0] === points[p - 1]![0] || points[p]![1] === points[p - 1]![1]).toBe(
          true,
        )
      }
    }
  })

  it('is well-formed with hostile names', async () => {
    const outputs = hostileNames.length
    const netlist = randomNetlist({ inputs: outputs, latches: 0, gates: 4, outputs }, 1)
    const ports = { inputs: hostileNames, outputs: hostileNames }
    const provenance = { title: '<&">', lines: hostileNames }
    const svg = (await exportAs('svg', netlist, { ports, provenance })) as string
    checkXml(svg.replaceAll('/>', '></x>').replace(/<([a-z]+)((?: [^<>]*)?)><\/x>/g, '<$1$2></$1>'))
    expect(svg).toContain('<title>&lt;&amp;&quot;&gt;</title>')
  })

  it('is refused for a machine that nobody could read', async () => {
    const netlist = randomNetlist({ inputs: 2, latches: 0, gates: drawnMax, outputs: 1 }, 1)
    await expect(exportAs('svg', netlist)).rejects.toThrow('export/too-large')
  })
})
