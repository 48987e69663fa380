/** Drops gates and latches that no output depends on. */
import { compact } from '../netlist/compact.ts'
import type { Pass } from '../prune.ts'

export const deadPass: Pass = { name: 'dead', apply: compact }
