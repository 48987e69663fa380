import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readChampion } from '../../src/champion.ts'
import { nandertal, readEvents, useTemporaryFolder } from './harness.ts'

useTemporaryFolder()

const evolve = 'evolve mux --search nsga2 --search-option population=30 --evaluations 5000'

describe('a search with a front', () => {
  it('shows it as a table of objectives, with what was verified', async () => {
    const { stdout, code } = await nandertal(evolve)
    const [, table = ''] = /^Front\n([\s\S]*?)\n\n/m.exec(stdout) ?? []
    expect(code).toBe(0)
    expect(table.split('\n').map((line) => line.trim().split(/ +/))).toEqual([
      ['errors', 'gates', 'depth', 'verdict'],
      ['0', '4', '3', 'equivalent'],
      ...Array.from({ length: table.split('\n').length - 2 }, () => [
        ...[expect.anything(), expect.anything(), expect.anything(), 'different'],
      ]),
    ])
  })

  it('writes each machine of it into a folder, with a list', async () => {
    mkdirSync('front')
    const { stdout } = await nandertal(`${evolve} --seed 2 --out front --json`)
    const result = readEvents(stdout).at(-1)!
    const list = JSON.parse(readFileSync('front/front.json', 'utf8'))
    const points = list.front.map(({ file, ...point }: { file: string }) => {
      const champion = readChampion(readFileSync(file, 'utf8'), file)
      expect({ ...champion.score }).toEqual((point as { score?: object }).score)
      return point
    })
    expect(points.length).toBeGreaterThan(2)
    expect(result.front).toEqual(points)
    expect(readdirSync('front').length).toBe(1 + points.length)
  })

  it('goes on from its folder, and hands the front over then as well', async () => {
    mkdirSync('later')
    const { code } = await nandertal('resume runs/mux-2 --evaluations 6000 --out later')
    expect(code).toBe(0)
    expect(readdirSync('later')).toContain('front.json')
  })

  it('is the only one that fills a folder', async () => {
    mkdirSync('empty')
    const { code, stderr } = await nandertal('evolve mux --out empty')
    expect(code).toBe(2)
    expect(stderr).toContain('one-plus-lambda, which finds one machine')
  })
})
