/** Every command there is. A new one is a file in `commands/` and a line here. */
import type { CommandEntry } from './command.ts'

export const commands: readonly CommandEntry[] = [
  {
    name: 'evolve',
    summary: 'evolve a machine for a task',
    load: async () => (await import('./commands/evolve.ts')).evolveCommand,
  },
  {
    name: 'check',
    summary: 'look at a task before it is run',
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  {
    name: 'resume',
    summary: 'go on with a run',
    load: async () => (await import('./commands/resume.ts')).resumeCommand,
  },
  {
    name: 'fork',
    summary: 'start a new run from a state of an earlier one',
    load: async () => (await import('./commands/fork.ts')).forkCommand,
  },
  {
    name: 'replay',
    summary: 'run generations of a run once more, and compare',
    load: async () => (await import('./commands/replay.ts')).replayCommand,
  },
  {
    name: 'ask',
    summary: 'show what a run wants to know of a person',
    load: async () => (await import('./commands/ask.ts')).askCommand,
  },
  {
    name: 'tell',
    summary: 'answer a question of a run',
    load: async () => (await import('./commands/tell.ts')).tellCommand,
  },
  {
    name: 'show',
    summary: 'draw a machine, with its truth table and history',
    load: async () => (await import('./commands/show.ts')).showCommand,
  },
  {
    name: 'verify',
    summary: 'prove that a machine does what is wanted, or find inputs where it does not',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  {
    name: 'prune',
    summary: 'make a machine smaller without changing what it does',
    load: async () => (await import('./commands/prune.ts')).pruneCommand,
  },
  {
    name: 'export',
    summary: 'write a machine as hardware, code or a drawing',
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  {
    name: 'explain',
    summary: 'say how large a search is, and what trying everything would take',
    load: async () => (await import('./commands/explain.ts')).explainCommand,
  },
  {
    name: 'compare',
    summary: 'try other methods on the same problem: descent, chance, enumeration',
    load: async () => (await import('./commands/compare.ts')).compareCommand,
  },
  {
    name: 'bench',
    summary: 'measure what this computer does',
    load: async () => (await import('./commands/bench.ts')).benchCommand,
  },
  {
    name: 'tasks',
    summary: 'list the built-in tasks',
    load: async () => (await import('./commands/tasks.ts')).tasksCommand,
  },
  {
    name: 'completion',
    summary: 'write a script that completes commands in a shell',
    load: async () => (await import('./commands/completion.ts')).completionCommand,
  },
]

/** What the program is, in a sentence. */
export const tagline =
  'Evolves machines made of NAND gates and one-bit memories, prunes them, proves them ' +
  'and hands them over.'

/** What to try first. */
export const firstExamples = [
  { line: 'evolve full-adder', says: 'a built-in task: nandertal tasks lists them' },
  { line: 'evolve adder.pla', says: 'a truth table, a circuit, traces: what you have is the task' },
  { line: 'evolve iris.csv --target species', says: 'a classifier of gates from labelled rows' },
  { line: 'resume', says: 'go on with the last run' },
  {
    line: 'export runs/full-adder-1/champion.json --to verilog',
    says: 'hand it over as hardware',
  },
]
