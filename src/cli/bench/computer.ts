/** What figures of speed depend on, beside the code: where it ran. */
import { availableParallelism, cpus, loadavg } from 'node:os'
import { plural, printable } from '../format.ts'

export interface Computer {
  readonly node: string
  /** The model of the processor, as the system names it. */
  readonly cpu: string
  /** Cores that this process may use. */
  readonly cores: number
  /** Programs that wanted a core in the last minute, on average; 0 where that is not known. */
  readonly load: number
}

export const readComputer = (): Computer => ({
  node: process.versions.node,
  cpu: cpus()[0]?.model.trim() || 'unknown processor',
  cores: availableParallelism(),
  load: Number(loadavg()[0]!.toFixed(2)),
})

export const describeComputer = ({ node, cpu, cores, load }: Computer): string =>
  `Node ${node}, ${printable(cpu)}, ${plural(cores, 'core')}, load ${load} before the start`
