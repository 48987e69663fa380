/** The door to the disk in a browser: it stays shut and says what to do instead. */
import type { openDisk as openNodeDisk, openOwnFolder as openNodeFolder } from '../disk.ts'
import { UsageError } from '../errors.ts'

export const openDisk: typeof openNodeDisk = async () => {
  throw new UsageError('disk/none', {
    where: 'this platform',
    expected: 'Node, which has files',
    received: 'a browser',
    hint: 'Hand the content of a file to readTask, and write champions with writeChampion.',
  })
}

export const openOwnFolder: typeof openNodeFolder = () => openDisk().then(() => '')
