/** What runs in a Web Worker of the browser: it tries the library and posts what came of it. */
import { isUsageError, loadTask } from 'nandertal'
import { compareEngines, type EnginesAnswer } from './engines.ts'
import { exportToggle } from './exports.ts'
import { evolveGolden, type Golden } from './golden.ts'

export interface BrowserAnswer {
  readonly golden: Readonly<Record<string, Golden>>
  readonly engines: EnginesAnswer
  readonly exports: Readonly<Record<string, string>>
  /** The code of the fault when a file is to be opened. */
  readonly fault: string
}

async function tryLibrary(): Promise<BrowserAnswer> {
  const iris = await fetch('/iris.csv')
  return {
    golden: await evolveGolden(new Uint8Array(await iris.arrayBuffer())),
    engines: await compareEngines(),
    exports: await exportToggle(),
    fault: await loadTask('my.task.ts').then(
      () => 'none',
      (error) => (isUsageError(error) ? error.faults[0]!.code : `${error}`),
    ),
  }
}

const answer = await tryLibrary().catch((error: Error) => ({ error: `${error}\n${error.stack}` }))
await fetch('/answer', { method: 'POST', body: JSON.stringify(answer) })
