/**
 * The opponent: berkeley-abc's strongest scripts, mapped to two-input NANDs and inverters of one gate
 * each.
 *
 * Every way to restructure is joined with every way to map, and what came out best is put in again,
 * until nothing gets smaller or the time is over. A process is one way to restructure: where the
 * program crashes, only that way is lost. What it writes is read by our own reader, which shares equal
 * gates and drops double inverters, and is verified by us.
 */
import { type Exporter, exporters, gateCount, importFile, type Netlist } from 'nandertal'
import type { Workshop } from './programs.ts'

const program = 'berkeley-abc'

/** Some scripts of the program's own `abc.rc`, which Debian leaves out. */
export const aliases = `alias b balance
alias rw rewrite
alias rwz rewrite -z
alias rf refactor
alias rfz refactor -z
alias rs resub
alias resyn2 "b; rw; rf; b; rw; rwz; b; rfz; rwz; b"
alias compress2rs "b -l; rs -K 6 -l; rw -l; rs -K 6 -N 2 -l; rf -l; rs -K 8 -l; b -l; rs -K 8 -N 2 -l; rw -l; rs -K 10 -l; rwz -l; rs -K 10 -N 2 -l; b -l; rs -K 12 -l; rfz -l; rs -K 12 -N 2 -l; rwz -l; b -l"
`

/**
 * NANDs and inverters, and what costs several of them as one gate of that price, so that the mapper
 * sees an exclusive or of four NANDs. A buffer is a wire to us; the program wants one. The constant 1
 * is a gate that reads the constant 0.
 */
export const library = `GATE zero 0 O=CONST0;
GATE one 1 O=CONST1;
GATE buf 2 O=a; PIN * NONINV 1 999 1 0 1 0
GATE inv 1 O=!a; PIN * INV 1 999 1 0 1 0
GATE nand2 1 O=!(a*b); PIN * INV 1 999 1 0 1 0
`
const largerGates = `GATE xor2 4 O=(a*!b)+(!a*b); PIN * UNKNOWN 2 999 1 0 1 0
GATE xnor2 5 O=(a*b)+(!a*!b); PIN * UNKNOWN 2 999 1 0 1 0
GATE mux2 4 O=(a*b)+(!a*c); PIN * UNKNOWN 2 999 1 0 1 0
`

/** Commands that restructure an and-inverter graph. */
const restructurings = (seconds: number, seed: number): readonly string[] => [
  '',
  'resyn2; resyn2',
  'compress2rs; compress2rs',
  '&get -n; &syn4; &put',
  '&get -n; &syn3; &syn3; &put',
  'if -K 6 -a; mfs2 -ae; strash; resyn2',
  'if -K 4 -a; mfs2 -ae; strash; compress2rs',
  'collapse -B 20000; strash; dc2; dc2',
  'collapse -B 20000; sop; fx; strash; compress2rs',
  `&get -n; &deepsyn -T ${seconds} -S ${seed}; &put`,
  `&get -n; &deepsyn -t -T ${seconds} -S ${seed}; &put`,
]

const libraries = ['read_genlib nand.genlib', 'read_genlib larger.genlib']
/** What adds structures to choose from, or does not. */
const choices = ['', 'dch', 'dch -x']
const mappings = ['map -a', 'amap', 'amap -m', '&get -n; &nf; &put', '&get -n; &nf -p; &put']
/** What goes on with the gates themselves, one after the other. */
const afterMapping = ['', 'mfs3 -a; mfs3 -ae; mfs3 -ar']

export interface AbcOptions {
  /** Processor seconds after which no further way is tried. */
  readonly secondsMax: number
  /** Seconds of each run of `&deepsyn`. */
  readonly deepSeconds: number
}

export interface AbcResult {
  readonly netlist: Netlist
  /** The commands that led to it, from the start that was handed in. */
  readonly script: string
  readonly seconds: number
  /** Scripts that were tried, and results that were not what the circuit must do. */
  readonly tried: number
  readonly wrong: number
}

interface Found {
  readonly netlist: Netlist
  readonly script: string
}

/** Reads a BLIF file that another program wrote; undefined where it wrote none. */
export function readBlif(workshop: Workshop, file: string): Netlist | undefined {
  const content = workshop.read(file)
  if (!content || content.length === 0) return undefined
  const text = coversText(new TextDecoder().decode(content))
  const imported = importFile(new TextEncoder().encode(text), file)
  return imported.kind === 'netlist' ? imported.netlist : undefined
}

/** The gates of the library as covers, which is what our reader reads. */
function coversText(text: string): string {
  let gates = 0
  const nand = (a: string, b: string, out: string) => `.names ${a} ${b} ${out}\n11 0`
  const not = (a: string, out: string) => `.names ${a} ${out}\n0 1`
  const xor = (a: string, b: string, out: string) => {
    const [t, u, v] = [0, 1, 2].map((i) => `larger${gates}_${i}`) as [string, string, string]
    gates++
    return [nand(a, b, t), nand(a, t, u), nand(b, t, v), nand(u, v, out)].join('\n')
  }
  const covers: Readonly<Record<string, (pins: readonly string[]) => string>> = {
    zero: ([out]) => `.names ${out}`,
    one: ([out]) => `.names ${out}\n1`,
    buf: ([a, out]) => `.names ${a} ${out}\n1 1`,
    inv: ([a, out]) => not(a!, out!),
    nand2: ([a, b, out]) => nand(a!, b!, out!),
    xor2: ([a, b, out]) => xor(a!, b!, out!),
    xnor2: ([a, b, out]) => `${xor(a!, b!, `larger${gates}`)}\n${not(`larger${gates - 1}`, out!)}`,
    mux2: ([a, b, c, out]) => {
      const [t, u, v] = [0, 1, 2].map((i) => `larger${gates}_${i}`) as [string, string, string]
      gates++
      return [nand(a!, b!, t), not(a!, u), nand(u, c!, v), nand(t, v, out!)].join('\n')
    },
  }
  return text
    .replace(/\\\r?\n/g, ' ')
    .replace(/^\.gate (\S+) +(.*)$/gm, (_, gate: string, pins: string) =>
      covers[gate]!(
        pins
          .trim()
          .split(/\s+/)
          .map((pin) => pin.slice(pin.indexOf('=') + 1)),
      ),
    )
}

/** The best that the program finds from some BLIF files, by name. */
export function runAbc(
  workshop: Workshop,
  starts: readonly string[],
  isRight: (netlist: Netlist) => boolean,
  { secondsMax, deepSeconds }: AbcOptions,
): AbcResult | undefined {
  workshop.write('nand.genlib', library)
  workshop.write('larger.genlib', library + largerGates)
  let [seconds, tried, wrong] = [0, 0, 0]
  let best: Found | undefined
  let from: readonly { file: string; script: string }[] = starts.map((file) => ({
    file,
    script: file.replace('.blif', ''),
  }))
  const isBetter = (netlist: Netlist) => !best || gateCount(netlist) < gateCount(best.netlist)

  for (let round = 0; seconds < secondsMax; round++) {
    const before = best
    for (const { file, script } of from) {
      for (const restructuring of restructurings(deepSeconds, round)) {
        if (seconds >= secondsMax) break
        const endings = libraries.flatMap((gates) =>
          choices.flatMap((choice) => mappings.map((mapping) => [gates, choice, mapping])),
        )
        const files = endings.flatMap((_, e) => afterMapping.map((_, m) => `try-${e}-${m}.blif`))
        for (const name of files) workshop.write(name, '')
        const ran = workshop.run(
          program,
          [],
          10 * deepSeconds + 10,
          scriptOf(file, restructuring, endings),
        )
        seconds += ran.seconds
        files.forEach((name, e) => {
          const netlist = readBlif(workshop, name)
          if (!netlist) return
          tried++
          if (!isBetter(netlist)) return
          if (isRight(netlist)) {
            const after = afterMapping.slice(0, 1 + (e % afterMapping.length))
            const ending = [...endings[Math.floor(e / afterMapping.length)]!, ...after]
            const way = [restructuring, ...ending].filter(Boolean).join('; ')
            best = { netlist, script: `${script} | ${way}` }
          } else wrong++
        })
      }
    }
    if (!best || best === before) break
    workshop.write(`best-${round}.blif`, blifText(best.netlist))
    from = [{ file: `best-${round}.blif`, script: best.script }]
  }
  return best && { ...best, seconds, tried, wrong }
}

/** Restructures once and maps in every way; given line by line, so that a command may fail. */
function scriptOf(
  file: string,
  restructuring: string,
  endings: readonly (readonly string[])[],
): string {
  const lines = [aliases, `read_blif ${file}; strash`]
  lines.push(...restructuring.split('; '), 'strash; write_aiger restructured.aig')
  endings.forEach(([gates, choice, mapping], e) => {
    lines.push(gates!, 'read_aiger restructured.aig', choice!, ...mapping!.split('; '))
    afterMapping.forEach((after, m) => {
      lines.push(...after.split('; '), `write_blif try-${e}-${m}.blif`)
    })
  })
  return `${lines.filter(Boolean).join('\n')}\nquit\n`
}

const blif = exporters.find(({ name }) => name === 'blif') as Exporter

/** A netlist as BLIF with plain names. */
export function blifText(netlist: Netlist): string {
  const names = (letter: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${letter}${i}`)
  const ports = {
    inputs: names('x', netlist.inputs),
    outputs: names('y', netlist.outputs.length),
  }
  // A cast, because this exporter writes text at once.
  return blif.emit(netlist, ports) as string
}
