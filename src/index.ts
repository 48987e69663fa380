/** The public door: everything that `import … from 'nandertal'` offers, and nothing else. */

export type {
  ApproximateEvent,
  ApproximateOptions,
  ApproximatePoint,
  ApproximateProgress,
  Approximating,
  Approximation,
  ErrorMeasure,
  ErrorProof,
  MeasuredError,
  PackedMeasure,
} from './approximate.ts'
// Fewer gates at the price of an error
export {
  approximate,
  checkApproximate,
  describeError,
  errorMeasures,
  errorRate,
  meanAbsoluteError,
  measureError,
  worstAbsoluteError,
} from './approximate.ts'
export type { Champion, ChampionStep, ChampionTask, ScoreNoise } from './champion.ts'
// After evolution
export { describeBacking, readChampion, writeChampion } from './champion.ts'
export { renderComparison } from './compare/html.ts'
export { materialOf } from './compare/material.ts'
export { methodsFor } from './compare/methods.ts'
export type {
  ChampionText,
  Comparison,
  Contest,
  Exactness,
  FigureName,
  Figures,
  Interval,
  Measure,
  MethodSummary,
  Refusal,
  Size as TrialSize,
  Trial,
} from './compare/result.ts'
export type { CompareEvent, CompareOptions, Comparing } from './compare/run.ts'
export { compare } from './compare/run.ts'
export { accuracy } from './compare/score.ts'
export { evaluateTrials } from './compare/statistics.ts'
export { describeComparison } from './compare/table.ts'
export type { CurvePoint, Material, Method, Trained, TrainOptions } from './compare.ts'
// Where controllers live
export { acrobot } from './environment/acrobot.ts'
export { cartPole } from './environment/cart-pole.ts'
export { doublePole, doublePoleHidden } from './environment/double-pole.ts'
export { maze } from './environment/maze.ts'
export { mountainCar } from './environment/mountain-car.ts'
export { cosine, sine } from './environment/sine.ts'
export type { Environment, Observation } from './environment.ts'
export { environments } from './environment.ts'
export type { Fault } from './errors.ts'
// Faults
export { describeFault, isUsageError, nearestName, quote, UsageError } from './errors.ts'
export type { AnswerValue, AskedMachine, Inquiry, Preference } from './evaluator/questions.ts'
export { isPreference, preferences } from './evaluator/questions.ts'
export { type Isolation, isolations } from './evaluator.ts'
export type { CheckOptions, Finding, TaskCheck } from './evolve/check.ts'
export { checkTask } from './evolve/check.ts'
export type { ForkOptions } from './evolve/fork.ts'
export { fork } from './evolve/fork.ts'
export type { FrontMachine, FrontPoint } from './evolve/front.ts'
export type { ReopenOptions } from './evolve/reopen.ts'
export type {
  ReplayDifference,
  ReplayEvent,
  Replaying,
  ReplayOptions,
  ReplayResult,
} from './evolve/replay.ts'
export { replay } from './evolve/replay.ts'
export type { ResumeOptions } from './evolve/resume.ts'
export { resume } from './evolve/resume.ts'
export type { Evolution, EvolveEvent, EvolveOptions, EvolveResult } from './evolve.ts'
// Evolving
export { evolve } from './evolve.ts'
export type { Executor, ExecutorKind, ExecutorOptions } from './executor.ts'
export { createExecutor, executors } from './executor.ts'
export type { Exporter, ExportOptions, Provenance } from './export.ts'
export { exportAs, exporters } from './export.ts'
export type {
  EvaluationFault,
  Failure,
  FailureCounts,
  FailureKind,
  FailurePolicy,
} from './fitness/failure.ts'
export { failureKinds, failurePolicies } from './fitness/failure.ts'
export { defaultLimits, type FitnessLimits } from './fitness/limits.ts'
export { crowdingDistances, rankByDominance, selectFront } from './fitness/pareto.ts'
export type { Constraint, Constraints, Ranking, Weights } from './fitness/ranking.ts'
export type { Sampled, Samples } from './fitness/samples.ts'
export type { Direction, Objectives, Order, Score, Target } from './fitness.ts'
export { createOrder, nameScore } from './fitness.ts'
export type { NandGenotype } from './genome/nand.ts'
export { createNandGenome, encodeNetlist } from './genome/nand.ts'
export type { Genome, GenomeKind, MachineSize } from './genome.ts'
export { genomes } from './genome.ts'
export { readStimulus } from './import/stimulus.ts'
export type { Imported, Reader } from './import.ts'
export { importFile, readers } from './import.ts'
// Owning the loop: ask, evaluate, tell
export { createEngine } from './island/engine.ts'
export { createFusedEngine, isFusable } from './island/fused.ts'
export { createPlainEngine } from './island/plain.ts'
export type { Advance, Engine, Improvement, Island, NoiseFinding, StopReason } from './island.ts'
export type { Bit, Machine } from './kernel/machine.ts'
export { createMachine } from './kernel/machine.ts'
export type { Kernel, Stimulus } from './kernel.ts'
export { kernels, simulate, simulateBatch } from './kernel.ts'
export type { Builder } from './netlist/build.ts'
export { createBuilder } from './netlist/build.ts'
export { drawText, truthTableText } from './netlist/draw.ts'
export type { Decoder, Encoder, EncoderColumn } from './netlist/encoder.ts'
export { decodeClass, encodeRow } from './netlist/encoder.ts'
export { depth, levels } from './netlist/level.ts'
export type { Ports } from './netlist/ports.ts'
export { defaultPorts } from './netlist/ports.ts'
export type { Netlist } from './netlist.ts'
// Machines
export { firstGate, gateCount, signalCount } from './netlist.ts'
export type { DataSetOptions, DataSetSource } from './problem/data-set.ts'
export { dataSet, isDataSet } from './problem/data-set.ts'
export type {
  EnvironmentOptions,
  EnvironmentSource,
  EpisodeOptions,
} from './problem/environment.ts'
export { fromEnvironment, isEnvironment, playEpisodes } from './problem/environment.ts'
export type { InteractOptions } from './problem/interact.ts'
export { fromMeetings } from './problem/interact.ts'
export { fromNetlist } from './problem/match.ts'
export type { PackedOptions } from './problem/packed.ts'
export { createPackedProblem } from './problem/packed.ts'
export type { SequenceOptions } from './problem/sequence.ts'
export { automaton } from './problem/sequence.ts'
export type {
  BatchFunction,
  DescribedFitness,
  FitnessContext,
  FitnessFunction,
  FitnessSlot,
  Meeting,
  Payoff,
} from './problem/slot.ts'
export { askHuman, fromCommand, fromModule, fromUrl } from './problem/slot.ts'
export { truthTable } from './problem/table.ts'
export { traces } from './problem/traces.ts'
export type {
  BuiltProblem,
  CaseScore,
  EvaluationContext,
  MachineShape,
  Packed,
  Problem,
  ProblemSource,
} from './problem.ts'
export type {
  Objective,
  Pass,
  PassContext,
  PruneEvent,
  PruneOptions,
  PruneResult,
  PruneStep,
  Pruning,
  QuickOptions,
  QuickPruning,
} from './prune.ts'
export { buildTable, objectives, passes, prune, pruneQuickly } from './prune.ts'
export type { Rng } from './random.ts'
export { createRng } from './random.ts'
export type { Explanation } from './run/explain.ts'
export { explain } from './run/explain.ts'
export type { ForkPoint, FrozenTask, OpenedRun, RunFolder } from './run/folder.ts'
export { createRunFolder, findLastRun, openRunFolder } from './run/folder.ts'
export type { Asked } from './run/questions.ts'
export { readQuestions, tell } from './run/questions.ts'
export type { JournalEntry, RunStore } from './run/store.ts'
export type { EndReason, RunEvent, RunOptions, RunResult, ScoredMachine } from './run.ts'
export { run } from './run.ts'
export type { Formula } from './sat/dimacs.ts'
export { readDimacs, writeDimacs } from './sat/dimacs.ts'
export type { FormulaAnswer } from './sat/formula.ts'
export { solveFormula } from './sat/formula.ts'
export type { Proof, ProofStep, ProofVerdict } from './sat/proof.ts'
export { checkProof, readLrat, writeDrat, writeLrat } from './sat/proof.ts'
export type {
  Answer,
  CheckedSolver,
  ProofSink,
  SolveOptions,
  Solver,
  SolverOptions,
  SolverStatistics,
} from './sat.ts'
// Formulas and proofs
export { createCheckedSolver, createSolver } from './sat.ts'
export { createExhaustive } from './search/exhaustive.ts'
export { createGenetic } from './search/genetic.ts'
export { createLexicase } from './search/lexicase.ts'
export { createNsga2 } from './search/nsga2.ts'
export { createOnePlusLambda } from './search/one-plus-lambda.ts'
export type { Individual, Search, SearchKind, SearchOption } from './search.ts'
export { searches } from './search.ts'
export type { AutomatonDefinition } from './spec/automaton.ts'
// What is wanted of a machine
export { automatonFromFunction } from './spec/automaton.ts'
export type { WantedBit } from './spec/table.ts'
export { tableFromFunction, tableFromNetlist } from './spec/table.ts'
export type { Trace } from './spec/traces.ts'
export { casesFromTraces } from './spec/traces.ts'
export type { AutomatonSpec, CasesSpec, MachineSpec, Spec, TableSpec } from './spec.ts'
export type { Stream } from './stream.ts'
export type {
  FitnessTask,
  InteractTask,
  MachineOptions,
  ObjectivesTask,
  ProblemTask,
} from './task/define.ts'
// Writing a task
export { defineTask, machine } from './task/define.ts'
export type { FileOptions, FormatOptions, TaskFormat } from './task/files.ts'
export { readTask, taskFormats } from './task/files.ts'
export type { MeasureSummary } from './task/folds.ts'
export { foldTasks, summarizeMeasures } from './task/folds.ts'
export { problemOf } from './task/from-spec.ts'
export type { LoadContext } from './task/load.ts'
export { loadTask, reloadTask } from './task/load.ts'
export type {
  Budget,
  Noise,
  SearchChoice,
  Task,
  TaskDefinition,
  TaskOptions,
  TaskSource,
} from './task.ts'
// Reading and building tasks
export { createTask, defaultBudget } from './task.ts'
export type {
  Counterexample,
  ProofListener,
  Verdict,
  VerifyLimits,
  VerifyOptions,
} from './verify.ts'
export { describeVerdict, verify } from './verify.ts'
export { version } from './version.ts'
export { createEngineFor, createWorldEngine } from './world.ts'
