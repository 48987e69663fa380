/**
 * Compiles `wasm/` with AssemblyScript and writes each module as a module of text, so that it travels
 * with the code into Node, browsers and bundles alike. Leaves alone what is newer than its sources.
 */
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import asc from 'assemblyscript/asc'

const modules = [
  { from: 'wasm/approximate.ts', to: 'src/approximate/simd/wasm.ts' },
  { from: 'wasm/fused.ts', to: 'src/island/fused/wasm.ts' },
  { from: 'wasm/simulate.ts', to: 'src/kernel/simd/wasm.ts' },
]
const options = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--noAssert']

const timeOf = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
const sources = [
  'scripts/wasm.mjs',
  ...readdirSync('wasm', { recursive: true }).map((name) => `wasm/${name}`),
]
const changedAt = Math.max(...sources.map(timeOf))

for (const { from, to } of modules.filter(({ to }) => timeOf(to) < changedAt)) {
  let bytes
  const { error, stderr } = await asc.main([from, '--outFile', 'out.wasm', ...options], {
    writeFile(_, content) {
      bytes = content
    },
  })
  if (error) {
    console.error(stderr.toString())
    process.exit(1)
  }
  const text = Buffer.from(bytes).toString('base64')
  mkdirSync(dirname(to), { recursive: true })
  writeFileSync(
    to,
    `/** Made by scripts/wasm.mjs of ${from}: the module in base64. */\nexport const wasm =\n  '${text}'\n`,
  )
}
