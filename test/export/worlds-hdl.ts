/**
 * A small simulator of nand2tetris HDL, written for these tests from the book's rules, as there is no
 * program for it to be had here. It knows the built-in chips `Nand` and `DFF`, refuses what the book
 * refuses (an output pin that is read, a pin that nothing drives or two parts drive, a loop without a
 * DFF) and finds its own order of the parts.
 */
import type { World } from './worlds.ts'

interface Part {
  readonly chip: string
  /** What each input pin of the part reads: a pin of the chip, an inner pin, true or false. */
  readonly reads: ReadonlyMap<string, string>
  readonly drives: readonly string[]
}

interface Chip {
  readonly name: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly parts: readonly Part[]
}

const pinsOf: Readonly<Record<string, readonly string[]>> = { Nand: ['a', 'b'], DFF: ['in'] }
const words = new Set(['CHIP', 'IN', 'OUT', 'PARTS', 'BUILTIN', 'CLOCKED'])

function check(isSo: boolean, text: string): asserts isSo {
  if (!isSo) throw new Error(`HDL: ${text}`)
}

export function parseChip(text: string): Chip {
  const code = text.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
  const tokens = code.match(/[A-Za-z][A-Za-z0-9_]*|[{}(),;:=]|\S/g) ?? []
  let at = 0
  const take = (wanted?: string): string => {
    const token = tokens[at++]
    check(token !== undefined && (!wanted || token === wanted), `${token} for ${wanted}`)
    return token
  }
  const name = (): string => {
    const token = take()
    check(/^[A-Za-z]/.test(token) && !words.has(token), `${token} is no name`)
    return token
  }
  const pins = (word: string): string[] => {
    if (tokens[at] !== word) return []
    take(word)
    const list = [name()]
    while (tokens[at] === ',') {
      take(',')
      list.push(name())
    }
    take(';')
    return list
  }
  const part = (): Part => {
    const chip = name()
    const [reads, drives] = [new Map<string, string>(), [] as string[]]
    take('(')
    do {
      const pin = name()
      take('=')
      const wire = name()
      if (pin === 'out') drives.push(wire)
      else {
        check(!reads.has(pin), `${pin} is connected twice`)
        reads.set(pin, wire)
      }
    } while (take() === ',')
    check(tokens[at - 1] === ')', 'no end of a part')
    take(';')
    const own = pinsOf[chip]
    check(own !== undefined, `${chip} is no built-in chip`)
    check([...reads.keys()].sort().join() === own.join(), `pins of ${chip}`)
    return { chip, reads, drives }
  }
  take('CHIP')
  const title = name()
  take('{')
  const [inputs, outputs] = [pins('IN'), pins('OUT')]
  take('PARTS')
  take(':')
  const parts: Part[] = []
  while (tokens[at] !== '}') parts.push(part())
  take('}')
  check(at === tokens.length, 'something behind the chip')
  const chip = { name: title, inputs, outputs, parts }
  checkWires(chip)
  return chip
}

function checkWires({ inputs, outputs, parts }: Chip): void {
  const driven = [...inputs, ...parts.flatMap(({ drives }) => drives)]
  check(new Set(driven).size === driven.length, 'a pin is driven twice')
  const readable = new Set([...driven, 'true', 'false'])
  check(!driven.includes('true') && !driven.includes('false'), 'a constant is driven')
  for (const pin of outputs) {
    check(readable.has(pin) && !inputs.includes(pin), `nothing drives ${pin}`)
    readable.delete(pin)
  }
  for (const { reads } of parts) {
    for (const pin of reads.values()) check(readable.has(pin), `${pin} cannot be read`)
  }
}

/** A function of one tick that keeps the DFFs. */
export function simulateChip({
  inputs,
  outputs,
  parts,
}: Chip): (bits: readonly number[]) => number[] {
  const values = new Map<string, number>([
    ['true', 1],
    ['false', 0],
  ])
  const flipFlops = parts.filter(({ chip }) => chip === 'DFF').map((part) => ({ part, kept: 0 }))
  return (bits) => {
    const known = new Map(values)
    for (const [i, pin] of inputs.entries()) known.set(pin, bits[i]!)
    const drive = (part: Part, value: number) => {
      for (const pin of part.drives) known.set(pin, value)
    }
    for (const { part, kept } of flipFlops) drive(part, kept)
    let waiting = parts.filter(({ chip }) => chip === 'Nand')
    while (waiting.length > 0) {
      const later = waiting.filter((part) => {
        const [a, b] = [known.get(part.reads.get('a')!), known.get(part.reads.get('b')!)]
        if (a === undefined || b === undefined) return true
        drive(part, a && b ? 0 : 1)
        return false
      })
      check(later.length < waiting.length, 'a loop without a DFF')
      waiting = later
    }
    for (const each of flipFlops) each.kept = known.get(each.part.reads.get('in')!)!
    return outputs.map((pin) => known.get(pin)!)
  }
}

export const hdlWorld: World = {
  format: 'hdl',
  run: (machines) =>
    machines.map(({ content, inputs }) => {
      const step = simulateChip(parseChip(content as string))
      return inputs.map((bits) => step(bits).join(''))
    }),
}
