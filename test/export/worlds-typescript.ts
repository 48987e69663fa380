/** Emitted TypeScript, its types stripped, run in this process. */
import ts from 'typescript'
import type { World } from './worlds.ts'

interface Stepper {
  step(bits: readonly number[]): number[]
}

export const typescriptWorld: World = {
  name: 'this process',
  format: 'typescript',
  run: (machines) =>
    Promise.all(
      machines.map(async ({ content, title, netlist, inputs }) => {
        const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 }
        const { outputText } = ts.transpileModule(content as string, { compilerOptions })
        const address = `data:text/javascript,${encodeURIComponent(outputText)}`
        const { [title]: exported } = await import(/* @vite-ignore */ address)
        const machine: Stepper = netlist.latches.length > 0 ? exported() : { step: exported }
        return inputs.map((bits) => machine.step(bits).join(''))
      }),
    ),
}
