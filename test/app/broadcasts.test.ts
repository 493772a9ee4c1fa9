import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CadreActor } from '../../src/app/accounts.ts'
import { actOnBroadcast } from '../../src/app/act-on-broadcast.ts'
import { composeBroadcast, editBroadcast, previewBroadcast } from '../../src/app/compose-broadcast.ts'
import { deliverGroupPosts } from '../../src/app/deliver-group-posts.ts'
import { findCards, listBroadcasts, readBroadcast } from '../../src/app/list-broadcasts.ts'
import type { GroupChannel } from '../../src/app/ports/groups.ts'
import { recordFacts } from '../../src/app/record-facts.ts'
import { isRefusal } from '../../src/app/refusal.ts'
import { sendBroadcasts } from '../../src/app/send-broadcasts.ts'
import { type BroadcastAction, type BroadcastSummary, ComposeBroadcast } from '../../src/contract/broadcast.ts'
import type { Channel, Language } from '../../src/contract/terms.ts'
import { onBoth } from '../support/database.ts'
import { answered, COUNTY, makeWorld, OTHER_VILLAGE, resident, VILLAGE } from '../support/world.ts'

const WORDS = '医保可以交了，一人400元，十二月底前交。'
const HOUR = 3_600_000
const system = { kind: 'system', county: COUNTY } as const
type Order = BroadcastAction extends infer Each ? (Each extends BroadcastAction ? Omit<Each, 'version'> : never) : never

onBoth('publicity', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let made = 0

  const wanted = (more: object = {}, text = WORDS) =>
    ComposeBroadcast.parse({ content: { kind: 'text', text }, audience: { region: VILLAGE, ...more } })
  const composes = async (more: object = {}, actor: CadreActor = world.village.actor) =>
    answered(await composeBroadcast(world.deps, actor, wanted(more)))
  const acts = async (id: string, order: Order, actor: CadreActor) => {
    const { version } = answered(await readBroadcast(world.deps, actor, id))
    return actOnBroadcast(world.deps, actor, id, { ...order, version } as BroadcastAction)
  }
  /** Composed by the village, approved by the township, begun. */
  const goes = async (more: object = {}): Promise<BroadcastSummary> => {
    const { id } = await composes(more)
    answered(await acts(id, { action: 'submit' }, world.village.actor))
    answered(await acts(id, { action: 'approve' }, world.township.actor))
    return answered(await acts(id, { action: 'schedule' }, world.village.actor))
  }
  const send = (hand = 'hand') => sendBroadcasts(world.deps, COUNTY, hand, () => false)
  const read = async (id: string) => answered(await readBroadcast(world.deps, world.county.actor, id))
  const villager = (channel: Channel = 'web') =>
    resident(world.deps, { county: COUNTY, channel, userId: `b-${++made}`, village: VILLAGE })
  /** Somebody who agreed, by reporting. */
  const agreed = async (name: string, channel: Channel = 'web', phone = '没有电话') => {
    const one = villager(channel)
    await one.reports('我家房子漏雨', name, '联群村', phone)
    // He is through with it, so nothing is open.
    return one
  }
  const got = async (one: ReturnType<typeof villager>) => (await one.chat()).filter(({ publicity }) => publicity)

  beforeEach(async () => {
    // Everybody of an earlier test is out of the way, with what he was sent.
    await use().database.pool.query(
      'truncate broadcast, broadcast_event, delivery, turn, reach, identity, conversation, resident cascade',
    )
    world = await makeWorld(use())
  })
  afterEach(() => world.stop())

  it('comes to the publicity groups of its place too, once and not at night', async () => {
    const system = { kind: 'system', county: COUNTY } as const
    const group = { channel: 'wechaty', webhook: null, name: '群' } as const
    await use().database.pool.query('delete from group_chat')
    await world.deps.store.transaction(system, async (tx) => {
      await tx.groups.put({ ...group, groupId: 'readers', kind: 'publicity', region: VILLAGE })
      await tx.groups.put({ ...group, groupId: 'wide', kind: 'publicity', region: VILLAGE.slice(0, 9) })
      await tx.groups.put({ ...group, groupId: 'cadres', kind: 'cadres', region: VILLAGE })
    })
    const told: { to: string; words: string }[] = []
    const sent = { kind: 'sent', spent: 0 } as const
    const post = async (_county: string, to: { groupId: string }, words: string) => {
      told.push({ to: to.groupId, words })
      return sent
    }
    const { deps } = world
    deps.groups.wechaty = { post, tell: async () => sent }
    // Eleven at night.
    world.later(13 * 3_600_000)
    await goes()
    await sendBroadcasts(deps, COUNTY, 'hand', () => false)
    const deliver = () => deliverGroupPosts(deps, COUNTY, () => {})
    expect(await deliver()).toBe(0)
    world.later(12 * 3_600_000)
    await sendBroadcasts(deps, COUNTY, 'hand', () => false)
    expect(await deliver()).toBe(1)
    expect(await deliver()).toBe(0)
    expect(told).toMatchObject([{ to: 'readers', words: expect.stringContaining(WORDS) }])
    expect(told[0]?.words).not.toContain('不要宣传')
    // Ten at night again: begun, and paused or stopped before the morning.
    world.later(12 * HOUR)
    const [paused, stopped] = [await goes(), await goes()]
    await send()
    answered(await acts(paused.id, { action: 'pause' }, world.village.actor))
    answered(await acts(stopped.id, { action: 'stop' }, world.village.actor))
    world.later(12 * HOUR)
    await deliver()
    expect(told).toHaveLength(1)
    answered(await acts(paused.id, { action: 'resume' }, world.village.actor))
    world.later(HOUR)
    await deliver()
    expect(told).toHaveLength(2)
    delete deps.groups.wechaty
    // Without a group nobody would get it.
    const { id } = await composes()
    expect(await acts(id, { action: 'submit' }, world.village.actor)).toMatchObject({ refused: 'not_possible_now' })
  })

  it('goes from a draft by a second person to those who agreed, once', async () => {
    const wang = await agreed('王示范')
    const silent = villager()
    await silent.says('你好')
    const { id } = await composes()
    expect(await acts(id, { action: 'approve' }, world.township.actor)).toMatchObject({ refused: 'not_possible_now' })
    answered(await acts(id, { action: 'submit' }, world.village.actor))
    expect(await acts(id, { action: 'approve' }, world.village.actor)).toMatchObject({ refused: 'not_allowed' })
    expect(await acts(id, { action: 'approve' }, world.deputy.actor)).toMatchObject({ refused: 'not_allowed' })
    answered(await acts(id, { action: 'approve' }, world.township.actor))
    expect(await send()).toBe(0)
    answered(await acts(id, { action: 'schedule' }, world.village.actor))
    expect(await send()).toBe(1)
    expect(await send()).toBe(0)

    const [turn, ...more] = await got(wang)
    expect(more).toEqual([])
    expect(turn).toMatchObject({ messageId: null, inbound: null })
    expect(turn?.replies.map((block) => ('text' in block ? block.text : ''))).toEqual([
      '【政策宣传】',
      WORDS,
      '不想再收，发“不要宣传”。',
    ])
    expect(await got(silent)).toEqual([])
    const done = await read(id)
    expect(done).toMatchObject({ state: 'done', progress: { queued: 0, sent: 1, failed: 0 } })
    expect(done.skippedBy).toContainEqual({ reason: 'never_agreed', words: '没有同意过隐私说明', count: 1 })
    // 郑示远's household: nobody of it ever wrote.
    expect(done.skippedBy).toContainEqual(expect.objectContaining({ reason: 'no_chat' }))
    expect(done.events.map(({ by }) => by)).toEqual(['演示甲', '演示甲', '演示丁', '演示甲', '系统', '系统'])
    await expect(wang.says('好的')).resolves.toBeDefined()
  })

  it('shows beforehand how many it will reach, by which channel, and who is left out', async () => {
    await agreed('王示范')
    await agreed('郑示远', 'official_account')
    await (await agreed('李示退')).says('不要宣传')
    const preview = answered(await previewBroadcast(world.deps, world.village.actor, wanted()))
    expect(preview.count).toBe(2)
    expect(preview.byChannel.map(({ channel, count }) => [channel, count]).sort()).toEqual([
      ['official_account', 1],
      ['web', 1],
    ])
    expect(preview.skipped).toEqual([{ reason: 'opted_out', words: '说过不要宣传', count: 1 }])
    expect(preview.notes).toEqual([
      '公众号的 1 人，两天内没写过话的，下次写话时才收到。',
      '小程序和网页的 1 人，打开聊天才看得到。',
    ])
    expect(preview.sample.map(({ name }) => name).sort()).toEqual(['王**', '郑**'])
    expect(
      answered(await previewBroadcast(world.deps, world.village.actor, wanted({ kinds: ['marginal'] }))),
    ).toMatchObject({
      count: 1,
      sample: [{ name: '郑**', place: '演示镇联群村' }],
    })
    const nobody = wanted({ monitored: ['sudden_severe'] })
    expect(answered(await previewBroadcast(world.deps, world.village.actor, nobody))).toMatchObject({
      count: 0,
      skipped: [],
      notes: ['现在一个人也发不到：没有合这些条件的户。'],
    })
    const risk = wanted({ risks: ['unsafe_housing'], kinds: ['poverty_lifted'] })
    expect(answered(await previewBroadcast(world.deps, world.village.actor, risk))).toMatchObject({ count: 1 })
    expect(await previewBroadcast(world.deps, world.village.actor, wanted({ region: OTHER_VILLAGE }))).toMatchObject({
      refused: 'not_allowed',
    })
  })

  it('reaches somebody with two channels once, on the better one', async () => {
    const web = await agreed('王示范', 'web', '13800000009')
    const account = await agreed('王示范', 'official_account', '13800000009')
    await goes()
    expect(await send()).toBe(1)
    expect(await got(account)).toHaveLength(1)
    expect(await got(web)).toEqual([])
  })

  it('reaches him where he can be written to now before where he can not', async () => {
    const [account, enterprise, web] = [
      await agreed('王示范', 'official_account', '13800000009'),
      await agreed('王示范', 'wecom', '13800000009'),
      await agreed('王示范', 'web', '13800000009'),
    ]
    const opens = async ({ door }: typeof web, hours: number | null) => {
      const now = world.deps.clock.now()
      const window = hours === null ? null : { until: new Date(now.getTime() + hours * HOUR), left: 5 }
      await world.deps.store.transaction(system, async (tx) => {
        const head = await tx.conversations.find(door.channel, door.userId)
        if (head) await tx.reaches.heard({ ...head, channel: door.channel, userId: door.userId }, now, window)
      })
    }
    const counts = () => Promise.all([account, enterprise, web].map(async (each) => (await got(each)).length))
    await opens(account, 1)
    await opens(enterprise, null)
    await goes()
    expect(await send()).toBe(1)
    expect(await counts()).toEqual([1, 0, 0])
    // Its window is shut; the other takes messages at any time.
    world.later(3 * HOUR)
    await goes()
    expect(await send()).toBe(1)
    expect(await counts()).toEqual([1, 1, 0])
  })

  it('says of whom it waits for that they are in the middle of their own report', async () => {
    await agreed('王示范')
    const zheng = await agreed('郑示远')
    await zheng.says('还有，我妈住院自费三万多')
    const { id } = await goes()
    expect(await send()).toBe(1)
    expect(await read(id)).toMatchObject({ state: 'sending', busy: { count: 1 }, progress: { sent: 1, queued: 1 } })
    world.later(3 * HOUR)
    expect(await send()).toBe(1)
    expect(await read(id)).toMatchObject({ state: 'done', busy: null, progress: { sent: 2, queued: 0 } })
  })

  it('is stopped by a word on any channel, and begun again only by a word', async () => {
    const web = await agreed('王示范', 'web', '13800000009')
    const account = await agreed('王示范', 'official_account', '13800000009')
    const zheng = await agreed('郑示远')
    await web.says('退订')
    await goes()
    expect(await send()).toBe(1)
    // A new report, with its privacy notice, opts nobody in.
    await use().database.pool.query(`update resident set consent_version = 'older'`)
    await web.reports('我家没水喝', '王示范')
    await goes()
    expect(await send()).toBe(1)
    for (const each of [web, account]) expect(await got(each)).toEqual([])
    await account.says('我要宣传')
    await goes()
    expect(await send()).toBe(2)
    expect(await got(account)).toHaveLength(1)
    expect(await got(zheng)).toHaveLength(3)
  })

  it('leaves out who says so while it is being sent', async () => {
    const wang = await agreed('王示范')
    const { id } = await goes()
    // Counted out, and nothing sent yet.
    await sendBroadcasts(world.deps, COUNTY, 'hand', () => true)
    expect((await read(id)).progress).toMatchObject({ queued: 1, sent: 0 })
    await wang.says('不要宣传')
    expect(await send()).toBe(0)
    expect(await read(id)).toMatchObject({ state: 'done', progress: { queued: 0, sent: 0 } })
    expect((await read(id)).skippedBy).toContainEqual(expect.objectContaining({ reason: 'opted_out', count: 1 }))
  })

  it('comes between nobody and an open question, nor into a talk with a person', async () => {
    const wang = await agreed('王示范')
    const zheng = await agreed('郑示远')
    await wang.says('我家里又没水喝了')
    await zheng.says('我想跟真人说')
    const { id } = await goes()
    expect(await send()).toBe(0)
    expect((await read(id)).progress.queued).toBe(2)
    world.later(3 * HOUR)
    expect(await send()).toBe(1)
    expect(await got(wang)).toHaveLength(1)
    expect(await got(zheng)).toEqual([])
  })

  it('keeps quiet at night, and says nothing of a rate meanwhile', async () => {
    const wang = await agreed('王示范')
    // 22 o'clock.
    world.later(12 * HOUR)
    const { id } = await goes()
    expect(await send()).toBe(0)
    expect((await read(id)).progress).toMatchObject({ queued: 1, perMinute: null, expectedEnd: null })
    world.later(10 * HOUR)
    expect(await send()).toBe(1)
    expect(await got(wang)).toHaveLength(1)
  })

  it('gives a person four a month and a village three a week', async () => {
    const wang = await agreed('王示范')
    for (let week = 1; week <= 3; week++) {
      await goes()
      expect(await send()).toBe(1)
    }
    const over = await goes()
    expect(await send()).toBe(0)
    expect((await read(over.id)).skippedBy).toContainEqual(expect.objectContaining({ reason: 'village_cap', count: 1 }))
    // Monday, still November; then December.
    world.later(7 * 24 * HOUR)
    await goes()
    expect(await send()).toBe(1)
    const fifth = await goes()
    expect(await send()).toBe(0)
    expect((await read(fifth.id)).skippedBy).toContainEqual(expect.objectContaining({ reason: 'person_cap', count: 1 }))
    world.later(24 * HOUR)
    await goes()
    expect(await send()).toBe(1)
    expect(await got(wang)).toHaveLength(5)
  })

  it('pauses, goes on, stops; who had nothing by then gets nothing', async () => {
    await agreed('王示范')
    const { id } = await goes()
    await sendBroadcasts(world.deps, COUNTY, 'hand', () => true)
    answered(await acts(id, { action: 'pause' }, world.township.actor))
    expect(await send()).toBe(0)
    answered(await acts(id, { action: 'resume' }, world.village.actor))
    expect(await acts(id, { action: 'stop' }, world.otherVillage.actor).catch(() => 'unseen')).toBe('unseen')
    answered(await acts(id, { action: 'stop' }, world.village.actor))
    expect(await send()).toBe(0)
    expect(await read(id)).toMatchObject({ state: 'stopped', moves: [], progress: { queued: 0, skipped: 2 } })
    expect(await acts(id, { action: 'resume' }, world.village.actor)).toMatchObject({ refused: 'not_possible_now' })
  })

  it('sets aside the one that can’t be written, sends the others, and tries it again when told to', async () => {
    const wang = await agreed('王示范')
    const zheng = await agreed('郑示远')
    const { conversationId } =
      (await world.deps.store.transaction(system, (tx) => tx.conversations.find('web', wang.door.userId))) ?? {}
    const { pool } = use().database
    await pool.query(
      `alter table turn add constraint broken check (conversation_id <> '${conversationId}' or inbound is not null) not valid`,
    )
    const { id } = await goes()
    try {
      expect(await send()).toBe(1)
      // It may have been a short fault of the database.
      expect(await read(id)).toMatchObject({ state: 'sending', progress: { queued: 1, failed: 0 } })
      for (let again = 0; again < 2; again++) {
        expect(await send()).toBe(0)
        world.later(61_000)
      }
      expect(await send()).toBe(0)
    } finally {
      await pool.query('alter table turn drop constraint broken')
    }
    expect(await read(id)).toMatchObject({ state: 'done', progress: { sent: 1, failed: 1 } })
    answered(await acts(id, { action: 'retry' }, world.village.actor))
    expect(await send()).toBe(1)
    expect(await read(id)).toMatchObject({ state: 'done', progress: { sent: 2, failed: 0 } })
    for (const one of [wang, zheng]) expect(await got(one)).toHaveLength(1)
  })

  it('appends nothing twice even where the mark was lost', async () => {
    const wang = await agreed('王示范')
    const { id } = await goes()
    await send()
    await use().database.pool.query(
      `update delivery set state = 'queued', next_at = '2026-01-01', ended_at = null where state = 'sent'`,
    )
    await use().database.pool.query(
      `update broadcast set state = 'sending', queued = 1, sent = 0, hand = null where id = $1`,
      [id],
    )
    expect(await send()).toBe(1)
    expect(await got(wang)).toHaveLength(1)
  })

  it('is in one hand at a time; another takes over from a hand that died', async () => {
    await agreed('王示范')
    const { id } = await goes()
    await sendBroadcasts(world.deps, COUNTY, 'hand', () => true)
    const now = world.deps.clock.now()
    const take = (hand: string) =>
      world.deps.store.transaction(system, (tx) =>
        tx.broadcasts.take(id, hand, world.deps.clock.now(), new Date(now.getTime() + 30_000)),
      )
    expect(await take('dies')).toMatchObject({ id })
    expect(await send('second')).toBe(0)
    world.later(31_000)
    expect(await send('second')).toBe(1)
    expect(await take('dies')).toBeNull()
  })

  it('is edited only as a draft, by its author, on the version that he saw', async () => {
    await agreed('王示范')
    const draft = await composes()
    const edit = (actor: CadreActor, version: number) =>
      editBroadcast(world.deps, actor, draft.id, version, wanted({}, '养老保险可以交了。'))
    expect(await edit(world.deputy.actor, 1)).toMatchObject({ refused: 'not_allowed' })
    expect(await edit(world.village.actor, 2)).toMatchObject({ refused: 'not_possible_now' })
    expect(answered(await edit(world.village.actor, 1))).toMatchObject({ title: '养老保险可以交了', version: 2 })
    answered(await acts(draft.id, { action: 'submit' }, world.village.actor))
    expect(await edit(world.village.actor, 3)).toMatchObject({ refused: 'not_possible_now' })
    const sent = { action: 'approve', version: 2 } as const
    expect(await actOnBroadcast(world.deps, world.township.actor, draft.id, sent)).toMatchObject({
      refused: 'not_possible_now',
    })
    answered(await acts(draft.id, { action: 'return', reason: '写清楚到哪里交' }, world.township.actor))
    expect(await read(draft.id)).toMatchObject({ state: 'draft' })
    expect((await read(draft.id)).events.at(-1)?.text).toBe('退回修改：写清楚到哪里交')
  })

  it('goes to those who speak the language, as far as somebody wrote it down, and says how far that is', async () => {
    await use().database.pool.query(`delete from household_fact where field = 'basics.language'`)
    const hakka = await agreed('王示范')
    await agreed('李示退')
    const { actor } = world.village
    const preview = async (...languages: Language[]) =>
      answered(await previewBroadcast(world.deps, actor, wanted({ languages })))
    const nobody = await preview('hakka')
    expect(nobody.count).toBe(0)
    expect(nobody.notes).toEqual([
      '这里还没有一户登记过说什么话，请走访时问一问。',
      '现在一个人也发不到：没有合这些条件的户。',
    ])
    const { id: empty } = await composes({ languages: ['hakka'] })
    expect(await acts(empty, { action: 'submit' }, actor)).toMatchObject({
      refused: 'not_possible_now',
      why: expect.stringContaining('登记过说什么话'),
    })
    const { rows } = await use().database.pool.query(
      `select id from household where county_code = $1 and region = $2 and head_name = '王示范'`,
      [COUNTY, VILLAGE],
    )
    expect(rows).toHaveLength(1)
    const household: string = rows[0].id
    const says = (value: Language) =>
      recordFacts(world.deps, actor, household, [
        { id: randomUUID(), member: null, field: 'basics.language', value, period: null },
      ])
    answered(await says('cantonese'))
    world.later(1_000)
    answered(await says('hakka'))
    const told = await preview('hakka', 'teochew')
    expect(told.count).toBe(1)
    expect(told.notes[0]).toMatch(/^这里 \d+ 户，登记了说什么话的有 1 户，没登记的不发。$/)
    // What a list says otherwise stands beside it, and the cadre's word holds.
    await use().database.pool.query(
      `insert into household_fact (county_code, id, household_id, field, value, day, source, at, settles)
         values ($1, gen_random_uuid(), $2, 'basics.language', '"mandarin"', '2099-01-01', '{"kind":"import","name":"省系统"}', now(), '{}')`,
      [COUNTY, household],
    )
    expect([(await preview('hakka')).count, (await preview('mandarin')).count]).toEqual([1, 0])
    await goes({ languages: ['hakka'] })
    await send()
    expect(await got(hakka)).toHaveLength(1)
  })

  it('goes to no approver where nobody can get it, nor out at a time that is over', async () => {
    await (await agreed('李示退')).says('不要宣传')
    const { id } = await composes()
    expect(await acts(id, { action: 'submit' }, world.village.actor)).toEqual({
      refused: 'not_possible_now',
      why: '现在一个人也发不到，原因在“不发”里。不能送审。',
    })
    await agreed('王示范')
    answered(await acts(id, { action: 'submit' }, world.village.actor))
    answered(await acts(id, { action: 'approve' }, world.township.actor))
    const at = (ms: number) => new Date(world.deps.clock.now().getTime() + ms).toISOString()
    expect(await acts(id, { action: 'schedule', at: at(-HOUR) }, world.village.actor)).toMatchObject({
      refused: 'not_possible_now',
      why: expect.stringContaining('这个时间已经过了'),
    })
    expect(answered(await acts(id, { action: 'schedule', at: at(HOUR) }, world.village.actor)).state).toBe('scheduled')
    expect(await send()).toBe(0)
  })

  it('of the county is approved by another officer; nobody sees what is not of his area', async () => {
    await agreed('王示范')
    const mine = await composes({ region: COUNTY }, world.county.actor)
    answered(await acts(mine.id, { action: 'submit' }, world.county.actor))
    expect(await acts(mine.id, { action: 'approve' }, world.county.actor)).toMatchObject({ refused: 'not_allowed' })
    expect(isRefusal(await readBroadcast(world.deps, world.village.actor, mine.id))).toBe(true)
    expect(await listBroadcasts(world.deps, world.village.actor, { limit: 10 })).toEqual({
      broadcasts: [],
      more: false,
    })
    expect((await listBroadcasts(world.deps, world.county.actor, { limit: 10 })).broadcasts).toHaveLength(1)
  })

  it.each([2, 9])('comes to a group behind a pause of %i days', async (days) => {
    await use().database.pool.query('delete from group_chat; delete from group_post')
    const readers = { channel: 'wechaty', groupId: 'paused', kind: 'publicity', region: VILLAGE } as const
    await world.deps.store.transaction(system, (tx) => tx.groups.put({ ...readers, name: '群', webhook: null }))
    const told: string[] = []
    const failures: string[] = []
    const sent = { kind: 'sent', spent: 0 } as const
    const post = async (_county: string, { groupId }: { groupId: string }) => {
      told.push(groupId)
      return sent
    }
    world.deps.groups.wechaty = { post, tell: async () => sent }
    const deliver = (of = world.deps) => deliverGroupPosts(of, COUNTY, ({ message }) => void failures.push(message))
    // Ten at night: begun, and nothing is sent before it is paused.
    world.later(12 * HOUR)
    const { id } = await goes()
    await send()
    answered(await acts(id, { action: 'pause' }, world.village.actor))
    for (let day = 0; day < days; day++) {
      world.later(24 * HOUR)
      await deliver()
    }
    world.later(14 * HOUR)
    answered(await acts(id, { action: 'resume' }, world.village.actor))
    // What has waited for so long is for whoever comes first, also where that channel is another process's.
    await deliver({ ...world.deps, groups: { wecom: { post, tell: async () => sent } } })
    await send()
    world.later(HOUR)
    await deliver()
    expect([told, failures]).toEqual([['paused'], []])
    world.later(HOUR)
    expect(await deliver()).toBe(0)
  })

  it('sends a card as the place has it', async () => {
    await use().database.pool.query('delete from group_chat')
    const readers = { channel: 'wechaty', groupId: 'of cards', kind: 'publicity', region: VILLAGE } as const
    await world.deps.store.transaction(system, (tx) => tx.groups.put({ ...readers, name: '群', webhook: null }))
    const shown: unknown[] = []
    const sent = { kind: 'sent', spent: 0 } as const
    const post: GroupChannel['post'] = async (...told) => {
      shown.push(told[5])
      return sent
    }
    world.deps.groups.wechaty = { post, tell: async () => sent }
    const wang = await agreed('王示范')
    const [card] = findCards(world.deps, world.village.actor, '小额贷款').cards
    const content = { kind: 'card', card: card?.id }
    const draft = await composeBroadcast(
      world.deps,
      world.village.actor,
      ComposeBroadcast.parse({ content, audience: { region: VILLAGE } }),
    )
    const { id } = answered(draft)
    answered(await acts(id, { action: 'submit' }, world.village.actor))
    answered(await acts(id, { action: 'approve' }, world.township.actor))
    answered(await acts(id, { action: 'schedule', at: '2026-11-23T04:00:00Z' }, world.village.actor))
    expect(await send()).toBe(0)
    world.later(2 * HOUR)
    expect(await send()).toBe(1)
    expect((await got(wang))[0]?.replies[1]).toMatchObject({ kind: 'card', title: card?.title })
    // Its picture goes along to the villagers' group.
    await deliverGroupPosts(world.deps, COUNTY, () => {})
    expect(shown).toEqual([{ id: card?.id, region: VILLAGE, date: '2026-11-23' }])
  })
})
