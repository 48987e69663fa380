import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isUsageError } from '../src/errors.ts'
import { jsonDepthMax, jsonTextMax, parseJson, toJsonSchema, z } from '../src/schema.ts'

const schema = z.strictObject({
  name: z.string().max(5),
  size: z.int().min(1).optional(),
  pairs: z.array(z.tuple([z.int(), z.int()])).optional(),
  kind: z.enum(['a', 'b']).optional(),
  either: z.union([z.string(), z.strictObject({ at: z.number() })]).optional(),
  shape: z
    .discriminatedUnion('is', [
      z.strictObject({ is: z.literal('round'), radius: z.number() }),
      z.strictObject({ is: z.literal('flat') }),
    ])
    .optional(),
  named: z.record(z.string().regex(/^[a-z]+$/, 'a small name'), z.number()).optional(),
})

const read = (text: string) => parseJson(schema, text, 'f.json', 'f')

/** Every fault as `line:column what | expected | received | code`. */
function faultsOf(text: string): string[] {
  try {
    read(text)
  } catch (error) {
    if (!isUsageError(error)) throw error
    return error.faults.map(({ where, expected, received, code }) =>
      [where.replace('f.json:', ''), expected, received, code.replace('f/', '')].join(' | '),
    )
  }
  return []
}

describe('parsing JSON', () => {
  it('gives the data when the schema fits', () => {
    expect(read('{ "name": "x", "pairs": [[1, 2]] }')).toEqual({ name: 'x', pairs: [[1, 2]] })
  })

  it('tells every fault at once, where it is', () => {
    const text = `{
  "name": "longer",
  "size": 0,
  "pairs": [[1, 2], [3, "4"]],
  "kind": "c",
  "sise": 1
}`
    expect(faultsOf(text)).toEqual([
      '2:11: name | at most 5 characters | "longer" | too-large',
      '3:11: size | at least 1 | 0 | too-small',
      '4:25: pairs[1][1] | a whole number | "4" | wrong-type',
      '5:11: kind | one of "a", "b" | "c" | bad-value',
      '6:3 | one of name, size, pairs, kind, either, shape, named | "sise" | unknown-field',
    ])
  })

  it.each([
    ['{}', '1:1: name | text | nothing | missing'],
    ['[]', '1:1 | an object | a list of 0 | wrong-type'],
    ['{"name":"","size":1.5}', '1:19: size | a whole number | 1.5 | wrong-type'],
    ['{"name":"","either":1}', '1:21: either | text or an object | 1 | wrong-type'],
    ['{"name":"","either":{"at":""}}', '1:27: either.at | a finite number | "" | wrong-type'],
    [
      '{"name":"","shape":{"is":"x"}}',
      '1:26: shape.is | one of "round", "flat" | "x" | wrong-type',
    ],
    [
      '{"name":"","shape":{"is":"round"}}',
      '1:20: shape.radius | a finite number | nothing | missing',
    ],
    ['{"name":"","named":{"A":1}}', '1:21: named.A | a small name | "A" | bad-key'],
    ['{"name":"","named":{"a":1e999}}', '1:25: named.a | a finite number | Infinity | wrong-type'],
  ])('tells what was expected and received: %s', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault])
  })

  it.each([
    ['', '1:1 | value | the end | syntax'],
    ['{"name":"x",}', '1:13 | property name | "}" | syntax'],
    ['{"name":"x"} {}', '1:14 | end of file | "{" | syntax'],
    ['// no\n{"name":"x"}', '1:1 | strict JSON | "// no" | syntax'],
    ['{"name":"x","name":"y"}', '1:13 | each key once | "name" | duplicate-key'],
    ['{"name":"x","__proto__":{}}', '1:13 | another key | "__proto__" | forbidden-key'],
  ])('refuses what is not strict JSON: %s', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault])
  })

  it('suggests the field that was meant', () => {
    expect(() => read('{"name":"x","sise":1}')).toThrow('Did you mean size?')
  })

  it('refuses what is too deep or too large before parsing it', () => {
    expect(faultsOf('['.repeat(1e6))).toEqual([
      `1:${jsonDepthMax + 1} | at most ${jsonDepthMax} levels of brackets | more | too-large`,
    ])
    expect(faultsOf(' '.repeat(jsonTextMax + 1))[0]).toContain('characters')
    expect(faultsOf(`[${'0,'.repeat(2 ** 22)}0]`)[0]).toContain('tokens')
  })

  it('lists some faults of very many and counts the rest', () => {
    const text = `{"name":"x","pairs":[${new Array(20_000).fill('["",""]').join()}]}`
    const faults = faultsOf(text)
    expect(faults.length).toBe(51)
    expect(faults.at(-1)).toContain('39950 more faults')
  })

  it('reads whatever JSON writes, and throws nothing but usage errors', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, text) => {
        const anything = z.unknown()
        try {
          const written = JSON.stringify(value)
          expect(parseJson(anything, written, 'f', 'f')).toEqual(JSON.parse(written))
        } catch (error) {
          if (!isUsageError(error)) throw error
          expect(JSON.stringify(value)).toContain('__proto__')
        }
        faultsOf(text)
      }),
    )
  })
})

it('gives a JSON Schema for editors', () => {
  expect(toJsonSchema(schema)).toMatchObject({ type: 'object', required: ['name'] })
})
