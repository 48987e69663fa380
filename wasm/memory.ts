/** The memory of a module: it only grows. */

let heap: usize = __heap_base

/** Reserves memory for good, at a multiple of 16. */
export function reserve(bytes: usize): usize {
  const at = (heap + 15) & ~(<usize>15)
  heap = at + bytes
  const pages = <i32>((heap + 0xffff) >> 16)
  if (pages > memory.size()) memory.grow(pages - memory.size())
  return at
}
