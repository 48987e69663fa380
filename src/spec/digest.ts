/** The digest of a spec: the same for specs that want the same, bit by bit. */
import { lowLanes } from '../bits.ts'
import { digest } from '../digest.ts'
import type { Spec } from '../spec.ts'
import { caseLanes } from './shape.ts'

/** The SHA-256 of what a spec wants; wanted bits that do not matter make no difference. */
export function specDigest(spec: Spec): string {
  const parts = describeParts(spec)
  return digest(
    JSON.stringify(
      parts.map((part) => (part instanceof Uint32Array ? digest(wordBytes(part)) : part)),
    ),
  )
}

function describeParts(spec: Spec): (string | number | Uint32Array)[] {
  switch (spec.kind) {
    case 'table': {
      const { kind, inputs, outputs, wanted, care } = spec
      const matters = care.map((word) => word & lowLanes(2 ** inputs))
      return [kind, inputs, outputs, both(wanted, matters), matters]
    }
    case 'automaton': {
      const { kind, inputs, outputs, states, letters, next, wanted, care } = spec
      return [kind, inputs, outputs, states, letters, next, both(wanted, care), care]
    }
    case 'machine': {
      const { inputs, latches, fanin, outputs } = spec.netlist
      return [spec.kind, inputs, latches, fanin, outputs]
    }
    case 'cases': {
      const { kind, stimulus, outputs, wanted, care } = spec
      const { inputs, ticks, cases, words, bits } = stimulus
      const inCases = (word: number, at: number) => word & caseLanes(cases, at % words)
      const matters = care.map(inCases)
      return [
        kind,
        inputs,
        outputs,
        ticks,
        cases,
        bits.map(inCases),
        both(wanted, matters),
        matters,
      ]
    }
    default:
      return spec satisfies never
  }
}

const both = (a: Uint32Array, b: Uint32Array): Uint32Array => a.map((word, i) => word & b[i]!)

/** Little-endian on every machine. */
function wordBytes(words: Uint32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * words.length))
  words.forEach((word, w) => {
    view.setUint32(4 * w, word, true)
  })
  return new Uint8Array(view.buffer)
}
