/** How a child process or thread of ours is spoken to: a batch a line, an outcome a line. */
import { failureKinds } from '../fitness/failure.ts'
import type { Netlist } from '../netlist.ts'
import { isComplete } from '../problem/form.ts'
import type { EvaluationRequest, Outcome } from '../problem/outcome.ts'
import { casesMax } from '../problem.ts'
import { z } from '../schema.ts'
import type { Batch, SentMachine } from './child/answer.ts'
import type { Hello } from './child/load.ts'
import type { Dialect, Message } from './dialect.ts'

/** The most requests of one line. */
const batchMax = 4096

export function createFunctionDialect(hello: Hello): Dialect {
  const { form } = hello
  return {
    hello: JSON.stringify(hello),
    saysDone: true,
    batchMax,
    ask(requests) {
      const batch: Batch = { requests: requests.map(describeRequest) }
      return JSON.stringify(batch)
    },
    read(line) {
      // Code of the user's may have written it: it is looked at as one looks at a stranger's.
      const message = readMessage(line)
      if (message?.type !== 'outcome' || !('score' in message.outcome)) return message
      return isComplete(form, message.outcome.score.length) ? message : undefined
    },
  }
}

const describeRequest = ({
  netlist,
  opponent,
  seed,
}: EvaluationRequest): Batch['requests'][number] => ({
  seed,
  machine: describeMachine(netlist),
  ...(opponent && { opponent: describeMachine(opponent) }),
})

const describeMachine = ({ inputs, latches, fanin, outputs }: Netlist): SentMachine => [
  inputs,
  Array.from(latches),
  Array.from(fanin),
  Array.from(outputs),
]

const text = z.string().max(10_000)
const fault = z.strictObject({ kind: z.enum(failureKinds), text, place: text.optional() })
const outcome: z.ZodType<Outcome> = z.union([
  z.strictObject({
    score: z.array(z.number()),
    cases: z.array(z.number()).min(1).max(casesMax).optional(),
  }),
  z.strictObject({ fault }),
]) as z.ZodType<Outcome>
const at = z.int().min(0)
const schema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready'), isWhole: z.boolean() }),
  z.strictObject({ type: z.literal('broken'), text, code: text.optional() }),
  z.strictObject({ type: z.literal('outcome'), at, outcome }),
  z.strictObject({ type: z.literal('report'), at, step: z.number(), value: z.number() }),
  z.strictObject({ type: z.literal('done'), changed: text.optional() }),
  z.strictObject({ type: z.literal('dying'), fault }),
])

function readMessage(line: string): Message | undefined {
  try {
    return schema.parse(JSON.parse(line)) as Message
  } catch {
    return undefined
  }
}
