import { beforeAll, expect, it } from 'vitest'
import { overdueByVillage, servedVillage } from '../../src/app/village-work.ts'
import { onBoth } from '../support/database.ts'
import { answered, makeWorld, OTHER_VILLAGE, VILLAGE } from '../support/world.ts'

const HOUR_MS = 3_600_000

onBoth('what is overdue, by village', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld(use())
    return world.stop
  })

  const leadsOf = async (who: typeof world.village, region: string | null = null) =>
    Object.fromEntries(
      (await overdueByVillage(world.deps, who.actor, region)).villages.map((one) => [one.region, one.leads]),
    )

  it('counts what the queue shows, and each sees his own places', async () => {
    await world.resident('a').reports('房子漏雨，墙都裂了', '吴示甲')
    await world.resident('b').reports('家里的水又黄又臭', '吴示乙')
    await world.resident('c').reports('摔断了腿，三个月不能做工', '郑示丙', '松岭村')
    expect(await leadsOf(world.township)).toEqual({
      [VILLAGE]: { open: 2, soon: 0, overdue: 0 },
      [OTHER_VILLAGE]: { open: 1, soon: 0, overdue: 0 },
    })
    expect(Object.keys(await leadsOf(world.village))).toEqual([VILLAGE])
    expect(Object.keys(await leadsOf(world.county, OTHER_VILLAGE))).toEqual([OTHER_VILLAGE])
    expect(await leadsOf(world.department)).toEqual({})
  })

  it('as time goes by: nearly due, then overdue, just as the queue says', async () => {
    const before = await world.township.queue({ mine: 'false' })
    const first = Math.min(...before.map(({ dueAt }) => Date.parse(dueAt)))
    for (const at of [first - HOUR_MS / 2, first + HOUR_MS]) {
      world.later(at - world.deps.clock.now().getTime())
      const queue = await world.township.queue({ mine: 'false' })
      const now = world.deps.clock.now().getTime()
      const { total, villages } = await overdueByVillage(world.deps, world.township.actor, null)
      const noted = queue.filter(({ dueNote }) => dueNote !== null)
      const late = noted.filter(({ dueAt }) => Date.parse(dueAt) <= now)
      expect(total.leads).toEqual({ open: 3, soon: noted.length - late.length, overdue: late.length })
      expect(noted.length).toBeGreaterThan(0)
      const overdue = villages.map(({ leads, duties }) => leads.overdue + duties.overdue)
      expect(overdue).toEqual(overdue.toSorted((a, b) => b - a))
    }
  })

  it('what is verified and has a case is open, but its clock is the case’s', async () => {
    const lead = (await world.otherVillage.queue())[0] ?? (await world.township.queue())[0]
    if (!lead) throw new Error('no lead')
    const who = lead.holder.role === 'village_cadre' ? world.otherVillage : world.township
    let next = answered(await who.does(lead, { action: 'claim' }))
    next = answered(await who.does(next, { action: 'visit', text: '看了' }))
    next = answered(await who.does(next, { action: 'verify', finding: 'true', findings: '属实' }))
    answered(await who.opens(next.id))
    world.later(60 * 24 * HOUR_MS)
    const leads = await leadsOf(world.township)
    expect(leads[next.region]).toEqual({ open: 1, soon: 0, overdue: 0 })
    expect(leads[VILLAGE]).toEqual({ open: 2, soon: 0, overdue: 2 })
  })

  it('codes are made for villages that are served, and for no other place', () => {
    expect(servedVillage(world.deps, world.village.actor, OTHER_VILLAGE)).toEqual({ code: OTHER_VILLAGE })
    for (const code of ['440229106299', VILLAGE.slice(0, 9), '441324101001'])
      expect(servedVillage(world.deps, world.village.actor, code)).toEqual({ refused: 'unknown_place' })
  })
})
