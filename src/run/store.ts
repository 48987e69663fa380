/** Where a run is kept, as the loop sees it: a journal that grows and a checkpoint that is replaced. */
import type { Island } from '../island.ts'

/** A line of a journal: plain data with a type. */
export interface JournalEntry {
  readonly type: string
}

export interface RunStore {
  /** Adds an entry to the journal; it is safe with the next checkpoint. */
  append(entry: JournalEntry): Promise<void>
  /** Replaces the checkpoint; when this returns, a crash loses neither it nor the journal before it. */
  checkpoint(island: Island): Promise<void>
  /** Keeps an island for good, as safely; left out, such islands are not kept. */
  keep?(island: Island): Promise<void>
}
