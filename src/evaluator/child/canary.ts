/**
 * Notices when code changes what all code shares: properties of the built-in objects, the working folder.
 *
 * What it needs itself is taken before any code of a user's has run, and it calls no method that such
 * code could have put another in the place of.
 */
const { getOwnPropertyDescriptor, ownKeys } = Reflect
const { is } = Object

const watchedNames = (
  'Object Function Array String Number Boolean Symbol BigInt Date RegExp Error TypeError RangeError ' +
  'Promise Map Set WeakMap WeakSet ArrayBuffer SharedArrayBuffer DataView Uint8Array Int32Array ' +
  'Uint32Array Float64Array Math JSON Reflect Atomics Proxy AbortSignal Event'
).split(' ')

/** Objects whose properties are watched, by name. */
function listObjects(): [string, object][] {
  const objects: [string, object][] = []
  for (const name of watchedNames) {
    const object = (globalThis as Record<string, unknown>)[name] as object & { prototype?: object }
    objects.push([name, object])
    if (object.prototype) objects.push([`${name}.prototype`, object.prototype])
  }
  const typed = Object.getPrototypeOf(Uint8Array) as object & { prototype: object }
  objects.push(['TypedArray', typed], ['TypedArray.prototype', typed.prototype])
  return objects
}

interface Watched {
  readonly name: string
  readonly object: object
  readonly count: number
  readonly keys: readonly PropertyKey[]
  readonly values: readonly unknown[]
  readonly getters: readonly unknown[]
}

function watch(
  name: string,
  object: object,
  keys: readonly PropertyKey[],
  isWhole: boolean,
): Watched {
  const values: unknown[] = []
  const getters: unknown[] = []
  for (const key of keys) {
    const property = getOwnPropertyDescriptor(object, key)!
    values.push(property.value)
    getters.push(property.get)
  }
  return { name, object, count: isWhole ? keys.length : -1, keys, values, getters }
}

/** Remembers how things are; the function returned names the first that is otherwise. */
export function watchIntrinsics(folder: () => string): () => string | undefined {
  const objects = listObjects()
  const watched = objects.map(([name, object]) => watch(name, object, ownKeys(object), true))
  watched.push(watch('globalThis', globalThis, watchedNames, false))
  const here = folder()
  return () => {
    for (let i = 0; i < watched.length; i++) {
      const { name, object, count, keys, values, getters } = watched[i]!
      if (count >= 0 && ownKeys(object).length !== count) return `the properties of ${name}`
      for (let k = 0; k < keys.length; k++) {
        const property = getOwnPropertyDescriptor(object, keys[k]!)
        if (property && is(property.value, values[k]) && property.get === getters[k]) continue
        const key = keys[k]!
        return typeof key === 'string' ? `${name}.${key}` : `a symbol of ${name}`
      }
    }
    return folder() === here ? undefined : 'the working folder'
  }
}
