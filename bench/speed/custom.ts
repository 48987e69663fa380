/**
 * What does a candidate cost beside a fitness function of the user's: to ask for it, decode it, tell
 * its score and record the run; and does that stay the same over a million of them?
 *
 * The fitness is next to nothing. It also holds the watch: it is called once a candidate. Each run has
 * a process of its own, so that no run warms up another.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRunFolder, createTask, defineTask, evolve, type Machine, machine } from 'nandertal'
import { median, thousands, writeRecord } from '../record.ts'

/** What a fitness likes decides what machines the search walks through. */
const fitnesses: Readonly<Record<string, (machine: Machine) => number>> = {
  'nothing: every candidate is as good': () => 0,
  'gates: the more the better': ({ gates }) => gates,
}
const gates = 100
const evaluations = 1_000_000
const windowSize = 100_000
const processes = 3
const goal = { microseconds: 5, growth: 1.2 }

/**
 * A stretch of candidates, in order: processor time a candidate, of all threads, and memory at its end
 * after a collection.
 */
interface Window {
  readonly microseconds: number
  readonly heapMiB: number
  readonly rssMiB: number
}

const file = fileURLToPath(import.meta.url)

/** Evolves in this process and prints the windows. */
async function measureHere(fitness: (machine: Machine) => number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'nandertal-custom-'))
  const windows: Window[] = []
  let count = 0
  let startedAt = process.cpuUsage()
  const task = createTask(
    defineTask({
      genome: machine({ inputs: 4, outputs: 1, latches: 2, gates }),
      fitness(candidate) {
        if (count++ % windowSize === 0) lookAtWindow()
        return fitness(candidate)
      },
      // One generation more, for the watch is looked at when a window's next candidate comes.
      budget: { evaluations: evaluations + 1 },
    }),
  )

  function lookAtWindow() {
    const { user, system } = process.cpuUsage(startedAt)
    globalThis.gc!()
    const { heapUsed, rss } = process.memoryUsage()
    const microseconds = (user + system) / windowSize
    // What came before the first candidate is no window.
    if (count > 1)
      windows.push({ microseconds, heapMiB: heapUsed / 2 ** 20, rssMiB: rss / 2 ** 20 })
    startedAt = process.cpuUsage()
  }

  const runFolder = await createRunFolder(folder, task, 1)
  await evolve(task, { folder: runFolder })
  rmSync(folder, { recursive: true })
  console.log(JSON.stringify(windows))
}

function measureApart(name: string): Window[] {
  const options = ['--expose-gc', '--import', 'jiti/register', file, name]
  // A cast, because the text is our own, printed by `measureHere`.
  return JSON.parse(execFileSync(process.execPath, options, { encoding: 'utf8' })) as Window[]
}

function measureAll(): void {
  const runs: object[] = []
  const rows = Object.keys(fitnesses).map((name) => {
    const measured = Array.from({ length: processes }, () => measureApart(name))
    for (const windows of measured) runs.push({ fitness: name, windows: windows.map(roundWindow) })
    const middle = (of: (windows: Window[]) => number) => median(measured.map(of))
    const all = middle((windows) => median(windows.map(({ microseconds }) => microseconds)))
    const second = middle((windows) => windows[1]!.microseconds)
    const last = middle((windows) => windows.at(-1)!.microseconds)
    const growth = middle((windows) => windows.at(-1)!.microseconds / windows[1]!.microseconds)
    const row = [
      name,
      all.toFixed(2),
      `${second.toFixed(2)}, ${last.toFixed(2)}`,
      growth.toFixed(2),
      memoryText(measured, 'heapMiB'),
      memoryText(measured, 'rssMiB'),
      `at most ${goal.microseconds} µs, growth at most ${goal.growth}: ${all <= goal.microseconds && growth <= goal.growth ? 'yes' : 'NO'}`,
    ]
    console.log(row.join(' | '))
    return row
  })

  writeRecord('speed/custom.json', {
    title: 'A fitness of your own',
    question:
      "What does a candidate cost beside a fitness function of the user's, and does that stay the same over a million of them?",
    command: 'npm run build && npm run bench:custom',
    columns: [
      'fitness',
      'CPU-µs a candidate',
      'second, last window',
      'last / second',
      'heap in MiB, second to last',
      'resident in MiB, second to last',
      'goal',
    ],
    rows,
    notes: [
      `Medians of ${processes} processes, each ${thousands(evaluations)} evaluations with seed 1, ${gates} gates, 4 inputs, 2 latches, with a run folder; a window is ${thousands(windowSize)} evaluations. Heap is what is in use after a collection, with the bench and all modules.`,
    ],
    runs,
  })
}

function memoryText(measured: readonly Window[][], kind: 'heapMiB' | 'rssMiB'): string {
  const at = (place: number) => median(measured.map((windows) => windows.at(place)![kind]))
  return `${at(1).toFixed(1)} to ${at(-1).toFixed(1)}`
}

const roundWindow = ({ microseconds, heapMiB, rssMiB }: Window) =>
  [microseconds, heapMiB, rssMiB].map((value) => Number(value.toFixed(2)))

const chosen = process.argv[2]
if (chosen) await measureHere(fitnesses[chosen]!)
else measureAll()
