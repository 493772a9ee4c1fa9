import type { Broadcast } from '../../../src/app/ports/broadcasts.ts'
import { sendBroadcasts } from '../../../src/app/send-broadcasts.ts'
import { broadcastOf } from '../../adapters/postgres/county.fixture.ts'
import type { TestDatabase } from '../database.ts'
import { COUNTY, VILLAGE } from '../world.ts'
import { type OfficialWorld, officialWorld } from './official-world.ts'

const HOUR = 3_600_000
/** Of every broadcast here. */
const WORDS = '医保可以交了。'
let made = 0

export type Villager = ReturnType<OfficialWorld['villager']>

/** Nobody wrote before, and nothing was sent. */
export async function freshOfficialWorld(use: TestDatabase): Promise<OfficialWorld> {
  await use.database.pool.query(
    'truncate broadcast, broadcast_event, delivery, mass_call, mass_report, inbox, turn, reach, identity, conversation, resident, channel_use cascade',
  )
  return officialWorld(use)
}

/** What tests of publicity to silent followers do and see; each in the world that `now` names. */
export function massActs(use: () => TestDatabase, world: () => OfficialWorld) {
  /** Agreed, and then was silent for two days. */
  const silent = async (count: number): Promise<Villager[]> => {
    const all = Array.from({ length: count }, () => world().villager(`mass-${++made}`))
    for (const one of all) {
      await one.subscribes(VILLAGE)
      for (const text of ['我家房子漏雨', '同意']) await one.says(text)
    }
    await world().pump()
    world().world.later(49 * HOUR)
    return all
  }
  /** Approved and due. */
  const publicity = async (more: Partial<Broadcast> = {}) => {
    const { world: county, deps } = world()
    const now = deps.clock.now()
    const approvedBy = county.township.actor.cadreId
    const course = { state: 'scheduled', approvedBy, startAt: now, createdAt: now, ...more } as const
    const one = broadcastOf(VILLAGE, county.village.actor.cadreId, course)
    await deps.store.transaction({ kind: 'system', county: COUNTY }, (tx) => tx.broadcasts.insert(one))
    return one.id
  }
  const goes = async () => {
    const id = await publicity()
    await sendBroadcasts(world().deps, COUNTY, 'hand', () => false)
    await world().pump()
    return id
  }
  const got = (one: Villager) => one.phone.shown.filter(({ by, text }) => by === 'account' && text.includes(WORDS))
  const ways = (all: Villager[]) =>
    all.map((one) =>
      got(one)
        .map(({ via }) => via)
        .join(),
    )
  const told = async (id: string) =>
    (
      await use().database.pool.query(
        'select told, told_reason as why, count(*)::int as n from delivery where broadcast_id = $1 and told is not null group by 1, 2 order by 1, 2',
        [id],
      )
    ).rows
  const calls = () => world().wechat.platform.massSent.size
  return { silent, publicity, goes, got, ways, told, calls }
}
