/**
 * Tasks without code: `.task.json`, a machine, a problem, and perhaps a search and a budget.
 *
 *   {
 *     "machine": { "inputs": ["a", "b", "c"], "outputs": ["y"], "gates": 30 },
 *     "problem": { "expressions": { "y": "(a & b) | (c & (a ^ b))" } }
 *   }
 *
 * What the machine leaves open (names, how many inputs) the problem decides. What a schema can say
 * is in the schema, which editors understand too (`schemas/task.schema.json`); what it cannot, such
 * as two rows that contradict each other, is checked beside it.
 */
import { findUnevenTraces, traceSchema } from '../import/traces.ts'
import { createBuilder } from '../netlist/build.ts'
import { defaultPorts, type Ports, plainText, portNameMax } from '../netlist/ports.ts'
import type { Netlist } from '../netlist.ts'
import { dataSet } from '../problem/data-set.ts'
import { fromAutomaton } from '../problem/sequence.ts'
import type { MachineShape, ProblemSource } from '../problem.ts'
import { parseJson, toJsonSchema, z } from '../schema.ts'
import { searches } from '../search.ts'
import { specInputs, specOutputs } from '../spec/shape.ts'
import { casesFromTraces } from '../spec/traces.ts'
import type { Spec } from '../spec.ts'
import type { TaskDefinition } from '../task.ts'
import { islandsMax } from './check.ts'
import { buildExpression, expressionMax, expressionNames } from './expression.ts'
import { latchesFor, problemOf } from './from-spec.ts'
import { automatonSchema, buildAutomaton } from './json/automaton.ts'
import { buildTruthTable, truthTableSchema } from './json/truth-table.ts'

const portName = z
  .string()
  .min(1)
  .max(portNameMax)
  .regex(plainText, 'text without control characters')
const whole = (least: number, most: number) => z.int().min(least).max(most)

/** Names, or how many there are. */
const ports = (least: number) =>
  z.union([
    whole(least, 256),
    z
      .array(portName)
      .min(least)
      .max(256)
      .superRefine((names, context) => {
        names.forEach((name, i) => {
          if (names.indexOf(name) === i) return
          context.addIssue({
            code: 'custom',
            path: [i],
            message: 'a name of its own',
            continue: false,
          })
        })
      }),
  ])

const machineSchema = z.strictObject({
  inputs: ports(0).optional(),
  outputs: ports(1).optional(),
  latches: whole(0, 4096).optional(),
  gates: whole(0, 2 ** 20).optional(),
})

const sequencesSchema = z
  .array(traceSchema)
  .min(1, { abort: true })
  .max(2 ** 14, { abort: true })
  .superRefine((traces, context) => {
    for (const { index, path, expected } of findUnevenTraces(traces)) {
      context.addIssue({
        code: 'custom',
        path: [index, ...path],
        message: expected,
        continue: false,
      })
    }
  })

const dataSchema = z.strictObject({
  columns: z.array(portName).min(2).max(4096).optional(),
  rows: z.array(z.array(z.union([z.number(), z.string(), z.boolean(), z.null()]))).min(1),
  target: z.union([z.string(), z.number()]).optional(),
  bits: whole(1, 64).optional(),
  holdOut: z.number().min(0).lt(1).optional(),
  blur: z.number().min(0).max(10).optional(),
  seed: whole(0, 2 ** 32).optional(),
})

/** Each kind of problem is one field, of which a task has exactly one. */
const problemSchema = z
  .strictObject({
    truthTable: truthTableSchema.optional(),
    expressions: z.record(portName, z.string().min(1).max(expressionMax)).optional(),
    automaton: automatonSchema.optional(),
    sequences: sequencesSchema.optional(),
    data: dataSchema.optional(),
  })
  .refine((problem) => Object.keys(problem).length === 1, {
    error: 'exactly one of truthTable, expressions, automaton, sequences, data',
    abort: true,
  })

const searchName = z.enum(searches.map(({ name }) => name))

const taskSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().min(1).max(100).regex(plainText, 'text without control characters').optional(),
  description: z.string().max(10_000).optional(),
  machine: machineSchema.optional(),
  problem: problemSchema,
  search: z
    .union([searchName, z.object({ name: searchName }).catchall(z.union([z.number(), z.string()]))])
    .optional(),
  budget: z
    .strictObject({
      evaluations: whole(1, Number.MAX_SAFE_INTEGER).optional(),
      stall: whole(1, Number.MAX_SAFE_INTEGER).optional(),
      timeMs: whole(1, Number.MAX_SAFE_INTEGER).optional(),
      target: z.record(z.string(), z.number()).optional(),
    })
    .optional(),
  islands: whole(1, islandsMax).optional(),
  weights: z.record(z.string(), z.number().min(0)).optional(),
  constraints: z
    .record(z.string(), z.strictObject({ min: z.number().optional(), max: z.number().optional() }))
    .optional(),
})

/** Tasks whose parts, each right by itself, fit together as well. */
const fittingTaskSchema = taskSchema.superRefine((task, context) => {
  for (const { path, expected } of findTaskFaults(task)) {
    context.addIssue({ code: 'custom', path: [...path], message: expected })
  }
})

type TaskJson = z.output<typeof taskSchema>

/** The JSON Schema of task files, for editors. */
export const taskJsonSchema = (): object => toJsonSchema(taskSchema)

/** Reads a declarative task; throws a `UsageError` with every fault, each with line and column. */
export function readTaskJson(text: string, file: string): TaskDefinition {
  // Parts can be held against each other only when each is right by itself.
  parseJson(taskSchema, text, file, 'task')
  const json = parseJson(fittingTaskSchema, text, file, 'task')
  const { name, description, machine = {}, problem, search, budget, islands } = json
  const { weights, constraints } = json
  const { shape, source } = problem.data ? buildData(problem.data, file) : buildProblem(json)
  const genome: MachineShape = {
    ...shape,
    latches: machine.latches ?? shape.latches,
    gates: machine.gates,
  }
  const ranking = { weights, constraints }
  return { name, description, genome, problem: source, search, budget, islands, ...ranking }
}

interface Built {
  readonly shape: MachineShape
  readonly source: ProblemSource
}

function buildData(data: NonNullable<TaskJson['problem']['data']>, file: string): Built {
  const { columns, rows, ...options } = data
  const source = dataSet({ columns, rows }, { ...options, file })
  return { shape: source.shape, source }
}

function buildProblem({ machine = {}, problem }: TaskJson): Built {
  const spec = buildSpec(problem, machine)
  const plain = defaultPorts(specInputs(spec), specOutputs(spec))
  const names = namesOf(problem, machine)
  const ports: Ports = {
    inputs: names.inputs ?? plain.inputs,
    outputs: names.outputs ?? plain.outputs,
  }
  const source =
    spec.kind === 'automaton' ? fromAutomaton(spec, problem.automaton) : problemOf(spec)
  return { shape: { ports, latches: latchesFor(spec) }, source }
}

type Machine = NonNullable<TaskJson['machine']>

function buildSpec(problem: TaskJson['problem'], machine: Machine): Spec {
  const { truthTable, expressions, automaton, sequences } = problem
  if (truthTable) return buildTruthTable(truthTable)
  if (automaton) return buildAutomaton(automaton.transitions)
  if (sequences) return casesFromTraces(sequences)
  const inputs = namesOf(problem, machine).inputs ?? []
  return { kind: 'machine', netlist: buildExpressions(expressions ?? {}, inputs).netlist }
}

/** The names that a task gives, or that its expressions use. */
function namesOf(problem: TaskJson['problem'], machine: Machine) {
  const asked = {
    inputs: Array.isArray(machine.inputs) ? machine.inputs : undefined,
    outputs: Array.isArray(machine.outputs) ? machine.outputs : undefined,
  }
  if (!problem.expressions) return asked
  const used = new Set(Object.values(problem.expressions).flatMap(expressionNames))
  return {
    inputs: asked.inputs ?? [...used],
    outputs: asked.outputs ?? Object.keys(problem.expressions),
  }
}

function buildExpressions(
  expressions: Readonly<Record<string, string>>,
  inputs: readonly string[],
): { netlist: Netlist; faults: TaskFault[] } {
  const builder = createBuilder(inputs.length)
  const signals = new Map(inputs.map((name, i) => [name, builder.input(i)]))
  const faults: TaskFault[] = []
  const outputs = Object.entries(expressions).map(([name, text]) => {
    const built = buildExpression(text, builder, signals)
    if (typeof built === 'number') return built
    const expected = `${built.expected}, at character ${built.character}`
    faults.push({ path: ['problem', 'expressions', name], expected })
    return builder.zero
  })
  return { netlist: builder.build(outputs), faults }
}

interface TaskFault {
  readonly path: readonly (string | number)[]
  readonly expected: string
}

/** What is wrong between the parts of a task, each of which is right by itself. */
function findTaskFaults(task: TaskJson): TaskFault[] {
  const { problem, machine = {} } = task
  if (problem.data) {
    const given = (['inputs', 'outputs'] as const).filter((side) => machine[side] !== undefined)
    const expected = 'nothing: the columns of the data decide'
    return given.map((side) => ({ path: ['machine', side], expected }))
  }
  if (problem.expressions) {
    const count = Object.keys(problem.expressions).length
    if (count === 0)
      return [{ path: ['problem', 'expressions'], expected: 'an expression at least' }]
    const inputs = namesOf(problem, machine).inputs ?? []
    const { faults } = buildExpressions(problem.expressions, inputs)
    if (faults.length > 0) return faults
  }
  return findPortFaults(machine, buildSpec(problem, machine))
}

function findPortFaults(machine: Machine, spec: Spec): TaskFault[] {
  const counts = { inputs: specInputs(spec), outputs: specOutputs(spec) }
  return (['inputs', 'outputs'] as const).flatMap((side) => {
    const given = machine[side]
    const count = Array.isArray(given) ? given.length : (given ?? counts[side])
    if (count === counts[side]) return []
    return [{ path: ['machine', side], expected: `${counts[side]} ${side}, as the problem has` }]
  })
}
