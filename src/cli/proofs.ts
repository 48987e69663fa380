/** Proofs as files for checkers of others: the formula beside each proof, `NAME.cnf` and `NAME.lrat`. */
import {
  type Formula,
  type Proof,
  UsageError,
  writeDimacs,
  writeDrat,
  writeLrat,
} from '../index.ts'
import type { Effects } from './effects.ts'
import { checkPlace } from './machines.ts'

export interface ProofFiles {
  /** Takes a proof; `name` says of what. */
  add(name: string, formula: Formula, proof: Proof): void
  /** Writes what was taken; returns the names of the files. */
  write(): Promise<string[]>
}

/** What each proof is of, as the first comment of its formula. */
const meanings: Readonly<Record<string, string>> = {
  miter: 'some output of the two machines differs',
  reset: 'some pair of signals differs at one of the first ticks from reset',
  step: 'all pairs of signals agree at some ticks, and one differs at the next',
}

/** Checks the extension of a proof's file, and that it can be written. */
export async function openProofFiles(file: string, effects: Effects): Promise<ProofFiles> {
  const [, stem, extension] = /^(.*)\.(lrat|drat)$/i.exec(file) ?? []
  if (stem === undefined || extension === undefined) {
    throw new UsageError('cli/proof-format', {
      where: '--proof',
      expected: 'a file that ends in .lrat or .drat',
      received: file,
    })
  }
  await checkPlace(file, effects, '--proof')
  const taken: { name: string; formula: Formula; proof: Proof }[] = []
  const isLrat = extension.toLowerCase() === 'lrat'
  const writeProof = isLrat ? writeLrat : writeDrat

  return {
    add: (name, formula, proof) => void taken.push({ name, formula, proof }),
    async write() {
      const written: string[] = []
      for (const { name, formula, proof } of taken) {
        // A single proof has the name that was asked for, several are told apart.
        const base = taken.length === 1 ? stem : `${stem}.${name}`
        const comments = [`${meanings[name] ?? name}: no model, see ${base}.${extension}`]
        await effects.files.write(`${base}.cnf`, writeDimacs(formula, comments))
        await effects.files.write(`${base}.${extension}`, writeProof(formula, proof))
        written.push(`${base}.cnf`, `${base}.${extension}`)
      }
      return written
    },
  }
}

/** Says which files were written. */
export const describeProofs = (written: readonly string[]): string =>
  written.length > 0
    ? `written: ${written.join(', ')}`
    : 'no proof was written: only two machines that are proved equal by SAT or induction have one'
