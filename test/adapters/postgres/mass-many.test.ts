import { beforeAll, expect, it } from 'vitest'
import type { MassLimits } from '../../../src/app/ports/mass.ts'
import { onServer } from '../../support/database.ts'
import { seedPeople } from '../../support/many-people.ts'
import { broadcastOf, system } from './county.fixture.ts'

const COUNTY = '441322'
const CHANNEL = 'official_account'
const NOW = new Date('2026-11-24T10:00:00+08:00')
const PEOPLE = 12_000
const AT_MOST = PEOPLE / 4

/** All of them are silent for longer than the account may write to them; three opted out. */
const CLOSED = (id: string) => `
  update conversation set channel = '${CHANNEL}';
  insert into reach (county_code, conversation_id, channel, user_id, told_seq, next_at, open_until)
    select county_code, id, '${CHANNEL}', 'o-' || id, 1, 'infinity', '2026-11-20' from conversation;
  insert into delivery (county_code, broadcast_id, person, resident_id, conversation_id, channel, state, told, ended_at)
    select c.county_code, '${id}', r.person, r.id, c.id, c.channel, 'sent', 'closed', '${NOW.toISOString()}'
    from conversation c join resident r on r.county_code = c.county_code and r.id = c.resident_id;
  update resident set opted_out_at = now() where id in (select resident_id from delivery order by conversation_id limit 3)`

onServer('mass calls to a whole county', (use) => {
  let id: string
  const limits: MassLimits = {
    atLeast: 2,
    atMost: AT_MOST,
    aMonth: 1,
    month: new Date('2026-11-01T00:00:00+08:00'),
    fresh: new Date('2026-11-20T00:00:00+08:00'),
  }
  const ready = () => use().store.transaction(system(COUNTY), (tx) => tx.massCalls.ready(CHANNEL, limits, NOW))
  /** How many it looked at in each turn, until nobody is left. */
  const formAll = async (broadcastId: string) => {
    const looked: number[] = []
    const form = () =>
      use().store.transaction(system(COUNTY), (tx) =>
        tx.massCalls.form(CHANNEL, broadcastId, crypto.randomUUID(), limits, NOW),
      )
    do looked.push(await form())
    while (looked.at(-1) === AT_MOST)
    return looked
  }
  const told = async (broadcastId: string) =>
    (
      await use().database.pool.query(
        `select told, told_reason as why, count(*)::int as n from delivery where broadcast_id = $1 group by 1, 2 order by 1, 2`,
        [broadcastId],
      )
    ).rows
  const another = async (composer: { id: string; other: string }) => {
    const course = { state: 'done', approvedBy: composer.other, startAt: NOW, startedAt: NOW, endedAt: NOW } as const
    const one = broadcastOf(COUNTY, composer.id, course)
    await use().store.transaction(system(COUNTY), (tx) => tx.broadcasts.insert(one))
    await use().database.pool.query(
      `update broadcast set state = 'done', started_at = $2, ended_at = $2 where id = $1`,
      [one.id, NOW],
    )
    return one.id
  }

  let composer: { id: string; other: string }
  beforeAll(async () => {
    const { pool } = use().database
    composer = await seedPeople(pool, COUNTY, PEOPLE)
    id = await another(composer)
    const client = await pool.connect()
    await client.query(`set statement_timeout = 0; set session_replication_role = replica; ${CLOSED(id)}`)
    await client.query('reset statement_timeout; reset session_replication_role; analyze')
    client.release()
  }, 300_000)

  it('takes each person into a call or out of it, and looks at nobody twice', async () => {
    expect(await ready()).toHaveLength(1)
    expect(await formAll(id)).toEqual([AT_MOST, AT_MOST, AT_MOST, AT_MOST, 0])
    expect(await told(id)).toEqual([
      { told: 'in_call', why: null, n: PEOPLE - 3 },
      { told: 'untold', why: 'opted_out', n: 3 },
    ])
    expect(await ready()).toEqual([])
  }, 120_000)

  it('asks no more for those who had their share of the month, until the next begins', async () => {
    const { pool } = use().database
    await pool.query(`update mass_call set state = 'sent', next_at = null, ended_at = $1`, [NOW])
    const next = await another(composer)
    await pool.query(
      `insert into delivery (county_code, broadcast_id, person, resident_id, conversation_id, channel, state, told, ended_at)
       select county_code, $1, person, resident_id, conversation_id, channel, 'sent', 'closed', $2 from delivery where broadcast_id = $3`,
      [next, NOW, id],
    )
    expect((await formAll(next)).at(-1)).toBe(0)
    expect(await told(next)).toMatchObject([
      { told: 'closed', why: 'month_full', n: PEOPLE - 3 },
      { told: 'untold', why: 'opted_out', n: 3 },
    ])
    // Otherwise all of them would be looked at again every few seconds.
    expect(await ready()).toEqual([])
    await use().store.transaction(system(COUNTY), (tx) => tx.massCalls.newMonth(CHANNEL))
    expect(await ready()).toHaveLength(1)
  }, 120_000)
})
