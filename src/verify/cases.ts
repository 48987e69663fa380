/** Chosen cases: how many of them come out wrong. A test, whatever the outcome. */
import { popcount } from '../bits.ts'
import { simulate } from '../kernel.ts'
import type { Netlist } from '../netlist.ts'
import { caseLanes } from '../spec/shape.ts'
import type { CasesSpec } from '../spec.ts'
import type { Verdict } from '../verify.ts'

export function verifyCases(netlist: Netlist, spec: CasesSpec): Verdict {
  const { stimulus, wanted, care } = spec
  const { words, cases, ticks } = stimulus
  const response = simulate(netlist, stimulus)
  const wrongLanes = new Uint32Array(words)
  response.forEach((word, at) => {
    wrongLanes[at % words]! |= (word ^ wanted[at]!) & care[at]!
  })
  let wrong = 0
  wrongLanes.forEach((lanes, w) => {
    wrong += popcount(lanes & caseLanes(cases, w))
  })
  return { verdict: 'tested', cases, ticks, wrong }
}
