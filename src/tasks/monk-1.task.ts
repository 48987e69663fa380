/** MONK's problem 1: head and body have the same shape, or the jacket is red. */
import { defineMonk } from './monk.ts'

export default defineMonk({
  description: 'class is yes where head and body are alike or the jacket is red.',
  rule: ([head, body, , , jacket]) => head === body || jacket === 1,
  examples: 124,
})
