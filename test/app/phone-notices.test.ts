import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { measureNotices } from '../../src/adapters/measure-notices.ts'
import { phoneGateway } from '../../src/adapters/phone-gateway.ts'
import { deliverNotices } from '../../src/app/deliver-notices.ts'
import type { Deps } from '../../src/app/deps.ts'
import type { Store } from '../../src/app/ports/store.ts'
import { isRefusal } from '../../src/app/refusal.ts'
import { sweep } from '../../src/app/sweep.ts'
import { onServer } from '../support/database.ts'
import { startGateway } from '../support/phone-gateway.ts'
import { answered, COUNTY, makeWorld, OTHER_VILLAGE, VILLAGE } from '../support/world.ts'

const PHONES: Record<string, string> = {
  village: '13800000101',
  deputy: '13800000102',
  other: '13800000103',
  township: '13800000104',
  county: '13800000105',
}
const HOUR = 3_600_000
const DAY = 24 * HOUR

onServer('an emergency by telephone', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let gateway: Awaited<ReturnType<typeof startGateway>>
  let deps: Deps
  let failures: string[] = []
  let measured = measureNotices()
  let people = 0
  let began = new Date(0)

  beforeAll(async () => {
    world = await makeWorld(use())
    gateway = await startGateway()
    deps = {
      ...world.deps,
      phoneNotices: phoneGateway(gateway.url, 'secret', 3_000),
      noticeEnded: (end) => measured.count(end),
    }
    await world.reload((file) => {
      for (const cadre of file.cadres) {
        const phone = PHONES[cadre.key]
        if (phone) Object.assign(cadre, { phone })
      }
    })
    return () => world.stop()
  })
  afterAll(() => gateway?.stop())
  beforeEach(() => {
    failures = []
    measured = measureNotices()
    world.later(60_000)
    began = world.deps.clock.now()
    gateway.answers()
  })

  const deliver = (by: Deps = deps) => deliverNotices(by, COUNTY, (error) => failures.push(error.message))
  const counted = () => measured.registry.metrics()
  const cries = (text: string, village: string | null = VILLAGE) =>
    world.resident(`cry-${++people}`, village).says(text)
  const told = () => gateway.deliveries.map(({ body }) => body.to).toSorted()
  /** Of the notices of this test. */
  const states = async (since = began) =>
    (await use().database.pool.query('select state from notice where at >= $1 order by key', [since])).rows.map(
      ({ state }) => state,
    )

  it('reaches the holder and his deputy, with the place and without a word of the resident', async () => {
    await cries('我爸喝了农药，我电话13800000187，救命')
    await deliver()
    expect(told()).toEqual([PHONES.village, PHONES.deputy])
    const [lead] = await world.village.queue({ urgency: 'emergency' })
    expect(gateway.deliveries[0]).toEqual({
      key: expect.stringMatching(`^emergency:${lead?.id}:`),
      authorization: 'Bearer secret',
      body: {
        to: expect.stringMatching(/^1380000010[12]$/),
        template: 'emergency',
        number: lead?.number,
        place: '演示镇联群村',
        kind: '其他困难',
        urgency: '紧急',
      },
    })
    expect(await deliver()).toBe(0)
  })

  it('stands in the deputy’s own queue too, and leaves it for nobody else', async () => {
    const [lead] = await world.deputy.queue({ urgency: 'emergency' })
    expect(lead).toMatchObject({ noticed: true, holder: { name: '演示甲' } })
    expect(await world.otherVillage.queue()).toEqual([])
    expect(await world.township.queue()).toEqual([])
    // What is no emergency stays with its holder.
    await world.resident(`calm-${++people}`).reports('房子漏雨', '李示安')
    expect((await world.deputy.queue()).map(({ urgency }) => urgency)).toEqual(['emergency'])
    expect((await world.village.queue()).length).toBeGreaterThan(1)
    const [one] = await world.deputy.queue({ limit: 1 })
    expect(one?.id).toBe(lead?.id)
  })

  it('goes to the county while the place is unknown, and to the village once it is known', async () => {
    const wu = world.resident(`cry-${++people}`)
    await wu.says('着火了，救命')
    await deliver()
    expect(told()).toEqual([PHONES.county])
    gateway.answers()
    await wu.says('在松岭村')
    await deliver()
    expect(told()).toEqual([PHONES.deputy, PHONES.other])
    expect(gateway.deliveries[0]?.body.place).toBe('演示镇松岭村')
  })

  it('the same cry again tells nobody a second time', async () => {
    const wu = world.resident(`cry-${++people}`, OTHER_VILLAGE)
    await wu.says('洪水冲进屋里，人出不去')
    await wu.says('洪水冲进屋里，人出不去')
    await deliver()
    expect(told()).toEqual([PHONES.deputy, PHONES.other])
  })

  it('a new cry rings anew once somebody had it in hand, and the same one again does not', async () => {
    const wu = world.resident(`cry-${++people}`, OTHER_VILLAGE)
    await wu.reports('房子漏雨', '吴示安', '松岭村')
    await wu.says('他拿刀追我，救命')
    await deliver()
    expect(told()).toEqual([PHONES.deputy, PHONES.other])
    world.later(60_000)
    const lead = (await world.otherVillage.queue({ urgency: 'emergency' })).find(({ gist }) => gist.includes('刀'))
    for (const action of [{ action: 'claim' }, { action: 'visit', text: '去过了' }] as const)
      answered(await world.otherVillage.does(await world.otherVillage.open(lead?.id ?? ''), action))
    gateway.answers()
    for (const when of [3 * DAY, 60_000]) {
      world.later(when)
      await wu.says('他又拿刀追我，快来救命')
      await deliver()
      expect(told()).toEqual([PHONES.deputy, PHONES.other])
    }
    expect((await world.otherVillage.open(lead?.id ?? '')).status).toBe('open')
  })

  it('a cry of other people within the hour is the same alarm; hours later it is a new one', async () => {
    const first = world.resident(`cry-${++people}`, VILLAGE)
    const second = world.resident(`cry-${++people}`, VILLAGE)
    for (const each of [first, second]) {
      await each.reports('房子漏雨', '王示范')
      await each.says('他拿刀追我，救命')
    }
    await deliver()
    const both = [PHONES.village, PHONES.deputy]
    expect(told()).toEqual(both)
    world.later(5 * HOUR)
    await second.says('他又拿刀追我，快来救命')
    await deliver()
    expect(told()).toEqual([...both, ...both].toSorted())
  })

  it('is told to whoever it is given to, by a cadre or because the resident is not content', async () => {
    const wu = world.resident(`cry-${++people}`, VILLAGE)
    await wu.says('我弟弟触电了，救命')
    await deliver()
    const lead = (await world.village.queue({ urgency: 'emergency' })).find(({ gist }) => gist.includes('触电'))
    const give = async (by: typeof world.village, action: Parameters<typeof by.does>[1], to: string | undefined) => {
      gateway.answers()
      answered(await by.does(await by.open(lead?.id ?? ''), action))
      await deliver()
      expect(told()).toEqual([to])
    }
    const reason = '我在外地'
    await give(world.village, { action: 'transfer', to: world.deputy.actor.cadreId, reason }, PHONES.deputy)
    await give(world.deputy, { action: 'return', reason }, PHONES.township)
    gateway.answers()
    answered(await world.township.does(await world.township.open(lead?.id ?? ''), { action: 'claim' }))
    await deliver()
    expect(told()).toEqual([])
    await wu.saysAll('不满意', '是的')
    await deliver()
    expect(told()).toEqual([PHONES.county])
    expect(failures).toEqual([])
  })

  it('a number that cannot be opened ends in a failure, and the others are told all the same', async () => {
    await cries('煤气漏了，我爸叫不醒了', OTHER_VILLAGE)
    const open = (sealed: string) => {
      const number = deps.vault.open(sealed)
      if (number === PHONES.other) throw new Error(`no key for ${number}`)
      return number
    }
    const lost: Deps = { ...deps, vault: { ...deps.vault, open } }
    await deliver(lost)
    expect(told()).toEqual([PHONES.deputy])
    expect((await states()).toSorted()).toEqual(['sent', 'waiting'])
    const { pool } = use().database
    const { rows } = await pool.query(`select error from notice where state = 'waiting'`)
    expect(rows).toEqual([{ error: 'Error: no key for 138****0103' }])
    await pool.query(`update notice set attempts = 299 where state = 'waiting'`)
    world.later(HOUR)
    await deliver(lost)
    expect((await states()).toSorted()).toEqual(['failed', 'sent'])
    expect(failures).toEqual([expect.stringMatching(/^no telephone notice for .*: Error: no key for 138\*{4}0103$/)])
  })

  it('is tried again with growing waits while the gateway is slow or broken, each time under the same key', async () => {
    await cries('我妈心口痛，喘不上气')
    gateway.answers('silent', 500, 200, 503)
    await deliver()
    expect(await deliver()).toBe(0)
    world.later(5_000)
    await deliver()
    world.later(5_000)
    expect(await deliver()).toBe(0)
    world.later(5_000)
    await deliver()
    expect(gateway.deliveries).toHaveLength(5)
    expect(new Set(gateway.deliveries.map(({ key }) => key)).size).toBe(2)
    expect(await states()).toEqual(['sent', 'sent'])
    expect(failures).toEqual([])
  })

  it('is not tried again when the gateway refuses it; the log says so without the number', async () => {
    await cries('我爱人大出血，快来人')
    gateway.answers(400, 200)
    await deliver()
    world.later(DAY)
    expect(await deliver()).toBe(0)
    expect(failures).toEqual([
      expect.stringMatching(/^no telephone notice for emergency:.*: the gateway answered 400$/),
    ])
    expect(failures.join()).not.toMatch(/1380000/)
  })

  it('a crash behind the gateway’s answer sends it again under the same key, and no sooner than others may have it', async () => {
    await cries('孩子掉井里了，救命')
    let sent = 0
    const { store } = deps
    const mortal: Store = {
      ...store,
      transaction: (actor, work) =>
        sent < 2 ? store.transaction(actor, work) : Promise.reject(new Error('the process dies here')),
    }
    const dies: Deps = {
      ...deps,
      store: mortal,
      phoneNotices: {
        send: async (notice, key) => {
          await deps.phoneNotices?.send(notice, key)
          sent += 1
          await expect.poll(() => sent).toBe(2)
          return { kind: 'sent' }
        },
      },
    }
    await expect(deliver(dies)).rejects.toThrow('dies here')
    expect(await deliver()).toBe(0)
    world.later(61_000)
    expect(await deliver()).toBe(2)
    const keys = gateway.deliveries.map(({ key }) => key)
    expect(keys).toHaveLength(4)
    expect(new Set(keys).size).toBe(2)
  })

  it('two processes never send the same at the same time', async () => {
    const other: Deps = { ...deps, store: (await use().another()).store }
    await cries('孩子掉井里了，救命', OTHER_VILLAGE)
    await Promise.all([deliver(), deliver(other), deliver(), deliver(other)])
    expect(told()).toEqual([PHONES.deputy, PHONES.other])
  })

  it('whoever has no number, and a county without a gateway, are kept as what they are', async () => {
    await cries('煤气漏了，老人晕倒了叫不醒')
    await deliver({ ...deps, phoneNotices: null })
    expect(await states()).toEqual(['not_configured', 'not_configured'])
    expect(gateway.deliveries).toEqual([])
    await world.reload((county) => {
      for (const cadre of county.cadres) if (cadre.key === 'village') Object.assign(cadre, { phone: '13800000101' })
    })
    await cries('我家着火了，救命', VILLAGE)
    await deliver()
    expect(told()).toEqual([PHONES.village])
    expect(await states()).toContain('no_number')
    expect(await counted()).toContain('mingbai_phone_notice_total{state="no_number"} 1')
    expect(failures).toEqual([expect.stringMatching(/^no telephone notice for emergency:.*: no number is known$/)])
    await world.reload((county) => {
      for (const cadre of county.cadres) if (PHONES[cadre.key]) Object.assign(cadre, { phone: PHONES[cadre.key] })
    })
  })

  it('is swept a month after its lead has ended, and not before', async () => {
    world.later(40 * DAY)
    const always = new Date(0)
    const before = (await states(always)).length
    await sweep(deps, COUNTY)
    expect(await states(always)).toHaveLength(before)
    for (const lead of await world.village.queue({ urgency: 'emergency' })) {
      for (const action of [
        { action: 'claim' },
        { action: 'verify', finding: 'not_true', findings: '没有事' },
        { action: 'close', outcome: 'not_needed', text: '没有事' },
      ] as const) {
        const done = await world.county.does(await world.county.open(lead.id), action)
        if (isRefusal(done)) throw new Error(JSON.stringify(done))
      }
    }
    await sweep(deps, COUNTY)
    expect((await states(always)).length).toBeLessThan(before)
  })
})
