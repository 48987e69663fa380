/**
 * How a bench hands over what it measured: a JSON file beside it, from which the report is made.
 *
 * A record holds the table that readers see and the runs behind it. It holds no date: a result is
 * named by the commit and the machine.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { version } from 'nandertal'

export interface BenchRecord {
  readonly title: string
  /** The one question that the bench answers. */
  readonly question: string
  readonly command: string
  /** `git describe`; `-dirty` where the working tree had changes. */
  readonly commit: string
  readonly machine: { readonly cpu: string; readonly node: string; readonly version: string }
  readonly columns: readonly string[]
  /** [rows × columns] */
  readonly rows: readonly (readonly (string | number)[])[]
  /** What a reader must know to read the table right. */
  readonly notes: readonly string[]
  /** Every run or sample that the table sums up. */
  readonly runs: readonly object[]
}

const folder = fileURLToPath(new URL('.', import.meta.url))

/** Writes a record and makes the report anew; `path` is below `bench/`. */
export function writeRecord(
  path: string,
  record: Omit<BenchRecord, 'commit' | 'machine'>,
): BenchRecord {
  const whole: BenchRecord = { ...record, commit: describeCommit(), machine: describeMachine() }
  writeFileSync(`${folder}${path}`, writeText(whole))
  writeReport()
  return whole
}

/** The record of this commit that is there already, to go on with. */
export function readRecord(path: string): BenchRecord | undefined {
  const file = `${folder}${path}`
  if (!existsSync(file)) return undefined
  // A cast, because these files are our own, written by `writeRecord`.
  const record = JSON.parse(readFileSync(file, 'utf8')) as BenchRecord
  return record.commit === describeCommit() ? record : undefined
}

/** Writes RESULTS.md from all records there are. */
export function writeReport(): void {
  const files = ['quality', 'speed'].flatMap((place) =>
    readdirSync(`${folder}${place}`)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => `${place}/${name}`),
  )
  // A cast, because these files are our own, written by `writeRecord`.
  const records = files.map((file) => JSON.parse(readFileSync(`${folder}${file}`, 'utf8')))
  writeFileSync(`${folder}RESULTS.md`, reportText(records as BenchRecord[]))
}

/** The report: a section a record. */
export function reportText(records: readonly BenchRecord[]): string {
  const sections = records.map((record) => {
    const { title, question, command, commit, machine, notes } = record
    const made = `Made by \`${command}\` at ${commit}, ${machine.cpu}, Node ${machine.node}.`
    return [`## ${title}`, question, tableText(record), ...notes, made].join('\n\n')
  })
  const intro = 'Tables are made from the JSON files beside the benches: `jiti bench/report.ts`.'
  return `${['# Results', intro, ...sections].join('\n\n')}\n`
}

function tableText({ columns, rows }: BenchRecord): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
}

/** JSON with a line a row and a line a run, so that changes can be read. */
function writeText({ rows, runs, ...rest }: BenchRecord): string {
  const lines = (list: readonly unknown[]) =>
    list.map((one) => `    ${JSON.stringify(one)}`).join(',\n')
  const head = JSON.stringify(rest, null, 2).replace(/\n}$/, '')
  return `${head},\n  "rows": [\n${lines(rows)}\n  ],\n  "runs": [\n${lines(runs)}\n  ]\n}\n`
}

function describeCommit(): string {
  try {
    const git = (...words: string[]) =>
      execFileSync('git', words, {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim()
    // Records that were just written are no change to what was measured.
    const others = ['--', ':/', ':!*.json', ':!RESULTS.md']
    const isDirty = git('status', '--porcelain', '--untracked-files=no', ...others) !== ''
    return `${git('describe', '--always', '--abbrev=12')}${isDirty ? '-dirty' : ''}`
  } catch {
    return 'no commit'
  }
}

const describeMachine = (): BenchRecord['machine'] => ({
  cpu: `${cpus()[0]?.model ?? 'unknown processor'}`,
  node: process.versions.node,
  version,
})

/** The answer of `nandertal bench --json --only` with these words behind it, from the built program. */
export function runBench(words: readonly string[]): Readonly<Record<string, unknown>> {
  const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
  const given = [program, 'bench', '--json', '--only', ...words]
  const lines = execFileSync(process.execPath, given, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
    .trim()
    .split('\n')
  return JSON.parse(lines.at(-1)!)
}

/** The median of some numbers; the lower one of two in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN
}

/** Thousands with a comma. */
export const thousands = (n: number): string => `${Math.round(n)}`.replace(/\B(?=(\d{3})+$)/g, ',')
