import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { chaos, chaosModes } from './chaos.ts'

/** Kills of each mode: together 200, and 1,000 of each by `npm run chaos`. */
const kills: Readonly<Record<string, number>> = { one: 160, threads: 30, process: 10 }

const seed = Number(process.env.NANDERTAL_CHAOS_SEED ?? 1)

describe('a run that is killed at random instants and gone on with', () => {
  it.each(chaosModes)(
    'comes to the same files, byte for byte: $name',
    {
      timeout: 600_000,
    },
    async (mode) => {
      const parallel = Math.min(2, availableParallelism())
      const outcome = await chaos({ mode, kills: kills[mode.name]!, seed, parallel })
      expect(outcome.differences).toEqual([])
      expect(outcome.kills).toBeGreaterThanOrEqual(kills[mode.name]!)
      expect(outcome.killsRunning).toBeGreaterThan(outcome.kills / 4)
    },
  )
})
