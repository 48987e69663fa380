/** Prints what comes of the library, as it is in dist/, on the Node that runs this file. */
import { readFileSync } from 'node:fs'
import { compareEngines, type EnginesAnswer } from './engines.ts'
import { irisFile } from './files.ts'
import { evolveGolden, type Golden } from './golden.ts'

export interface NodeAnswer {
  readonly golden: Readonly<Record<string, Golden>>
  readonly engines: EnginesAnswer
}

const answer: NodeAnswer = {
  golden: await evolveGolden(readFileSync(irisFile)),
  engines: await compareEngines(),
}
console.log(JSON.stringify(answer))
