/**
 * Where pruning stands, as a file: it goes on from there to the same answer.
 *
 * The digest is of the machine that was handed in and of everything that decides the answer, so a file
 * is never taken up by another pruning than its own.
 */
import { digest } from '../digest.ts'
import { quote, UsageError } from '../errors.ts'
import { layoutJson } from '../json.ts'
import { count, netlistSchema } from '../netlist/schema.ts'
import { writeNetlistJson } from '../netlist/text.ts'
import type { Netlist } from '../netlist.ts'
import { parseJson, z } from '../schema.ts'
import { specDigest } from '../spec/digest.ts'
import { version } from '../version.ts'
import type { RoundsOptions, RoundsState } from './rounds.ts'

const format = 'nandertal-pruning'
const lineagesMax = 64

/** What tells one pruning from another: 64 hexadecimal digits. */
export function digestPruning(
  netlist: Netlist,
  { seed, work, objective, passes, spec }: Omit<RoundsOptions, 'signal'>,
): string {
  const names = passes.map(({ name }) => name)
  const wanted = spec ? specDigest(spec) : specDigest({ kind: 'machine', netlist })
  return digest(
    JSON.stringify([version, writeNetlistJson(netlist), seed, work, objective, names, wanted]),
  )
}

/** Writes a state as text. */
export const writePruneState = (state: RoundsState, pruning: string): string =>
  layoutJson({
    format,
    version: 1,
    pruning,
    round: state.round,
    work: state.work,
    evaluations: state.evaluations,
    best: writeNetlistJson(state.best),
    lineages: state.lineages.map(({ origin, current, best }) => ({
      origin,
      current: writeNetlistJson(current),
      best: writeNetlistJson(best),
    })),
  })

const anyCount = count(Number.MAX_SAFE_INTEGER)

const stateSchema = z.strictObject({
  format: z.literal(format),
  version: z.literal(1),
  pruning: z.string().regex(/^[0-9a-f]{64}$/),
  round: anyCount,
  work: anyCount,
  evaluations: anyCount,
  best: netlistSchema,
  lineages: z
    .array(
      z.strictObject({
        origin: z.string().regex(/^[a-z]+$/),
        current: netlistSchema,
        best: netlistSchema,
      }),
    )
    .min(1)
    .max(lineagesMax),
})

/**
 * Reads a state that a stranger may have written. Throws a `UsageError` with every fault, and for the
 * state of another pruning.
 *
 * @param file the name shown in faults
 */
export function readPruneState(text: string, file: string, pruning: string): RoundsState {
  const {
    pruning: found,
    round,
    work,
    evaluations,
    lineages,
    best,
  } = parseJson(stateSchema, text, file, 'prune-state')
  if (found === pruning) return { round, work, evaluations, lineages, best }
  throw new UsageError('prune-state/other', {
    where: file,
    expected: 'the state of this machine with these options, of this version',
    received: `that of another, ${quote(found.slice(0, 12))}`,
    hint: 'Give the options that it was begun with, or name a file that is not there yet.',
  })
}
