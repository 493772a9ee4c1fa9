import { beforeAll, describe, expect, it } from 'vitest'
import { isRefusal } from '../../src/app/refusal.ts'
import { onBoth } from '../support/database.ts'
import { dutyCounty } from '../support/duty-county.ts'

onBoth('duties', (use) => {
  describe('in a month of Huizhou', () => {
    let world: Awaited<ReturnType<typeof dutyCounty>>
    beforeAll(async () => {
      world = await dutyCounty(use().store, '441322', '2024-06-03T00:10:00+08:00')
    })

    it('are made once, however often and by however many', async () => {
      const first = await Promise.all([world.make(), world.make(), world.make()])
      expect(first.filter((made) => made > 0)).toHaveLength(1)
      expect(await world.make()).toBe(0)
      const mine = await world.first.duties()
      expect(mine.map(({ place, householdName, dueAt }) => [place, householdName, dueAt]).sort()).toEqual([
        ['演示镇联群村', null, '2024-06-25T15:59:59.999Z'],
        ['演示镇联群村', null, '2024-06-30T15:59:59.999Z'],
        ['演示镇联群村', '王**', '2024-06-30T15:59:59.999Z'],
        ['演示镇联群村', '王**', '2024-06-30T15:59:59.999Z'],
      ])
      expect(mine.map(({ name }) => name).sort()).toEqual(['排查', '数据录入', '每月走访', '每月走访'])
      expect(mine[0]).toMatchObject({ note: null, source: expect.stringContaining('第三部分'), late: false })
    })

    it('of a village without a cadre stand with the next level, and say why', async () => {
      const all = await world.officer.duties({ mine: 'false', region: world.codes.third })
      expect(all.map(({ name, state, holder, note }) => [name, state, holder?.name, note])).toEqual([
        ['数据录入', 'handed_up', '演示戊', '村里没有人在岗，已交县里'],
        ['排查', 'handed_up', '演示戊', '村里没有人在岗，已交县里'],
      ])
    })

    it('are done by those of the place alone', async () => {
      const [data] = await world.first.duties()
      expect(await world.second.completes(data?.id ?? '')).toEqual({ refused: 'not_found' })
      const done = await world.first.completes(data?.id ?? '', '都录好了，打13800000001问我')
      expect(done).toMatchObject({ state: 'done', note: expect.stringContaining('都录好了，打138****0001') })
      expect(await world.first.completes(data?.id ?? '')).toMatchObject({ refused: 'not_possible_now' })
      expect((await world.first.duties({ which: 'done' })).map(({ id }) => id)).toEqual([data?.id])
    })

    it('of visits are done by the visit, of the period in which its day lies', async () => {
      const visit = (await world.first.duties()).find(({ what }) => what === 'visit')
      expect(await world.first.completes(visit?.id ?? '', '去过了')).toMatchObject({
        refused: 'not_possible_now',
        why: expect.stringContaining('台账'),
      })
      const done = async () => (await world.first.counts()).mine.done
      const before = await done()
      world.at('2024-06-11T18:00:00+08:00')
      expect(isRefusal(await world.first.visits(world.household('甲'), '2024-05-31'))).toBe(false)
      expect(isRefusal(await world.second.visits(world.household('甲'), '2024-06-10'))).toBe(true)
      expect(await done()).toBe(before)
      for (const day of ['2024-06-10', '2024-06-11']) {
        expect(isRefusal(await world.first.visits(world.household('甲'), day))).toBe(false)
        expect(await done()).toBe(before + 1)
      }
      expect((await world.first.counts()).mine).toMatchObject({ unfinished: 2, done: 2 })
    })

    it('are reminded of once', async () => {
      world.at('2024-06-19T08:00:00+08:00')
      const early = await world.remind()
      world.at('2024-06-20T08:00:00+08:00')
      const entry = await world.remind()
      expect([early > 0, entry, await world.remind()]).toEqual([true, 7, 0])
      const [soon] = await world.second.duties()
      expect(soon).toMatchObject({ name: '数据录入', note: '请在6月25日（周二）以前办完' })
      expect((await world.second.counts()).mine.soon).toBe(2)
    })

    it('go up a level every three days, and stay with the county, marked', async () => {
      const entry = async () => {
        const all = await world.officer.duties({ mine: 'false', region: world.codes.second })
        return all.find(({ name }) => name === '数据录入')
      }
      world.at('2024-06-28T12:00:00+08:00')
      expect(await world.handUp()).toBe(0)
      expect(await entry()).toMatchObject({ late: true, state: 'open', note: '6月25日（周二）到期，还没有办' })
      world.at('2024-06-29T00:00:00+08:00')
      expect(await world.handUp()).toBe(1)
      expect(await world.handUp()).toBe(0)
      expect(await entry()).toMatchObject({ state: 'handed_up', holder: { name: '演示丁' } })
      expect((await entry())?.note).toBe('6月25日（周二）到期，还没有办，已交镇里')
      world.at('2024-07-02T00:00:00+08:00')
      await world.handUp()
      expect(await entry()).toMatchObject({ holder: { name: '演示戊' } })
      world.at('2024-07-20T00:00:00+08:00')
      await world.handUp()
      expect((await entry())?.note).toContain('已交镇里，已交县里')
      const stuck = await world.officer.duties({ which: 'overdue' })
      expect(stuck.map(({ note }) => note)).toContain('6月30日（周日）到期，还没有办，没有上级可交了')
      const { places } = await world.officer.counts('2024-07')
      expect(places.find(({ region }) => region === world.codes.second)).toMatchObject({
        place: '演示镇松岭村',
        overdue: 4,
        missed: 0,
      })
      // In June they stand as missed; from August on they are counted nowhere else.
      const of = async (month: string) =>
        (await world.officer.counts(month)).places.find(({ region }) => region === world.codes.second)
      expect(await of('2024-06')).toMatchObject({ missed: 4 })
      expect(await of('2024-08')).toBeUndefined()
    })

    it('of a vacant village return to it when it gets a cadre, and what is overdue stays where it went', async () => {
      world.at('2024-07-21T00:05:00+08:00')
      await world.make()
      await world.load((file) => {
        for (const each of file.cadres)
          if (each.key === 'second')
            each.duties = [...(each.duties ?? []), { region: world.codes.third, from: '2024-07-01' }]
      })
      await world.handUp()
      const all = await world.officer.duties({ mine: 'false', region: world.codes.third, month: '2024-07' })
      const july = all.filter(({ period }) => period === '2024-07')
      expect(july.length).toBeGreaterThan(0)
      for (const each of july) expect(each).toMatchObject({ state: 'open', note: null })
      const june = all.filter(({ period, name }) => period === '2024-06' && name === '数据录入')
      expect(june.map(({ holder }) => holder?.name)).toEqual(['演示戊'])
    })

    it('of a cadre who leaves go to whoever answers now', async () => {
      world.at('2024-07-21T00:10:00+08:00')
      await world.make()
      await world.load((file) => {
        for (const each of file.cadres) if (each.key === 'first') Object.assign(each, { active: false })
      })
      await world.handUp()
      const july = await world.officer.duties({ mine: 'false', region: world.codes.first, month: '2024-07' })
      const open = july.filter(({ period, late }) => period.startsWith('2024-0') && !late)
      expect(open.length).toBeGreaterThan(0)
      expect(new Set(open.map(({ holder }) => holder?.name))).toEqual(new Set(['演示丙']))
    })
  })

  it('that a phone says twice at once are done, once, whichever comes first', async () => {
    const world = await dutyCounty(use().store, '441324', '2024-06-03T00:10:00+08:00')
    await world.make()
    const duties = (await world.first.duties()).filter(({ what }) => what !== 'visit')
    expect(duties).toHaveLength(2)
    for (const { id } of duties) {
      const all = await Promise.all([1, 2, 3, 4].map(() => world.first.completes(id, '都录好了')))
      for (const each of all) expect(each).toMatchObject({ state: 'done', note: expect.stringContaining('都录好了') })
      expect(await world.first.completes(id, '又录了一次')).toMatchObject({ refused: 'not_possible_now' })
    }
    const { rows } = await use().database.pool.query(
      `select count(*)::int as done from audit where county_code = '441324' and act = 'duty_done'`,
    )
    expect(rows[0].done).toBe(2)
  })

  it('that were missed in a pause of forty days are made once, reminded of once, and told of once', async () => {
    const world = await dutyCounty(use().store, '441323', '2024-04-20T00:10:00+08:00')
    await world.make()
    await world.remind()
    const told: string[] = []
    const stop = use().database.feed.subscribe((change) => {
      if (change !== 'resync' && change.topic === 'duty') told.push(change.county)
    })
    /** Changes are heard in their order: with this one of no county, all before it. */
    const hears = async (last: string) => {
      const announced = { topic: 'duty', county: last } as const
      await use().store.transaction({ kind: 'system', county: last }, (tx) => tx.announce(announced))
      await expect.poll(() => told).toContain(last)
    }
    await hears('000001')
    told.length = 0
    world.at('2024-05-30T09:00:00+08:00')
    expect(await world.make()).toBeGreaterThan(0)
    expect(await world.make()).toBe(0)
    const reminded = await world.remind()
    expect(await world.remind()).toBe(0)
    const up = await world.handUp()
    expect(await world.handUp()).toBe(0)
    await hears('000002')
    stop()
    expect(told).toEqual(['441323', '441323', '441323', '000002'])
    const all = await world.officer.duties({ mine: 'false', which: 'all', month: '2024-05', limit: 100 })
    const keys = all.map(({ what, period, region, householdId }) => `${what} ${period} ${region} ${householdId}`)
    expect(new Set(keys).size).toBe(keys.length)
    const visits = all.filter(({ what }) => what === 'visit')
    expect(visits.map(({ period }) => period).sort()).toEqual([
      ...Array(4).fill('2024-04'),
      ...Array(4).fill('2024-05'),
    ])
    // All of April went up both levels in one step; May's data, due on the 25th, only one.
    const notes = (period: string, what: string) =>
      all.filter((each) => each.period === period && each.what === what && each.region === world.codes.first)
    for (const { note } of notes('2024-04', 'visit')) expect(note).toContain('已交镇里，已交县里')
    expect(notes('2024-05', 'data_entry').map(({ note }) => note)).toEqual(['5月25日（周六）到期，还没有办，已交镇里'])
    // Eight visits, and May's data of three villages; April's data was reminded of before the pause.
    expect(reminded).toBe(11)
    // Four visits and two villages' data of April, two villages' data of May: what has nobody below is with the county already.
    expect(up).toBe(8)
  })
})
