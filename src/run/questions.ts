/**
 * Questions to a person and their answers, in the folder of a run: `questions.json` is what is asked
 * now, `answers/ID.json` the answer to one question, for good.
 *
 * Every file is written whole or not at all, and each answer is a file of its own: so answers can be
 * given while a run waits and while none does, by several people, without a lock.
 */
import { quote, UsageError } from '../errors.ts'
import {
  type AnswerValue,
  type Inquiry,
  isPreference,
  preferences,
  type Questions,
} from '../evaluator/questions.ts'
import { isObjectiveName } from '../fitness.ts'
import { plainText, portNameMax } from '../netlist/ports.ts'
import { netlistSchema } from '../netlist/schema.ts'
import { writeNetlistJson } from '../netlist/text.ts'
import { readScore } from '../problem/score.ts'
import { parseJson, z } from '../schema.ts'
import { nodeDisk } from './disk/node.ts'
import type { Disk } from './disk.ts'
import { explainFailure } from './failure.ts'
import { replaceFile } from './replace.ts'

/** The questions of the run at `path`. */
export function openQuestions(path: string, disk: Disk = nodeDisk): Questions {
  return {
    async ask(inquiry) {
      const machines = inquiry.machines.map(({ netlist, opponent, ...rest }) => ({
        ...rest,
        netlist: writeNetlistJson(netlist),
        ...(opponent && { opponent: writeNetlistJson(opponent) }),
      }))
      const file = { format: 'nandertal-questions', version: 1, ...inquiry, machines }
      await explainFailure(path, () =>
        replaceFile(disk, path, 'questions.json', encode(`${JSON.stringify(file)}\n`)),
      )
    },

    answers: (ids) => explainFailure(path, () => readAnswers(disk, path, ids)),
  }
}

async function readAnswers(
  disk: Disk,
  path: string,
  ids: readonly string[],
): Promise<Map<string, AnswerValue>> {
  const there = new Set(await disk.list(`${path}/answers`))
  const answers = new Map<string, AnswerValue>()
  for (const id of ids.filter((each) => there.has(`${each}.json`))) {
    const file = `${path}/answers/${id}.json`
    const bytes = await disk.read(file)
    if (bytes) answers.set(id, parseJson(answerSchema, decode(bytes), file, 'answer').value)
  }
  return answers
}

/** What a run asks, and what of it was answered. */
export interface Asked extends Inquiry {
  readonly answers: ReadonlyMap<string, AnswerValue>
}

/** Reads what a run asks; undefined where it has not asked anything yet. Changes nothing. */
export async function readQuestions(
  path: string,
  disk: Disk = nodeDisk,
): Promise<Asked | undefined> {
  const file = `${path}/questions.json`
  const bytes = await explainFailure(path, () => disk.read(file))
  if (!bytes) return undefined
  const {
    format: _,
    version: __,
    ...inquiry
  } = parseJson(inquirySchema, decode(bytes), file, 'questions')
  const ids = inquiry.machines.map(({ id }) => id)
  const answers = await explainFailure(path, () => readAnswers(disk, path, ids))
  return { ...inquiry, answers }
}

/**
 * Answers a question of a run; it lasts when this returns. Throws a `UsageError` where nobody asks it,
 * where it was answered before, and where the value is none.
 */
export async function tell(
  path: string,
  id: string,
  value: AnswerValue,
  disk: Disk = nodeDisk,
): Promise<void> {
  const asked = await readQuestions(path, disk)
  const open = asked?.machines
    .map((machine) => machine.id)
    .filter((each) => !asked.answers.has(each))
  if (asked?.answers.has(id)) {
    throw new UsageError('tell/answered', {
      where: `${path}: ${id}`,
      expected: 'a question that is open',
      received: 'one that was answered',
      hint: 'An answer stands: the run may have gone on by it.',
    })
  }
  if (!asked || !open?.includes(id)) {
    throw new UsageError('tell/unknown-question', {
      where: `${path}: ${id}`,
      expected: open?.length ? `one of ${open.slice(0, shownMax).join(', ')}` : 'an open question',
      received: open?.length ? 'another' : 'none is open',
      hint: 'nandertal ask shows what is asked.',
    })
  }
  const isPair = asked.machines.some((each) => each.id === id && each.opponent)
  const fault = isPair ? findPreferenceFault(value) : findScoreFault(value, asked)
  if (fault) throw new UsageError('tell/bad-value', { where: `${path}: ${id}`, ...fault })
  const bytes = encode(`${JSON.stringify({ value })}\n`)
  await explainFailure(path, async () => {
    if (await disk.makeFolder(`${path}/answers`)) await disk.syncFolder(path)
    await replaceFile(disk, `${path}/answers`, `${id}.json`, bytes)
  })
}

interface ValueFault {
  readonly expected: string
  readonly received: string
}

function findScoreFault(value: AnswerValue, { objectives }: Inquiry): ValueFault | undefined {
  const score = readScore(value, Object.keys(objectives))
  if (!('kind' in score)) return undefined
  const [expected = '', received = ''] = score.text.replace(/^expected /, '').split(', received ')
  return { expected, received }
}

const findPreferenceFault = (value: AnswerValue): ValueFault | undefined =>
  isPreference(value) ? undefined : { expected: preferences.join(', '), received: quote(value) }

/** The most questions that a fault names. */
const shownMax = 8

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const answerSchema: z.ZodType<{ readonly value: AnswerValue }> = z.strictObject({
  value: z.union([z.number(), z.record(z.string(), z.number()), z.enum(preferences)]),
})

// A folder may come from a stranger: control characters would reach the reader's terminal, and ids are
// names of files.
const text = (lengthMax: number) => z.string().min(1).max(lengthMax).regex(plainText)

const inquirySchema = z.strictObject({
  format: z.literal('nandertal-questions'),
  version: z.literal(1),
  question: z.string(),
  objectives: z.record(z.string().refine(isObjectiveName), z.enum(['max', 'min'])),
  inputs: z.array(text(portNameMax)),
  outputs: z.array(text(portNameMax)),
  machines: z.array(
    z.strictObject({
      id: z.string().regex(/^[0-9a-f]{12}$/),
      seed: z.int().min(0),
      netlist: netlistSchema,
      opponent: netlistSchema.optional(),
    }),
  ),
})
