/**
 * The door to the disk: the modules of Node, loaded when the door is opened, so that the library can be
 * imported where there are none. Everything below the public door that reads or writes files goes
 * through it.
 *
 * In a bundle for browsers `disk/none.ts` stands in its place; `browser` in package.json says so.
 */
/** Opens the door; throws a `UsageError` where there is no disk. */
export async function openDisk() {
  const [fs, path, os] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
    import('node:os'),
  ])
  return { fs, path, os }
}
