/**
 * Gradient descent: batches of cases, the slope of what is wrong, a step against it, until all cases
 * are right or time is up.
 *
 * The wrong is cross-entropy in each output bit that is asked for. Sequences begin short and get longer
 * as they are learned. A start that comes to nothing is left for another one, and the best weights on
 * the way are kept. What is decided is decided after a number of steps, never by the clock, except for
 * the end of the budget.
 *
 * Sources: Kingma & Ba 2015, "Adam: A Method for Stochastic Optimization"; Bengio, Louradour, Collobert
 * & Weston 2009, "Curriculum Learning"; Pascanu, Mikolov & Bengio 2013, "On the Difficulty of Training
 * Recurrent Neural Networks" (clipping by the norm of all slopes).
 */
import type { Material, TrainOptions } from '../../compare.ts'
import { createRng, type Rng } from '../../random.ts'
import { accuracy } from '../score.ts'
import { drawBatch, type Examples, readExamples, shortestTicks } from './examples.ts'
import type { Model, Shape } from './model.ts'
import type { Scalar, Tensors, Variables } from './tensors.ts'
import type { Weights } from './weights.ts'

export interface DescentSettings {
  readonly learningRate: number
  /** The most cases of a batch. */
  readonly batchMax: number
  /** The largest norm of all slopes together. */
  readonly normMax: number
  /** Ticks to begin with. */
  readonly ticksMin: number
  /** Mean cross-entropy below which ticks are added. */
  readonly lossLearned: number
  /** Mean cross-entropy below which, with all cases right, it is done; default: whatever it is. */
  readonly lossDone?: number
  /** Looks in a row with all cases right after which it is done whatever the loss; default: no number. */
  readonly looksDone?: number
  /** Steps without progress after which another start is made. */
  readonly patience: number
  /** The most steps of all starts together. */
  readonly stepsMax: number
}

export interface Descent {
  readonly weights: Weights
  readonly accuracy: number
  readonly steps: number
  readonly starts: number
  readonly note: string
}

/** Milliseconds between two points of the curve, about. */
const pointMs = 250
/** Steps between two looks at all cases. */
const checkSteps = 20
/** How much of the running mean of losses one step leaves. */
const lossKept = 0.95
/** What counts as progress: a running mean below this part of the lowest one. */
const progress = 0.97

/** A start: weights on their way, and how they do. */
interface Attempt {
  readonly variables: Variables
  step(ticks: number, rng: Rng): number
  dispose(): void
}

/** Weights that were looked at, and how good they are. */
interface Look {
  readonly weights: Weights
  readonly accuracy: number
  /** Ticks of the sequences that were learned from by then, and the running mean of losses over them. */
  readonly ticks: number
  readonly loss: number
}

/** What all starts have in common, written in place. */
interface Course {
  steps: number
  best?: Look
  /** Milliseconds at which the last point of the curve was told. */
  told: number
  readonly isOver: () => boolean
  readonly tell: () => void
  readonly look: (variables: Variables, ticks: number, loss: number) => Look
}

/** Fits a model to the cases of a material. */
export async function descend(
  tensors: Tensors,
  model: Model,
  material: Material,
  options: TrainOptions,
  settings: DescentSettings,
): Promise<Descent> {
  const examples = readExamples(material)
  const shape = { inputs: examples.inputs, outputs: examples.outputs, ticks: examples.ticks }
  const rng = createRng(options.seed).split('descent')
  const course = createCourse(model, shape, material, options, settings)
  let starts = 0
  let isDone = false
  while (starts === 0 || !(isDone || course.isOver())) {
    const chance = rng.split('start', starts++)
    const attempt = startAttempt(tensors, model, shape, examples, settings, chance)
    try {
      isDone = await follow(attempt, course, examples, options, settings, chance)
    } finally {
      attempt.dispose()
    }
  }
  course.tell()
  const { steps } = course
  const { weights, accuracy: reached } = course.best!
  const end = isDone ? 'every case was right' : 'the budget was spent'
  const note = `${end} after ${steps} steps in ${starts} ${starts === 1 ? 'start' : 'starts'}`
  return { weights, accuracy: reached, steps, starts, note }
}

function createCourse(
  model: Model,
  shape: Shape,
  { train, isBalanced }: Material,
  { now, budgetMs, signal, onPoint }: TrainOptions,
  { stepsMax }: DescentSettings,
): Course {
  const began = now()
  const course: Course = {
    steps: 0,
    told: began,
    isOver: () => signal?.aborted === true || course.steps >= stepsMax || now() - began >= budgetMs,
    tell() {
      course.told = now()
      const reached = course.best?.accuracy ?? 0
      onPoint?.({ ms: course.told - began, steps: course.steps, accuracy: reached })
    },
    look(variables, ticks, loss) {
      const weights = readVariables(variables)
      const response = model.createResponder(weights, shape)(train.stimulus)
      const found = { weights, accuracy: accuracy(train, response, isBalanced), ticks, loss }
      if (!course.best || isBetter(found, course.best)) course.best = found
      return found
    },
  }
  return course
}

/** Whether a later look is at least as good: more that is right, then longer sequences, then less loss. */
function isBetter(later: Look, earlier: Look): boolean {
  if (later.accuracy !== earlier.accuracy) return later.accuracy > earlier.accuracy
  return (
    later.ticks > earlier.ticks || (later.ticks === earlier.ticks && later.loss <= earlier.loss)
  )
}

/** Follows one start until all is right, nothing gets better or time is up; whether all is right. */
async function follow(
  attempt: Attempt,
  course: Course,
  examples: Examples,
  { now }: Pick<TrainOptions, 'now'>,
  settings: DescentSettings,
  rng: Rng,
): Promise<boolean> {
  const { lossDone = Number.POSITIVE_INFINITY, looksDone = Number.POSITIVE_INFINITY } = settings
  let ticks = shortestTicks(examples, settings.ticksMin)
  let loss = Number.NaN
  let lowest = Number.POSITIVE_INFINITY
  let progressed = 0
  let right = 0
  let step = 0
  do {
    const wrong = attempt.step(ticks, rng.split('step', ++step))
    course.steps++
    if (!Number.isFinite(wrong)) break
    loss = Number.isNaN(loss) ? wrong : lossKept * loss + (1 - lossKept) * wrong
    if (loss < progress * lowest) [lowest, progressed] = [loss, step]
    if (step % checkSteps === 0) {
      const isRight = course.look(attempt.variables, ticks, loss).accuracy === 1
      const isWhole = ticks === examples.ticks
      right = isRight ? right + 1 : 0
      if (isRight && isWhole && loss < lossDone) return true
      if (right >= looksDone || step - progressed > settings.patience) return isRight
      if (loss < settings.lossLearned && !isWhole) {
        ticks = Math.min(examples.ticks, Math.ceil(1.5 * ticks))
        ;[loss, lowest, progressed] = [Number.NaN, Number.POSITIVE_INFINITY, step]
      }
    }
    if (now() - course.told >= pointMs) {
      course.tell()
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
  } while (!course.isOver())
  course.look(attempt.variables, ticks, loss)
  return false
}

function startAttempt(
  tensors: Tensors,
  model: Model,
  shape: Shape,
  examples: Examples,
  settings: DescentSettings,
  rng: Rng,
): Attempt {
  const weights = model.init(shape, rng.split('weights'))
  const variables = Object.fromEntries(
    Object.entries(weights).map(([name, { rows, columns, values }]) => [
      name,
      tensors.variable(tensors.tensor2d(values, [rows, columns]), weights[name]!.isFixed !== true),
    ]),
  )
  const list = Object.values(variables)
  const fitted = list.filter(({ trainable }) => trainable)
  const optimizer = tensors.train.adam(settings.learningRate)

  function loss(ticks: number, chance: Rng): Scalar {
    const batch = drawBatch(examples, ticks, settings.batchMax, chance.split('batch'))
    const rows = batch.ticks * batch.cases
    const values = tensors.tensor2d(batch.values, [rows, examples.inputs])
    const wanted = tensors.tensor2d(batch.wanted, [rows, examples.outputs])
    const asked = tensors.tensor2d(batch.weights, [rows, examples.outputs])
    const answers = model.answer(
      tensors,
      variables,
      { shape, ticks, cases: batch.cases, values },
      chance.split('noise'),
    )
    const wrong = tensors.softplus(tensors.neg(tensors.mul(answers, wanted)))
    return tensors.div(tensors.sum(tensors.mul(wrong, asked)), tensors.sum(asked))
  }

  return {
    variables,
    step: (ticks, chance) =>
      tensors.tidy(() => {
        const { value, grads } = tensors.variableGrads(() => loss(ticks, chance), fitted)
        const squares = Object.values(grads).map((grad) => tensors.sum(tensors.square(grad)))
        const norm = tensors.sqrt(tensors.addN(squares))
        const scale = tensors.div(settings.normMax, tensors.maximum(norm, settings.normMax))
        const clipped = Object.entries(grads).map(([name, grad]) => ({
          name,
          tensor: tensors.mul(grad, scale),
        }))
        const now = value.dataSync()[0]!
        // Slopes that are no numbers would spoil the weights for good.
        if (!Number.isFinite(norm.dataSync()[0]!)) return Number.NaN
        optimizer.applyGradients(clipped)
        return now
      }),
    dispose() {
      tensors.dispose(list)
      optimizer.dispose()
    },
  }
}

const readVariables = (variables: Variables): Weights =>
  Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => {
      const [rows, columns] = variable.shape
      const values = Float32Array.from(variable.dataSync())
      return [name, { rows, columns, values, isFixed: !variable.trainable }]
    }),
  )
