import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { types } from 'wechaty'
import { readCountyFile } from '../../src/adapters/county-file/read-county-file.ts'
import type { CadreActor } from '../../src/app/accounts.ts'
import { makeContactCode } from '../../src/app/bind-contact.ts'
import { demoCadres } from '../../src/app/demo.ts'
import type { Door } from '../../src/app/door.ts'
import { listQueue } from '../../src/app/list-queue.ts'
import { receiveMessage } from '../../src/app/receive-message.ts'
import { isRefusal } from '../../src/app/refusal.ts'
import { QueueQuery } from '../../src/contract/lead.ts'
import type { Channel } from '../../src/contract/terms.ts'
import { chinaDay } from '../../src/core/words/when.ts'
import { DEMO_COUNTY, type RealApp, startRealApp } from '../adapters/http/real-app.fixture.ts'
import { BOT_TOKEN, Wechat } from '../support/wechat.ts'

const VILLAGE_WORDS = '联群村'
const [CADRES, PUBLIC, STRANGERS] = ['room-cadres', 'room-public@chatroom', 'room-strangers']

let real: RealApp
let wechat: Wechat

beforeAll(async () => {
  real = await startRealApp({ file: readCountyFile(`demo/${DEMO_COUNTY}`), now: () => new Date() }, BOT_TOKEN)
  const contacts = ['wang', 'zhao', 'cadre', 'officer', 'nobody', 'li@x', 'golden-0', 'golden-1', 'golden-2'].map(
    (id) => ({ id, name: `某${id}` }),
  )
  const members = contacts.map(({ id }) => id)
  wechat = new Wechat({ contacts, rooms: [CADRES, PUBLIC, STRANGERS].map((id) => ({ id, members })) })
  await wechat.start(real.url)
}, 120_000)
afterAll(async () => {
  await wechat.end()
  await real.close()
})

/** An invented cadre of the demo county who answers for that place. */
async function cadreOf(role: string, area: string): Promise<CadreActor> {
  const found = (await demoCadres(real.deps, DEMO_COUNTY)).find(
    (each) => each.role === role && each.areas.includes(area),
  )
  if (!found) throw new Error(`no ${role} of ${area}`)
  const { id: cadreId } = found
  const cadre = await real.deps.store.transaction({ kind: 'system', county: DEMO_COUNTY }, (tx) =>
    tx.accounts.cadre(cadreId, chinaDay(new Date())),
  )
  if (!cadre) throw new Error('he is not in the roster')
  return { kind: 'cadre', county: DEMO_COUNTY, cadreId, role: cadre.role, areas: cadre.areas }
}

async function binds(contact: string, actor: CadreActor): Promise<void> {
  const { code } = await makeContactCode(real.deps, actor)
  wechat.tell({ from: contact, text: `绑定 ${code}` })
  await wechat.hears(contact, /绑定好了/)
}

async function queueOf(actor: CadreActor) {
  const page = await listQueue(real.deps, actor, QueueQuery.parse({}))
  if (isRefusal(page)) throw new Error(page.refused)
  return page.leads
}

const REPORT = [
  '我家房子漏雨，墙裂了一条大缝',
  '同意',
  '我自己家',
  '王示雨',
  VILLAGE_WORDS,
  '这几天',
  '3',
  '不想说',
  '没有电话',
  '确认提交',
]

/** Says each when the one before was answered. */
async function reports(from: string, texts: string[]): Promise<string> {
  for (const text of texts) {
    const before = wechat.to(from).length
    wechat.tell({ from, text })
    await expect.poll(() => wechat.to(from).length, { timeout: 20_000 }).toBeGreaterThan(before)
    const last = wechat.to(from).slice(before).join('\n')
    const number = /A\d{4,}/.exec(last)?.[0]
    if (number && /报上了/.test(last)) return number
  }
  throw new Error(`no receipt: ${wechat.to(from).at(-1)}`)
}

/** A report from beginning to end, all in one sentence, and one that is corrected. */
const GOLDEN = ['01-看病-从头到尾', '04-一次说完', '64-改口-钱数']

/** Without moments and sealed numbers, which are never the same. */
async function stateOf(channel: Channel, userId: string) {
  const head = await real.deps.store.transaction({ kind: 'system', county: DEMO_COUNTY }, (tx) =>
    tx.conversations.find(channel, userId),
  )
  const timeless = (key: string, value: unknown) => (/^\d{4}-\d\d-\d\dT|^v1\./.test(String(value)) ? key : value)
  return head?.state ? (JSON.parse(JSON.stringify(head.state, timeless)) as { consent: unknown }) : null
}

describe('the bot', () => {
  let villager: CadreActor
  let number: string

  it('knows a cadre by his code, and a group by what an officer writes there', async () => {
    villager = await cadreOf('village_cadre', '440229100208')
    await binds('cadre', villager)
    await binds('officer', await cadreOf('township_officer', '440229100'))
    wechat.tell({ from: 'officer', room: CADRES, text: `登记本群 ${VILLAGE_WORDS}` })
    await wechat.hears(CADRES, /登记好了/)
    wechat.tell({ from: 'officer', room: PUBLIC, text: `登记宣传群 ${VILLAGE_WORDS}` })
    await wechat.hears(PUBLIC, /登记好了/)
  })

  it('takes a resident’s report in a chat of his own, and tells the cadres’ group without anything personal', async () => {
    number = await reports('wang', REPORT)
    expect((await queueOf(villager)).map((lead) => lead.number)).toContain(number)
    const card = await wechat.hears(CADRES, new RegExp(`新线索】${number}`))
    expect(card.text).toContain('住房不安全')
    expect(card.text).not.toMatch(/王示雨|漏雨/)
  })

  it('lets a cadre act in the group by what he writes, and by what he answers', async () => {
    wechat.tell({ from: 'cadre', room: CADRES, text: `接单 ${number}` })
    const claimed = await wechat.hears(CADRES, new RegExp(`接了${number}`))
    expect(claimed.mentions).toEqual(['cadre'])
    const quoted = `「明白小助手：【新线索】${number}」\n- - - - - - - - - - - - - - -\n去他家看过了，屋顶确实漏`
    wechat.tell({ from: 'cadre', room: CADRES, text: quoted })
    await wechat.hears(CADRES, new RegExp(`${number}的走访记下了`))
    const lead = (await queueOf(villager)).find((each) => each.number === number)
    expect(lead?.status).toBe('visited')
    await wechat.hears('wang', /已经接手|走访/)
  })

  it('takes a cadre’s picture for the visit that he has just told of, not for a conversation of his', async () => {
    const before = wechat.said.length
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500)])
    wechat.puppet.sendFile('cadre', types.Message.Image, jpeg, 'a.jpg')
    await wechat.hears('cadre', new RegExp(`照片记到${number}的走访里了`), before)
    const none = real.deps.store.transaction({ kind: 'system', county: DEMO_COUNTY }, (tx) =>
      tx.conversations.find('wechaty', 'cadre'),
    )
    expect(await none).toBeNull()
  })

  it('has nothing for whoever it does not know, and for groups that nobody registered', async () => {
    const before = wechat.said.length
    wechat.tell({ from: 'nobody', room: CADRES, text: `接单 ${number}` })
    wechat.tell({ from: 'nobody', room: STRANGERS, text: '@明白小助手 低保怎么申请' })
    wechat.tell({ from: 'cadre', room: CADRES, text: '今天赶集人真多' })
    wechat.tell({ from: 'cadre', room: CADRES, text: '@明白小助手\u2005待办' })
    await wechat.hears(CADRES, new RegExp(number), before)
    // News of his report, from before, may just have come to the resident.
    const told = wechat.said.slice(before).filter(({ to }) => to !== 'wang')
    expect(told.map(({ to }) => to)).toEqual([CADRES])
  })

  it('answers a question in a publicity group with a card, to whoever calls it', async () => {
    const before = wechat.said.length
    wechat.tell({ from: 'zhao', room: PUBLIC, text: '低保怎么申请' })
    wechat.tell({ from: 'zhao', room: PUBLIC, text: '@明白小助手\u2005低保怎么申请' })
    const card = await wechat.hears(PUBLIC, /【.*低保|最低生活保障/, before)
    expect(card).toMatchObject({ mentions: ['zhao'] })
    expect(card.text).toContain('依据：')
    // Its picture comes behind it, to be kept and passed on. News of his report may come to the resident meanwhile.
    const here = () => wechat.said.slice(before).filter(({ to }) => to === PUBLIC)
    await expect.poll(() => here().length, { timeout: 20_000 }).toBe(2)
    const { file } = here()[1] ?? {}
    expect(file?.name).toBe('明白卡.png')
    expect(
      Buffer.from(file?.base64 ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })

  it('moves what is personal to a chat of his own', async () => {
    const before = wechat.said.length
    wechat.tell({ from: 'zhao', room: PUBLIC, text: '@明白小助手 我老公下岗了，家里没收入了' })
    const said = await wechat.hears(PUBLIC, /加我私聊/, before)
    expect(said.text).not.toMatch(/下岗|收入/)
    await wechat.hears('zhao', /同意/, before)
  })

  it('keeps the order within a chat, however many come at once, and takes each once', async () => {
    const texts = ['你好', '我家房子漏雨', '同意', '我自己家', '李示水']
    const ids = texts.map((text) => wechat.tell({ from: 'li@x', text }))
    for (const id of ids) wechat.puppet.again(id)
    const turns = async () =>
      real.deps.store.transaction({ kind: 'system', county: DEMO_COUNTY }, async (tx) => {
        const head = await tx.conversations.find('wechaty', 'li@x')
        return head ? tx.conversations.turnsAfter(head.conversationId, 0, 20) : []
      })
    await expect.poll(async () => (await turns()).length, { timeout: 20_000 }).toBe(texts.length)
    expect((await turns()).map(({ inbound }) => (inbound?.kind === 'text' ? inbound.text : null))).toEqual(texts)
    await expect.poll(() => wechat.to('li@x').length, { timeout: 20_000 }).toBe(texts.length)
  })

  it.each(GOLDEN.map((file, at) => [file, `golden-${at}`] as const))(
    'leads %s to the same state as on the web',
    async (file, person) => {
      const script = readFileSync(new URL(`../golden/${file}.txt`, import.meta.url), 'utf8')
      const lines = [...script.matchAll(/^农户：(.*)$/gm)].map(([, line]) => line ?? '')
      expect(lines.length).toBeGreaterThan(3)
      for (const [at, text] of lines.entries()) {
        const door: Door = { county: DEMO_COUNTY, channel: 'web', userId: `web-${person}`, village: null }
        await receiveMessage(real.deps, door, { id: `${person}-${at}-0000`, message: { kind: 'text', text } })
        const before = wechat.to(person).length
        wechat.tell({ from: person, text })
        await expect.poll(() => wechat.to(person).length, { timeout: 20_000 }).toBeGreaterThan(before)
      }
      const [web, chat] = [await stateOf('web', `web-${person}`), await stateOf('wechaty', person)]
      expect(chat).toEqual(web)
      expect(web?.consent).not.toBeNull()
    },
  )

  it('brings pictures, and says kindly what it cannot bring', async () => {
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500)])
    const before = wechat.said.length
    wechat.puppet.sendFile('nobody', types.Message.Image, jpeg, 'a.jpg')
    await wechat.hears('nobody', /照片/, before)
    wechat.puppet.sendFile('nobody', types.Message.Image, Buffer.from('<script>'), 'b.jpg')
    await wechat.hears('nobody', /打不开/, before)
    wechat.puppet.sendFile('nobody', types.Message.Video, Buffer.from('film'), 'c.mp4')
    await wechat.hears('nobody', /看不懂/, before)
  })

  it('goes on after a stop with what was owed, and nothing is said twice', async () => {
    await wechat.stop()
    await real.deps.store.transaction({ kind: 'system', county: DEMO_COUNTY }, (tx) =>
      tx.groupPosts.put(
        {
          key: 'test:1',
          to: { channel: 'wechaty', groupId: CADRES },
          leadId: null,
          words: '早上好',
          mentions: [],
          taps: [],
        },
        new Date(),
      ),
    )
    await wechat.start(real.url)
    wechat.tell({ from: 'wang', text: '查进度' })
    await wechat.hears(CADRES, /早上好/)
    expect(wechat.to(CADRES).filter((text) => text.includes('早上好'))).toHaveLength(1)
    expect(wechat.to(CADRES).filter((text) => text.includes(`新线索】${number}`))).toHaveLength(1)
  })

  it('says what it is asked for again only once, also after a restart', async () => {
    const post = () =>
      real.deps.groups.wechaty?.post(DEMO_COUNTY, { groupId: CADRES, webhook: null }, '同一句话', [], 'test:twice')
    await Promise.all([post(), post()])
    expect(await post()).toMatchObject({ kind: 'sent' })
    await wechat.stop()
    await wechat.start(real.url)
    await expect.poll(async () => (await post())?.kind, { timeout: 20_000 }).toBe('sent')
    expect(wechat.to(CADRES).filter((text) => text === '同一句话')).toHaveLength(1)
    const unknown = real.deps.groups.wechaty?.tell(DEMO_COUNTY, 'not-there', '在吗', [], 'test:unknown')
    expect(await unknown).toMatchObject({ kind: 'later' })
  })

  it('logs nothing of a person or his words', () => {
    expect(`${real.log()}${wechat.log.join('')}`).not.toMatch(/漏雨|王示雨|下岗|wang|zhao/)
  })
})
