/**
 * Kills many runs: npm run chaos -- [--kills 1000] [--mode one|threads|process] [--seed 1] [--parallel 2]
 *
 * Without a mode, as many kills of each. Ends with 1 when a run came to other files than one that
 * nobody disturbed.
 */
import { parseArgs } from 'node:util'
import { chaos, chaosModes } from '../test/run/chaos.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    mode: { type: 'string' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '2' },
  },
})
const [kills, seed, parallel] = [values.kills, values.seed, values.parallel].map(Number)
const names = chaosModes.map(({ name }) => name)
const modes = chaosModes.filter(({ name }) => values.mode === undefined || name === values.mode)
if (
  modes.length === 0 ||
  ![kills, seed, parallel].every((n) => Number.isSafeInteger(n) && n! >= 0)
) {
  console.error(`--mode is one of ${names.join(', ')}; --kills, --seed and --parallel are numbers`)
  process.exit(2)
}

let differences = 0
for (const mode of modes) {
  const startedAt = performance.now()
  const show = (text: string) => process.stderr.write(`\r${mode.name}: ${text}`)
  const outcome = await chaos({
    ...{ mode, kills: kills!, seed: seed!, parallel: Math.max(1, parallel!) },
    onRun: (so) => show(`${so.runs} runs, ${so.kills} kills, ${so.differences.length} differences`),
  })
  process.stderr.write('\n')
  differences += outcome.differences.length
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  console.log(JSON.stringify({ mode: mode.name, seed, ...outcome, seconds }))
}
process.exit(differences > 0 ? 1 : 0)
