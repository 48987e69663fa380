/** Structural hashing: gates that read the same two signals become one. */
import type { Pass } from '../prune.ts'
import { type Rule, rewrite } from './rewrite.ts'

const shareRule: Rule = (a, b, rebuilt) => rebuilt.find(a, b) ?? [a, b]

export const strashPass: Pass = { name: 'strash', apply: (netlist) => rewrite(netlist, shareRule) }
