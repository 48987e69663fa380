/**
 * Controllers: machines in a loop with a simulator, scored by what they earn in episodes.
 *
 * The return of an episode is the sum of its rewards. A machine is scored by the mean return over
 * episodes from starts that are drawn once from a seed and are the same for every machine, so that a
 * parent and its offspring are compared on the same ground, and a lucky start is not taken for a good
 * machine. Once the mean return is what counts as solved, gates count, then comparators, then depth.
 *
 * What comes before the gates is stated: each input bit that a machine reads is one comparator of an
 * observation with a threshold. Thresholds are offered, and evolution takes some; what no gate reads
 * need not be built. Starts that were never seen in evolution decide nothing and are measured.
 */
import type { Environment } from '../environment.ts'
import { checkKeys, createFaultList } from '../errors.ts'
import type { Objectives, Score } from '../fitness.ts'
import { depth } from '../netlist/level.ts'
import type { Ports } from '../netlist/ports.ts'
import { dropUnread } from '../netlist/unread.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import type { MachineShape, ProblemSource } from '../problem.ts'
import { createRng } from '../random.ts'
import { checkEnvironment, checkOptions, checkWhole, episodesMax } from './environment/check.ts'
import { codeEnvironment } from './environment/coding.ts'
import { createController } from './environment/controller.ts'
import { createPlayer, drawStarts } from './environment/episodes.ts'

export interface EnvironmentOptions {
  /** Thresholds of each observation that is a number, spread over its range, in [1, 64]; default 7. */
  readonly bits?: number
  /** Thresholds of observations by name, increasing; an empty list for one that is not to be seen. */
  readonly thresholds?: Readonly<Record<string, readonly number[]>>
  /** Episodes that score a machine, in [1, 10,000]; default 20. */
  readonly episodes?: number
  /** Episodes from starts that evolution never sees, in [0, 10,000]; default 100. */
  readonly unseen?: number
  /** The mean return that counts as solved; default: the environment's goal, or none. */
  readonly goal?: number
  /**
   * `fixed`: the same starts for all machines of a run. `changing`: other ones each generation, the same
   * for all machines of it; a parent keeps the return of its own generation, luck included. Default
   * `fixed`.
   */
  readonly starts?: 'fixed' | 'changing'
  /** Decides the starts; default 0. */
  readonly seed?: number
}

/** An environment as a problem, with the shape of the machines that it is for. */
export interface EnvironmentSource extends ProblemSource {
  readonly environment: Environment
  /** Ports with the encoder and the actions, and no latches: `genome: source.shape`. */
  readonly shape: MachineShape
}

/** Tells whether a problem comes from an environment. */
export const isEnvironment = (source: ProblemSource): source is EnvironmentSource =>
  source.name === 'environment' && 'environment' in source

/** Episodes from fresh starts for a machine that is there already. */
export interface EpisodeOptions {
  /** In [1, 10,000]; default 100. */
  readonly episodes?: number
  /** Decides the starts; default 0. */
  readonly seed?: number
}

/** Gates of a genotype; a controller uses a part of them. */
const controllerGates = 60
const controllerBudget = { evaluations: 100_000, stall: 30_000 }

const objectives: Objectives = { return: 'max', gates: 'min', comparators: 'min', depth: 'min' }

/** The problem of acting well in an environment. Throws a `UsageError` with every fault. */
export function fromEnvironment(
  environment: Environment,
  options: EnvironmentOptions = {},
): EnvironmentSource {
  checkEnvironment(environment)
  checkOptions(environment, options)
  const { bits = 7, thresholds = {}, episodes = 20, unseen = 100, seed = 0 } = options
  const { goal = environment.goal, starts = 'fixed' } = options
  const ports = codeEnvironment(environment, thresholds, bits)
  return {
    name: 'environment',
    environment,
    shape: { ports, latches: 0 },

    build(shape) {
      const controller = createController(environment, shape.ports)
      const player = createPlayer(environment, controller)
      const rng = createRng(seed)
      const training = drawStarts(environment, episodes, rng.split('training'))
      const returns = new Float64Array(episodes)

      function score(netlist: Netlist, from: Float64Array): Score {
        controller.load(netlist)
        const mean = player.play(from, returns)
        return [mean, gateCount(netlist), controller.comparators, depth(netlist)]
      }

      function measure(netlist: Netlist): Record<string, number> {
        controller.load(netlist)
        const { comparators } = controller
        const coding = { comparators, encoderBits: shape.ports.inputs.length }
        if (unseen === 0) return coding
        const fresh = new Float64Array(unseen)
        const from = drawStarts(environment, unseen, rng.split('unseen'))
        const unseenReturn = player.play(from, fresh)
        const unseenWorst = fresh.reduce((worst, each) => Math.min(worst, each))
        return { unseenReturn, unseenWorst, unseenEpisodes: unseen, ...coding }
      }

      return {
        problem: {
          name: 'environment',
          objectives,
          target: goal === undefined ? undefined : { return: goal },
          evaluate(batch, { rng: chance }) {
            const from =
              starts === 'fixed'
                ? training
                : drawStarts(environment, episodes, chance.split('starts'))
            return batch.map((netlist) => score(netlist, from))
          },
        },
        measure,
        trim: (netlist) => dropUnread(netlist, shape.ports),
        gates: controllerGates,
        budget: controllerBudget,
      }
    },
  }
}

/**
 * Plays episodes with a machine from starts that a seed decides, and returns the return of each.
 *
 * @param ports those of its champion, which say what it reads and does
 */
export function playEpisodes(
  environment: Environment,
  netlist: Netlist,
  ports: Ports,
  options: EpisodeOptions = {},
): Float64Array {
  checkEnvironment(environment)
  const faults = createFaultList('playEpisodes()')
  checkKeys(options, ['episodes', 'seed'], '', faults)
  const { episodes = 100, seed = 0 } = options
  checkWhole('episodes', episodes, 1, episodesMax, faults)
  checkWhole('seed', seed, 0, Number.MAX_SAFE_INTEGER, faults)
  faults.throwIfAny()
  const controller = createController(environment, ports)
  controller.load(netlist)
  const returns = new Float64Array(episodes)
  const starts = drawStarts(environment, episodes, createRng(seed))
  createPlayer(environment, controller).play(starts, returns)
  return returns
}
