import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const source = (file: string) => fileURLToPath(new URL(`src/${file}`, import.meta.url))

/** Files that take longest, so that none of them is what is waited for at the end. */
const longest = [
  'run/chaos',
  'evaluator/hostile',
  'fuzz/tasks',
  'docs',
  'fuzz/readers',
  'champion/champion',
  'evaluator/human',
  'cli/program',
  'export/worlds',
  'platforms/nodes',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`))
      return at < 0 ? longest.length : at
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  resolve: {
    alias: [
      { find: /^nandertal\/tasks$/, replacement: source('tasks/index.ts') },
      { find: /^nandertal$/, replacement: source('index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
})
