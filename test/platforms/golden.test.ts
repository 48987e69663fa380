/**
 * The seed decides, from one version to the next: `golden.json` holds what came of a dozen evolutions.
 *
 * An island that changes means that the same seed finds something else; a champion also names the
 * version and the digest of its task. Where the change is wanted, write the file anew and say so in
 * the change log:
 *
 *     UPDATE_GOLDEN=1 npx vitest run test/platforms/golden.test.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { goldenFile, irisFile } from './files.ts'
import { evolveGolden } from './golden.ts'

it('comes to the same champions and islands as when golden.json was written', async () => {
  const golden = await evolveGolden(readFileSync(irisFile))
  if (process.env.UPDATE_GOLDEN) writeFileSync(goldenFile, `${JSON.stringify(golden, null, 2)}\n`)
  expect(golden).toEqual(JSON.parse(readFileSync(goldenFile, 'utf8')))
})
