/**
 * What a run folder needs of a disk, as a handful of operations. The protocol that loses nothing is
 * written against them, so that a test can hand in a disk that loses power, tears writes and fills up.
 *
 * Nothing lasts by itself: bytes do after `sync` of their file, names (new, changed or gone) after
 * `syncFolder` of their folder.
 */

export interface DiskFile {
  /** Writes at a position; returns how many of the bytes were taken, which may be fewer than given. */
  write(bytes: Uint8Array, at: number): Promise<number>
  truncate(length: number): Promise<void>
  /** When this returns, a loss of power no longer changes the content. */
  sync(): Promise<void>
  close(): Promise<void>
}

export interface Disk {
  /** Opens a file to write: a `new` one, empty, or an `old` one, which has to be there. */
  open(path: string, which: 'new' | 'old'): Promise<DiskFile>
  /** The content of a file; undefined where there is none. */
  read(path: string): Promise<Uint8Array | undefined>
  /** Gives a file another name, in place of the file that had it; false where there is no such file. */
  rename(from: string, to: string): Promise<boolean>
  /** Removes a file; nothing happens where there is none. */
  remove(path: string): Promise<void>
  /** The names in a folder; none where there is no such folder. */
  list(folder: string): Promise<readonly string[]>
  /** False where something of this name is there. */
  makeFolder(path: string): Promise<boolean>
  /** When this returns, a loss of power no longer changes the names in the folder. */
  syncFolder(path: string): Promise<void>
}
