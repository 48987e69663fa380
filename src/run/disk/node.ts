/** The disk of this computer, by the file system of Node. */
import { openDisk } from '../../disk.ts'
import type { Disk } from '../disk.ts'

export const nodeDisk: Disk = {
  async open(path, which) {
    const { fs } = await openDisk()
    const handle = await fs.open(path, which === 'new' ? 'w' : 'r+')
    return {
      async write(bytes, at) {
        return (await handle.write(bytes, 0, bytes.length, at)).bytesWritten
      },
      truncate: (length) => handle.truncate(length),
      sync: () => handle.sync(),
      close: () => handle.close(),
    }
  },

  async read(path) {
    const { fs } = await openDisk()
    return unless(['ENOENT', 'ENOTDIR'], fs.readFile(path))
  },

  async rename(from, to) {
    const { fs } = await openDisk()
    const renamed = fs.rename(from, to).then(() => true)
    return (await unless(['ENOENT'], renamed)) ?? false
  },

  async remove(path) {
    const { fs } = await openDisk()
    await unless(['ENOENT'], fs.unlink(path))
  },

  async list(folder) {
    const { fs } = await openDisk()
    return (await unless(['ENOENT', 'ENOTDIR'], fs.readdir(folder))) ?? []
  },

  async makeFolder(path) {
    const { fs } = await openDisk()
    const made = fs.mkdir(path).then(() => true)
    return (await unless(['EEXIST'], made)) ?? false
  },

  async syncFolder(path) {
    const { fs } = await openDisk()
    // Windows cannot open folders, and some network disks cannot sync them: names last without it there.
    const handle = await unless(['EISDIR', 'EPERM', 'EACCES'], fs.open(path, 'r'))
    if (!handle) return
    try {
      await unless(['EINVAL', 'ENOTSUP', 'EPERM'], handle.sync())
    } finally {
      await handle.close()
    }
  },
}

/** What an operation comes to; undefined where it fails with one of some codes. */
async function unless<T>(codes: readonly string[], operation: Promise<T>): Promise<T | undefined> {
  try {
    return await operation
  } catch (error) {
    if (codes.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}
