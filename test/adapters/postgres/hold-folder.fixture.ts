/** Run as a process of its own: holds the folder named on the command line until killed. */
import { lockDataFolder } from '../../../src/adapters/postgres/data-folder-lock.ts'

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('which folder?')
await lockDataFolder(folder)
process.send?.('held')
setInterval(() => {}, 1_000)
