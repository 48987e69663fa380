/** Pairs of machines that are often equal and often not. */
import fc from 'fast-check'
import type { Netlist } from '../../src/netlist.ts'
import { type NetlistLimits, netlistArbitrary } from '../arbitrary.ts'

/** A machine and the same with one fan-in changed. */
export const mutantArbitrary = (limits: NetlistLimits) =>
  fc
    .tuple(netlistArbitrary(limits), fc.nat(), fc.nat())
    .map(([netlist, at, to]): [Netlist, Netlist] => {
      const fanin = netlist.fanin.slice()
      const first = 1 + netlist.inputs + netlist.latches.length
      const i = fanin.length > 0 ? at % fanin.length : 0
      if (fanin.length > 0) fanin[i] = to % (first + (i >> 1))
      return [netlist, { ...netlist, fanin }]
    })
