/** The front of a search over several objectives: as a table, as data, as files. */
import { join } from 'node:path'
import { type FrontMachine, type FrontPoint, UsageError, writeChampion } from '../index.ts'
import type { Effects } from './effects.ts'
import { figure, fileBase, plural, printable, table } from './format.ts'
import { checkPlace, chooseWriting, sizesOf } from './machines.ts'

/** A machine of a front in figures. */
export const describePoint = ({ champion, verdict }: FrontMachine): FrontPoint => ({
  score: champion.score,
  ...sizesOf(champion.netlist),
  verdict: verdict?.verdict ?? null,
})

/** The most rows of a front that are shown. */
const rowsMax = 20

/** The front as a table, with what objectives do not say of the sizes. */
export function describeFront(front: readonly FrontMachine[]): string {
  const points = front.map(describePoint)
  const names = Object.keys(points[0]?.score ?? {})
  const sizes = (['gates', 'depth', 'latches'] as const).filter(
    (size) => !names.includes(size) && points.some((point) => point[size] > 0),
  )
  const isVerified = points.some(({ verdict }) => verdict !== null)
  const rows = points
    .slice(0, rowsMax)
    .map((point) => [
      ...names.map((name) => figure(point.score[name]!)),
      ...sizes.map((size) => figure(point[size])),
      ...(isVerified ? [point.verdict ?? ''] : []),
    ])
  const left = points.length - rows.length
  const heading = [...names, ...sizes, ...(isVerified ? ['verdict'] : [])]
  const more = left > 0 ? `\n  and ${plural(left, 'machine')} more` : ''
  return `${table([heading.map(printable), ...rows])}${more}`
}

/** Whether `--out` is a folder, for a front; else it must be a file that can be written. */
export async function checkOut(out: string, effects: Effects): Promise<boolean> {
  if ((await effects.files.kind(out)) === 'folder') return true
  chooseWriting(out)
  await checkPlace(out, effects)
  return false
}

/** A folder is filled by a search that has a front. Throws a `UsageError` for any other. */
export function expectFront(search: { readonly name: string; readonly front?: unknown }): void {
  if (search.front) return
  throw new UsageError('cli/no-front', {
    where: '--out',
    expected: 'the name of a file',
    received: `a folder, and ${search.name}, which finds one machine`,
    hint: '--search nsga2 looks for a front, which fills a folder.',
  })
}

/** Writes every machine of a front into a folder, and `front.json`, which says what they are. */
export async function writeFront(
  name: string,
  front: readonly FrontMachine[],
  folder: string,
  effects: Effects,
): Promise<string[]> {
  const files: string[] = []
  for (const [i, { champion }] of front.entries()) {
    const file = join(folder, `${fileBase(name)}-${i + 1}.json`)
    await effects.files.write(file, writeChampion(champion))
    files.push(file)
  }
  const list = join(folder, 'front.json')
  const points = front.map((machine, i) => ({ file: files[i]!, ...describePoint(machine) }))
  await effects.files.write(list, `${JSON.stringify({ name, front: points }, null, 2)}\n`)
  return [list, ...files]
}
