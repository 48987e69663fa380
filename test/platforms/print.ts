/** Prints the golden digests of the Node that runs this file, with the library as it is in dist/. */
import { readFileSync } from 'node:fs'
import { irisFile } from './files.ts'
import { evolveGolden } from './golden.ts'

console.log(JSON.stringify(await evolveGolden(readFileSync(irisFile))))
