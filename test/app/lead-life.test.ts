import { beforeAll, expect, it } from 'vitest'
import { isRefusal } from '../../src/app/refusal.ts'
import type { Block } from '../../src/contract/block.ts'
import { onBoth } from '../support/database.ts'
import { answered, makeWorld, wordsOf } from '../support/world.ts'

const HOUR_MS = 3_600_000

onBoth('from words to a lead and to its end', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld(use())
    return world.stop
  })

  it('a report becomes a lead in the queue of the village, with its reason, and nowhere else', async () => {
    const receipt = receiptOf(await world.resident('wang-1').reports('我妈住院自己掏了三万二', '李示好'))
    expect(receipt.leads).toMatchObject([{ riskType: 'medical_cost', merged: false, holder: '演示甲（村干部）' }])
    const [lead] = await world.village.queue()
    expect(lead).toMatchObject({
      number: receipt.leads[0]?.number,
      place: '演示镇联群村',
      householdName: '李**',
      status: 'open',
      rule: 'village_duty',
      reason: '演示甲是本村值班干部',
      dueAt: '2026-11-26T02:00:00.000Z',
    })
    expect(await world.otherVillage.queue({ mine: 'false' })).toEqual([])
    expect((await world.township.queue({ mine: 'false' })).map((each) => each.id)).toContain(lead?.id)
  })

  it('the words that a value came from stand beside it, and a foreign cadre finds nothing', async () => {
    const [lead] = await world.village.queue()
    const detail = await world.village.open(lead?.id ?? '')
    expect(detail.householdName).toBe('李示好')
    expect(detail.facts).toContainEqual({ label: '金额', value: '3.2万元', words: expect.stringContaining('三万二') })
    expect(detail.finishSource).toContain('默认')
    await expect(world.otherVillage.open(lead?.id ?? '')).rejects.toThrow('not_found')
  })

  it('the named cadre of the household comes before the duty cadre', async () => {
    const receipt = receiptOf(await world.resident('wang-2').reports('房子漏雨，墙都裂了', '王示范'))
    expect(receipt.leads[0]?.holder).toBe('演示乙（村干部）')
  })

  it('a repeat by the same household is merged, and both sides see it', async () => {
    const wang = world.resident('wang-3')
    const first = receiptOf(await wang.reports('家里的水又黄又臭，不能喝', '陈示水'))
    const second = receiptOf(await wang.reports('水还是不能喝，发臭', '陈示水'))
    expect(second.leads).toMatchObject([{ merged: true, number: first.leads[0]?.number }])
    const lead = (await world.village.queue()).find((each) => each.number === first.leads[0]?.number)
    expect(lead?.reports).toBe(2)
    const { events } = await world.village.open(lead?.id ?? '')
    expect(events.map((event) => event.kind)).toEqual(['农户申报', '重复申报并入'])
  })

  it('claim, visit, verify, close: each step is an event, and the resident hears of it once', async () => {
    const zhang = world.resident('zhang-1')
    const number = receiptOf(await zhang.reports('台风把屋顶掀了', '张示风')).leads[0]?.number
    let lead = find(await world.village.queue(), number)
    lead = answered(await world.village.does(lead, { action: 'claim' }))
    lead = answered(await world.village.does(lead, { action: 'visit', text: '看了屋顶，缺瓦' }))
    lead = answered(await world.village.does(lead, { action: 'verify', finding: 'true', findings: '属实' }))
    lead = answered(await world.village.does(lead, { action: 'close', outcome: 'helped', text: '送了油布和瓦' }))
    await world.deliver()
    await world.deliver()
    const news = await zhang.news()
    expect(news).toHaveLength(4)
    expect(news[0]).toMatch(new RegExp(`${number}.*演示甲（村干部）已经接手`))
    expect(news[3]).toContain('办结了')
    expect((await world.village.open(lead.id)).events.map((event) => event.kind)).toEqual([
      '农户申报',
      '接单',
      '走访',
      '核实',
      '办结',
    ])
  })

  it('two cadres at once: one wins, the other is told who was faster and nothing of his is kept', async () => {
    const number = receiptOf(await world.resident('zhang-2').reports('我失业大半年了没活干', '张示业')).leads[0]?.number
    const lead = find(await world.village.queue(), number)
    const results = await Promise.all([
      world.village.does(lead, { action: 'claim' }),
      world.deputy.does(lead, { action: 'claim' }),
      world.township.does(lead, { action: 'claim' }),
    ])
    const refused = results.filter(isRefusal)
    expect(refused).toHaveLength(2)
    const winner = results.find((each) => !isRefusal(each))
    for (const each of refused)
      expect(each).toMatchObject({
        refused: 'somebody_was_faster',
        who: expect.stringContaining('演示'),
        current: { version: 2 },
      })
    expect(winner).toMatchObject({ status: 'claimed', version: 2 })
  })

  it('progress, more words, withdrawing: asked in the chat, seen on the timeline', async () => {
    const li = world.resident('li-1')
    const number = receiptOf(await li.reports('养的鸭子全死了，亏了五万', '李示鸭')).leads[0]?.number
    expect(JSON.stringify(await li.says('查进度'))).toContain(number)
    await li.saysAll('撤回', '确认撤回')
    expect((await world.village.queue()).map((each) => each.number)).not.toContain(number)
    const gone = find(await world.village.queue({ status: 'withdrawn' }), number)
    expect((await world.village.open(gone.id)).events.at(-1)?.kind).toBe('农户撤回')
  })

  it('not content: one level up at once', async () => {
    const li = world.resident('li-2')
    const number = receiptOf(await li.reports('我爸瘫痪，长期要人照顾，药费两万', '李示药')).leads[0]?.number
    await li.saysAll('不满意')
    const lead = find(await world.township.queue(), number)
    expect(lead).toMatchObject({ rule: 'not_content', holder: { name: '演示丁' } })
  })

  it('the same message twice is one turn', async () => {
    const li = world.resident('li-3')
    const [first, second] = await Promise.all([li.send('你好', 'same-message-id'), li.send('你好', 'same-message-id')])
    expect(second).toEqual(first)
    expect(await li.send('你好', 'same-message-id')).toEqual(first)
    expect(await li.chat()).toHaveLength(1)
  })

  it('an emergency stands at the top, before what is long due', async () => {
    world.later(24 * HOUR_MS)
    await world.resident('he-1').says('洪水冲进屋里了，人出不去，救命，我在联群村')
    const [first] = await world.village.queue()
    expect(first).toMatchObject({ urgency: 'emergency', dueAt: '2026-11-24T04:00:00.000Z' })
  })

  it('the queue comes in pages without gaps or doubles', async () => {
    const all = (await world.village.queue({ mine: 'false', limit: 100 })).map((lead) => lead.id)
    expect(all.length).toBeGreaterThan(4)
    const paged: string[] = []
    const { listQueue } = await import('../../src/app/list-queue.ts')
    for (let after: string | undefined, page = 0; page < 50; page++) {
      const result = answered(
        await listQueue(world.deps, world.village.actor, {
          mine: 'false',
          status: 'unfinished',
          limit: 2,
          ...(after ? { after } : {}),
        }),
      )
      paged.push(...result.leads.map((lead) => lead.id))
      if (!result.next) break
      after = result.next
    }
    expect(paged).toEqual(all)
  })
})

function receiptOf(replies: Block[]) {
  const receipt = replies.find((block) => block.kind === 'receipt')
  if (!receipt) throw new Error(`no receipt, but: ${wordsOf(replies)}`)
  return receipt
}

function find<T extends { number: string }>(leads: T[], number: string | undefined): T {
  const lead = leads.find((each) => each.number === number)
  if (!lead) throw new Error(`no lead ${number} among ${leads.map((each) => each.number).join(', ')}`)
  return lead
}
