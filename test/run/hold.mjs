/** Holds the lock of a folder until it is ended: node hold.mjs FOLDER; says `held` or why not. */
import { lockFolder } from '../../dist/run/lock.js'

try {
  await lockFolder(process.argv[2])
  console.log('held')
  setInterval(() => {}, 60_000)
} catch (error) {
  console.log(error.code)
}
