/** What it means for a run when the disk fails, in words. */
import { UsageError } from '../errors.ts'

const meanings: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EFBIG: 'the file would be too large',
  EIO: 'the disk fails',
  EROFS: 'the disk can only be read',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENOENT: 'it is no longer there',
  EEXIST: 'a file of that name is there',
  ENOTDIR: 'a file is in the place of a folder',
}

/**
 * Does something with a folder; a failure of the disk becomes a `UsageError` that says so.
 *
 * @param hint what to do then
 */
export async function explainFailure<T>(
  folder: string,
  operation: () => Promise<T>,
  hint?: string,
): Promise<T> {
  try {
    return await operation()
  } catch (error) {
    const { code = '', syscall } = error as NodeJS.ErrnoException
    if (!(error instanceof Error) || syscall === undefined) throw error
    const received = `${code}: ${meanings[code] ?? error.message} (${syscall})`
    const expected = 'a folder that can be read and written'
    throw new UsageError(
      'run/disk-failed',
      { where: folder, expected, received, hint },
      { cause: error },
    )
  }
}
