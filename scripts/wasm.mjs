/**
 * Compiles `wasm/fused.ts` with AssemblyScript and writes it as a module of text, so that it travels
 * with the code into Node, browsers and bundles alike. Does nothing when it is newer than its sources.
 */
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import asc from 'assemblyscript/asc'

const target = 'src/island/fused/wasm.ts'
const options = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--noAssert']

const timeOf = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
const sources = ['scripts/wasm.mjs', ...readdirSync('wasm').map((name) => `wasm/${name}`)]

if (sources.some((file) => timeOf(file) > timeOf(target))) {
  let bytes
  const { error, stderr } = await asc.main(['wasm/fused.ts', '--outFile', 'out.wasm', ...options], {
    writeFile(_, content) {
      bytes = content
    },
  })
  if (error) {
    console.error(stderr.toString())
    process.exit(1)
  }
  mkdirSync('src/island/fused', { recursive: true })
  const text = Buffer.from(bytes).toString('base64')
  writeFileSync(
    target,
    `/** Made by scripts/wasm.mjs of wasm/fused.ts: the module in base64. */\nexport const wasm =\n  '${text}'\n`,
  )
}
