/** MONK's problem 2: exactly two of the six attributes have their first value. */
import { defineMonk } from './monk.ts'

export default defineMonk({
  description: 'class is yes where exactly two attributes have their first value.',
  rule: (robot) => robot.filter((value) => value === 1).length === 2,
  examples: 169,
})
