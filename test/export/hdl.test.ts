/** The small simulator of HDL refuses what the book refuses, or it could not tell right from wrong. */
import { expect, it } from 'vitest'
import { parseChip, simulateChip } from './worlds-hdl.ts'

const chip = (parts: string) => `CHIP small { IN a, b; OUT y; PARTS: ${parts} }`

it.each([
  ['an output pin that is read', 'Nand(a=a, b=b, out=y); Nand(a=y, b=y, out=n);'],
  ['a pin that nothing drives', 'Nand(a=a, b=n, out=y);'],
  ['an output that nothing drives', 'Nand(a=a, b=b, out=n);'],
  ['a pin that two parts drive', 'Nand(a=a, b=b, out=y); Nand(a=a, b=a, out=y);'],
  ['a chip that is not built in', 'And(a=a, b=b, out=y);'],
  ['a part with a pin too few', 'Nand(a=a, out=y);'],
  ['a word as a name', 'Nand(a=a, b=b, out=y, out=CHIP);'],
])('the simulator refuses %s', (_, parts) => {
  expect(() => parseChip(chip(parts))).toThrow('HDL')
})

it('the simulator refuses a loop without a DFF', () => {
  const loop = parseChip(chip('Nand(a=a, b=m, out=n); Nand(a=n, b=b, out=m, out=y);'))
  expect(() => simulateChip(loop)([1, 1])).toThrow('a loop')
})

it('the simulator shows a DFF a tick later', () => {
  const step = simulateChip(parseChip(chip('DFF(in=a, out=y);')))
  expect(
    [
      [1, 0],
      [0, 0],
      [0, 0],
    ].map(step),
  ).toEqual([[0], [1], [0]])
})
