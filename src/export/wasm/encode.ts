/**
 * WebAssembly modules as bytes: sections, functions and the few instructions that machines need.
 *
 * Source: W3C 2022, "WebAssembly Core Specification 2.0", chapter 5, binary format.
 */

/** Bytes, and lists of them in any depth, so that code reads as it nests. */
export type Code = number | readonly Code[]

export interface WasmFunction {
  readonly name: string
  /** Parameters, all of them i32; they are the first locals. */
  readonly parameters: number
  /** Whether it returns an i32. */
  readonly returns: boolean
  /** [groups] how many locals of a type follow the parameters, one group after the other. */
  readonly locals: readonly (readonly [count: number, type: number])[]
  readonly body: Code
}

export interface WasmModule {
  /** Exported by name. A body calls them by their number here. */
  readonly functions: readonly WasmFunction[]
  /** Pages of 64 KiB of the exported `memory` at the start; it can grow. */
  readonly pages: number
  /** Exported constants, all of them i32. */
  readonly constants: Readonly<Record<string, number>>
  /** Custom sections by name. */
  readonly custom: Readonly<Record<string, string>>
}

export const type = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const

/** Unsigned LEB128: seven bits a byte, lowest first, the highest bit set where more bytes follow. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value >>> 0
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
  bytes.push(rest)
  return bytes
}

/** Signed LEB128 of a number in [−2³¹, 2³¹). */
function signed(value: number): number[] {
  const bytes: number[] = []
  let rest = value | 0
  for (; rest < -0x40 || rest >= 0x40; rest >>= 7) bytes.push((rest & 0x7f) | 0x80)
  bytes.push(rest & 0x7f)
  return bytes
}

function double(value: number): number[] {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value, true)
  return [...bytes]
}

const simd = (opcode: number): Code => [0xfd, unsigned(opcode)]
/** Alignment as a power of two, and the offset that is added to the address. */
const memory = (alignment: number, offset: number): Code => [alignment, unsigned(offset)]

/** Instructions; what they take lies on the stack. */
export const op = {
  get: (local: number): Code => [0x20, unsigned(local)],
  set: (local: number): Code => [0x21, unsigned(local)],
  call: (index: number): Code => [0x10, unsigned(index)],
  i32: (value: number): Code => [0x41, signed(value)],
  f64: (value: number): Code => [0x44, double(value)],
  add: 0x6a,
  multiply: 0x6c,
  and: 0x71,
  exclusiveOr: 0x73,
  equalDouble: 0x61,
  below: 0x63,
  above: 0x64,
  isZero: 0x45,
  lessUnsigned: 0x49,
  loadByte: (offset: number): Code => [0x2d, memory(0, offset)],
  storeByte: (offset: number): Code => [0x3a, memory(0, offset)],
  loadDouble: (offset: number): Code => [0x2b, memory(3, offset)],
  loadVector: (offset: number): Code => [simd(0), memory(4, offset)],
  storeVector: (offset: number): Code => [simd(11), memory(4, offset)],
  zeroVector: [simd(12), new Array<number>(16).fill(0)] as Code,
  notVector: simd(77),
  andVector: simd(78),
  /** Runs the body when an i32 is not 0. */
  when: (body: Code): Code => [0x04, 0x40, body, 0x0b],
  return: 0x0f,
  /** Runs the body until it comes to its end without `again`. */
  loop: (body: Code): Code => [0x03, 0x40, body, 0x0b],
  /** Starts the innermost loop anew when an i32 is not 0. */
  again: [0x0d, 0] as Code,
}

/** Encodes a module. */
export function encodeModule(module: WasmModule): Uint8Array<ArrayBuffer> {
  const { functions, pages, constants, custom } = module
  const names = Object.entries(constants)
  const types = functions.map(({ parameters, returns }) => [
    0x60,
    vector(new Array<number>(parameters).fill(type.i32)),
    vector(returns ? [type.i32] : []),
  ])
  const exported = [
    [text('memory'), 2, 0],
    ...functions.map(({ name }, f) => [text(name), 0, unsigned(f)]),
    ...names.map(([name], index) => [text(name), 3, unsigned(index)]),
  ]
  return flatten([
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, vector(types)),
    section(3, vector(functions.map((_, f) => unsigned(f)))),
    section(5, vector([[0, unsigned(pages)]])),
    section(6, vector(names.map(([, value]) => [type.i32, 0, op.i32(value), 0x0b]))),
    section(7, vector(exported)),
    section(10, vector(functions.map(functionCode))),
    ...Object.entries(custom).map(([name, content]) => section(0, [text(name), utf8(content)])),
  ])
}

function functionCode({ locals, body }: WasmFunction): Code {
  const groups = locals.filter(([count]) => count > 0)
  const declared = vector(groups.map(([count, kind]) => [unsigned(count), kind]))
  return sized([declared, body, 0x0b])
}

const vector = (items: readonly Code[]): Code => [unsigned(items.length), items]
const section = (id: number, content: Code): Code => [id, sized(content)]
const utf8 = (content: string): Code => [...new TextEncoder().encode(content)]
const text = (content: string): Code => sized(utf8(content))

function sized(content: Code): Code {
  return [unsigned(countBytes(content)), content]
}

function countBytes(code: Code): number {
  if (typeof code === 'number') return 1
  let bytes = 0
  for (const part of code) bytes += countBytes(part)
  return bytes
}

function flatten(code: Code): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(countBytes(code))
  let at = 0
  const write = (part: Code): void => {
    if (typeof part === 'number') bytes[at++] = part
    else for (const each of part) write(each)
  }
  write(code)
  return bytes
}
