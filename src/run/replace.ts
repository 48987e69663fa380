/**
 * Replaces a file whole or not at all, whatever happens meanwhile: all bytes go to a new file, which is
 * synced and then takes the name of the old one, and the folder is synced. The file that was there can
 * be kept under another name.
 *
 * Source: Pillai et al. 2014, "All File Systems Are Not Created Equal: On the Complexity of Crafting
 * Crash-Consistent Applications", on which of these steps may not be left out.
 */
import type { Disk, DiskFile } from './disk.ts'

/** @param previous the name under which the file that was there is kept */
export async function replaceFile(
  disk: Disk,
  folder: string,
  name: string,
  bytes: Uint8Array,
  previous?: string,
): Promise<void> {
  const file = `${folder}/${name}`
  const fresh = `${file}.new`
  await writeNew(disk, fresh, bytes)
  if (previous) await disk.rename(file, `${folder}/${previous}`)
  await disk.rename(fresh, file)
  await disk.syncFolder(folder)
}

/** Writes a file that was not there; one that cannot be finished is removed, for the disk may be full. */
async function writeNew(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  const file = await disk.open(path, 'new')
  try {
    await closeAfter(file, async () => {
      await writeAll(file, bytes, 0)
      await file.sync()
    })
  } catch (error) {
    await disk.remove(path).catch(() => {})
    throw error
  }
}

/** Closes a file after its use; a fault of the use is told rather than one of closing. */
export async function closeAfter(file: DiskFile, use: () => Promise<void>): Promise<void> {
  try {
    await use()
  } catch (error) {
    await file.close().catch(() => {})
    throw error
  }
  await file.close()
}

/** A full disk can take a part of the bytes without a fault, so every count is looked at. */
export async function writeAll(file: DiskFile, bytes: Uint8Array, at: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const taken = await file.write(bytes.subarray(written), at + written)
    if (taken === 0) {
      const full = new Error('ENOSPC: nothing could be written: is the disk full?')
      throw Object.assign(full, { code: 'ENOSPC', errno: -28, syscall: 'write' })
    }
    written += taken
  }
}
