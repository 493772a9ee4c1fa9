import { beforeAll, expect, it } from 'vitest'
import { listHandovers } from '../../src/app/list-handovers.ts'
import { readAttachment } from '../../src/app/read-attachment.ts'
import { receiveMessage } from '../../src/app/receive-message.ts'
import { isRefusal } from '../../src/app/refusal.ts'
import { onServer } from '../support/database.ts'
import { answered, COUNTY, makeWorld, OTHER_VILLAGE, VILLAGE, wordsOf } from '../support/world.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
let people = 0

onServer('a resident asks for a person', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld(use())
    return () => world.stop()
  })

  const someone = (village: string | null = VILLAGE) => world.resident(`handover-${++people}`, village)
  type Someone = ReturnType<typeof someone>
  const openOnes = async (cadre = world.village) =>
    (await cadre.handovers()).filter(({ state }) => state === 'open' || state === 'answered')
  /** Asks, and answers the hand-over that came of it. */
  async function asks(resident: Someone, cadre = world.village) {
    const before = new Set((await openOnes(cadre)).map(({ id }) => id))
    const replies = await resident.says('我想跟真人说')
    const handover = (await openOnes(cadre)).find(({ id }) => !before.has(id))
    if (!handover) throw new Error(`nobody was asked: ${wordsOf(replies)}`)
    return { replies, handover }
  }
  /** What the person said in the chat, each time it stands there. */
  const said = async (resident: Someone) =>
    (await resident.chat())
      .flatMap(({ replies }) => replies)
      .flatMap((block) => (block.kind === 'text' && block.from ? [`${block.from}：${block.text}`] : []))

  it('hears who comes; the bot is silent, the cadre sees what he writes and answers under his name', async () => {
    const wang = someone()
    await wang.says('我家房子漏雨')
    const { replies, handover } = await asks(wang)
    expect(wordsOf(replies)).toMatch(/我请演示甲（村干部）来跟您说[\s\S]*12345[\s\S]*不等了，接着用机器说/)
    expect(handover).toMatchObject({
      state: 'open',
      place: '演示镇联群村',
      mayAnswer: true,
      holder: { name: '演示甲' },
    })
    expect(await wang.says('我电话13800000001，您什么时候来')).toEqual([])

    const { turns } = await world.village.reads(handover.id)
    expect(turns.map(({ inbound }) => inbound)).toEqual([
      { kind: 'text', text: '我家房子漏雨' },
      { kind: 'text', text: '我想跟真人说' },
      { kind: 'text', text: '我电话138****0001，您什么时候来' },
    ])
    answered(await world.village.tells(handover.id, '我下午到，打我电话13800000009'))
    expect(await said(wang)).toEqual(['演示甲（村干部）：我下午到，打我电话13800000009'])
    expect((await openOnes()).find(({ id }) => id === handover.id)).toMatchObject({
      state: 'answered',
      waitingSince: null,
    })

    // The number that he gave the person is the person's to call, and nobody else's.
    expect(await world.village.phoneOf(handover.id)).toEqual({ phone: '13800000001' })
    expect(await world.deputy.phoneOf(handover.id)).toMatchObject({ refused: 'not_possible_now' })
    expect(await wang.says('好')).toEqual([])
    answered(await world.village.givesBack(handover.id))
    expect(await world.village.phoneOf(handover.id)).toMatchObject({ refused: 'handover_ended' })
    expect((await wang.news()).at(-1)).toMatch(/演示甲（村干部）说完了，我们接着来[\s\S]*您同意/)
    expect(wordsOf(await wang.says('同意'))).toMatch(/户主叫什么/)
    const ended = (await world.village.handovers()).find(({ id }) => id === handover.id)
    expect(ended).toMatchObject({ state: 'returned', ending: '演示甲说完了，已经交回机器', mayAnswer: false })
  })

  it('takes the word back; the cadre who was typing is told, and nothing of his is said', async () => {
    const wang = someone()
    const { handover } = await asks(wang)
    expect(wordsOf(await wang.says('不等了，接着用机器说'))).toMatch(/接着跟我说/)
    expect(await world.village.tells(handover.id, '来了来了')).toEqual({
      refused: 'handover_ended',
      why: '对方已经交回机器，这句没有发出去。',
    })
    expect(await world.village.givesBack(handover.id)).toMatchObject({ refused: 'handover_ended' })
    expect(await said(wang)).toEqual([])
    expect((await world.village.handovers()).find(({ id }) => id === handover.id)?.ending).toBe(
      '对方不等了，已经交回机器',
    )
    // He may ask again, and it is another hand-over.
    expect((await asks(wang)).handover.id).not.toBe(handover.id)
  })

  it('says a reply once however often it is sent, also when the word went back in between', async () => {
    const wang = someone()
    const { handover } = await asks(wang)
    const first = answered(await world.village.tells(handover.id, '我在', 'typed-000001'))
    expect(await world.village.tells(handover.id, '我在', 'typed-000001')).toEqual(first)
    await wang.says('不等了')
    expect(await world.village.tells(handover.id, '我在', 'typed-000001')).toEqual(first)
    expect(await said(wang)).toEqual(['演示甲（村干部）：我在'])
  })

  it('the number that counts is what he told the person, else what he corrected, and of himself', async () => {
    const wang = someone()
    await wang.reports('房子漏雨', '王示电', '联群村', '13800000001')
    await wang.saysAll('我家没水喝', '电话打错了，是13800000002')
    world.later(MINUTE)
    const { handover } = await asks(wang)
    expect(await world.village.phoneOf(handover.id)).toEqual({ phone: '13800000002' })
    await wang.says('打我这个13800000003')
    expect(await world.village.phoneOf(handover.id)).toEqual({ phone: '13800000003' })
    await wang.says('不等了')

    const li = someone()
    await li.reports('房子漏雨', '李示电', '联群村', '13800000004')
    await li.saysAll('帮邻居报，他家没水喝，他电话13800000005', '我想跟真人说')
    const other = (await openOnes()).at(-1)
    expect(await world.village.phoneOf(other?.id ?? '')).toEqual({ phone: '13800000004' })
    await li.says('不等了')
  })

  it('an emergency is answered at once and reported, and the word stays with the person', async () => {
    const wang = someone()
    const { handover } = await asks(wang)
    const replies = await wang.says('我爸喝了农药，救命')
    expect(wordsOf(replies)).toMatch(/120/)
    expect(replies.some(({ kind }) => kind === 'receipt')).toBe(true)
    expect(await wang.says('他在吐')).toEqual([])
    expect(answered(await world.village.tells(handover.id, '马上到')).replies).toHaveLength(1)
    const [lead] = (await world.village.queue({ urgency: 'emergency' })).filter(({ gist }) => gist.includes('农药'))
    expect((await world.village.open(lead?.id ?? '')).events.map(({ text }) => text)).toContain('他在吐')
  })

  it('whoever does not know his village gets somebody of the county', async () => {
    const li = someone(null)
    expect(wordsOf(await li.says('我要找真人'))).toMatch(/您在哪个村？[\s\S]*不知道哪个村/)
    expect(wordsOf(await li.says('不知道哪个村'))).toMatch(/演示戊（县级干部）/)
    const handover = (await openOnes(world.county)).find(({ place }) => place === '演示县')
    expect(handover).toMatchObject({ mayAnswer: true, state: 'open', holder: { name: '演示戊' } })
    expect((await world.village.handovers()).map(({ id }) => id)).not.toContain(handover?.id)
    await li.says('不等了')
  })

  it('told after half an hour, once, that nobody has answered; his stand-in is asked too', async () => {
    const wang = someone()
    const { handover } = await asks(wang)
    world.later(29 * MINUTE)
    await world.tend()
    expect(await wang.news()).toEqual([])
    world.later(2 * MINUTE)
    await Promise.all([world.tend(), world.tend()])
    await world.tend()
    expect(await wang.news()).toEqual([expect.stringMatching(/演示甲（村干部）还没有回您[\s\S]*演示乙（村干部）/)])
    const view = (await openOnes(world.deputy)).find(({ id }) => id === handover.id)
    expect(view).toMatchObject({ mayAnswer: true, second: { name: '演示乙' } })
    const both = await Promise.all([
      world.village.tells(handover.id, '我是甲'),
      world.deputy.tells(handover.id, '我是乙'),
    ])
    both.map(answered)
    expect((await said(wang)).sort()).toEqual(['演示乙（村干部）：我是乙', '演示甲（村干部）：我是甲'])
    await wang.says('不等了')
  })

  it('the word comes back after a day without an answer, and everybody sees it', async () => {
    const wang = someone()
    await wang.says('我家房子漏雨')
    const { handover } = await asks(wang)
    world.later(31 * MINUTE)
    await world.tend()
    // Who goes on writing waits no less for it.
    world.later(20 * 60 * MINUTE)
    expect(await wang.says('还没人吗')).toEqual([])
    world.later(4 * 60 * MINUTE)
    await Promise.all([world.tend(), world.tend()])
    expect((await wang.news()).at(-1)).toMatch(/等了一天还是没有人回您[\s\S]*12345[\s\S]*您同意/)
    expect(await wang.news()).toHaveLength(2)
    expect((await world.village.handovers()).find(({ id }) => id === handover.id)).toMatchObject({
      state: 'unanswered',
      ending: '等了一天没有人回，已经交回机器',
    })
    expect(wordsOf(await wang.says('同意'))).toMatch(/户主/)
  })

  it('comes back by itself a day after the last word of a cadre who forgot to give it back', async () => {
    const wang = someone()
    const { handover } = await asks(wang)
    answered(await world.village.tells(handover.id, '知道了'))
    world.later(DAY - MINUTE)
    await world.tend()
    expect(await wang.says('好的')).toEqual([])
    answered(await world.village.tells(handover.id, '再见'))
    world.later(DAY)
    await world.tend()
    expect((await wang.news()).at(-1)).toMatch(/演示甲（村干部）那边没有再说话/)
    expect(await world.village.tells(handover.id, '喂')).toMatchObject({ refused: 'handover_ended' })
  })

  it('somebody above takes it over, and only one of two who reach for it', async () => {
    const wang = someone()
    const { handover } = await asks(wang)
    const from = handover.holder.id
    expect(await world.otherVillage.tells(handover.id, '我来')).toEqual({ refused: 'not_found' })
    expect(await world.township.tells(handover.id, '我来')).toMatchObject({
      refused: 'not_possible_now',
      why: '演示甲（村干部）在跟他说，要先接过来。',
    })
    const both = await Promise.all([
      world.township.takesOver(handover.id, from),
      world.county.takesOver(handover.id, from),
    ])
    expect(both.filter(isRefusal)).toHaveLength(1)
    const taken = both.find((each) => !isRefusal(each))
    if (!taken || isRefusal(taken)) throw new Error('unreachable')
    expect(await wang.news()).toEqual([expect.stringContaining(`现在由${taken.holder.name}（`)])
    expect(await world.village.tells(handover.id, '在')).toMatchObject({ refused: 'not_possible_now' })
    expect(await world.village.takesOver(handover.id, taken.holder.id)).toMatchObject({ refused: 'not_possible_now' })
    await wang.says('不等了')
  })

  it('goes to whoever is on duty now when the holder leaves', async () => {
    const zheng = someone(OTHER_VILLAGE)
    const { handover } = await asks(zheng, world.otherVillage)
    await world.reload((file) => {
      for (const cadre of file.cadres) if (cadre.key === 'other') Object.assign(cadre, { active: false })
    })
    await world.tend()
    expect(await zheng.news()).toEqual([expect.stringContaining('现在由演示乙（村干部）来跟您说')])
    expect((await world.county.handovers()).find(({ id }) => id === handover.id)).toMatchObject({
      holder: { name: '演示乙' },
    })
    expect(await stepsOf(handover.id)).toEqual(['handover_placed'])
    await world.reload(() => {})
    await zheng.says('不等了')
  })

  it('shows ten turns before, what is in them, and nothing behind the end', async () => {
    const wang = someone()
    for (let turn = 0; turn < 12; turn++) await wang.says(`第${turn}句，你好`)
    const { handover } = await asks(wang)
    const attachment = await upload(wang)
    const picture = { kind: 'picture' as const, attachment }
    answered(await receiveMessage(world.deps, wang.door, { id: 'a-picture-001', message: picture }))
    expect(answered(await readAttachment(world.deps, world.village.actor, attachment)).mime).toBe('image/png')
    expect(await readAttachment(world.deps, world.otherVillage.actor, attachment)).toEqual({ refused: 'not_found' })
    await wang.says('不等了')
    const hidden = await upload(wang)
    const later = { kind: 'picture' as const, attachment: hidden }
    answered(await receiveMessage(world.deps, wang.door, { id: 'a-picture-002', message: later }))
    await wang.says('这句不给他看')
    const { turns } = await world.village.reads(handover.id)
    expect(turns.map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
    expect(turns.at(-1)?.inbound).toEqual({ kind: 'text', text: '不等了' })
    expect((await world.village.reads(handover.id, 14)).turns).toHaveLength(1)
    expect(await readAttachment(world.deps, world.village.actor, hidden)).toEqual({ refused: 'not_found' })
  })

  it('every look at the chat and every word is in the audit, in the name of who did it', async () => {
    const wang = someone()
    const { handover } = await asks(wang)
    await world.village.reads(handover.id)
    answered(await world.village.tells(handover.id, '身份证440229199001010019要带上'))
    expect((await said(wang)).join()).not.toContain('440229199001010019')
    answered(await world.village.givesBack(handover.id))
    const { rows } = await use().database.pool.query(`select actor, act from audit where subject = $1 order by seq`, [
      handover.id,
    ])
    const actor = world.village.actor.cadreId
    expect(rows).toEqual(['handover_read', 'handover_answered', 'handover_returned'].map((act) => ({ actor, act })))
    expect(await stepsOf(await silentFor(DAY + 31 * MINUTE))).toEqual(['handover_widened', 'handover_unanswered'])
    const left = await silentFor(0, async (id) => answered(await world.village.tells(id, '知道了')))
    world.later(DAY)
    await world.tend()
    expect(await stepsOf(left)).toEqual(['handover_returned'])
    const audit = await world.deps.store.transaction({ kind: 'system', county: COUNTY }, (tx) =>
      tx.audit.verify(COUNTY),
    )
    expect(audit.brokenAt).toBeNull()
  })

  it('the list says when it does not show everybody', async () => {
    const list = () => listHandovers(world.deps, world.otherVillage.actor)
    expect((await list()).more).toBe(false)
    for (let nth = 0; nth < 101; nth++) await someone(OTHER_VILLAGE).says('我想跟真人说')
    const { handovers, more } = await list()
    expect([handovers.length, more]).toEqual([100, true])
  }, 60_000)

  /** What the system did of its own accord. */
  async function stepsOf(id: string): Promise<string[]> {
    const text = `select act from audit where subject = $1 and actor = 'system' order by seq`
    return (await use().database.pool.query(text, [id])).rows.map(({ act }) => act)
  }

  /** A hand-over after which nobody says anything for so long. */
  async function silentFor(milliseconds: number, before = async (_: string): Promise<unknown> => null) {
    const { handover } = await asks(someone())
    await before(handover.id)
    world.later(31 * MINUTE)
    await world.tend()
    world.later(milliseconds)
    await world.tend()
    return handover.id
  }

  async function upload({ door }: Someone): Promise<string> {
    const system = { kind: 'system', county: COUNTY } as const
    return world.deps.store.transaction(system, async (tx) => {
      const head = await tx.conversations.find(door.channel, door.userId)
      const id = crypto.randomUUID()
      const picture = { mime: 'image/png', bytes: Buffer.from('png'), at: world.deps.clock.now() }
      await tx.attachments.put({ id, county: COUNTY, residentId: head?.residentId ?? '', ...picture })
      return id
    })
  }
})
