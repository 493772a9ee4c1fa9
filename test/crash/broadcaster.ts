/**
 * Run as a process of its own: sends what is to be sent, as the service's chore does, by a clock that is given. With a number it kills
 * itself, without any last word, after it has heard of so many turns.
 */
import { openDatabase, type Where } from '../../src/adapters/postgres/database.ts'
import { openStore } from '../../src/adapters/postgres/store.ts'
import { sendBroadcasts } from '../../src/app/send-broadcasts.ts'

const [where = '', county = '', now = '', killAfter] = process.argv.slice(2)
const database = await openDatabase(JSON.parse(where) as Where)
let heard = 0
database.feed.subscribe((change) => {
  if (change === 'resync' || change.topic !== 'turn') return
  heard++
  if (killAfter !== undefined && heard >= Number(killAfter)) process.kill(process.pid, 'SIGKILL')
})
const clock = { now: () => new Date(now) }
const sent = await sendBroadcasts(
  { store: openStore(database), clock, groups: {} },
  county,
  `process ${process.pid}`,
  () => false,
)
process.stdout.write(`${sent}\n`)
await database.close()
