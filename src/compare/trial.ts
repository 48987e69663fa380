/** One method at one seed: trained, scored on everything there is, measured and, where it is a machine, proved. */
import type { CurvePoint, Material, Method, Trained, TrainOptions } from '../compare.ts'
import type { Stimulus } from '../kernel.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import { pruneQuickly } from '../prune.ts'
import type { CasesSpec } from '../spec.ts'
import { type Verdict, verify } from '../verify.ts'
import type { Exactness, Figures, Size, Trial } from './result.ts'
import { accuracy } from './score.ts'

/** Bytes of a parameter: numbers of 32 bits. */
const parameterBytes = 4
/** Bytes of a gate: two fan-ins of 32 bits. */
const gateBytes = 8
/** Milliseconds that the cost of an answer is measured for, and cases that are answered at once. */
const measuredMs = 50
const batchCases = 1024

export type TrialOptions = Omit<TrainOptions, 'onPoint'>

/** A trial with its machine, where it has one: pruned. */
export interface TrialWithMachine {
  readonly trial: Trial
  readonly netlist?: Netlist
}

export async function runTrial(
  method: Method,
  material: Material,
  options: TrialOptions,
): Promise<TrialWithMachine> {
  const { now, seed } = options
  const curve: CurvePoint[] = []
  const startedAt = now()
  const trained = await method.train(material, {
    ...options,
    onPoint: (point) => curve.push(point),
  })
  const ms = now() - startedAt
  const netlist = trained.netlist && pruneQuickly(trained.netlist).netlist
  const figures = scoreAll(trained, material)
  const { unit, steps, note } = trained
  const trial: Trial = {
    method: method.name,
    seed,
    figures,
    exactness: judgeExactness(figures, material, netlist),
    ...{ unit, steps, ms },
    size: describeSize(trained, material, netlist),
    ...measureCost(trained, material, now),
    curve,
    ...(note !== undefined && { note }),
  }
  return { trial, ...(netlist && { netlist }) }
}

function scoreAll(trained: Trained, { train, heldOut, longer, isBalanced }: Material): Figures {
  const score = (cases: CasesSpec, respond = trained.respond) =>
    accuracy(cases, respond(cases.stimulus), isBalanced)
  const { respondSoftly } = trained
  return {
    train: score(train),
    ...(heldOut && { heldOut: score(heldOut) }),
    ...(longer.length > 0 && {
      longer: longer.map((cases) => ({ ticks: cases.stimulus.ticks, accuracy: score(cases) })),
    }),
    ...(respondSoftly && { soft: score(train, respondSoftly) }),
  }
}

/**
 * What stands behind an answer that is right: a proof, a look at every row, or some cases. A machine is
 * held against the spec; whatever else answered every row of a table has been looked at as well.
 */
function judgeExactness(
  { train, heldOut = 1, longer = [] }: Figures,
  { spec }: Material,
  netlist: Netlist | undefined,
): Exactness {
  const isRight = train === 1 && heldOut === 1 && longer.every((figure) => figure.accuracy === 1)
  if (!isRight) return 'wrong'
  if (!spec || spec.kind === 'cases') return 'tested'
  if (netlist) return readVerdict(verify(netlist, spec))
  return spec.kind === 'table' ? 'exhaustive' : 'tested'
}

function readVerdict({ verdict, ...rest }: Verdict): Exactness {
  if (verdict === 'equivalent') {
    return 'method' in rest && rest.method === 'exhaustive' ? 'exhaustive' : 'proved'
  }
  return verdict === 'different' ? 'wrong' : 'tested'
}

function describeSize(
  { netlist, parameters = 0 }: Trained,
  { encoderBits }: Material,
  pruned: Netlist | undefined,
): Size {
  if (!netlist || !pruned) return { parameters, bytes: parameters * parameterBytes }
  const prunedGates = gateCount(pruned)
  return {
    gates: gateCount(netlist),
    prunedGates,
    latches: pruned.latches.length,
    ...(encoderBits !== undefined && { encoderBits }),
    bytes: prunedGates * gateBytes,
  }
}

/** Nanoseconds of one case by itself and cases a second in a batch, ticks of the training cases, here. */
function measureCost({ respond }: Trained, { train }: Material, now: () => number) {
  const one = takeCases(train.stimulus, 1)
  const many = takeCases(train.stimulus, batchCases)
  return {
    nsPerCase: 1e6 * measure(() => respond(one), now),
    casesPerSecond: (1000 * many.cases) / measure(() => respond(many), now),
  }
}

/** Milliseconds of a call, as a mean. */
function measure(call: () => unknown, now: () => number): number {
  call()
  const startedAt = now()
  let calls = 0
  let ms = 0
  while (ms < measuredMs) {
    call()
    calls++
    ms = now() - startedAt
  }
  return ms / calls
}

/** So many cases of a stimulus, over and over where it has fewer. */
function takeCases({ inputs, ticks, cases, words, bits }: Stimulus, count: number): Stimulus {
  const taken = Math.ceil(count / 32)
  const repeated = new Uint32Array(ticks * inputs * taken)
  const from = Math.ceil(cases / 32)
  for (let row = 0; row < ticks * inputs; row++) {
    for (let w = 0; w < taken; w++) repeated[row * taken + w] = bits[row * words + (w % from)]!
  }
  return { inputs, ticks, cases: count, words: taken, bits: repeated }
}
