import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeContactCode } from '../../src/app/bind-contact.ts'
import { deliverGroupPosts } from '../../src/app/deliver-group-posts.ts'
import type { Deps } from '../../src/app/deps.ts'
import { enterLead } from '../../src/app/enter-lead.ts'
import { escalateLeads } from '../../src/app/escalate-leads.ts'
import { answerBot, answerInTurn, takeFromBot, workOffFromBot } from '../../src/app/hear-bot.ts'
import { hearCadre } from '../../src/app/hear-cadre.ts'
import { morningDigest } from '../../src/app/morning-digest.ts'
import type { Pushed } from '../../src/app/ports/channels.ts'
import { listGroups, registerGroup, registerRobot, removeGroup } from '../../src/app/register-group.ts'
import { sweep } from '../../src/app/sweep.ts'
import { workOffLeft } from '../../src/app/take-in.ts'
import { tellOverdue } from '../../src/app/tell-overdue.ts'
import { NewLeadEntry } from '../../src/contract/lead-entry.ts'
import { onServer } from '../support/database.ts'
import { answered, COUNTY, makeWorld, OTHER_VILLAGE, resident, VILLAGE } from '../support/world.ts'

const CHANNEL = 'wechaty' as const
const TOWNSHIP = VILLAGE.slice(0, 9)
const HOUR = 3_600_000
const PERSONAL = /王|李示|13800000008|漏雨|老人/

onServer('what groups and cadres are told', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let deps: Deps
  let sent: { to: string; words: string; mentions: string[]; taps: string[]; key: string }[]
  let answers: Pushed[]
  let failures: string[]
  let run = 0

  const channelOn = (of: Deps): Deps => ({
    ...of,
    groups: {
      wechaty: {
        async post(_county, { groupId }, words, mentions, key) {
          const answer = answers.shift() ?? ({ kind: 'sent', spent: 0 } as const)
          if (answer.kind === 'sent') sent.push({ to: groupId, words, mentions, taps: [], key })
          return answer
        },
        async tell(_county, userId, words, taps, key) {
          const answer = answers.shift() ?? ({ kind: 'sent', spent: 0 } as const)
          if (answer.kind === 'sent') sent.push({ to: userId, words, mentions: [], taps, key })
          return answer
        },
      },
    },
  })
  const posts = async (on = deps) => {
    while ((await deliverGroupPosts(on, COUNTY, ({ message }) => void failures.push(message))) > 0);
    return sent.splice(0)
  }
  const bind = async (userId: string, { actor }: { actor: Parameters<typeof makeContactCode>[1] }) => {
    const { code } = await makeContactCode(deps, actor)
    const messageId = `bind-${crypto.randomUUID()}`
    const said = {
      county: COUNTY,
      channel: CHANNEL,
      userId,
      groupId: null,
      messageId,
      text: `绑定 ${code}`,
      quoted: null,
    }
    expect((await hearCadre(deps, said)).kind).toBe('answer')
  }
  const group = (groupId: string, region: string, kind: 'cadres' | 'publicity' = 'cadres', by = world.county) =>
    registerGroup(deps, by.actor, { channel: CHANNEL, groupId, region, kind, name: groupId, webhook: null })
  const reports = async (text: string, name = '王示雨', village = '联群村') => {
    const who = { county: COUNTY, channel: 'web', userId: `r-${++run}`, village: null } as const
    await resident(deps, who).reports(text, name, village, '13800000008')
  }
  const tos = (some: typeof sent) => some.map(({ to }) => to).sort()

  beforeEach(async () => {
    world = await makeWorld(use())
    ;[sent, answers, failures] = [[], [], []]
    const { pool } = use().database
    for (const table of ['group_post', 'group_chat', 'cadre_contact', 'channel_use'])
      await pool.query(`delete from ${table}`)
    await pool.query(`update lead set status = 'withdrawn'`)
    deps = channelOn(world.deps)
    await group('village', VILLAGE)
    await group('township', TOWNSHIP)
    await group('elsewhere', OTHER_VILLAGE)
    await group('readers', VILLAGE, 'publicity')
    await bind('u-village', world.village)
  })
  afterEach(() => world.stop())

  it('takes up what is personal or urgent before it says so in the group, which may have to wait', async () => {
    const id = `urgent-${crypto.randomUUID()}`
    const content = { kind: 'text' as const, text: '我家房子塌了，有人被压住了' }
    const message = { id, from: 'u-public', room: 'readers', mentioned: true, quoted: null, content }
    const arrived = await takeFromBot(deps, COUNTY, message)
    if (!arrived) throw new Error('it came before')
    answers = [{ kind: 'later', why: 'the bot is away' }]
    const { owed } = await answerBot(deps, arrived)
    const turns = await deps.store.transaction({ kind: 'system', county: COUNTY }, async (tx) => {
      const head = await tx.conversations.find(CHANNEL, 'u-public')
      return head
        ? { id: head.conversationId, turns: await tx.conversations.turnsAfter(head.conversationId, 0, 9) }
        : null
    })
    expect(turns?.id).toBe(owed)
    expect(turns?.turns).toHaveLength(1)
    const told = (await posts()).filter(({ to }) => to === 'readers')
    expect(told).toMatchObject([{ key: `answer:${id}` }])
    expect(told[0]?.words).toContain('119')
    expect(told[0]?.words).not.toContain('压住')
  })

  it('answers a person in the order in which he wrote, though the first answer has to wait', async () => {
    deps.channels = {
      wechaty: {
        send: async () => ({ kind: 'sent', spent: 0 }),
        workOff: (arrived) => workOffFromBot(deps, arrived),
      },
    }
    const writes = async (text: string) => {
      world.later(1)
      const base = { from: 'u-village', room: null, mentioned: false, quoted: null }
      const id = `${text}-${crypto.randomUUID()}`
      const arrived = await takeFromBot(deps, COUNTY, { ...base, id, content: { kind: 'text', text } })
      if (!arrived) throw new Error('it came before')
      return { key: `answer:${id}`, answered: answerInTurn(deps, arrived) }
    }
    answers = [{ kind: 'later', why: 'the bot is away' }]
    const first = await writes('待办')
    await expect(first.answered).rejects.toThrow('away')
    const second = await writes('帮助')
    await second.answered
    expect(sent).toEqual([])
    const left = async () => {
      while ((await workOffLeft(deps, COUNTY, CHANNEL, () => {})) > 0);
    }
    await left()
    expect(sent).toEqual([])
    world.later(5_001)
    await left()
    expect(sent.map(({ key }) => key)).toEqual([first.key, second.key])
    const third = await writes('帮助')
    await third.answered
    expect(sent.at(-1)?.key).toBe(third.key)
  })

  it('tells nothing to whoever left office', async () => {
    const { pool } = use().database
    const { cadreId } = world.village.actor
    await reports('我家房子漏雨')
    await pool.query('update cadre set active = false where id = $1', [cadreId])
    try {
      expect(tos(await posts())).toEqual(['village'])
      expect(await deps.store.transaction({ kind: 'system', county: COUNTY }, (tx) => tx.contacts.all())).toEqual([])
    } finally {
      await pool.query('update cadre set active = true where id = $1', [cadreId])
    }
  })

  it('a new lead comes to the nearest group and to its holder, with nothing of the person', async () => {
    await reports('我家房子漏雨')
    const told = await posts()
    expect(tos(told)).toEqual(['u-village', 'village'])
    const [lead] = await world.village.queue()
    const card = told.find(({ to }) => to === 'village')
    expect(card?.words).toMatch(new RegExp(`^【新线索】${lead?.number}\n地点：演示镇联群村\n类型：`))
    expect(card?.words).toMatch(/期限：\d+月\d+日（周.）.*前联系农户/)
    expect(card?.mentions).toEqual(['u-village'])
    expect(told.find(({ to }) => to === 'u-village')?.taps).toEqual(
      ['接单', '已入户', '办结'].map((verb) => `${verb} ${lead?.number}`),
    )
    for (const { words } of told) {
      expect(words).not.toMatch(PERSONAL)
      for (const line of words.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
    }
    const lastPosts = (await listGroups(deps, world.village.actor)).groups.map(({ id, lastPost }) => [id, lastPost])
    expect(Object.fromEntries(lastPosts)).toMatchObject({ village: { arrived: true }, readers: null })
    // The same report once more merges: nobody is told twice.
    await reports('我家房子又漏雨了')
    expect(await posts()).toEqual([])
  })

  it('an emergency comes to all around it', async () => {
    await reports('房子塌了，压着人了，救命')
    expect(tos(await posts())).toEqual(expect.arrayContaining(['township', 'u-village', 'village']))
  })

  it('a lead that a cadre enters is told too, but not to himself', async () => {
    const entry = NewLeadEntry.parse({
      id: crypto.randomUUID(),
      origin: 'cadre_survey',
      household: { headName: '王示新', village: VILLAGE },
      riskType: 'unsafe_housing',
      urgency: 'normal',
      words: '走访看到房子漏雨',
    })
    answered(await enterLead(deps, world.village.actor, entry))
    const told = await posts()
    expect(tos(told)).toEqual(['village'])
    expect(told[0]?.words).not.toMatch(PERSONAL)
  })

  it('what goes up is told to the groups around and to the new holder; what is late at the top is told once', async () => {
    await bind('u-county', world.county)
    await bind('u-township', world.township)
    await reports('我家房子漏雨')
    await posts()
    world.later(10 * 86_400_000)
    expect(await escalateLeads(deps, COUNTY)).toBe(1)
    await tellOverdue(deps, COUNTY)
    const up = await posts()
    expect(tos(up)).toEqual(['township', 'u-township', 'village'])
    expect(up[0]?.words).toContain('超过时限，已升级')
    world.later(10 * 86_400_000)
    await escalateLeads(deps, COUNTY)
    await posts()
    world.later(10 * 86_400_000)
    expect(await escalateLeads(deps, COUNTY)).toBe(0)
    for (let again = 0; again < 3; again++) await tellOverdue(deps, COUNTY)
    const late = await posts()
    expect(tos(late)).toEqual(['township', 'u-county', 'village'])
    expect(late[0]?.words).toContain('【超过时限】')
    expect(failures).toEqual([])
  })

  it('whoever is given a lead is told, and nobody where nothing reaches cadres', async () => {
    await bind('u-deputy', world.deputy)
    await reports('我家房子漏雨')
    await posts()
    const [lead] = await world.village.queue()
    if (!lead) throw new Error('no lead')
    const said = {
      county: COUNTY,
      channel: CHANNEL,
      userId: 'u-village',
      groupId: 'village',
      quoted: lead.number,
    } as const
    const heard = await hearCadre(deps, {
      ...said,
      messageId: `t-${crypto.randomUUID()}`,
      text: '转办给演示乙 我在外地',
    })
    expect(heard).toMatchObject({ kind: 'answer', done: true })
    const told = await posts()
    expect(tos(told)).toEqual(['u-deputy'])
    expect(told[0]?.words).toContain('【交给您办】')
    await resident(world.deps, { county: COUNTY, channel: 'web', userId: `r-${++run}`, village: null }).reports(
      '我家没水喝',
      '李示水',
      '联群村',
    )
    expect(await posts()).toEqual([])
  })

  it('in the morning once a day: what is due and overdue, by group and by cadre', async () => {
    await bind('u-other', world.otherVillage)
    await reports('我家房子漏雨')
    await reports('我家没水喝', '李示水')
    await posts()
    // 8:10 on the day after tomorrow, when both are due or late; the clock begins at 10:00.
    world.later(3 * 24 * HOUR - 2 * HOUR - HOUR)
    expect(await morningDigest(deps, COUNTY)).toBe(0)
    world.later(HOUR + 10 * 60_000)
    for (let again = 0; again < 2; again++) await morningDigest(deps, COUNTY)
    const told = await posts()
    expect(tos(told)).toEqual(['township', 'u-village', 'village'])
    for (const { words } of told) {
      expect(words).toMatch(/^早上好，今天是\d+月\d+日（周.）。\n/)
      expect(words).toMatch(/A\d+ 演示镇联群村 住房不安全：/)
      expect(words).not.toMatch(PERSONAL)
    }
    world.later(5 * HOUR)
    expect(await morningDigest(deps, COUNTY)).toBe(0)
    world.later(19 * HOUR)
    await morningDigest(deps, COUNTY)
    expect(tos(await posts())).toEqual(['township', 'u-village', 'village'])
  })

  it('tries again what failed, later and later, and gives up after a day', async () => {
    await reports('我家房子漏雨')
    answers = Array.from({ length: 2 }, () => ({ kind: 'later', why: 'busy' }))
    expect(await posts()).toEqual([])
    world.later(5_001)
    answers = [
      { kind: 'gone', why: 'no such robot' },
      { kind: 'later', why: 'busy', afterMs: 60_000 },
    ]
    expect(await posts()).toEqual([])
    expect(failures).toHaveLength(1)
    expect(failures[0]).not.toMatch(PERSONAL)
    world.later(59_000)
    expect(await posts()).toEqual([])
    world.later(1_001)
    expect(await posts()).toHaveLength(1)
    await reports('我家没水喝', '李示水')
    answers = Array.from({ length: 2 }, () => ({ kind: 'later', why: 'busy' }))
    await posts()
    world.later(25 * HOUR)
    answers = Array.from({ length: 2 }, () => ({ kind: 'later', why: 'busy' }))
    await posts()
    expect(failures).toHaveLength(3)
    world.later(31 * 24 * HOUR)
    await sweep(deps, COUNTY)
    expect((await use().database.pool.query('select from group_post')).rowCount).toBe(0)
  })

  it('is told once by two processes at once, and again, under its key, after a crash', async () => {
    await reports('我家房子漏雨')
    const other = channelOn(world.elsewhere((await use().another()).store))
    await Promise.all([posts(), posts(other), posts()].map(async (each) => expect(await each).toBeDefined()))
    const { rows } = await use().database.pool.query('select key, attempts from group_post order by key')
    expect(rows.map(({ attempts }) => attempts)).toEqual([1, 1])
    // A process that claimed and died: its posts are sent when the claim has run out.
    await use().database.pool.query('update group_post set delivered_at = null')
    world.later(6 * 60_000)
    const again = await posts()
    expect(again.map(({ key }) => key).sort()).toEqual(rows.map(({ key }) => key))
  })

  it('is registered by officers of the place and by nobody else', async () => {
    expect(await group('x', VILLAGE, 'cadres', world.village)).toMatchObject({ refused: 'not_allowed' })
    expect(await group('x', COUNTY, 'cadres', world.township)).toMatchObject({ refused: 'not_allowed' })
    expect(await group('x', '440229106299')).toMatchObject({ refused: 'not_possible_now' })
    // What stands under a place of somebody else is not taken from him.
    await group('above', COUNTY)
    expect(await group('above', VILLAGE, 'cadres', world.township)).toMatchObject({ refused: 'not_allowed' })
    expect(await group('village', OTHER_VILLAGE, 'cadres', world.township)).toMatchObject({ place: '演示镇松岭村' })
    const key = 'a-key-of-a-robot'
    const webhook = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`
    const entry = { channel: 'wecom', name: '工作群', kind: 'cadres', region: VILLAGE, webhook } as const
    const robot = answered(await registerRobot(deps, world.township.actor, entry))
    expect(JSON.stringify(robot)).not.toContain(key)
    const seen = await listGroups(deps, world.village.actor)
    expect(seen.groups.map(({ name }) => name).sort()).toEqual(['above', 'readers', 'township', '工作群'].sort())
    // He reads along; whoever answers for the place may change them.
    expect(seen.groups.filter(({ mayRemove }) => mayRemove)).toEqual([])
    const officers = (await listGroups(deps, world.township.actor)).groups.filter(({ mayRemove }) => mayRemove)
    expect(officers.map(({ name }) => name)).toContain('工作群')
    expect(officers.map(({ name }) => name)).not.toContain('above')
    expect(await removeGroup(deps, world.village.actor, 'wecom', robot.id)).toMatchObject({ refused: 'not_allowed' })
    expect(await removeGroup(deps, world.township.actor, 'wecom', robot.id)).toEqual({ removed: true })
    expect(await removeGroup(deps, world.township.actor, 'wecom', robot.id)).toEqual({ refused: 'not_found' })
  })
})
