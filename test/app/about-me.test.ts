import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { choose, exportMine, readAboutMe, readChoices } from '../../src/app/about-me.ts'
import { answerCardQuestion, listCardQuestions } from '../../src/app/card-questions.ts'
import { deliverTurns } from '../../src/app/deliver-turns.ts'
import { eraseMine } from '../../src/app/erase-mine.ts'
import { keepAttachment } from '../../src/app/keep-attachment.ts'
import { listMyReports } from '../../src/app/my-reports.ts'
import type { Message } from '../../src/app/ports/channels.ts'
import { readAttachment } from '../../src/app/read-attachment.ts'
import { takePiece } from '../../src/app/take-piece.ts'
import { AboutMe, MyExport } from '../../src/contract/about-me.ts'
import { PRIVACY_NOTICE } from '../../src/core/dialogue/privacy-notice.ts'
import { onServer } from '../support/database.ts'
import { answered, COUNTY, makeWorld, resident, VILLAGE, wordsOf } from '../support/world.ts'

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])
const SAID = '房子漏雨，墙都裂了'

onServer('what is stored about me', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let wu: ReturnType<typeof world.resident>
  beforeAll(async () => {
    world = await makeWorld(use())
    wu = world.resident('wu')
    return world.stop
  })

  const about = async (who = wu) => AboutMe.parse(await readAboutMe(world.deps, who.door))
  const counts = async (who = wu) =>
    Object.fromEntries((await about(who)).things.map(({ what, count }) => [what, count]))

  const numbersSaid = ({ things }: AboutMe) => things.find(({ what }) => what === 'contact')?.says

  it('nothing, before the first message; and asking stores nothing', async () => {
    expect(await about()).toMatchObject({ since: null, things: [], readers: [], keeps: [] })
    expect(await readChoices(world.deps, wu.door)).toEqual({ publicity: true, caseNews: true })
    expect((await exportMine(world.deps, wu.door)).conversations).toEqual([])
    const { rows } = await use().database.pool.query('select count(*)::int as n from resident')
    expect(rows[0].n).toBe(0)
  })

  it('is counted, and who read it is told as offices', async () => {
    await wu.reports(SAID, '吴示户', '联群村', '13812345678')
    const { attachment } = answered(await keepAttachment(world.deps, wu.door, PNG))
    await wu.send('谢谢')
    expect(await counts()).toMatchObject({
      report: 1,
      picture: 1,
      consent: 1,
      contact: 1,
      subscription: 0,
      household: 0,
    })
    const mine = await about()
    expect(mine.consent?.version).toBe(PRIVACY_NOTICE.version)
    expect(numbersSaid(mine)).toBe('电话138****5678，锁起来存。')
    expect(mine.readers).toEqual([])
    const [lead] = await world.village.queue()
    await world.village.open(lead?.id ?? '')
    await world.village.open(lead?.id ?? '')
    await world.township.open(lead?.id ?? '')
    expect((await about()).readers).toMatchObject([
      { who: '乡镇干部', times: 1 },
      { who: '村干部', times: 2 },
    ])
    expect(attachment).toMatch(/-/)
    for (const { says } of mine.things) expect(says.length).toBeLessThanOrEqual(60)
  })

  it('the number that somebody left with a report for his neighbour is told too', async () => {
    const kind = world.resident('kind')
    let replies = await kind.saysAll('邻居家房子塌了一角，帮别人家报')
    const answers: [RegExp, string][] = [
      [/提交/, '确认提交'],
      [/同意/, '同意'],
      [/知道您来报/, '知道'],
      [/户主/, '许示邻'],
      [/哪个村/, '联群村'],
      [/几口/, '4人'],
      [/电话/, '13812340000'],
      [/收入|多少钱/, '不想说'],
      [/什么时候/, '这几天'],
    ]
    for (let turn = 0; turn < 15 && !replies.some((block) => block.kind === 'receipt'); turn++)
      replies = await kind.saysAll(answers.find(([asked]) => asked.test(wordsOf(replies)))?.[1] ?? '不知道')
    expect(numbersSaid(await about(kind))).toBe('申报里留的电话138****0000，锁起来存。')
  })

  it('the export holds his own words and reports, and nothing of anybody else', async () => {
    const zheng = world.resident('zheng')
    await zheng.reports('家里的水又黄又臭', '郑示远')
    const mine = MyExport.parse(await exportMine(world.deps, wu.door))
    const text = JSON.stringify(mine)
    expect(mine.reports).toHaveLength(1)
    expect(mine.conversations[0]?.turns.length).toBe((await wu.chat()).length)
    expect(text).toContain(SAID)
    expect(text).not.toMatch(/郑示远|又黄又臭|13812345678/)
    expect(JSON.stringify(await exportMine(world.deps, zheng.door))).not.toContain(SAID)
  })

  it('the export holds what he asked and no card answered, with the answer, and nobody else’s', async () => {
    const wen = world.resident('wen', VILLAGE)
    await wen.says('高考加分怎么算')
    const questions = async (who: typeof wen) => MyExport.parse(await exportMine(world.deps, who.door)).questions
    expect(await questions(wen)).toMatchObject([{ question: '高考加分怎么算', answer: null }])
    const [asked] = (await listCardQuestions(world.deps, world.village.actor, 'open')).questions
    answered(await answerCardQuestion(world.deps, world.village.actor, asked?.id ?? '', { text: '去县教育局问' }))
    expect(await questions(wen)).toMatchObject([{ answer: { text: '去县教育局问', at: expect.any(String) } }])
    expect(await questions(wu)).toEqual([])
  })

  it('what he wants to hear: publicity as by his word in the chat', async () => {
    expect(await choose(world.deps, wu.door, { publicity: false })).toEqual({ publicity: false, caseNews: true })
    await wu.send('我要宣传')
    expect(await readChoices(world.deps, wu.door)).toEqual({ publicity: true, caseNews: true })
    await wu.send('不要宣传')
    expect(await choose(world.deps, wu.door, { caseNews: false })).toEqual({ publicity: false, caseNews: false })
  })

  it('news of his reports stay in the chat where he wants that; what a person says to him does not', async () => {
    const sent: Message[] = []
    const send = async (_county: string, _to: unknown, message: Message) => {
      sent.push(message)
      return { kind: 'sent', spent: 0 } as const
    }
    const channel = { send, workOff: async () => {} }
    const deps = { ...world.deps, channels: { official_account: channel } }
    const door = { county: COUNTY, channel: 'official_account', userId: 'o-he', village: VILLAGE } as const
    const he = resident(deps, door)
    await he.reports('摔断了腿，三个月不能做工', '何示号')
    const found = await use().store.transaction({ kind: 'system', county: COUNTY }, async (tx) => {
      const head = await tx.conversations.find(door.channel, door.userId)
      await tx.reaches.heard({ conversationId: head?.conversationId ?? '', ...door }, deps.clock.now(), null)
      await tx.reaches.told(head?.conversationId ?? '', head?.lastSeq ?? 0, 0)
      return head?.conversationId ?? ''
    })
    const news = async (text: string, from?: string) => {
      const block = { kind: 'text' as const, text, ...(from !== undefined && { from }) }
      await use().store.transaction({ kind: 'system', county: COUNTY }, (tx) =>
        tx.outbox.put({ key: text, county: COUNTY, conversationId: found, blocks: [block], at: deps.clock.now() }),
      )
      await world.deliver()
      await deliverTurns(deps, COUNTY, found)
    }
    await news('第一条消息')
    expect(sent).toHaveLength(1)
    answered(await choose(deps, door, { caseNews: false }))
    await news('第二条消息')
    expect(sent).toHaveLength(1)
    expect(await he.news()).toEqual(['第一条消息', '第二条消息'])
    await news('您好，我是村干部', '演示甲（村干部）')
    expect(sent).toHaveLength(2)
    answered(await choose(deps, door, { caseNews: true }))
    await news('第四条消息')
    expect(sent).toHaveLength(3)
  })

  it('deletion waits while a cadre has the word', async () => {
    const talker = world.resident('talker')
    await talker.reports('家里的水又黄又臭，不能喝', '钱示话')
    await talker.says('找干部')
    expect(await eraseMine(world.deps, talker.door, 'erase-0000')).toMatchObject({ refused: 'not_possible_now' })
    expect(await counts(talker)).toMatchObject({ report: 1, consent: 1 })
  })

  it('deletion takes back consent and reports, empties the chat, and says what is kept and why', async () => {
    const { attachment } = answered(await keepAttachment(world.deps, wu.door, PNG))
    const { number = '' } = (await world.village.queue()).find(({ householdName }) => householdName === '吴**') ?? {}
    await wu.says('高考加分怎么算')
    const asked = async () => (await listCardQuestions(world.deps, world.village.actor, 'open')).questions
    expect(await asked()).toMatchObject([{ question: '高考加分怎么算' }])
    const other = world.elsewhere((await use().another()).store)
    const twice = await Promise.all([
      eraseMine(world.deps, wu.door, 'erase-0001'),
      eraseMine(other, wu.door, 'erase-0001'),
    ])
    for (const each of twice) {
      expect(answered(each).erased).toMatchObject({ withdrawn: [number] })
      expect(answered(each).erased.keeps).toContain('办过的申报和里面留的电话要留底，县里要查得到是怎么办的。')
    }
    expect(await asked()).toEqual([])
    const chat = JSON.stringify(await wu.chat())
    expect(chat).not.toMatch(/漏雨|吴示户|138/)
    expect((await wu.chat()).at(-1)).toMatchObject({ messageId: 'erase-0001', replies: [{ kind: 'text' }] })
    const mine = await about()
    expect(mine).toMatchObject({ consent: null, choices: { publicity: false }, erasedAt: expect.any(String) })
    expect(await counts()).toMatchObject({ consent: 0, picture: 0 })
    // The report is kept, and so is the number in it: he is told so.
    expect(numbersSaid(mine)).toBe('申报里留的电话138****5678，锁起来存。')
    const { rows } = await use().database.pool.query(
      `select r.id as resident, state::text as state from turn t join conversation c on c.id = t.conversation_id
       join resident r on r.id = c.resident_id join identity i on i.resident_id = r.id where i.user_id = 'wu'`,
    )
    expect(rows.map(({ state }) => state).join()).not.toMatch(/吴示户|漏雨/)
    const actor = { kind: 'resident', county: COUNTY, residentId: String(rows[0].resident) } as const
    expect(await readAttachment(world.deps, actor, attachment)).toEqual({ refused: 'not_found' })
    // His picture in a report, and the report, are the county's record.
    const lead = (await world.village.queue({ status: 'withdrawn' })).find((each) => each.number === number)
    expect((await world.village.open(lead?.id ?? '')).words.join()).toContain('漏雨')
  })

  it('what was just coming in goes with the rest, in whole and in pieces; what is sent afterwards stays', async () => {
    const late = world.resident('late')
    await late.send('你好')
    const sentAt = world.deps.clock.now()
    const owner = String(
      (await use().database.pool.query(`select resident_id from identity where user_id = 'late'`)).rows[0].resident_id,
    )
    const upload = { owner, id: randomUUID(), total: PNG.length, sha256: null }
    expect(await takePiece(world.deps, COUNTY, upload, 0, PNG.subarray(0, 6))).toEqual({ received: 6 })
    world.later(1_000)
    answered(await eraseMine(world.deps, late.door, 'erase-late'))
    world.later(1_000)
    expect(await keepAttachment(world.deps, late.door, PNG, randomUUID(), sentAt)).toMatchObject({
      refused: 'not_possible_now',
    })
    expect(await takePiece(world.deps, COUNTY, upload, 6, PNG.subarray(6))).toEqual({ received: 0 })
    expect(await counts(late)).toMatchObject({ picture: 0 })
    answered(await keepAttachment(world.deps, late.door, PNG))
    expect(await counts(late)).toMatchObject({ picture: 1 })
  })

  it('an erasure and a file at the same moment leave nothing behind', async () => {
    for (let round = 0; round < 5; round++) {
      const racer = world.resident(`racer-${round}`)
      await racer.send('你好')
      const sentAt = world.deps.clock.now()
      world.later(1_000)
      const other = world.elsewhere((await use().another()).store)
      await Promise.all([
        eraseMine(other, racer.door, `erase-race-${round}`),
        ...[1, 2, 3].map(() => keepAttachment(world.deps, racer.door, PNG, randomUUID(), sentAt)),
      ])
      expect(await counts(racer), `round ${round}`).toMatchObject({ picture: 0 })
    }
  })

  it('whoever comes back is asked for consent anew', async () => {
    const replies = await wu.saysAll('我家鸭子全死了，亏了五万')
    expect(JSON.stringify(replies)).toContain('隐私说明')
    const again = answered(await eraseMine(world.deps, wu.door, 'erase-0002'))
    expect(again.erased.withdrawn).toEqual([])
  })

  it('sent once more, it takes back nothing that was reported since', async () => {
    await wu.reports('家里没有水喝', '吴示户')
    const open = async () => (await listMyReports(world.deps, wu.door)).reports.filter(({ ended }) => !ended)
    const before = await open()
    expect(before).toHaveLength(1)
    answered(await eraseMine(world.deps, wu.door, 'erase-0001'))
    expect(await open()).toEqual(before)
  })

  it('nobody else loses anything', async () => {
    expect(await counts(world.resident('zheng'))).toMatchObject({ report: 1, consent: 1 })
    expect((await world.resident('zheng').chat())[0]?.replies.length).toBeGreaterThan(0)
  })
})
