/** Compiles `wasm/`, then `src/` into a fresh `dist/`, and makes the command executable. */
import { execFileSync } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import './wasm.mjs'

rmSync('dist', { recursive: true, force: true })
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
try {
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' })
} catch (error) {
  process.exit(error.status ?? 1)
}
chmodSync('dist/cli/main.js', 0o755)
