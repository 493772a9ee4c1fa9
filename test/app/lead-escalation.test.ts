import { beforeAll, expect, it } from 'vitest'
import { commandCase } from '../../src/app/act-on-case.ts'
import { byTheClock } from '../../src/app/by-the-clock.ts'
import type { Deps } from '../../src/app/deps.ts'
import { escalateLeads } from '../../src/app/escalate-leads.ts'
import type { Block } from '../../src/contract/block.ts'
import type { LeadSummary } from '../../src/contract/lead.ts'
import { onServer, type TestDatabase } from '../support/database.ts'
import { answered, COUNTY, makeWorld, wordsOf } from '../support/world.ts'

const HOUR = 3_600_000

onServer('a lead that nobody looks after', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld(use())
    return world.stop
  })
  const seen = async (who: { queue: () => Promise<LeadSummary[]> }, number: string) =>
    (await who.queue()).find((lead) => lead.number === number)
  const inQueue = async (who: { queue: () => Promise<LeadSummary[]> }, number: string): Promise<LeadSummary> => {
    const lead = await seen(who, number)
    if (!lead) throw new Error(`${number} is not in the queue`)
    return lead
  }
  const escalate = () => escalateLeads(world.deps, COUNTY)

  it('goes up from the village to the township to the county, and everybody is told', async () => {
    const zhou = world.resident('zhou')
    const number = numberIn(await zhou.reports('房子漏雨，墙都裂了', '周示雨'))
    const first = await inQueue(world.village, number)
    expect(first.dueNote).toBe(null)
    const { finishBy } = answered(await world.village.does(first, { action: 'claim' }))
    world.later(Date.parse(first.dueAt) - world.deps.clock.now().getTime() - HOUR)
    expect((await inQueue(world.village, number)).dueNote).toBe('还剩1小时，请联系农户')
    expect(await escalate()).toBe(0)

    world.later(HOUR)
    expect(await escalate()).toBe(1)
    expect(await escalate()).toBe(0)
    expect(await seen(world.village, number)).toBeUndefined()
    const township = await inQueue(world.township, number)
    expect(township).toMatchObject({ rule: 'escalated', status: 'open', holder: { name: '演示丁' } })
    expect(Date.parse(township.dueAt)).toBeGreaterThan(Date.parse(first.dueAt))
    const detail = await world.township.open(township.id)
    expect(detail.events.at(-1)).toMatchObject({ kind: '升级', by: '系统' })
    expect(detail.finishBy).toBe(finishBy)
    await world.deliver()
    expect((await zhou.news()).at(-1)).toMatch(
      new RegExp(`您报的${number}（.+），村里没有按时联系您。已经交给镇里，由演示丁（乡镇干部）负责，.+前联系您。`),
    )
    // Those below must not take it down again.
    const below = await world.village.does(township, { action: 'claim' })
    expect(below).toMatchObject({ refused: 'not_possible_now' })

    // Forty days of nobody: one level, and one message, not one for each day that was missed.
    world.later(40 * 24 * HOUR)
    const news = (await zhou.news()).length
    expect(await escalate()).toBe(1)
    expect(await escalate()).toBe(0)
    await world.deliver()
    expect((await zhou.news()).slice(news)).toEqual([expect.stringContaining('镇里没有按时联系您。已经交给县里')])
    const top = await inQueue(world.county, number)
    expect((await world.county.open(top.id)).finishBy).toBe(finishBy)

    world.later(40 * 24 * HOUR)
    expect(await escalate()).toBe(0)
    expect(await inQueue(world.county, number)).toMatchObject({ dueNote: expect.stringMatching(/^已经超过时限\d+天/) })
  })

  it('goes up after two hours where it is an emergency, and the next is rung', async () => {
    const wu = world.resident('wu-emergency')
    await wu.reports('家里的水又黄又臭，不能喝', '吴示急')
    const number = numberIn(await wu.says('房子塌了，人压在里面，救命'))
    const rungBefore = await ringsOf(use(), world.township.actor.cadreId)
    world.later(2 * HOUR)
    const gone = await escalate()
    const lead = await inQueue(world.township, number)
    expect(lead).toMatchObject({ urgency: 'emergency', rule: 'escalated' })
    expect(Date.parse(lead.dueAt) - world.deps.clock.now().getTime()).toBe(2 * HOUR)
    expect(await ringsOf(use(), world.township.actor.cadreId)).toBe(rungBefore + gone)
    expect(gone).toBeGreaterThan(0)
  })

  it('stays where somebody was there in time', async () => {
    const number = numberIn(await world.resident('he').reports('养的鸭子全死了，亏了五万', '何示鸭'))
    const claimed = answered(await world.village.does(await inQueue(world.village, number), { action: 'claim' }))
    answered(await world.village.does(claimed, { action: 'visit', text: '去看了' }))
    world.later(5 * 24 * HOUR)
    await escalate()
    expect(await inQueue(world.village, number)).toMatchObject({ status: 'visited' })
  })

  const DAYS_15 = 15 * 24 * HOUR
  const visited = async (who: string, name: string) => {
    const number = numberIn(await world.resident(who).reports('养的鸭子全死了，亏了五万', name))
    const claimed = answered(await world.village.does(await inQueue(world.village, number), { action: 'claim' }))
    return answered(await world.village.does(claimed, { action: 'visit', text: '去看了' }))
  }

  it('goes up too where somebody was there, and nothing came of it until it should have been finished', async () => {
    const lead = await visited('tang', '唐示等')
    world.later(DAYS_15 - HOUR)
    await escalate()
    expect(await inQueue(world.village, lead.number)).toMatchObject({ status: 'visited' })
    world.later(HOUR)
    await escalate()
    const up = await inQueue(world.township, lead.number)
    expect(up).toMatchObject({ rule: 'escalated', status: 'visited', holder: { name: '演示丁' } })
    expect(up.reason).toContain('还没有核实完')
    expect(Date.parse(up.dueAt)).toBeGreaterThan(world.deps.clock.now().getTime())
    await world.deliver()
    expect((await world.resident('tang').news()).at(-1)).toContain('村里没有按时办完。已经交给镇里')
    // He has his whole time, also once he was there himself.
    const there = answered(await world.township.does(up, { action: 'visit', text: '又去看了' }))
    expect(there.dueAt).toBe(up.dueAt)
    await world.deliver()
    expect((await world.resident('tang').news()).at(-1)).not.toContain(lead.finishBy.slice(0, 10))
    expect(await escalate()).toBe(0)
    const found = { action: 'verify' as const, finding: 'true' as const, findings: '亏了五万' }
    answered(await world.township.does(there, found))
    world.later(40 * 24 * HOUR)
    await escalate()
    expect((await inQueue(world.county, lead.number)).reason).toContain('还没有立案或办结')
  })

  it('stays where its case runs, whatever its own day says: that has a clock of its own', async () => {
    const lead = await visited('song', '宋示案')
    const found = { action: 'verify' as const, finding: 'true' as const, findings: '亏了五万' }
    answered(await world.village.does(lead, found))
    const one = answered(await world.village.opens(lead.id))
    world.later(DAYS_15 + HOUR)
    expect(
      (await world.village.cases({ overdue: 'true', limit: 50 })).cases.find(({ id }) => id === one.id),
    ).toBeUndefined()
    expect(await inQueue(world.village, lead.number)).toMatchObject({ daysLeft: 0, dueNote: null })
    world.later(24 * HOUR)
    expect((await world.village.cases({ overdue: 'true', limit: 50 })).cases.map(({ id }) => id)).toContain(one.id)
    await escalate()
    expect(await inQueue(world.village, lead.number)).toMatchObject({ status: 'verified', rule: 'village_duty' })
    // Once it has ended there is nothing to hand up either: the household was told how it ended.
    const withdraw = { command: 'withdraw' as const, version: one.version, reason: '不想办了' }
    answered(await commandCase(world.deps, world.village.actor, one.id, withdraw))
    await escalate()
    expect(await inQueue(world.village, lead.number)).toMatchObject({ status: 'verified' })
  })

  it('goes up by the clock also while duties fail', async () => {
    const number = numberIn(await world.resident('xu').reports('房子漏雨，墙都裂了', '许示雨'))
    world.later(40 * 24 * HOUR)
    const broken = async () => {
      throw new Error('duties are broken')
    }
    const store: Deps['store'] = {
      ...world.deps.store,
      transaction: (actor, work) =>
        world.deps.store.transaction(actor, (tx) => work({ ...tx, duties: { ...tx.duties, held: broken } })),
    }
    const handUp = byTheClock({ ...world.deps, store }).find(({ name }) => name === 'hand-up')
    await expect(handUp?.work(COUNTY)).rejects.toThrow('duties are broken')
    expect(await inQueue(world.township, number)).toMatchObject({ rule: 'escalated' })
  })
})

async function ringsOf({ database }: TestDatabase, cadreId: string): Promise<number> {
  const { rows } = await database.pool.query('select count(*) as rings from notice where cadre_id = $1', [cadreId])
  return Number(rows[0].rings)
}

function numberIn(replies: Block[]): string {
  const receipt = replies.find((block) => block.kind === 'receipt')
  if (!receipt?.leads[0]) throw new Error(`no receipt, but: ${wordsOf(replies)}`)
  return receipt.leads[0].number
}
