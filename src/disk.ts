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

let ownFolder: Promise<string> | undefined

/** A folder of this process's own, which is gone when it ends. Throws a `UsageError` where there is no disk. */
export function openOwnFolder(): Promise<string> {
  ownFolder ??= createOwnFolder()
  return ownFolder
}

async function createOwnFolder(): Promise<string> {
  const [{ fs, path, os }, { rmSync }] = await Promise.all([openDisk(), import('node:fs')])
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'nandertal-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
