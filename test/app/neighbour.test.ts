import { beforeAll, expect, it } from 'vitest'
import type { LeadDetail } from '../../src/contract/lead.ts'
import { onServer } from '../support/database.ts'
import { answered, makeWorld, wordsOf } from '../support/world.ts'

const ID_NUMBER = '440229199001011110'

onServer('reporting for a neighbour', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld(use())
    return world.stop
  })

  /** From the first words to the receipt; answers the replies of the last message. */
  const reportFor = async (userId: string, what: string, aware: string, name: string) =>
    world
      .resident(userId)
      .saysAll(`我帮隔壁报，${what}`, '同意', aware, name, '联群村', '半年', '1人', '不知道', '13800000009', '确认提交')

  const newest = async (name: string): Promise<LeadDetail> => {
    const leads = await world.village.queue()
    const details = await Promise.all(leads.map(({ id }) => world.village.open(id)))
    const found = details.find(({ householdName }) => householdName === name)
    if (!found) throw new Error(`no lead of ${name}`)
    return found
  }

  it('the cadre sees that another reported it, and that the household is to be asked first', async () => {
    const replies = wordsOf(await reportFor('neighbour-1', '他家房子漏雨', '还没跟他说', '李示邻'))
    expect(replies).toMatch(/去那一家了解/)
    const lead = await newest('李示邻')
    expect(lead.facts).toContainEqual({ label: '申报方式', value: '别人代报' })
    expect(lead.facts).toContainEqual({ label: '本人知不知道', value: '本人还不知道，上门先征求同意' })
    expect(lead.facts).toContainEqual({ label: '代报人电话', value: expect.stringMatching(/^138\*+0009$/) })
    expect(lead.events[0]?.by).toBe('代报人')
  })

  it('the reporter hears that it is taken, visited and closed, but never what was found', async () => {
    await reportFor('neighbour-2', '他家屋顶塌了半边', '他知道', '赵示邻')
    let lead: LeadDetail = await newest('赵示邻')
    lead = answered(await world.village.does(lead, { action: 'claim' }))
    lead = answered(await world.village.does(lead, { action: 'visit', text: '看了屋顶' }))
    lead = answered(await world.village.does(lead, { action: 'verify', finding: 'not_true', findings: '没有塌' }))
    lead = answered(await world.village.does(lead, { action: 'close', outcome: 'not_true', text: '不符合' }))
    await world.deliver()
    const news = await world.resident('neighbour-2').news()
    expect(news).toHaveLength(3)
    expect(news[0]).toMatch(/已经接手/)
    expect(news[1]).toMatch(/已经上门/)
    expect(news[2]).toMatch(/已经办完/)
    expect(news.join('')).not.toMatch(/属实|不符合|帮扶|不满意|结果/)
    expect(lead.facts).toContainEqual({ label: '本人知不知道', value: '代报人说，本人知道' })
  })

  it('what the household reported itself stays unknown to its neighbours, and the household is told of both', async () => {
    const own = world.resident('household-1')
    await own.reports('家里的水又黄又臭，不能喝', '钱示家')
    const replies = wordsOf(await reportFor('neighbour-3', '他家没水喝', '还不知道', '钱示家'))
    expect(replies).not.toMatch(/以前报过/)
    const lead = await newest('钱示家')
    expect(lead.reports).toBe(2)
    answered(await world.village.does(lead, { action: 'claim' }))
    await world.deliver()
    expect((await own.news()).join()).toMatch(/又有人来报.*联系您/)
    expect((await world.resident('neighbour-3').news()).join()).not.toMatch(/联系您/)
  })

  it('an identity number of somebody else is not kept', async () => {
    const replies = await world
      .resident('neighbour-4')
      .saysAll(
        `我帮隔壁报，他家房子漏雨，他身份证${ID_NUMBER}`,
        '同意',
        '知道',
        '孙示邻',
        '联群村',
        '半年',
        '1人',
        '不知道',
      )
    expect(JSON.stringify(replies)).not.toContain('身份证号')
    await world.resident('neighbour-4').send('没有电话', 'neighbour-4-phone')
    const submitted = await world.resident('neighbour-4').send('确认提交', 'neighbour-4-submit')
    expect(wordsOf(submitted.replies)).toMatch(/报上了/)
    const { id } = await newest('孙示邻')
    const reports = await world.deps.store.transaction({ kind: 'system', county: world.village.actor.county }, (tx) =>
      tx.leads.reports(id),
    )
    expect(reports.map(({ report }) => report.identity)).toEqual([null])
    expect(JSON.stringify(reports)).not.toContain(ID_NUMBER)
  })
})
