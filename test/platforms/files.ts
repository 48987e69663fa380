/** The files that the tests of platforms read. */
import { fileURLToPath } from 'node:url'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export const goldenFile = at('golden.json')
export const irisFile = at('../../examples/iris.csv')
export const printFile = at('print.ts')
export const workerFile = at('browser.worker.ts')
