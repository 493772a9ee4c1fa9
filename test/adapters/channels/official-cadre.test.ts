import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeContactCode } from '../../../src/app/bind-contact.ts'
import { NOT_BOUND } from '../../../src/core/cadre-words/answers.ts'
import { onServer } from '../../support/database.ts'
import { type OfficialWorld, officialWorld } from '../../support/wechat/official-world.ts'
import { COUNTY, VILLAGE } from '../../support/world.ts'

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200, 1)])
const AMR = Buffer.from('#!AMR\nsome sound')
let run = 0

onServer('a cadre on the official account', (use) => {
  let it_: OfficialWorld
  type User = ReturnType<OfficialWorld['villager']>
  const turnsOf = async ({ openId }: User) =>
    it_.deps.store.transaction({ kind: 'system', county: COUNTY }, async (tx) => {
      const head = await tx.conversations.find('official_account', openId)
      return head ? tx.conversations.turnsAfter(head.conversationId, 0, 100) : []
    })
  const bound = async (actor = it_.world.village.actor) => {
    const cadre = it_.villager()
    await cadre.subscribes()
    const { code, open } = await makeContactCode(it_.deps, actor)
    expect(open).toContain('official_account')
    expect((await cadre.says(`绑定 ${code}`)).answer).toContain('绑定好了')
    return cadre
  }
  const aLead = async () => {
    await it_.world.resident(`oa-${++run}`, VILLAGE).reports('我家房子漏雨', '王示雨', '联群村', '13800000008')
    const [lead] = await it_.world.village.queue()
    if (!lead) throw new Error('no lead')
    return lead
  }

  beforeEach(async () => {
    await use().database.pool.query(`update lead set status = 'withdrawn'`)
    for (const table of ['cadre_contact', 'channel_use', 'attachment'])
      await use().database.pool.query(`delete from ${table}`)
    it_ = await officialWorld(use())
  })
  afterEach(async () => {
    expect(it_.errors.map(String)).toEqual([])
    await it_.stop()
  })

  it('acts by words as in WeCom, and nothing of it enters a conversation', async () => {
    const cadre = await bound()
    const lead = await aLead()
    expect((await cadre.says(`接单 ${lead.number}`)).answer).toContain(`接了${lead.number}`)
    expect((await cadre.says(`已入户 ${lead.number} 屋顶漏了三处`)).answer).toContain('走访记下了')
    expect((await cadre.sendsPicture(JPEG)).answer).toBe(`照片记到${lead.number}的走访里了。`)
    expect((await cadre.sendsVoice(AMR)).answer).toContain(`录音记到${lead.number}的走访里了`)
    expect((await cadre.sendsVoice(AMR, `备注${lead.number}周五再去`)).answer).toContain('备注记下了')
    const { status, events } = await it_.world.village.open(lead.id)
    expect(status).toBe('visited')
    expect(events.slice(-3)).toMatchObject([{ text: '走访照片' }, { text: '走访录音' }, { text: '周五再去' }])
    expect(await turnsOf(cadre)).toEqual([])
    await it_.pump()
    expect(cadre.phone.shown.filter(({ via }) => via === 'message')).toEqual([])
  })

  it('does nothing twice, and tells the same, where the platform asks again', async () => {
    const cadre = await bound()
    const lead = await aLead()
    const message = { MsgType: 'text', Content: `接单 ${lead.number}`, MsgId: '7000000000000000001' }
    const { answer } = await cadre.sends(message)
    expect(answer).toContain(`接了${lead.number}`)
    const before = await it_.world.village.open(lead.id)
    expect((await cadre.sends(message)).answer).toBe(answer)
    expect(await it_.world.village.open(lead.id)).toMatchObject({ version: before.version, events: before.events })
  })

  it('has his own rights and no others', async () => {
    const other = await bound(it_.world.otherVillage.actor)
    const lead = await aLead()
    expect((await other.says(`接单 ${lead.number}`)).answer).toMatch(/没有找到|不在/)
    expect((await it_.world.village.open(lead.id)).status).toBe('open')
  })

  it('is kindly told how to be known, where he is not bound; nothing of it enters a conversation', async () => {
    const stranger = it_.villager()
    await stranger.subscribes()
    const lead = await aLead()
    expect((await stranger.says(`接单 ${lead.number}`)).answer).toBe(NOT_BOUND)
    expect((await it_.world.village.open(lead.id)).status).toBe('open')
    expect(await turnsOf(stranger)).toEqual([])
  })

  it('has a conversation here as anybody else for what is no word of cadres', async () => {
    const cadre = await bound()
    expect((await cadre.says('我家房子漏雨半年了')).answer).toContain('住房不安全')
    expect(await turnsOf(cadre)).toHaveLength(1)
    expect((await cadre.says('解除绑定')).answer).toContain('绑定解除了')
    expect((await cadre.says('待办')).answer).toBe(NOT_BOUND)
    expect(await turnsOf(cadre)).toHaveLength(1)
  })
})
