/**
 * One of 8 bits, chosen by an address of 3: 11 inputs, a usual test of methods that learn rules.
 *
 * Source: Wilson 1987, "Classifier Systems and the Animat Problem".
 */
import { defineTask, machine, truthTable } from 'nandertal'

const addressBits = 3

export default defineTask({
  description: 'chosen is the bit of d that the address a names, a0 its lowest bit.',
  genome: machine({
    inputs: ['a0', 'a1', 'a2', 'd0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'],
    outputs: ['chosen'],
  }),
  problem: truthTable((bits) => {
    let address = 0
    for (let i = 0; i < addressBits; i++) address += bits[i]! << i
    return [bits[addressBits + address]!]
  }),
})
