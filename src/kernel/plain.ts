/**
 * The kernel in plain TypeScript, 32 cases a word: the one to read, and the oracle of the others.
 *
 * Signal values lie in one scratch buffer, [signals × words], gates sweep it in order, tick by tick.
 * With one word, the commonest case, the inner loop over words is left out.
 */
import type { Kernel, Stimulus } from '../kernel.ts'
import { firstGate, type Netlist, signalCount } from '../netlist.ts'

// Grown when a larger machine comes, so that the loop allocates nothing.
let values = new Uint32Array(1024)
let nextLatches = new Uint32Array(64)

export const plainKernel: Kernel = {
  name: 'plain',

  simulate(netlist: Netlist, stimulus: Stimulus, response: Uint32Array): void {
    const { inputs, words, ticks, bits } = stimulus
    const { fanin, latches, outputs } = netlist
    const latchWords = latches.length * words
    const size = signalCount(netlist) * words
    if (values.length < size) values = new Uint32Array(size * 2)
    if (nextLatches.length < latchWords) nextLatches = new Uint32Array(latchWords * 2)
    const firstInput = words
    const firstLatch = words * (1 + inputs)
    const gates = firstGate(netlist)

    values.fill(0, 0, words)
    values.fill(0, firstLatch, firstLatch + latchWords)
    for (let t = 0; t < ticks; t++) {
      const from = t * inputs * words
      for (let i = 0; i < inputs * words; i++) values[firstInput + i] = bits[from + i]!
      if (words === 1) sweepWord(fanin, gates)
      else sweepWords(fanin, gates, words)
      copySignals(outputs, words, response, t * outputs.length * words)
      if (latchWords > 0 && t + 1 < ticks) {
        copySignals(latches, words, nextLatches, 0)
        for (let i = 0; i < latchWords; i++) values[firstLatch + i] = nextLatches[i]!
      }
    }
  },

  simulateBatch(netlists, stimulus, responses) {
    netlists.forEach((netlist, index) => {
      plainKernel.simulate(netlist, stimulus, responses[index]!)
    })
  },
}

function sweepWord(fanin: Uint32Array, first: number): void {
  const v = values
  let signal = first
  for (let i = 0; i < fanin.length; i += 2) {
    v[signal++] = ~(v[fanin[i]!]! & v[fanin[i + 1]!]!)
  }
}

function sweepWords(fanin: Uint32Array, first: number, words: number): void {
  const v = values
  let to = first * words
  for (let i = 0; i < fanin.length; i += 2) {
    const a = fanin[i]! * words
    const b = fanin[i + 1]! * words
    for (let w = 0; w < words; w++) v[to++] = ~(v[a + w]! & v[b + w]!)
  }
}

function copySignals(signals: Uint32Array, words: number, target: Uint32Array, at: number): void {
  let to = at
  for (let o = 0; o < signals.length; o++) {
    const from = signals[o]! * words
    for (let w = 0; w < words; w++) target[to++] = values[from + w]!
  }
}
