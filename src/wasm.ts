/** Opens the WebAssembly modules that travel with the code as text (`scripts/wasm.mjs`). */
import { readBase64 } from './base64.ts'

/** The part of the platform that is used here: Node and browsers have it, their types differ. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

/** Makes an instance, with memory of its own, of a module in base64; returns what it exports. */
export const openWasm = (text: string): unknown =>
  new WebAssembly.Instance(new WebAssembly.Module(readBase64(text)), {}).exports
