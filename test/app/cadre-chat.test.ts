import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeContactCode } from '../../src/app/bind-contact.ts'
import type { Heard } from '../../src/app/cadre-said.ts'
import type { Deps } from '../../src/app/deps.ts'
import { hearCadre } from '../../src/app/hear-cadre.ts'
import { sweep } from '../../src/app/sweep.ts'
import { listContacts, unbindContacts } from '../../src/app/unbind-contact.ts'
import type { LeadSummary } from '../../src/contract/lead.ts'
import { onBoth } from '../support/database.ts'
import { COUNTY, makeWorld, VILLAGE } from '../support/world.ts'

const CHANNEL = 'wechaty'
const GROUP = 'room-1'

onBoth('cadres in chats', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let deps: Deps
  let count = 0
  const run = crypto.randomUUID().slice(0, 8)

  const says = (userId: string, text: string, more: Partial<Parameters<typeof hearCadre>[1]> = {}, on = deps) =>
    hearCadre(on, {
      county: COUNTY,
      channel: CHANNEL,
      userId,
      groupId: null,
      messageId: `m-${++count}-${run}`,
      text,
      quoted: null,
      ...more,
    })
  const inGroup = { groupId: GROUP }
  const words = (heard: Heard) => (heard.kind === 'answer' ? heard.words : `(${heard.kind})`)
  /** Binds `userId` to that cadre. */
  const bind = async (userId: string, who: { actor: Parameters<typeof makeContactCode>[1] }) => {
    const { code } = await makeContactCode(deps, who.actor)
    return words(await says(userId, `绑定 ${code}`))
  }
  const aLead = async (name = '王示雨', text = '我家房子漏雨'): Promise<LeadSummary> => {
    await world.resident(`r-${++count}-${run}`, VILLAGE).reports(text, name, '联群村', '13800000008')
    const leads = await world.village.queue()
    const lead = leads.toSorted((one, other) => Number(other.number.slice(1)) - Number(one.number.slice(1)))[0]
    if (!lead) throw new Error('no lead')
    return lead
  }
  const now = async (lead: LeadSummary) => world.village.open(lead.id)

  beforeEach(async () => {
    world = await makeWorld(use())
    deps = world.deps
    // The county is the same for all tests of a suite: what an earlier one left open is closed.
    await use().database.pool.query(`update lead set status = 'withdrawn'`)
    for (const table of ['cadre_contact', 'channel_use', 'group_chat'])
      await use().database.pool.query(`delete from ${table}`)
  })
  afterEach(() => world.stop())

  it('knows a cadre by the code that he took at his desk; it opens once, and ten minutes long', async () => {
    const { code } = await makeContactCode(deps, world.village.actor)
    expect(code).toMatch(/^\d{8}$/)
    expect(await listContacts(deps, world.village.actor)).toEqual({ contacts: [] })
    expect(words(await says('u-1', '待办'))).toContain('绑定')
    const first = await says('u-1', `绑定${code.slice(0, 4)} ${code.slice(4)}`, { messageId: `bind-${run}` })
    expect(words(first)).toContain('绑定好了，演示甲')
    // The same message again hears the same, though the code is used up; as another message it is worth nothing.
    expect(await says('u-1', `绑定 ${code}`, { messageId: `bind-${run}` })).toEqual(first)
    expect(words(await says('u-2', `绑定 ${code}`))).toContain('绑定码不对')
    expect(words(await says('u-1', '待办'))).toContain('您手上现在没有线索')
    const late = await makeContactCode(deps, world.deputy.actor)
    world.later(10 * 60_000 + 1)
    expect(words(await says('u-2', `绑定 ${late.code}`))).toContain('绑定码不对')
    const [older, newer] = [
      await makeContactCode(deps, world.deputy.actor),
      await makeContactCode(deps, world.deputy.actor),
    ]
    expect(words(await says('u-2', `绑定 ${older.code}`))).toContain('绑定码不对')
    expect(words(await says('u-2', `绑定 ${newer.code}`))).toContain('演示乙')
    expect((await listContacts(deps, world.deputy.actor)).contacts).toMatchObject([{ channel: CHANNEL }])
  })

  it('lets nobody guess a code', async () => {
    for (let tries = 0; tries < 5; tries++) expect(words(await says('u-g', '绑定 00000000'))).toContain('绑定码不对')
    const { code } = await makeContactCode(deps, world.village.actor)
    expect(words(await says('u-g', `绑定 ${code}`))).toContain('试的次数太多')
    world.later(10 * 60_000)
    const next = await makeContactCode(deps, world.village.actor)
    expect(words(await says('u-g', `绑定 ${next.code}`))).toContain('绑定好了')
  })

  it('a contact is one cadre’s: whoever binds it later has it', async () => {
    await bind('u-1', world.village)
    expect(await bind('u-1', world.deputy)).toContain('演示乙')
    expect(words(await says('u-1', '待办'))).toContain('演示乙')
    await bind('u-9', world.deputy)
    expect((await says('u-1', '收到')).kind).toBe('unknown')
  })

  it('is loosened again, by a word or at the desk; others’ tries keep nobody out', async () => {
    for (let sender = 0; sender < 21; sender++)
      for (let tries = 0; tries < 5; tries++) await says(`u-flood-${sender}`, '绑定 00000000')
    expect(await bind('u-1', world.village)).toContain('绑定好了')
    expect(words(await says('u-1', '解除绑定', inGroup))).toBe('(nothing)')
    const loosened = await says('u-1', '解除绑定', { messageId: `unbind-${run}` })
    expect(words(loosened)).toContain('绑定解除了')
    expect(await says('u-1', '解除绑定', { messageId: `unbind-${run}` })).toEqual(loosened)
    expect(words(await says('u-1', '待办'))).toContain('请登录工作台')
    await bind('u-1', world.village)
    await unbindContacts(deps, world.village.actor, 'official_account')
    expect((await listContacts(deps, world.village.actor)).contacts).toMatchObject([{ channel: CHANNEL }])
    await unbindContacts(deps, world.village.actor, CHANNEL)
    expect(words(await says('u-1', '待办'))).toContain('请登录工作台')
  })

  it('a lead goes from claim to close by words', async () => {
    await bind('u-1', world.village)
    const lead = await aLead()
    const n = lead.number
    const claimed = words(await says('u-1', `接单 ${n.toLowerCase()}`))
    expect(claimed).toContain(`演示甲接了${n}`)
    expect(claimed).toContain('户主王**')
    expect(claimed).toContain('138****0008')
    expect(claimed).not.toContain('王示雨')
    expect(words(await says('u-1', `已入户 ${n}`))).toMatch(/看到了什么/)
    expect(words(await says('u-1', `已入户 ${n} 屋顶漏三处`))).toContain('走访记下了')
    expect(words(await says('u-1', `备注 ${n} 周五再去`))).toContain('备注记下了')
    expect(words(await says('u-1', `办结 ${n} 已帮扶`))).toContain('要先核实')
    expect(words(await says('u-1', `属实 ${n} 屋顶漏三处`))).toContain('核实记下了')
    expect(words(await says('u-1', `办结 ${n}`))).toContain('结果是哪一种')
    expect(words(await says('u-1', `办结 ${n} 已帮扶，修好了`))).toContain('办结了')
    const { status, events } = await now(lead)
    expect(status).toBe('closed')
    expect(events.slice(1).map(({ kind, by }) => [kind, by])).toEqual(
      ['接单', '走访', '记录', '核实', '办结'].map((kind) => [kind, '演示甲（村干部）']),
    )
  })

  it('means the only lead that he has, and asks where there are several', async () => {
    await bind('u-1', world.village)
    expect(words(await says('u-1', '接单'))).toContain('您手上没有等着接的线索')
    const first = await aLead()
    expect(words(await says('u-1', '接单'))).toContain(first.number)
    const [second, third] = [await aLead('李示风'), await aLead('赵示田')]
    const asked = words(await says('u-1', '接单'))
    expect(asked).toContain(second.number)
    expect(asked).toContain(third.number)
    expect(asked).not.toContain(first.number)
    expect((await now(second)).status).toBe('open')
    // A quoted card says which.
    const card = { quoted: `【新线索】${third.number}\n地点：演示镇联群村` }
    expect(words(await says('u-1', '去了他家看过了，房子确实漏', card))).toContain('走访记下了')
    // Whoever was there has taken it up.
    expect((await now(third)).events.slice(1).map(({ kind }) => kind)).toEqual(['接单', '走访'])
    const todo = words(await says('u-1', '我的待办'))
    expect(todo).toContain('您手上有3条')
    expect(todo).not.toMatch(/示雨|示风|示田|13800000008/)
  })

  it('hands over to whom he names, and says who could have it', async () => {
    await bind('u-1', world.village)
    const { number, ...lead } = await aLead()
    expect(words(await says('u-1', `转办 ${number} 给 张三 忙`))).toMatch(/没有找到这位同事.*演示乙/)
    expect(words(await says('u-1', `转办${number}给演示乙`))).toContain('写上原因')
    expect(words(await says('u-1', `转办${number}给演示乙，他离得近`))).toContain('演示乙（村干部）')
    expect((await now({ number, ...lead })).holder.name).toBe('演示乙')
    expect(words(await says('u-1', `退回 ${number} 要镇里定`))).toContain('别的干部手里')
    await bind('u-2', world.deputy)
    expect(words(await says('u-2', `退回 ${number} 要镇里定`))).toContain('演示丁')
  })

  it('acts with the sender’s own rights and no others', async () => {
    await bind('u-3', world.otherVillage)
    const lead = await aLead()
    for (const text of [`接单 ${lead.number}`, lead.number, `备注 ${lead.number} 看看`, '接单 A99999999'])
      expect(words(await says('u-3', text))).toMatch(/没有找到A\d+，或者不归您管/)
    expect((await now(lead)).events).toHaveLength(1)
    // Whoever is off the roster is nobody.
    await bind('u-1', world.village)
    await use().database.pool.query(`update cadre set active = false where id = $1`, [world.village.actor.cadreId])
    expect((await says('u-1', '你好')).kind).toBe('unknown')
  })

  it('does nothing twice, whoever brings the message again, and however many at once', async () => {
    await bind('u-1', world.village)
    const lead = await aLead()
    await says('u-1', `接单 ${lead.number}`)
    const once = { messageId: `once-${run}` }
    const other = { ...world.elsewhere((await use().another()).store) }
    const heard = await Promise.all([
      says('u-1', `备注 ${lead.number} 周五再去`, once),
      says('u-1', `备注 ${lead.number} 周五再去`, once, other),
      says('u-1', `备注 ${lead.number} 周五再去`, once),
    ])
    heard.push(await says('u-1', `备注 ${lead.number} 周五再去`, once))
    for (const each of heard) expect(words(each)).toContain('备注记下了')
    expect((await now(lead)).events.map(({ kind }) => kind)).toEqual(['农户申报', '接单', '记录'])
  })

  it('in a group: registered by an officer, nothing of a person, unknown senders and small talk get nothing', async () => {
    await bind('u-1', world.village)
    await bind('u-4', world.township)
    const lead = await aLead()
    expect((await says('u-1', `接单 ${lead.number}`, inGroup)).kind).toBe('nothing')
    expect(words(await says('u-1', '登记本群 联群村', inGroup))).toContain('乡镇或县里的干部')
    expect(words(await says('u-4', '登记本群 天边村', inGroup))).toContain('没有找到')
    expect(words(await says('u-4', '登记本群', inGroup))).toContain('登记本群 松岭村')
    expect(words(await says('u-4', '登记本群 联群村', inGroup))).toContain('登记好了：演示镇联群村干部工作群')
    expect((await says('u-nobody', `接单 ${lead.number}`, inGroup)).kind).toBe('unknown')
    for (const text of ['收到', '明天上午开会', '@张三 接单 A1024', '入户要带登记表'])
      expect((await says('u-1', text, inGroup)).kind, text).toBe('nothing')
    const { code } = await makeContactCode(deps, world.deputy.actor)
    expect((await says('u-nobody', `绑定 ${code}`, inGroup)).kind).toBe('unknown')
    expect(words(await says('u-1', `绑定 ${code}`, inGroup))).toContain('不要发在群里')
    // A number that no lead has, in an answer to the card of one: nothing is done to that one.
    const quoted = `【新线索】${lead.number}\n地点：演示镇联群村`
    expect(words(await says('u-1', '接单A99', { ...inGroup, quoted }))).toContain('没有找到A99')
    expect((await now(lead)).status).toBe('open')
    const said = [
      await says('u-1', `接单 ${lead.number}`, inGroup),
      await says('u-1', `${lead.number}`, inGroup),
      await says('u-1', '待办', inGroup),
      await says('u-1', '房顶的事请看看', { ...inGroup, mentioned: true }),
      await says('u-1', `已入户 ${lead.number} 王示雨家漏雨，电话13800000008`, inGroup),
      await says('u-4', '取消登记', inGroup),
    ].map(words)
    expect(said[0]).toContain('演示甲接了')
    expect(said[1]).toContain('进度：已接单')
    expect(said[5]).toContain('取消登记了')
    expect(said.join('\n')).not.toMatch(/王|13800000008|138\*|漏雨/)
    expect((await says('u-1', '待办', inGroup)).kind).toBe('nothing')
  })

  it('keeps what was answered for a month', async () => {
    await bind('u-1', world.village)
    await says('u-1', '帮助')
    const rows = async () => (await use().database.pool.query('select from cadre_message')).rowCount
    expect(await rows()).toBeGreaterThan(0)
    world.later(31 * 86_400_000)
    await sweep(deps, COUNTY)
    expect(await rows()).toBe(0)
  })
})
