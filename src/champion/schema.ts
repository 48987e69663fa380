/** The schema of a champion file: what a reader takes from a stranger. */
import type { Champion } from '../champion.ts'
import { isObjectiveName, objectivesMax } from '../fitness.ts'
import { encoderBits } from '../netlist/encoder.ts'
import { plainText, portNameMax, rawTextMax } from '../netlist/ports.ts'
import { count, netlistSchema } from '../netlist/schema.ts'
import { signalsMax } from '../netlist.ts'
import { z } from '../schema.ts'
import { specDigest } from '../spec/digest.ts'
import { specInputs, specOutputs } from '../spec/shape.ts'
import { specSchema } from '../spec/text.ts'

/** The most characters of a name, and of a sentence. */
export const nameMax = 200
export const detailMax = 2000
/** The most steps of a history. */
const stepsMax = 1000

// Control characters would reach the reader's terminal.
const text = (lengthMax: number) =>
  z.string().max(lengthMax).regex(plainText, 'text without control characters')

const figureName = z
  .string()
  .refine(isObjectiveName, 'a name that begins with a letter, without control characters')
const figures = z
  .record(figureName, z.number())
  .refine(
    (record) => Object.keys(record).length <= objectivesMax,
    `at most ${objectivesMax} figures`,
  )

const anyCount = count(Number.MAX_SAFE_INTEGER)
const bit = z.union([z.literal(0), z.literal(1)])
const portNames = z
  .array(text(portNameMax).min(1))
  .refine((names) => new Set(names).size === names.length, 'each name once')

const columnSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('number'),
    name: text(rawTextMax),
    thresholds: z
      .array(z.number())
      .refine((list) => list.every((t, i) => i === 0 || list[i - 1]! < t), 'increasing thresholds'),
  }),
  z.strictObject({
    kind: z.literal('category'),
    name: text(rawTextMax),
    categories: z.array(text(rawTextMax)),
  }),
])

const portsSchema = z.strictObject({
  inputs: portNames,
  outputs: portNames,
  encoder: z.strictObject({ columns: z.array(columnSchema) }).optional(),
  decoder: z.strictObject({ classes: z.array(text(rawTextMax)).min(1) }).optional(),
})

const counterexampleSchema = z.strictObject({
  inputs: z.array(z.array(bit)),
  tick: anyCount,
  output: count(signalsMax),
  wanted: bit,
  received: bit,
})

const verdictSchema = z.discriminatedUnion('verdict', [
  z.discriminatedUnion('method', [
    z.strictObject({
      verdict: z.literal('equivalent'),
      method: z.literal('exhaustive'),
      cases: anyCount,
    }),
    z.strictObject({
      verdict: z.literal('equivalent'),
      method: z.literal('product'),
      states: anyCount,
      letters: anyCount,
    }),
    z.strictObject({
      verdict: z.literal('equivalent'),
      method: z.literal('sat'),
      clauses: anyCount,
    }),
    z.strictObject({
      verdict: z.literal('equivalent'),
      method: z.literal('induction'),
      ticks: anyCount,
      invariants: anyCount,
      clauses: anyCount,
    }),
  ]),
  z.strictObject({ verdict: z.literal('different'), counterexample: counterexampleSchema }),
  z.strictObject({
    verdict: z.literal('tested'),
    cases: anyCount,
    ticks: anyCount,
    wrong: anyCount,
  }),
  z.strictObject({
    verdict: z.literal('unknown'),
    reason: text(detailMax),
    reached: anyCount,
    ticks: anyCount.optional(),
  }),
])

const stepSchema = z.strictObject({
  step: z.enum(['evolve', 'prune', 'verify', 'approximate']),
  gates: count(signalsMax),
  depth: count(signalsMax),
  latches: count(signalsMax),
  verdict: verdictSchema.optional(),
  detail: text(detailMax).optional(),
})

const noiseSchema = z.strictObject({
  samples: anyCount,
  failed: anyCount.optional(),
  sigma: figures,
  interval: z.record(figureName, z.tuple([z.number(), z.number()])),
})

export const championSchema: z.ZodType<Champion> = z
  .strictObject({
    format: z.literal('nandertal-champion'),
    version: z.literal(1),
    name: text(nameMax),
    objectives: z.record(figureName, z.enum(['max', 'min'])),
    score: figures,
    noise: noiseSchema.optional(),
    measures: figures.optional(),
    task: z.strictObject({
      name: text(nameMax),
      digest: z.string().regex(/^[0-9a-f]{64}$/),
      source: text(detailMax),
    }),
    seed: anyCount,
    engine: text(nameMax),
    evaluations: anyCount,
    generations: anyCount,
    history: z.array(stepSchema).max(stepsMax),
    ports: portsSchema,
    netlist: netlistSchema,
    spec: specSchema.optional(),
  })
  .superRefine((champion, context) => {
    for (const { path, message } of findFaults(champion)) {
      context.addIssue({ code: 'custom', path: [...path], message })
    }
  })

interface ChampionFault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** What does not fit together. */
function findFaults(champion: Champion): ChampionFault[] {
  return [...findPortFaults(champion), ...findScoreFaults(champion), ...findSpecFaults(champion)]
}

function findPortFaults({ netlist, ports }: Champion): ChampionFault[] {
  const faults: ChampionFault[] = []
  const outputs = netlist.outputs.length
  const expect = (isRight: boolean, message: string, ...path: string[]) => {
    if (!isRight) faults.push({ path: ['ports', ...path], message })
  }
  expect(ports.inputs.length === netlist.inputs, `${netlist.inputs} names`, 'inputs')
  expect(ports.outputs.length === outputs, `${outputs} names`, 'outputs')
  if (ports.encoder) {
    const isRight = encoderBits(ports.encoder) === netlist.inputs
    expect(isRight, `${netlist.inputs} thresholds and categories`, 'encoder')
  }
  if (ports.decoder) {
    const isRight = ports.decoder.classes.length === outputs + 1
    expect(isRight, `${outputs + 1} classes, one more than outputs`, 'decoder', 'classes')
  }
  return faults
}

function findScoreFaults({ objectives, score }: Champion): ChampionFault[] {
  const names = Object.keys(objectives)
  const fits =
    names.length === Object.keys(score).length && names.every((name) => Object.hasOwn(score, name))
  return fits ? [] : [{ path: ['score'], message: `a number for each of ${names.join(', ')}` }]
}

function findSpecFaults({ netlist, spec }: Champion): ChampionFault[] {
  if (!spec?.spec) return []
  const faults: ChampionFault[] = []
  const [inputs, outputs] = [specInputs(spec.spec), specOutputs(spec.spec)]
  if (inputs !== netlist.inputs || outputs !== netlist.outputs.length) {
    const message = `a spec of ${netlist.inputs} inputs and ${netlist.outputs.length} outputs`
    faults.push({ path: ['spec'], message })
  }
  const digest = specDigest(spec.spec)
  if (digest !== spec.digest) faults.push({ path: ['spec', 'digest'], message: digest })
  return faults
}
