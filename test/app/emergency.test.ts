import { beforeAll, expect, it } from 'vitest'
import type { Block } from '../../src/contract/block.ts'
import { onServer } from '../support/database.ts'
import { answered, makeWorld, wordsOf } from '../support/world.ts'

onServer('an emergency', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld(use())
    return world.stop
  })

  it('without a place: numbers, receipt, then the one question; the county has it at once', async () => {
    const replies = await world.resident('wu-1').says('心口好痛，喘不上气')
    expect(replies.map((block) => block.kind)).toEqual(['text', 'receipt', 'text', 'quick_replies'])
    expect(wordsOf(replies)).toMatch(/120[\s\S]*哪个村/)
    const [lead] = await world.county.queue()
    expect(lead).toMatchObject({ urgency: 'emergency', number: numberIn(replies), rule: 'county', place: '演示县' })
    expect(await world.village.queue({ mine: 'false' })).toEqual([])
  })

  it('the place, once said, brings it to the cadre of that village', async () => {
    const wu = world.resident('wu-2')
    const number = numberIn(await wu.says('房子塌了，人压在里面'))
    await wu.says('在联群村')
    const lead = (await world.village.queue()).find((each) => each.number === number)
    expect(lead).toMatchObject({ place: '演示镇联群村', reason: '地点问清楚了，演示甲是本村值班干部' })
    expect((await world.village.open(lead?.id ?? '')).events.map((event) => event.kind)).toEqual([
      '农户申报',
      '农户补充',
    ])
  })

  it('a county officer who is on it already keeps it, and the village sees it', async () => {
    const wu = world.resident('wu-3')
    const number = numberIn(await wu.says('煤气漏了，老人晕倒了叫不醒'))
    const lead = (await world.county.queue()).find((each) => each.number === number)
    if (!lead) throw new Error('the county does not have it')
    answered(await world.county.does(lead, { action: 'claim' }))
    await wu.says('联群村')
    const seen = (await world.village.queue({ mine: 'false' })).find((each) => each.number === number)
    expect(seen).toMatchObject({ status: 'claimed', holder: { name: '演示戊' }, place: '演示镇联群村' })
  })

  it('the report that is finished afterwards completes the same lead and gives it its household', async () => {
    const wu = world.resident('wu-4')
    const number = numberIn(await wu.says('洪水冲进屋里了，人出不去，救命'))
    await wu.says('松岭村')
    const replies = await wu.reports('继续', '吴示水', '松岭村')
    expect(replies.find((block) => block.kind === 'receipt')).toMatchObject({
      leads: expect.arrayContaining([expect.objectContaining({ number, merged: true })]),
    })
    const leads = (await world.otherVillage.queue()).filter((lead) => lead.urgency === 'emergency')
    expect(leads.map((lead) => [lead.number, lead.householdName])).toContainEqual([number, '吴**'])
    expect(leads.filter((lead) => lead.householdName.startsWith('（'))).toEqual([])
  })
})

function numberIn(replies: Block[]): string {
  const receipt = replies.find((block) => block.kind === 'receipt')
  if (!receipt?.leads[0]) throw new Error(`no receipt, but: ${wordsOf(replies)}`)
  return receipt.leads[0].number
}
