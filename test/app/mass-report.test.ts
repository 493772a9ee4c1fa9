import { afterEach, beforeEach, expect, it } from 'vitest'
import { actOnBroadcast } from '../../src/app/act-on-broadcast.ts'
import { deliverOwed } from '../../src/app/deliver-turns.ts'
import { readBroadcast } from '../../src/app/list-broadcasts.ts'
import { sendBroadcasts } from '../../src/app/send-broadcasts.ts'
import { sendMass } from '../../src/app/send-mass.ts'
import { onBoth } from '../support/database.ts'
import { freshOfficialWorld, massActs } from '../support/wechat/mass-acts.ts'
import type { OfficialWorld } from '../support/wechat/official-world.ts'
import { massEvent } from '../support/wechat/stand-in.ts'
import { answered, COUNTY } from '../support/world.ts'

const HOUR = 3_600_000

onBoth('what the account is told of a mass call afterwards', (use) => {
  let it_: OfficialWorld
  const { silent, publicity, goes, ways, told, calls } = massActs(use, () => it_)
  const handed = async (id: string) => answered(await readBroadcast(it_.deps, it_.world.county.actor, id)).handedOver
  const retry = async (id: string) => {
    const { version } = answered(await readBroadcast(it_.deps, it_.world.county.actor, id))
    return actOnBroadcast(it_.deps, it_.world.county.actor, id, { action: 'retry', version })
  }
  const sends = async () => {
    await sendBroadcasts(it_.deps, COUNTY, 'hand', () => false)
    await it_.pump()
  }
  /** As `goes`, but nobody has told of the call yet. */
  const goesUntold = async () => {
    const id = await publicity()
    await sendBroadcasts(it_.deps, COUNTY, 'hand', () => false)
    while ((await deliverOwed(it_.deps, COUNTY, 'official_account', () => false)) > 0);
    await sendMass(it_.deps, COUNTY, 'official_account', () => false)
    return id
  }

  beforeEach(async () => {
    it_ = await freshOfficialWorld(use())
  })
  afterEach(() => it_.stop())

  it('says 已送达 only then, and to nobody twice meanwhile', async () => {
    const all = await silent(3)
    const id = await goesUntold()
    expect(calls()).toBe(1)
    expect(await handed(id)).toMatchObject({ told: 0, waiting: 3, untold: 0 })
    await all[0]?.says('你好')
    it_.world.later(2 * 60_000)
    await it_.world.deliver()
    await it_.pump()
    expect(await handed(id)).toMatchObject({ told: 3, waiting: 0, untold: 0 })
    it_.world.later(2 * 60_000)
    await it_.pump()
    expect(ways(all)).toEqual(['mass', 'mass', 'mass'])
  })

  it('counts who was left out and whom it did not reach', async () => {
    const all = await silent(5)
    // Two refuse the account's messages; of the others one could not be reached.
    for (const one of all.slice(0, 2)) one.phone.blocked = true
    it_.wechat.planMass({ status: 'send success', errors: 1 })
    const id = await goes()
    expect(await handed(id)).toMatchObject({
      told: 2,
      waiting: 0,
      untold: 3,
      mayRetry: 0,
      reasons: [
        { state: 'untold', reason: 'mass_filtered', count: 2 },
        { state: 'untold', reason: 'mass_error', count: 1 },
      ],
    })
  })

  it.each([
    ['send fail', 'mass_failed', '微信群发失败了'],
    ['err(10001)', 'mass_ad', '微信认为像广告，没有群发'],
    ['err(40002)', 'mass_admin_silent', '公众号管理员半小时没有确认，没有群发'],
    ['err(99999)', 'mass_failed', '微信群发失败了'],
  ])('tells why it was not sent: %s', async (status, reason, words) => {
    await silent(2)
    it_.wechat.planMass({ status })
    const id = await goes()
    expect(await handed(id)).toMatchObject({
      told: 0,
      untold: 2,
      mayRetry: 2,
      reasons: [{ state: 'untold', reason, words, count: 2 }],
    })
  })

  it('is sent once more by a person’s hand, under a new id, and then no more; nobody has it twice', async () => {
    const all = await silent(3)
    it_.wechat.planMass({ status: 'send fail' }, { status: 'err(20001)' })
    const id = await goes()
    // Whoever writes has it by himself, and is in no other call.
    await all[0]?.says('你好')
    await it_.pump()
    it_.world.later(60_000)
    await it_.pump()
    expect(ways(all)).toEqual(['message', '', ''])
    expect(await handed(id)).toMatchObject({ told: 1, untold: 2, mayRetry: 2 })
    answered(await retry(id))
    await sends()
    expect([calls(), ways(all)]).toEqual([2, ['message', '', '']])
    expect(await handed(id)).toMatchObject({ told: 1, untold: 2, mayRetry: 0 })
    expect(await retry(id)).toMatchObject({ refused: 'not_possible_now' })
    for (const one of all) await one.says('你好')
    it_.world.later(60_000)
    await it_.pump()
    expect(ways(all)).toEqual(['message', 'message', 'message'])
  })

  it('reaches all by the second call, which takes none of their four of the month away', async () => {
    const all = await silent(2)
    it_.wechat.planMass({ status: 'send fail' })
    const id = await goes()
    answered(await retry(id))
    await sends()
    expect(ways(all)).toEqual(['mass', 'mass'])
    expect(await handed(id)).toMatchObject({ told: 2, untold: 0, mayRetry: 0 })
    expect(answered(await readBroadcast(it_.deps, it_.world.county.actor, id)).state).toBe('done')
  })

  it('counts as it is where it comes before the answer, comes twice, or is of a call that is none of ours', async () => {
    const all = await silent(2)
    const mass = it_.deps.channels.official_account?.mass
    if (!mass) throw new Error('no mass sending')
    const { send } = mass
    mass.send = async (...call) => {
      const pushed = await send(...call)
      await it_.wechat.reportMass()
      return pushed
    }
    it_.wechat.planMass({ status: 'err(10001)' })
    const id = await goes()
    expect(await told(id)).toEqual([{ told: 'untold', why: 'mass_ad', n: 2 }])
    const { account, user, platform } = it_.wechat
    const job = { total: 2, filtered: 2, sent: 2, errors: 0, status: 'send success' }
    const messageId = [...platform.massSent.values()][0]?.messageId ?? 0
    // One second of the clock holds several calls: each has an id of its own.
    for (const of of [messageId, messageId + 1_000]) {
      const event = massEvent(account.name, { ...job, messageId: of }, it_.deps.clock.now())
      expect(await user('mphelper').sends(event)).toMatchObject({ tries: 1, status: 200, answer: null })
    }
    expect(await told(id)).toEqual([{ told: 'untold', why: 'mass_ad', n: 2 }])
    expect(ways(all)).toEqual(['', ''])
    expect(it_.errors).toEqual([])
  })

  it('is given up as not known where nothing is told for two days, and never sent again', async () => {
    const all = await silent(2)
    const id = await goesUntold()
    it_.world.later(47 * HOUR)
    await sendMass(it_.deps, COUNTY, 'official_account', () => false)
    expect(await handed(id)).toMatchObject({ waiting: 2 })
    it_.world.later(2 * HOUR)
    await sendMass(it_.deps, COUNTY, 'official_account', () => false)
    expect(await handed(id)).toMatchObject({ untold: 2, mayRetry: 0, reasons: [{ reason: 'unreported', count: 2 }] })
    await all[0]?.says('你好')
    // It comes after all.
    await it_.pump()
    expect(await handed(id)).toMatchObject({ told: 2, untold: 0 })
    expect(ways(all)).toEqual(['mass', 'mass'])
  })
})
