/**
 * Does a machine do what a spec wants? Four honest answers and what backs each.
 *
 * Equivalent is said only after everything that can happen was looked at, all rows of a machine
 * without latches, or all pairs of states that it and its reference can reach together, with all
 * letters; or after a proof that a checker of its own has followed. Different comes with inputs that show it, replayed on the plain kernel. Chosen cases are
 * a test and are called one. Beyond the limits the answer is unknown.
 */
import { assert, UsageError } from './errors.ts'
import { compact } from './netlist/compact.ts'
import { expectNetlist } from './netlist/expect.ts'
import { defaultPorts, type Ports } from './netlist/ports.ts'
import { gateCount, type Netlist } from './netlist.ts'
import type { Formula } from './sat/dimacs.ts'
import type { Proof } from './sat/proof.ts'
import { specInputs, specOutputs } from './spec/shape.ts'
import type { Spec } from './spec.ts'
import { verifyCases } from './verify/cases.ts'
import { verifyBySat } from './verify/combinational.ts'
import { automatonProduct, machineProduct, searchProduct, tableProduct } from './verify/product.ts'
import { replay, wantedAt } from './verify/replay.ts'
import { verifyRows } from './verify/rows.ts'
import { sampleMachines } from './verify/sample.ts'
import { createSequentialProof } from './verify/sequential.ts'

/** Inputs that show a difference. */
export interface Counterexample {
  /** [ticks × inputs] the input bits of each tick, from reset. */
  readonly inputs: readonly (readonly number[])[]
  /** The tick that shows it, always the last one. */
  readonly tick: number
  readonly output: number
  readonly wanted: 0 | 1
  readonly received: 0 | 1
}

export type Verdict =
  | { readonly verdict: 'equivalent'; readonly method: 'exhaustive'; readonly cases: number }
  | {
      readonly verdict: 'equivalent'
      readonly method: 'product'
      /** Pairs of states, of the machine and of its reference, that are reached together. */
      readonly states: number
      readonly letters: number
    }
  | {
      readonly verdict: 'equivalent'
      readonly method: 'sat'
      /** Clauses that were derived, each of which the checker has followed. */
      readonly clauses: number
    }
  | {
      readonly verdict: 'equivalent'
      readonly method: 'induction'
      /** What holds at so many ticks in a row holds at the next. */
      readonly ticks: number
      /** Pairs of signals that were shown to agree at all ticks, those of outputs among them. */
      readonly invariants: number
      readonly clauses: number
    }
  | { readonly verdict: 'different'; readonly counterexample: Counterexample }
  | {
      readonly verdict: 'tested'
      readonly cases: number
      readonly ticks: number
      /** Cases with any wrong bit. */
      readonly wrong: number
    }
  | {
      readonly verdict: 'unknown'
      readonly reason: string
      /** State pairs or cases that were looked at without finding a difference. */
      readonly reached: number
      /** There is no difference at so many ticks from reset, whatever the inputs; proved. */
      readonly ticks?: number
    }

export interface VerifyLimits {
  /** The most inputs of a machine without latches whose rows are all looked at; default and most 26. */
  readonly inputsMax?: number
  /** The most conflicts of a proof, 0 for no proof; default 10⁶. */
  readonly conflictsMax?: number
  /** The most inputs of a machine with latches whose letters are all inputs; default and most 16. */
  readonly letterInputsMax?: number
  /** The most reachable pairs of states; default 2²⁰. */
  readonly pairsMax?: number
  /** The most pairs × letters; default 2²⁵. */
  readonly transitionsMax?: number
  /** The most ticks from reset at which a difference is looked for by proof; default 64. */
  readonly ticksMax?: number
}

/** Hears the formula and the proof that back a verdict; `name` says of what. */
export type ProofListener = (name: string, formula: Formula, proof: Proof) => void

export interface VerifyOptions extends VerifyLimits {
  /** Hears every proof; without one, proofs are followed and not kept. */
  readonly onProof?: ProofListener
}

const defaultLimits: Required<VerifyLimits> = {
  inputsMax: 26,
  conflictsMax: 1_000_000,
  letterInputsMax: 16,
  pairsMax: 2 ** 20,
  transitionsMax: 2 ** 25,
  ticksMax: 64,
}

/**
 * Holds a machine against a spec. Where the spec is a table and the machine has latches, the table
 * is wanted at every tick. Throws a `UsageError` when inputs or outputs differ in number, and for a
 * netlist that is none.
 */
export function verify(netlist: Netlist, spec: Spec, options: VerifyOptions = {}): Verdict {
  expectNetlist(netlist, 'the machine')
  if (spec.kind === 'machine') expectNetlist(spec.netlist, 'the specification')
  checkPorts(netlist, spec)
  const verdict = decide(compact(netlist), spec, readLimits(options), options.onProof)
  if (verdict.verdict === 'different') confirm(netlist, spec, verdict.counterexample)
  return verdict
}

function decide(
  netlist: Netlist,
  spec: Spec,
  limits: Required<VerifyLimits>,
  onProof?: ProofListener,
): Verdict {
  switch (spec.kind) {
    case 'cases':
      return verifyCases(netlist, spec)
    case 'table':
      return netlist.latches.length > 0
        ? searchProduct(() => tableProduct(netlist, spec), spec.inputs, limits)
        : verifyRows(netlist, spec, limits.inputsMax)
    case 'automaton':
      return searchProduct(() => automatonProduct(netlist, spec), 0, limits)
    case 'machine':
      return compareMachines(netlist, compact(spec.netlist), limits, onProof)
    default:
      return spec satisfies never
  }
}

function compareMachines(
  netlist: Netlist,
  reference: Netlist,
  limits: Required<VerifyLimits>,
  onProof?: ProofListener,
): Verdict {
  const isCombinational = netlist.latches.length + reference.latches.length === 0
  const verdict = isCombinational
    ? compareCombinational(netlist, reference, limits, onProof)
    : compareSequential(netlist, reference, limits, onProof)
  return verdict.verdict === 'unknown' ? sampleMachines(netlist, reference, verdict) : verdict
}

/** The most rows × gates that are simulated before a proof is tried, and after one was. */
const bitsBeforeProof = 2 ** 32
const bitsMax = 2 ** 40

/** Looks at every row where that is cheap, else proves; what cannot be proved is looked at if it can. */
function compareCombinational(
  netlist: Netlist,
  reference: Netlist,
  { inputsMax, conflictsMax }: Required<VerifyLimits>,
  onProof?: ProofListener,
): Verdict {
  const { inputs } = netlist
  const bits = 2 ** inputs * (gateCount(netlist) + gateCount(reference))
  const isCheap = conflictsMax === 0 || (inputs <= inputsMax && bits <= bitsBeforeProof)
  // Who wants a proof does not want a word that all rows were looked at.
  if (isCheap && !onProof) return verifyRows(netlist, reference, inputsMax)
  const verdict = verifyBySat(netlist, reference, conflictsMax, onProof)
  const isLast = verdict.verdict !== 'unknown' || inputs > inputsMax || bits > bitsMax
  return isLast ? verdict : verifyRows(netlist, reference, inputsMax)
}

/** The most pairs × letters before a proof is tried. */
const transitionsBeforeProof = 2 ** 18

/**
 * Looks at all pairs of states where they are few, else proves; what cannot be proved is looked at
 * once more, with all that the limits allow.
 */
function compareSequential(
  netlist: Netlist,
  reference: Netlist,
  limits: Required<VerifyLimits>,
  onProof?: ProofListener,
): Verdict {
  const search = (transitionsMax: number) => {
    const product = () => machineProduct(netlist, reference)
    return searchProduct(product, netlist.inputs, { ...limits, transitionsMax })
  }
  const { conflictsMax, transitionsMax } = limits
  if (conflictsMax === 0) return search(transitionsMax)
  if (!onProof) {
    const quick = search(Math.min(transitionsMax, transitionsBeforeProof))
    if (quick.verdict !== 'unknown') return quick
  }
  const proof = createSequentialProof(netlist, reference, limits, onProof)
  const proved = proof.prove()
  if (proved) return proved
  const searched = search(transitionsMax)
  return searched.verdict === 'unknown' ? proof.look(searched) : searched
}

const readLimits = (options: VerifyLimits): Required<VerifyLimits> => {
  const limits = { ...defaultLimits, ...options }
  return {
    ...limits,
    inputsMax: Math.min(limits.inputsMax, defaultLimits.inputsMax),
    letterInputsMax: Math.min(limits.letterInputsMax, defaultLimits.letterInputsMax),
  }
}

function checkPorts(netlist: Netlist, spec: Spec): void {
  const received = describePorts(netlist.inputs, netlist.outputs.length)
  const expected = describePorts(specInputs(spec), specOutputs(spec))
  if (received === expected) return
  throw new UsageError('verify/ports', {
    where: 'the ports of the machine',
    expected: `${expected}, as the specification has`,
    received: `${received}, as the machine has`,
  })
}

const describePorts = (inputs: number, outputs: number): string =>
  `${count(inputs, '', 'input')} and ${count(outputs, '', 'output')}`

/** Replays a counterexample on the machine as it was handed in, and asks the spec once more. */
function confirm(netlist: Netlist, spec: Spec, counterexample: Counterexample): void {
  const { inputs, tick, output, wanted, received } = counterexample
  assert(tick === inputs.length - 1 && wanted !== received, 'a counterexample ends in a difference')
  assert(replay(netlist, inputs)[output] === received, 'the machine replays its counterexample')
  assert(wantedAt(spec, inputs, output) === wanted, 'the spec wants what the counterexample says')
}

/** Says a verdict in plain words; ports give the names. */
export function describeVerdict(verdict: Verdict, ports?: Ports): string {
  switch (verdict.verdict) {
    case 'equivalent':
      return describeCertificate(verdict)
    case 'different':
      return describeDifference(verdict.counterexample, ports)
    case 'tested': {
      const length = verdict.ticks > 1 ? ` of ${verdict.ticks} ticks` : ''
      const wrong = verdict.wrong === 0 ? 'none' : verdict.wrong
      return `tested on ${count(verdict.cases, '', 'case')}${length}, ${wrong} wrong: a test, not a proof`
    }
    case 'unknown':
      return describeUnknown(verdict)
    default:
      return verdict satisfies never
  }
}

function describeCertificate(verdict: Verdict & { verdict: 'equivalent' }): string {
  switch (verdict.method) {
    case 'exhaustive':
      return `equivalent: ${count(verdict.cases, 'all ', 'case')} checked`
    case 'product':
      return `equivalent for inputs of every length: ${count(verdict.states, '', 'reachable state pair')} × ${count(verdict.letters, '', 'letter')}`
    case 'induction':
      return `equivalent for inputs of every length: proved by induction over ${count(verdict.ticks, '', 'tick')}, ${count(verdict.invariants, '', 'invariant')}, ${count(verdict.clauses, '', 'derived clause')} checked`
    case 'sat':
      return `equivalent: proved, ${count(verdict.clauses, '', 'derived clause')} checked`
    default:
      return verdict satisfies never
  }
}

function describeUnknown({ reason, reached, ticks }: Verdict & { verdict: 'unknown' }): string {
  const looked = reached > 0 ? `; no difference in the first ${reached} looked at` : ''
  const within = ticks ? `; no difference within ${count(ticks, '', 'tick')}, proved` : ''
  return `unknown: ${reason}${looked}${within}`
}

const count = (n: number, prefix: string, noun: string): string =>
  n === 1 ? `1 ${noun}` : `${prefix}${n} ${noun}s`

/** The most ticks of a counterexample that are spelled out. */
const ticksShown = 12

function describeDifference(counterexample: Counterexample, ports?: Ports): string {
  const { inputs, tick, output, wanted, received } = counterexample
  const names = ports ?? defaultPorts(inputs[0]?.length ?? 0, output + 1)
  const letters = inputs.map((bits) => bits.map((bit, i) => `${names.inputs[i]}=${bit}`).join(' '))
  const shown = letters.slice(0, ticksShown).join(', then ')
  const more = letters.length > ticksShown ? `, then ${letters.length - ticksShown} more` : ''
  const when = inputs.length > 1 ? ` at tick ${tick}` : ''
  const what = `output ${names.outputs[output]} is ${received}, wanted ${wanted}${when}`
  return shown ? `different: ${what}, for ${shown}${more}` : `different: ${what}`
}
