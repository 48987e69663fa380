/**
 * The JSON Schema of task files that editors use is the one that the reader holds them against.
 * `UPDATE_SCHEMAS=1 npx vitest run test/task/schema.test.ts` writes it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { taskJsonSchema } from '../../src/task/json.ts'

const file = new URL('../../schemas/task.schema.json', import.meta.url)

it('is written in schemas/task.schema.json', () => {
  const schema = { title: 'A Nandertal task', ...taskJsonSchema() }
  if (process.env.UPDATE_SCHEMAS) writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema)
})
