/**
 * Run as a process of its own: sends publicity and hands it to the official account, as the service's chores do, by a clock that is
 * given and in mass calls of few people. Writes how many calls it looked after.
 */
import { massSending } from '../../src/adapters/channels/official-account/mass.ts'
import { sendMessage } from '../../src/adapters/channels/official-account/send.ts'
import { wechatApi } from '../../src/adapters/channels/wechat-api.ts'
import { wechatTokens } from '../../src/adapters/channels/wechat-token.ts'
import { openDatabase, type Where } from '../../src/adapters/postgres/database.ts'
import { openStore } from '../../src/adapters/postgres/store.ts'
import { openVault } from '../../src/adapters/vault.ts'
import { deliverOwed } from '../../src/app/deliver-turns.ts'
import { sendBroadcasts } from '../../src/app/send-broadcasts.ts'
import { sendMass } from '../../src/app/send-mass.ts'

export interface Order {
  where: Where
  county: string
  now: string
  account: { appId: string; secret: string; apiUrl: string }
  /** People in one call. */
  atMost: number
}

const { where, county, now, account, atMost } = JSON.parse(process.argv[2] ?? '') as Order
const CHANNEL = 'official_account'
const goesOn = () => false
const database = await openDatabase(where)
const clock = { now: () => new Date(now) }
const vault = openVault([Buffer.alloc(32, 7)])
const store = openStore(database)
const ids = { uuid: () => crypto.randomUUID(), secret: () => crypto.randomUUID() }
const api = wechatApi(
  { ...account, channel: CHANNEL, county },
  wechatTokens({ store, vault, clock, ids }, { ...account, channel: CHANNEL, county }),
)
const tell = (why: string) => void process.stderr.write(`${why}\n`)
const daily = { messages: 500_000, keptPercent: 20 }
const sending = { deps: { store, clock }, api, publicUrl: null, template: null, daily, tell }
const channel = {
  send: (...[of, to, message]: [string, Parameters<typeof sendMessage>[2], Parameters<typeof sendMessage>[3]]) =>
    sendMessage(sending, of, to, message),
  mass: massSending(sending, atMost),
  async workOff() {},
}
const deps = { store, clock, ids, groups: {}, channels: { official_account: channel } }
await sendBroadcasts(deps, county, `process ${process.pid}`, goesOn)
while ((await deliverOwed(deps, county, CHANNEL, goesOn)) > 0);
const calls = await sendMass(deps, county, CHANNEL, goesOn)
process.stdout.write(`${calls}\n`)
await database.close()
