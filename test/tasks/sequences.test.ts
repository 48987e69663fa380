/** What the tasks with memory want, against references that look at the whole sequence at once. */
import { createTask, isEnvironment } from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'
import { describe, expect, it } from 'vitest'
import { createRng } from '../../src/random.ts'
import type { AutomatonSpec } from '../../src/spec.ts'

/** [ticks × inputs] as strings of bits, one a tick, to the outputs of the last tick. */
type Reference = (ticks: readonly string[]) => string

const number = (bits: readonly string[]) => Number.parseInt(`0${[...bits].reverse().join('')}`, 2)
const binary = (n: number, length: number) =>
  [...n.toString(2).padStart(length, '0')].reverse().join('')
const ones = (ticks: readonly string[]) => ticks.filter((bits) => bits === '1').length
const counter = (modulus: number, length: number): Reference => {
  return (ticks) => binary(ones(ticks.slice(0, -1)) % modulus, length)
}

const references: Readonly<Record<string, Reference>> = {
  toggle: (ticks) => `${ones(ticks.slice(0, -1)) % 2}`,
  'shift-register': (ticks) =>
    `0000${ticks.slice(0, -1).join('')}`.slice(-4).split('').reverse().join(''),
  'counter-3': counter(3, 2),
  'counter-4': counter(4, 2),
  'counter-5': counter(5, 3),
  'counter-10': counter(10, 4),
  'traffic-light': (ticks) => ['100', '110', '001', '010'][ones(ticks.slice(0, -1)) % 4]!,
  'serial-adder': (ticks) => {
    const sum = number(ticks.map((bits) => bits[0]!)) + number(ticks.map((bits) => bits[1]!))
    return binary(sum, ticks.length)[ticks.length - 1]!
  },
  'sequence-detector': (ticks) => (ticks.join('').endsWith('1011') ? '1' : '0'),
  'parity-stream': (ticks) => `${ones(ticks) % 2}`,
  'even-pairs': (ticks) => (ticks[0] === ticks.at(-1) ? '0' : '1'),
  copy: (ticks) => ticks.find((bits) => bits !== '0001')?.slice(0, 3) ?? '---',
  'modular-arithmetic': (ticks) => {
    const text = ticks
      .map((bits) => `${'+-*'[bits.indexOf('1')]}${bits.indexOf('1', 3) - 3}`)
      .join('')
    // Products of so many digits are exact as whole numbers of any length.
    const terms = `0${text}`.split(/(?=[+-])/)
    const sum = terms.reduce((total, term) => {
      const product = term
        .replace(/^[+-]/, '')
        .split('*')
        .reduce((all, digit) => all * BigInt(digit), 1n)
      return term.startsWith('-') ? total - product : total + product
    }, 0n)
    return binary(Number(((sum % 5n) + 5n) % 5n), 3)
  },
  'cycle-navigation': (ticks) => {
    const token: Record<string, number> = { '100': -1, '010': 0, '001': 1 }
    const sum = ticks.reduce((total, bits) => total + token[bits]!, 0)
    return binary(((sum % 5) + 5) % 5, 3)
  },
}

async function automatonOf(name: string): Promise<AutomatonSpec> {
  const { spec } = createTask(await builtinTasks[name]!.load())
  if (spec?.kind !== 'automaton') throw new Error(`${name} is not an automaton`)
  return spec
}

describe.each(Object.entries(references))('%s', (name, reference) => {
  it('wants what the reference says, on random sequences', async () => {
    const spec = await automatonOf(name)
    const rng = createRng(1).split(name)
    for (let sequence = 0; sequence < 50; sequence++) {
      const ticks: string[] = []
      let state = 0
      for (let t = 0; t < 40; t++) {
        const letter = rng.below(spec.letters.length)
        const at = state * spec.letters.length + letter
        ticks.push(binary(spec.letters[letter]!, spec.inputs))
        const isKnown = spec.care[at] === 2 ** spec.outputs - 1
        if (!isKnown) expect(spec.care[at]).toBe(0)
        const wanted = isKnown ? binary(spec.wanted[at]!, spec.outputs) : '---'
        expect(wanted, `after ${ticks.join(' ')}`).toBe(reference(ticks))
        state = spec.next[at]!
      }
    }
  })
})

it('every task with memory has a reference here', async () => {
  const tasks = await Promise.all(Object.values(builtinTasks).map(({ load }) => load()))
  const machines = tasks.filter(
    ({ genome, problem }) => genome.latches > 0 && !isEnvironment(problem),
  )
  expect(Object.keys(references).sort()).toEqual(machines.map(({ name }) => name).sort())
})
