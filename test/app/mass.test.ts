import { afterEach, beforeEach, expect, it } from 'vitest'
import { readBroadcast } from '../../src/app/list-broadcasts.ts'
import type { MassPushed } from '../../src/app/ports/mass.ts'
import { sendBroadcasts } from '../../src/app/send-broadcasts.ts'
import { sendMass } from '../../src/app/send-mass.ts'
import type { Channel } from '../../src/contract/terms.ts'
import { onBoth } from '../support/database.ts'
import { freshOfficialWorld, massActs, type Villager } from '../support/wechat/mass-acts.ts'
import type { OfficialWorld } from '../support/wechat/official-world.ts'
import { answered, COUNTY } from '../support/world.ts'

const HOUR = 3_600_000
const CHANNEL: Channel = 'official_account'

onBoth('publicity for those who have not written for two days', (use) => {
  let it_: OfficialWorld
  const { silent, publicity, goes, got, ways, told, calls } = massActs(use, () => it_)

  beforeEach(async () => {
    it_ = await freshOfficialWorld(use())
  })
  afterEach(() => it_.stop())

  it('goes in one call to all of them, by itself to who wrote, and to nobody twice', async () => {
    const [wang, li, zhao] = (await silent(3)) as [Villager, Villager, Villager]
    await zhao.says('你好')
    await it_.pump()
    it_.world.later(3 * HOUR)
    const id = await goes()
    expect(ways([wang, li, zhao])).toEqual(['mass', 'mass', 'message'])
    expect(await told(id)).toEqual([{ told: 'told', why: null, n: 3 }])
    for (const one of [wang, li]) await one.says('你好')
    await it_.pump()
    expect(ways([wang, li, zhao])).toEqual(['mass', 'mass', 'message'])
    expect(calls()).toBe(1)
    expect(got(wang)[0]?.text).toMatch(/^【政策宣传】|医保/)
  })

  it('leaves one alone to wait for his next word, and goes to those behind news that wait', async () => {
    const [wang] = (await silent(1)) as [Villager]
    const id = await goes()
    expect([calls(), await told(id)]).toEqual([0, [{ told: 'closed', why: null, n: 1 }]])
    await wang.says('你好')
    await it_.pump()
    expect(ways([wang])).toEqual(['message'])
    expect(await told(id)).toEqual([{ told: 'told', why: null, n: 1 }])
    const both = [wang, ...(await silent(1))]
    // The chat is closed from before, and nobody asks for it again.
    await goes()
    it_.world.later(3 * HOUR)
    await goes()
    expect(ways(both)).toEqual(['message,mass,mass', 'mass,mass'])
  })

  it('is called again as it was after a crash behind the answer, and counts as sent', async () => {
    const all = await silent(3)
    const mass = it_.deps.channels.official_account?.mass
    if (!mass) throw new Error('no mass sending')
    const { send } = mass
    mass.send = async (...call) => {
      await send(...call)
      throw new Error('killed')
    }
    const id = await publicity()
    await sendBroadcasts(it_.deps, COUNTY, 'hand', () => false)
    await expect(it_.pump()).rejects.toThrow('killed')
    mass.send = send
    // Somebody writes before it is known that he has it.
    await all[0]?.says('你好')
    await it_.pump()
    it_.world.later(61_000)
    await it_.pump()
    await it_.pump()
    expect(ways(all)).toEqual(['mass', 'mass', 'mass'])
    expect(calls()).toBe(1)
    expect(await told(id)).toEqual([{ told: 'told', why: null, n: 3 }])
  })

  it('is not repeated once the channel has forgotten the id, nor after it was stopped', async () => {
    const all = await silent(2)
    const mass = it_.deps.channels.official_account?.mass
    if (!mass) throw new Error('no mass sending')
    const answers: MassPushed[] = []
    mass.send = async () => answers.shift() ?? { kind: 'later', why: 'no answer', unsure: true }
    const lost = await goes()
    it_.world.later(24 * HOUR)
    await it_.pump()
    expect(await told(lost)).toEqual([{ told: 'untold', why: 'unknown', n: 2 }])
    answers.push({ kind: 'later', why: 'busy', unsure: false })
    const stopped = await goes()
    await use().database.pool.query(`update broadcast set state = 'stopped' where id = $1`, [stopped])
    it_.world.later(HOUR)
    await it_.pump()
    // It was surely not taken: they are as they were before.
    expect(await told(stopped)).toEqual([{ told: 'closed', why: null, n: 2 }])
    for (const one of all) await one.says('你好')
    await it_.pump()
    expect(ways(all)).toEqual(['', ''])
    expect(await told(stopped)).toEqual([{ told: 'untold', why: 'stopped', n: 2 }])
  })

  it('waits for the next morning where the account has no call left, and takes leave of who says no', async () => {
    const [wang, li, zhao, qian] = (await silent(4)) as [Villager, Villager, Villager, Villager]
    it_.wechat.plan('/cgi-bin/message/mass/send', 45028)
    const id = await goes()
    expect(await told(id)).toEqual([{ told: 'closed', why: null, n: 4 }])
    await wang.says('你好')
    await li.says('不要宣传')
    await it_.pump()
    expect([calls(), ways([wang, li, zhao])]).toEqual([0, ['message', '', '']])
    it_.world.later(22 * HOUR)
    await it_.pump()
    expect([calls(), ways([wang, li, zhao, qian])]).toEqual([1, ['message', '', 'mass', 'mass']])
    expect(it_.errors.splice(0).map(String)).toEqual([expect.stringContaining('errcode 45028')])
  })

  it('reaches nobody more than four times a month, and says why he waits', async () => {
    const all = await silent(2)
    for (let nth = 0; nth < 4; nth++) {
      await goes()
      it_.world.later(2.1 * HOUR)
      // The village's week.
      await use().database.pool.query(`update broadcast set started_at = started_at - interval '20 days'`)
      await use().database.pool.query(`update delivery set village = null`)
    }
    await use().database.pool.query(`update broadcast set started_at = started_at - interval '30 days'`)
    const id = await goes()
    expect(ways(all)).toEqual(['mass,mass,mass,mass', 'mass,mass,mass,mass'])
    expect(await told(id)).toEqual([{ told: 'closed', why: 'month_full', n: 2 }])
    const { handedOver } = answered(await readBroadcast(it_.deps, it_.world.county.actor, id))
    expect(handedOver).toMatchObject({ told: 0, waiting: 2, reasons: [{ reason: 'month_full', count: 2 }] })
    expect(calls()).toBe(4)
    // It is December within the week.
    it_.world.later(5.9 * 24 * HOUR)
    await it_.pump()
    expect(ways(all)[0]).toBe('mass,mass,mass,mass,mass')
  })

  it('is not given up for sent where there was no token to ask with for a day', async () => {
    const all = await silent(2)
    it_.wechat.plan('/cgi-bin/stable_token', -1, -1, -1, -1)
    const id = await goes()
    expect([calls(), await told(id)]).toEqual([0, [{ told: 'in_call', why: null, n: 2 }]])
    it_.wechat.plan('/cgi-bin/stable_token')
    it_.world.later(24 * HOUR)
    await it_.pump()
    expect(ways(all)).toEqual(['mass', 'mass'])
  })

  it('is not taken for unsent by a slow process while another one has asked again', async () => {
    await silent(2)
    const mass = it_.deps.channels.official_account?.mass
    if (!mass) throw new Error('no mass sending')
    const again = () => sendMass(it_.deps, COUNTY, CHANNEL, () => false)
    const answers: (() => Promise<MassPushed>)[] = [
      async () => {
        it_.world.later(61_000)
        await again()
        return { kind: 'later', why: 'busy', unsure: false }
      },
      async () => ({ kind: 'later', why: 'no answer', unsure: true }),
      async () => ({ kind: 'refused', why: 'no quota', pauseMs: HOUR }),
    ]
    mass.send = async () => (await answers.shift()?.()) ?? { kind: 'sent', answerId: null }
    const id = await goes()
    it_.world.later(2 * 60_000)
    await again()
    expect(answers).toEqual([])
    expect(await told(id)).toEqual([{ told: 'untold', why: 'unknown', n: 2 }])
  })

  it('asks for no other call once the account has none left, and for nobody who left meanwhile', async () => {
    const all = await silent(6)
    const mass = it_.deps.channels.official_account?.mass
    if (mass) mass.atMost = 3
    it_.wechat.plan('/cgi-bin/message/mass/send', 45011, 45028)
    const id = await goes()
    expect(it_.wechat.calls('/cgi-bin/message/mass/send')).toBe(2)
    const { rows } = await use().database.pool.query(
      `select user_id as id from delivery join reach using (conversation_id) where told = 'in_call'`,
    )
    expect(rows).toHaveLength(3)
    const wang = all.find(({ phone }) => phone.openId === rows[0].id) as Villager
    await wang.unsubscribes()
    it_.world.later(61_000)
    await it_.pump()
    // The other call waits, too.
    expect(it_.wechat.calls('/cgi-bin/message/mass/send')).toBe(2)
    it_.world.later(23 * HOUR)
    await it_.pump()
    expect(ways(all).toSorted()).toEqual(['', 'mass', 'mass', 'mass', 'mass', 'mass'])
    expect(await told(id)).toEqual([
      { told: 'told', why: null, n: 5 },
      { told: 'untold', why: 'gone', n: 1 },
    ])
    expect(it_.errors.splice(0)).toHaveLength(1)
  })

  it('waits for their next word where it does not fit into one message, and asks WeChat for nothing', async () => {
    await silent(2)
    const long = { kind: 'card', title: '医保', text: '交'.repeat(700), rows: [], card: 'yibao' } as const
    const id = await publicity({ blocks: [{ ...long, rows: [] }] })
    await sendBroadcasts(it_.deps, COUNTY, 'hand', () => false)
    await it_.pump()
    expect(await told(id)).toEqual([{ told: 'closed', why: null, n: 2 }])
    expect(it_.errors).toEqual([])
  })

  it('keeps quiet at night', async () => {
    const all = await silent(2)
    await publicity()
    await sendBroadcasts(it_.deps, COUNTY, 'hand', () => false)
    it_.world.later(11 * HOUR)
    await it_.pump()
    expect(calls()).toBe(0)
    it_.world.later(11 * HOUR)
    await it_.pump()
    expect(ways(all)).toEqual(['mass', 'mass'])
    expect(await sendMass(it_.deps, COUNTY, CHANNEL, () => false)).toBe(0)
  })
})
