/**
 * The fast engine: (1+λ) over NAND machines on packed cases, entirely inside WebAssembly with SIMD
 * (`wasm/fused.ts`). It answers what the plain engine answers, bit for bit; this file carries an
 * island in and out and decides, as the plain engine does, when it stops.
 *
 * An island has the same form as the plain engine's, so a run may change engines at any generation.
 */
import { assert } from '../errors.ts'
import { createOrder, type Objectives, type Score, type Target } from '../fitness.ts'
import type { MachineSize } from '../genome.ts'
import type { Engine, Improvement, Island } from '../island.ts'
import type { Packed } from '../problem.ts'
import { hashText } from '../random.ts'
import type { OnePlusLambdaState } from '../search/one-plus-lambda.ts'
import type { Fusable } from '../search.ts'
import type { Budget, Task } from '../task.ts'
import { openWasm } from '../wasm.ts'
import { wasm } from './fused/wasm.ts'
import { stopReason, streamOf } from './rules.ts'

/** What `wasm/fused.ts` exports. */
interface Core {
  readonly memory: { readonly buffer: ArrayBuffer }
  setUp(...shape: number[]): void
  stimulusAt(): number
  wantedAt(): number
  careAt(): number
  weightsAt(): number
  genesAt(): number
  bestGenesAt(): number
  setStreams(...words: number[]): void
  enter(
    generation: number,
    evaluations: number,
    restarts: number,
    age: number,
    improvedAt: number,
    parentErrors: number,
    parentSize: bigint,
    bestErrors: number,
    bestSize: bigint,
  ): void
  advance(limit: number): number
  getGeneration(): number
  getEvaluations(): number
  getRestarts(): number
  getAge(): number
  getImprovedAt(): number
  getParentErrors(): number
  getParentSize(): bigint
  getBestErrors(): number
  getBestSize(): bigint
}

type State = OnePlusLambdaState<Uint32Array>

/** Before the first generation there is nobody. */
const newborn: State = { restarts: 0, age: 0, improvedAt: 0 }

/** The most bytes of memory: what needs more is left to the plain engine. */
const memoryBytesMax = 2 ** 30

/** Whether the fast engine can take a task: NAND machines, packed cases in the order written, (1+λ). */
export function isFusable(task: Task): boolean {
  const { packed } = task.problem
  if (task.ranking || task.noise) return false
  if (!packed?.scoredAs || task.genome.layout !== 'nand' || !task.search.fusable) return false
  const inputs = task.ports.inputs.length
  const { outputs, stimulus } = packed.cases
  const signals = 1 + inputs + task.latches + task.gates
  const readers = task.latches + outputs + task.gates
  // Values of signals and a log of changes, of 16 bytes and a value each; then the cases.
  const lanes = Math.ceil(stimulus.words / 4) * 16 * stimulus.ticks
  const caseBytes = lanes * (4 * signals + inputs + 2 * outputs)
  // Who reads what, in the parent and in a mutant.
  const rowBytes = 2 * Math.ceil(readers / 64) * 8 * signals
  return caseBytes + rowBytes < memoryBytesMax
}

/** All that the fast engine needs of a task, as plain data that can be sent to a thread. */
export interface FusedTask extends Fusable {
  readonly size: MachineSize
  readonly packed: Packed
  readonly objectives: Objectives
  readonly target?: Target
  readonly budget: Budget
}

/** What the fast engine needs of a task that it can take. */
export function describeFused({ gates, latches, ports, problem, search, budget }: Task): FusedTask {
  const { packed, objectives, target } = problem
  assert(packed && search.fusable, 'a task that the fused engine cannot take')
  const size = { inputs: ports.inputs.length, outputs: ports.outputs.length, latches, gates }
  return { size, packed, objectives, target, ...search.fusable, budget }
}

export function createFusedEngine(task: Task): Engine {
  assert(isFusable(task), 'a task that the fused engine cannot take')
  return createFusedEngineOf(describeFused(task))
}

export function createFusedEngineOf(task: FusedTask): Engine {
  const { size, packed, budget, lambda } = task
  const order = createOrder(task.objectives, task.target)
  const length = 2 * size.gates + size.latches + size.outputs
  const core = createCore(task)

  const sizes = packed.sizes?.length ?? 2
  const scoreOf = (errors: number, size: bigint): Score => [
    packed.scoredAs === 'accuracy' ? 1 - errors / packed.errorsMax : errors,
    Number(size >> 32n),
    ...(sizes === 2 ? [Number(size & 0xffffffffn)] : []),
  ]
  const errorsOf = (score: Score): number =>
    packed.scoredAs === 'accuracy' ? Math.round((1 - score[0]!) * packed.errorsMax) : score[0]!
  const sizeOf = (score: Score): bigint => (BigInt(score[1]!) << 32n) | BigInt(score[2] ?? 0)
  const genesAt = (at: number) => new Uint32Array(core.memory.buffer, at, length)

  function enter(island: Island): void {
    const { parent, best, restarts, age, improvedAt } = island.state as State
    if (parent) genesAt(core.genesAt()).set(parent.genotype)
    if (best) genesAt(core.bestGenesAt()).set(best.genotype)
    core.enter(
      island.generation,
      island.evaluations,
      restarts,
      age,
      improvedAt,
      parent ? errorsOf(parent.score) : -1,
      parent ? sizeOf(parent.score) : 0n,
      best ? errorsOf(best.score) : -1,
      best ? sizeOf(best.score) : 0n,
    )
  }

  function leave(): State {
    const individual = (errors: number, size: bigint, at: number) =>
      errors < 0 ? undefined : { genotype: genesAt(at).slice(), score: scoreOf(errors, size) }
    const parent = individual(core.getParentErrors(), core.getParentSize(), core.genesAt())
    const best = individual(core.getBestErrors(), core.getBestSize(), core.bestGenesAt())
    const life = {
      restarts: core.getRestarts(),
      age: core.getAge(),
      improvedAt: core.getImprovedAt(),
    }
    return { ...(parent && { parent }), ...(best && { best }), ...life }
  }

  return {
    name: 'fused',

    create(seed, index = 0) {
      const start = { index, seed, generation: 0, evaluations: 0, improvedAt: 0 }
      const island: Island = { ...start, solvedAt: null, state: undefined, stopped: null }
      return { ...island, state: newborn }
    },

    async advance(start, evaluations, signal) {
      const until = start.evaluations + evaluations
      const improvements: Improvement[] = []
      let { improvedAt, solvedAt, stopped } = start
      let spent = start.evaluations
      if (stopped || signal?.aborted || spent >= until) return { island: start, improvements }
      core.setStreams(...streamOf(start).key, ...hashText('ask'), ...hashText('tell'))
      enter(start)

      while (!stopped && spent < until) {
        // No generation before this many evaluations can end the run but by becoming better.
        const stalled = solvedAt === null ? Number.POSITIVE_INFINITY : improvedAt + budget.stall
        const limit = Math.min(until, budget.evaluations, stalled)
        // At least one generation: the plain engine looks at its rules after each.
        const isBetter = core.advance(Math.max(limit, spent + lambda)) === 1
        spent = core.getEvaluations()
        const score = scoreOf(core.getBestErrors(), core.getBestSize())
        if (isBetter) {
          const isSolved = order.isSolved(score)
          const generation = core.getGeneration() - 1
          improvements.push({ generation, evaluations: spent, score, isSolved })
          improvedAt = spent
          solvedAt ??= isSolved ? spent : null
        }
        stopped = stopReason(budget, order, { evaluations: spent, improvedAt, solvedAt }, score)
      }
      const generation = core.getGeneration()
      const { index, seed } = start
      const state = leave()
      const island = {
        index,
        seed,
        generation,
        evaluations: spent,
        improvedAt,
        solvedAt,
        state,
        stopped,
      }
      return { island, improvements }
    },

    best: (island) => (island.state as State).best,
  }
}

/** How `wasm/fused.ts` numbers what is small. */
function smallnessOf({ sizes = ['gates', 'depth'] }: Packed): number {
  if (sizes.length === 1) return 1
  return sizes[0] === 'depth' ? 2 : 0
}

function createCore(task: FusedTask): Core {
  const { size, packed, lambda, patience, areSiblings, slack } = task
  const core = openWasm(wasm) as Core
  const { stimulus, outputs, wanted, care } = packed.cases
  const { inputs, ticks, words } = stimulus
  // 64 lanes where they are enough, else chunks of up to four blocks of 128, as even as can be.
  const blocks = Math.ceil(words / 4)
  const chunks = Math.ceil(blocks / 4)
  const chunkWords = words <= 2 ? 2 : 4 * Math.ceil(blocks / chunks)
  core.setUp(
    inputs,
    outputs,
    size.latches,
    size.gates,
    ticks,
    chunks,
    4 * chunkWords,
    packed.count === 'cases' ? 1 : 0,
    packed.weights ? 1 : 0,
    lambda,
    patience,
    areSiblings ? 1 : 0,
    slack,
    smallnessOf(packed),
  )
  // [rows × words] becomes [chunks × rows × words of a chunk].
  const copy = (from: Uint32Array, at: number, rows: number) => {
    const to = new Uint32Array(core.memory.buffer, at, chunks * rows * chunkWords)
    for (let row = 0; row < rows; row++) {
      for (let c = 0; c < chunks; c++) {
        const end = Math.min(words, (c + 1) * chunkWords)
        const part = from.subarray(row * words + c * chunkWords, row * words + end)
        if (c * chunkWords < words) to.set(part, (c * rows + row) * chunkWords)
      }
    }
  }
  copy(stimulus.bits, core.stimulusAt(), ticks * inputs)
  copy(wanted, core.wantedAt(), ticks * outputs)
  copy(care, core.careAt(), ticks * outputs)
  if (packed.weights) copy(packed.weights, core.weightsAt(), 1)
  return core
}
