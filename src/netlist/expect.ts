/** Netlists that a caller hands in: what is wrong with one is told with its place. */
import { createFaultList, quote } from '../errors.ts'
import { firstGate, type Netlist, signalCount, signalsMax } from '../netlist.ts'
import { findNetlistFaults, writeNetlistJson } from './text.ts'

/**
 * Throws a `UsageError` with every fault of a netlist. It looks at each gate once and allocates
 * nothing while there is no fault, as machines are created by the thousand.
 *
 * @param where the netlist as a fault names it
 */
export function expectNetlist(netlist: Netlist, where: string): void {
  if (isSound(netlist)) return
  const faults = createFaultList(where)
  for (const field of ['latches', 'fanin', 'outputs'] as const) {
    if (isWords(netlist?.[field])) continue
    faults.add('netlist/bad-list', { what: field }, 'a Uint32Array', quote(netlist?.[field]))
  }
  if (!isCount(netlist?.inputs)) {
    const expected = `a whole number in [0, ${signalsMax})`
    faults.add('netlist/bad-inputs', { what: 'inputs' }, expected, quote(netlist?.inputs))
  }
  faults.throwIfAny()
  if (netlist.fanin.length % 2 !== 0) {
    const received = `${netlist.fanin.length} signals`
    faults.add('netlist/bad-list', { what: 'fanin' }, 'two signals a gate', received)
    faults.throwIfAny()
  }
  const json = writeNetlistJson(netlist)
  for (const { path, expected, received } of findNetlistFaults(json)) {
    const what = path.map((part) => (typeof part === 'number' ? `[${part}]` : part)).join('')
    faults.add('netlist/bad-signal', { what: what || undefined }, expected, received)
  }
  faults.throwIfAny()
}

function isSound(netlist: Netlist): boolean {
  const { inputs, latches, fanin, outputs } = netlist ?? {}
  if (!isCount(inputs) || !isWords(latches) || !isWords(fanin) || !isWords(outputs)) return false
  const signals = signalCount(netlist)
  if (fanin.length % 2 !== 0 || signals > signalsMax) return false
  const first = firstGate(netlist)
  for (let i = 0; i < fanin.length; i++) if (fanin[i]! >= first + (i >> 1)) return false
  for (let l = 0; l < latches.length; l++) if (latches[l]! >= signals) return false
  for (let o = 0; o < outputs.length; o++) if (outputs[o]! >= signals) return false
  return true
}

const isCount = (count: unknown): boolean =>
  Number.isInteger(count) && (count as number) >= 0 && (count as number) < signalsMax

// An array of another realm, such as a worker of a test, is no instance of ours.
const isWords = (list: unknown): list is Uint32Array =>
  list instanceof Uint32Array || Object.prototype.toString.call(list) === '[object Uint32Array]'
