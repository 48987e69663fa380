/**
 * Signals that show the same for every value of inputs and latches become one, whatever their
 * gates look like; a gate that shows the opposite of an earlier signal becomes its inverter.
 *
 * Every row is simulated, so this is exact, and only for machines with few inputs and latches.
 */
import { simulate } from '../kernel.ts'
import { firstGate, type Netlist, signalCount } from '../netlist.ts'
import type { Pass } from '../prune.ts'
import { rowBlocks } from '../spec/rows.ts'
import { type Rule, rewrite } from './rewrite.ts'

/** The most inputs and latches together. */
const variablesMax = 12
/** The most signals × rows. */
const bitsMax = 2 ** 26

export const functionsPass: Pass = { name: 'functions', apply: mergeFunctions }

function mergeFunctions(netlist: Netlist): Netlist {
  const variables = netlist.inputs + netlist.latches.length
  if (variables > variablesMax) return netlist
  if (signalCount(netlist) * 2 ** variables > bitsMax) return netlist
  const { shown, opposite } = signalTables(netlist)
  const first = firstGate(netlist)
  const known = new Map<string, number>()
  for (let signal = 0; signal < first; signal++) known.set(shown[signal]!, signal)
  let added = first

  const rule: Rule = (a, b, _rebuilt, g) => {
    const same = known.get(shown[first + g]!)
    if (same !== undefined) return same
    known.set(shown[first + g]!, added++)
    const inverted = known.get(opposite[first + g]!)
    return inverted === undefined ? [a, b] : [inverted, inverted]
  }
  return rewrite(netlist, rule)
}

/** What every signal shows in all rows, as text, and the opposite of it. */
function signalTables(netlist: Netlist): { shown: string[]; opposite: string[] } {
  const { inputs, latches, fanin } = netlist
  const signals = signalCount(netlist)
  const open: Netlist = {
    inputs: inputs + latches.length,
    latches: new Uint32Array(0),
    fanin,
    outputs: Uint32Array.from({ length: signals }, (_, signal) => signal),
  }
  const shown = new Array<string>(signals).fill('')
  const opposite = new Array<string>(signals).fill('')
  for (const { stimulus } of rowBlocks(open.inputs, signals)) {
    const response = simulate(open, stimulus)
    for (let signal = 0; signal < signals; signal++) {
      const words = response.subarray(signal * stimulus.words, (signal + 1) * stimulus.words)
      shown[signal] += `${words.join()};`
      opposite[signal] += `${words.map((word) => ~word).join()};`
    }
  }
  return { shown, opposite }
}
