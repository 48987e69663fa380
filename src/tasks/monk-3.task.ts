/** MONK's problem 3: the jacket is green and the robot holds a sword, or the jacket is not blue and the body no octagon; one example in twenty is wrong. */
import { defineMonk } from './monk.ts'

export default defineMonk({
  description: 'class is yes by jacket, sword and body; one example in twenty is wrong.',
  rule: ([, body, , holds, jacket]) =>
    (jacket === 3 && holds === 1) || (jacket !== 4 && body !== 3),
  examples: 122,
  noise: 0.05,
})
