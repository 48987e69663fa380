/**
 * The built-in tasks, from one gate to machines with memory and controllers.
 *
 * A new one is a file in this folder and a line in this list. The imports are written out, so that
 * bundlers see them; a task is loaded when it is asked for.
 */
import type { TaskDefinition } from 'nandertal'

export interface BuiltinTask {
  /** One line for lists; the task's own description says exactly. */
  readonly summary: string
  /** Loads the definition, named as in the list. */
  load(): Promise<TaskDefinition>
}

type TaskFile = () => Promise<{ readonly default: TaskDefinition }>

const files: Readonly<Record<string, readonly [summary: string, open: TaskFile]>> = {
  not: ['the opposite of a bit', () => import('./not.task.ts')],
  and: ['both of two bits', () => import('./and.task.ts')],
  or: ['any of two bits', () => import('./or.task.ts')],
  xor: ['whether two bits differ', () => import('./xor.task.ts')],
  mux: ['one of two bits, chosen by a third', () => import('./mux.task.ts')],
  demux: ['a bit sent to one of two outputs', () => import('./demux.task.ts')],
  'demux-4': ['a bit sent to one of four outputs', () => import('./demux-4.task.ts')],
  'majority-3': ['what most of three bits say', () => import('./majority-3.task.ts')],
  'majority-5': ['what most of five bits say', () => import('./majority-5.task.ts')],
  'parity-3': ['whether an odd number of three bits are 1', () => import('./parity-3.task.ts')],
  'parity-5': ['whether an odd number of five bits are 1', () => import('./parity-5.task.ts')],
  'parity-7': ['whether an odd number of seven bits are 1', () => import('./parity-7.task.ts')],
  'half-adder': ['the sum of two bits', () => import('./half-adder.task.ts')],
  'full-adder': ['the sum of three bits', () => import('./full-adder.task.ts')],
  'adder-2': ['the sum of two 2-bit numbers', () => import('./adder-2.task.ts')],
  'adder-3': ['the sum of two 3-bit numbers', () => import('./adder-3.task.ts')],
  'adder-4': ['the sum of two 4-bit numbers', () => import('./adder-4.task.ts')],
  'multiplier-2': ['the product of two 2-bit numbers', () => import('./multiplier-2.task.ts')],
  'multiplier-3': ['the product of two 3-bit numbers', () => import('./multiplier-3.task.ts')],
  'multiplier-4': ['the product of two 4-bit numbers', () => import('./multiplier-4.task.ts')],
  'multiplier-5': ['the product of two 5-bit numbers', () => import('./multiplier-5.task.ts')],
  'comparator-2': ['which of two 2-bit numbers is larger', () => import('./comparator-2.task.ts')],
  'priority-encoder': ['the highest of four requests', () => import('./priority-encoder.task.ts')],
  'seven-segment': ['a decimal digit on seven segments', () => import('./seven-segment.task.ts')],
  'seven-segment-hex': [
    'a hexadecimal digit on seven segments',
    () => import('./seven-segment-hex.task.ts'),
  ],
  'multiplexer-6': ['one of four bits, by an address', () => import('./multiplexer-6.task.ts')],
  'multiplexer-11': ['one of eight bits, by an address', () => import('./multiplexer-11.task.ts')],
  life: ['the rule of the Game of Life', () => import('./life.task.ts')],
  'alu-slice': ['and, or, xor or plus of one bit', () => import('./alu-slice.task.ts')],
  'hack-alu-2': ['two bits of the ALU of the Hack computer', () => import('./hack-alu-2.task.ts')],
  'hack-alu-4': ['four bits of the ALU of the Hack computer', () => import('./hack-alu-4.task.ts')],

  toggle: ['a bit that flips when told to', () => import('./toggle.task.ts')],
  'shift-register': ['the last four bits', () => import('./shift-register.task.ts')],
  'counter-3': ['a counter modulo 3', () => import('./counter-3.task.ts')],
  'counter-4': ['a counter modulo 4', () => import('./counter-4.task.ts')],
  'counter-5': ['a counter modulo 5', () => import('./counter-5.task.ts')],
  'counter-10': ['a counter modulo 10', () => import('./counter-10.task.ts')],
  'traffic-light': ['red, red with amber, green, amber', () => import('./traffic-light.task.ts')],
  'serial-adder': ['the sum of two streams of bits', () => import('./serial-adder.task.ts')],
  'sequence-detector': ['1011 in a stream of bits', () => import('./sequence-detector.task.ts')],
  'parity-stream': ['whether the ones so far are odd', () => import('./parity-stream.task.ts')],
  'even-pairs': ['whether first and last bit differ', () => import('./even-pairs.task.ts')],
  copy: ['the first of many symbols', () => import('./copy.task.ts')],
  'modular-arithmetic': ['sums of products modulo 5', () => import('./modular-arithmetic.task.ts')],
  'cycle-navigation': ['where one stands on a circle', () => import('./cycle-navigation.task.ts')],

  maze: ['the way out of mazes of 8 × 8 cells', () => import('./maze.task.ts')],
  acrobot: ['two links, swung up', () => import('./acrobot.task.ts')],
  'mountain-car': ['a car, swung out of a valley', () => import('./mountain-car.task.ts')],
  'cart-pole': ['a pole on a cart, held upright', () => import('./cart-pole.task.ts')],
  'double-pole': ['two poles on a cart, held upright', () => import('./double-pole.task.ts')],
  'double-pole-hidden': [
    'two poles on a cart, without seeing velocities',
    () => import('./double-pole-hidden.task.ts'),
  ],
}

/** Every built-in task by name, the easy ones first. */
export const builtinTasks: Readonly<Record<string, BuiltinTask>> = Object.fromEntries(
  Object.entries(files).map(([name, [summary, open]]) => [
    name,
    { summary, load: async () => ({ ...(await open()).default, name }) },
  ]),
)
