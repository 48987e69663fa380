/**
 * How few NANDs are left of a circuit that a user brings, beside the best that berkeley-abc finds?
 *
 * Recorded circuit by circuit: those that this commit has on record are passed over, so that a bench
 * that was stopped goes on. `--only WORD,WORD` keeps the circuits whose name has one of the words.
 */
import { describeVerdict, gateCount, type Netlist, type Verdict, verify } from 'nandertal'
import { type BenchRecord, readRecord, thousands, writeRecord } from '../record.ts'
import { type AbcResult, blifText, runAbc } from './prune/abc.ts'
import { anchors } from './prune/anchors.ts'
import { type Circuit, circuits } from './prune/circuits.ts'
import { kissCircuits } from './prune/kiss.ts'
import { type OursResult, runOurs } from './prune/ours.ts'
import { openWorkshop, type Workshop } from './prune/programs.ts'
import { createStarts, type Start } from './prune/starts.ts'

interface Outcome {
  readonly circuit: Circuit
  readonly starts: readonly (Start & { readonly ours: OursResult })[]
  /** The smallest of those, once more and longer. */
  readonly long: OursResult
  readonly abc: AbcResult
  /** The smallest of ours, and what proves it. */
  readonly best: Netlist
  readonly proof: string
}

/** Processor seconds of berkeley-abc: more for larger circuits. */
const abcSeconds = (gates: number) => Math.min(20, 3 + gates / 8)
const deepSeconds = 1
const cecSecondsMax = 60
/** Effort of pruning each start, and the smallest of those once more; less for small circuits. */
const firstEffort = (gates: number) => Math.min(1, gates / 50)
const longEffort = (gates: number) => Math.min(10, gates / 5)

async function runCircuit(circuit: Circuit): Promise<Outcome> {
  const workshop = openWorkshop()
  try {
    const found = createStarts(workshop, circuit)
    const bySize = [...found].sort((a, b) => gateCount(a.netlist) - gateCount(b.netlist))
    const isRight = (netlist: Netlist) => isProved(prove(netlist, circuit, workshop))
    for (const { name, netlist } of found) {
      if (!isRight(netlist))
        throw new Error(`${circuit.name}: the start ${name} is another circuit`)
    }
    const secondsMax = abcSeconds(gateCount(bySize[0]!.netlist))
    const files = bySize.map(({ file }) => file)
    const abc = runAbc(workshop, files, isRight, { secondsMax, deepSeconds })
    if (!abc) throw new Error(`${circuit.name}: berkeley-abc found nothing`)
    const starts: Outcome['starts'][number][] = []
    for (const start of found) {
      starts.push({
        ...start,
        ours: await runOurs(start.netlist, circuit, firstEffort(gateCount(start.netlist))),
      })
    }
    const smallest = starts.map(({ ours }) => ours.netlist).reduce(smaller)
    const long = await runOurs(smallest, circuit, longEffort(gateCount(smallest)))
    return {
      circuit,
      starts,
      long,
      abc,
      best: long.netlist,
      proof: prove(long.netlist, circuit, workshop),
    }
  } finally {
    workshop.close()
  }
}

const smaller = (a: Netlist, b: Netlist) => (gateCount(b) < gateCount(a) ? b : a)

/** What shows that a netlist is the circuit: our own proof, or beyond its reach one of berkeley-abc. */
function prove(netlist: Netlist, { spec }: Circuit, workshop: Workshop): string {
  const verdict: Verdict = verify(netlist, spec)
  if (verdict.verdict !== 'unknown' || spec.kind !== 'machine') return describeVerdict(verdict)
  workshop.write('left.blif', blifText(netlist))
  workshop.write('right.blif', blifText(spec.netlist))
  const { text } = workshop.run('berkeley-abc', ['-q', 'cec left.blif right.blif'], cecSecondsMax)
  return /Networks are equivalent/.test(text)
    ? 'equivalent: berkeley-abc cec'
    : `unknown: ${text.trim()}`
}

/** Whether some bits of a circuit do not matter. */
const isOpen = ({ spec }: Circuit): boolean => {
  if (spec.kind !== 'table') return false
  const full = 2 ** spec.inputs >= 32 ? 0xffffffff : 2 ** (2 ** spec.inputs) - 1
  return spec.care.some((word) => word !== full)
}

/** The fewest gates that berkeley-abc is known to find, here or before. */
const theirsOf = ({ name }: Circuit, abc: AbcResult): number =>
  Math.min(gateCount(abc.netlist), anchors[name]?.abc ?? Number.POSITIVE_INFINITY)

const isProved = (proof: string) => proof.startsWith('equivalent')

const startNames = ['sum', 'plain', 'yosys', 'abc']

function describeRow({ circuit, starts, long, abc, best, proof }: Outcome) {
  const all = [...starts.map((start) => start.ours), long]
  const sum = (figure: (one: OursResult) => number) =>
    all.reduce((total, one) => total + figure(one), 0)
  const { proved = '', human = '', probe = '', abc: known } = anchors[circuit.name] ?? {}
  const cells = startNames.map((name) => {
    const start = starts.find((one) => one.name === name)
    return start ? `${gateCount(start.netlist)} → ${gateCount(start.ours.netlist)}` : ''
  })
  const [ours, theirs] = [gateCount(best), theirsOf(circuit, abc)]
  return [
    isOpen(circuit) ? `${circuit.name}, open` : circuit.name,
    ...cells,
    ours,
    known === theirs ? `${gateCount(abc.netlist)}, once ${theirs}` : theirs,
    ours < theirs ? 'fewer' : ours === theirs ? 'equal' : 'MORE',
    proved === '' ? '' : `${proved}${ours > proved ? ': NO' : ''}`,
    human === '' ? '' : `${human}${ours > human ? ': NO' : ''}`,
    probe === '' ? '' : `${probe}${ours > probe ? ': NO' : ''}`,
    proof,
    thousands(sum((one) => one.evaluations)),
    `${sum((one) => one.seconds).toFixed(0)} / ${abc.seconds.toFixed(0)}`,
  ]
}

/** The place in a row that says how we stand beside berkeley-abc. */
const standing = 7

const describeRuns = ({ circuit, starts, long, abc }: Outcome): object[] => [
  {
    circuit: circuit.name,
    side: 'berkeley-abc',
    gates: gateCount(abc.netlist),
    seconds: abc.seconds,
    tried: abc.tried,
    wrong: abc.wrong,
    script: abc.script,
  },
  ...starts.map(({ name, netlist, ours }) => ({
    circuit: circuit.name,
    side: 'ours',
    start: name,
    from: gateCount(netlist),
    gates: gateCount(ours.netlist),
    evaluations: ours.evaluations,
    seconds: ours.seconds,
  })),
  {
    circuit: circuit.name,
    side: 'ours',
    start: 'the smallest of these',
    gates: gateCount(long.netlist),
    evaluations: long.evaluations,
    seconds: long.seconds,
  },
]

const path = 'quality/prune.json'
const all = [...circuits, ...kissCircuits()]
const given = process.argv.indexOf('--only')
const only = given === -1 ? '' : process.argv[given + 1]!
const isChosen = ({ name }: Circuit) => only.split(',').some((word) => name.includes(word))

for (const circuit of all.filter(isChosen)) {
  const rowName = isOpen(circuit) ? `${circuit.name}, open` : circuit.name
  const before = readRecord(path)
  if (before?.rows.some(([name]) => name === rowName)) continue
  const outcome = await runCircuit(circuit)
  const row = describeRow(outcome)
  console.log(row.join(' | '))
  record([...(before?.rows ?? []), row], [...(before?.runs ?? []), ...describeRuns(outcome)])
}

/** Writes what there is so far: a bench that was stopped goes on where it was. */
function record(rows: BenchRecord['rows'], runs: BenchRecord['runs']): void {
  const place = (row: BenchRecord['rows'][number]) =>
    all.findIndex(({ name }) => row[0] === name || row[0] === `${name}, open`)
  const count = (word: string) => rows.filter((row) => row[standing] === word).length
  writeRecord(path, {
    title: 'Pruning',
    question:
      'How few NANDs are left of a circuit that a user brings, beside the best that berkeley-abc finds?',
    command: 'npm run build && npm run bench:prune',
    columns: [
      'circuit',
      'sum of products',
      'plain',
      'yosys',
      'berkeley-abc',
      'ours',
      'best of berkeley-abc',
      'ours beside it',
      'proved minimum',
      'human record',
      'probe',
      'proof',
      'mutants',
      'CPU-seconds, ours / theirs',
    ],
    rows: [...rows].sort((a, b) => place(a) - place(b)),
    notes: [
      `Fewer than berkeley-abc on ${count('fewer')} of ${rows.length} circuits, equal on ${count('equal')}, more on ${count('MORE')}; ${all.length - rows.length} circuits were not run.`,
      `Gates are two-input NANDs; an inverter is one. Under each start: its gates, and those that are left with effort ${firstEffort(1000)} at most; ours is the smallest of those pruned once more with effort ${longEffort(1000)} at most.`,
      'A sum of products is what `collapse; sop` of berkeley-abc makes of the rows; plain is a ripple of ours; yosys is `synth -flatten; abc -g NAND`; berkeley-abc is `strash; resyn2; map -a`. Where a circuit leaves bits open, starts say 0 there; ours may change them, berkeley-abc works on what the starts say.',
      'The best of berkeley-abc: every way to restructure (resyn2, compress2rs, &syn3, &syn4, mfs2, collapse with dc2 or fx, &deepsyn with and without two-input LUTs), with and without dch, every mapper (map -a, amap, &nf), with and without mfs3, onto NANDs and inverters and, besides, onto exclusive ors and multiplexers at their price in NANDs; from all starts, what came out best put in again until nothing gets smaller or the time is over. Its results are read by our reader, which shares equal gates, and verified by us.',
      'Figures with NO are not reached. Once: what dozens of seconds of berkeley-abc from other starts found before; then that is what ours is held against. State machines are those of the IWLS93 set with binary codes, where `IWLS93_DIR` has their KISS2 files.',
    ],
    runs,
  })
}
