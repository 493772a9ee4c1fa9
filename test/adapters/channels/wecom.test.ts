import Fastify from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { WeCom } from '../../../src/adapters/channels/wecom/wecom.ts'
import { deliverOwed } from '../../../src/app/deliver-turns.ts'
import { registerRobot } from '../../../src/app/register-group.ts'
import { workOffLeft } from '../../../src/app/take-in.ts'
import { onServer } from '../../support/database.ts'
import { endOf, saidOf } from '../../support/same-conversation.ts'
import { sealed, WECOM } from '../../support/wechat/wecom.ts'
import { type WeComWorld, weComWorld } from '../../support/wechat/wecom-world.ts'
import { answered, COUNTY, resident, VILLAGE } from '../../support/world.ts'

const ROBOT = 'robot-key-12345678'

onServer('WeCom', (use) => {
  let it_: WeComWorld
  beforeEach(async () => {
    it_ = await weComWorld(use())
  })
  afterEach(() => it_.stop())

  it('proves that the address is its own, and lets nobody else in', async () => {
    const { platform, deps, weCom, app } = it_
    expect(await platform.verify()).toEqual({ status: 200, right: true })
    const address = `${app.listeningOrigin}/channels/wecom`
    const xml =
      '<xml><FromUserName>u</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><MsgId>1</MsgId></xml>'
    const now = deps.clock.now()
    const good = sealed(address, xml, now)
    const post = async (url: string, body: string, type = 'text/xml') =>
      (await fetch(url, { method: 'POST', body, headers: { 'content-type': type } })).status
    const forged = sealed(address, xml, now, 'body', { ...WECOM, token: 'other' })
    const stale = sealed(address, xml, new Date(now.getTime() - 11 * 60_000))
    const elsewhere = sealed(address, xml, now, 'body', { ...WECOM, corpId: 'ww-other' })
    const bomb = sealed(address, '<!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>', now)
    const broken = sealed(address, '<xml><FromUserName>', now)
    const refused = [forged, stale, elsewhere, bomb, broken, { ...good, body: good.body.replace('<Encrypt>', '<X>') }]
    for (const { url, body } of refused) expect(await post(url, body)).toBe(403)
    expect(await post(address, good.body)).toBe(403)
    expect(await post(good.url, 'x'.repeat(70_000))).toBe(413)
    expect(await post(good.url, '{}', 'application/json')).not.toBe(200)
    expect((await fetch(sealed(address, 'echo', now, 'echostr', { ...WECOM, token: 'no' }).url)).status).toBe(403)
    expect((await use().database.pool.query('select from inbox')).rowCount).toBe(0)
    expect(await post(good.url, good.body)).toBe(200)
    await weCom.idle()
  })

  it('a message that comes three times, over two processes, is answered once', async () => {
    const { world, platform, errors, open, says, villager } = it_
    const id = String(BigInt(Date.now()) * 1_000_000n)
    expect(await says(villager, '你好', id)).toEqual([200])
    await says(villager, '你好', id)
    const other = open(world.elsewhere((await use().another()).store))
    const second = Fastify()
    second.register(other.weCom.routes)
    platform.call(`${await second.listen({ port: 0, host: '127.0.0.1' })}/channels/wecom`)
    await platform.writes(villager, '你好', id)
    await other.weCom.idle()
    await second.close()
    expect(platform.texts(villager)).toHaveLength(1)
    expect(errors).toEqual([])
  })

  it('works off after a crash what was taken in and not answered', async () => {
    const { world, platform, deps, errors, says, heard, bind, villager } = it_
    platform.join(villager)
    platform.next(-1)
    await says(villager, '我家房子漏雨')
    expect(platform.texts(villager)).toEqual([])
    world.later(60_000)
    await deliverOwed(deps, COUNTY, 'wecom', () => false)
    expect(platform.texts(villager)).toHaveLength(1)
    // A cadre's answer is no turn: it is given again from its message.
    await bind('cadre', world.village)
    platform.next({ status: 502 })
    await says('cadre', '帮助')
    expect(platform.texts('cadre')).toHaveLength(1)
    world.later(60_000)
    await workOffLeft(deps, COUNTY, 'wecom', (error) => errors.push(error))
    expect(heard('cadre')).toContain('您可以这样写')
  })

  it('a resident reports over it as anywhere, and a number stands for the answer offered', async () => {
    const { world, platform, deps, says, heard, villager } = it_
    platform.join(villager)
    const turns = ['我家房子漏雨，我自己家的，户主王示雨，在联群村', '同意']
    for (const text of turns) await says(villager, text)
    for (let turn = 0; turn < 12 && !/A\d+/.test(heard(villager)); turn++) {
      const asked = heard(villager)
      const words = /确认提交/.test(asked)
        ? numberOf(asked, '确认提交')
        : /电话/.test(asked)
          ? '没有电话'
          : /几口|多少人/.test(asked)
            ? '4人'
            : /什么时候/.test(asked)
              ? '这几天'
              : '不想说'
      await says(villager, words)
    }
    const [lead] = await world.village.queue()
    expect(lead).toMatchObject({ riskType: 'unsafe_housing', status: 'open', householdName: '王**' })
    expect(heard(villager)).toContain(lead?.number)
    // News of it come by themselves.
    if (lead) await world.village.does(lead, { action: 'claim' })
    await world.deliver()
    await deliverOwed(deps, COUNTY, 'wecom', () => false)
    expect(heard(villager)).toContain('已经接手')
  })

  it('holds the same conversation as the web, to the same end', async () => {
    const { deps, errors, says, villager } = it_
    const web = resident(deps, { county: COUNTY, channel: 'web', userId: `web-${villager}`, village: null })
    for (const text of saidOf('周示同')) await web.says(text)
    for (const text of saidOf('吴示同')) expect(await says(villager, text)).toEqual([200])
    const onWeb = await endOf(deps, 'web', web.door.userId, '周示同')
    expect(await endOf(deps, 'wecom', villager, '吴示同')).toEqual(onWeb)
    expect(JSON.stringify(onWeb)).toContain('NUMBER')
    expect(errors).toEqual([])
  })

  it('puts a card with buttons before the holder, and a tap does what it says', async () => {
    const { world, platform, weCom, errors, heard, bind, posts, aLead } = it_
    await bind('cadre', world.village)
    const lead = await aLead()
    await posts()
    const card = platform.received.findLast((each) => each.card)?.card
    expect(card).toMatchObject({ title: `【新线索】${lead.number}` })
    expect(card?.text).not.toMatch(/王|13800000008|漏雨/)
    expect(card?.buttons.map(({ text }) => text)).toEqual(['接单', '已入户', '办结'])
    await platform.taps('cadre', '已入户')
    await weCom.idle()
    expect(heard('cadre')).toContain('看到了什么情况')
    expect(card?.replaced).toBeNull()
    await platform.taps('cadre', '接单')
    await weCom.idle()
    expect(heard('cadre')).toContain(`演示甲接了${lead.number}`)
    expect(card?.replaced).toBe('已接单')
    expect((await world.village.open(lead.id)).status).toBe('claimed')
    expect(errors).toEqual([])
  })

  it('says kindly what it can not do, and how a cadre is known', async () => {
    const { world, platform, weCom, says, heard, bind } = it_
    await says('stranger', '接单 A1024')
    expect(heard('stranger')).toContain('绑定微信')
    await bind('cadre', world.village)
    await says('cadre', '今天天气不错')
    expect(heard('cadre')).toContain('没看懂')
    await platform.sends('cadre', 'link', { Title: '新闻', Url: 'https://elsewhere.invalid' })
    await weCom.idle()
    expect(heard('cadre')).toContain('这种消息我看不懂')
    const before = platform.texts('cadre').length
    await platform.event('cadre', 'enter_agent')
    await platform.event('cadre', 'subscribe')
    await weCom.idle()
    expect(platform.texts('cadre')).toHaveLength(before)
    await platform.event('cadre', 'click', '待办')
    await weCom.idle()
    expect(heard('cadre')).toContain('您手上现在没有线索')
  })

  it('splits what is long, and stays within what a member may get in a minute', async () => {
    const { world, platform, weCom } = it_
    platform.join('cadre')
    const long = '这是一句不短的话，说的是要办的事。'.repeat(120)
    expect(await weCom.channel.tell(COUNTY, 'cadre', long, [], 'k-long')).toMatchObject({ kind: 'sent' })
    expect(platform.texts('cadre').join('')).toBe(long)
    expect(Math.max(...platform.texts('cadre').map((text) => Buffer.byteLength(text)))).toBeLessThanOrEqual(2_048)
    let sent = platform.texts('cadre').length
    for (;;) {
      const pushed = await weCom.channel.tell(COUNTY, 'cadre', `第${sent}条`, [], `k-${sent}`)
      if (pushed.kind !== 'sent') {
        expect(pushed).toMatchObject({ kind: 'later', why: 'this minute is used up' })
        break
      }
      sent++
    }
    expect(sent).toBe(30)
    expect(platform.dropped()).toBe(0)
    world.later(60_000)
    expect(await weCom.channel.tell(COUNTY, 'cadre', '又可以了', [], 'k-next')).toMatchObject({ kind: 'sent' })
  })

  it('goes on behind the part that failed', async () => {
    const { platform, weCom } = it_
    platform.join('cadre')
    const long = '一句话。'.repeat(400)
    await weCom.channel.tell(COUNTY, 'cadre', '先有令牌。', [], 'k-0')
    const parts = Math.ceil(Buffer.byteLength(long) / 2_048)
    expect(parts).toBeGreaterThan(2)
    const first = weCom.channel.tell(COUNTY, 'cadre', long, [], 'k-parts')
    expect(await first).toMatchObject({ kind: 'sent' })
    // Sent once more, as after a crash behind the last part: nothing comes twice.
    await weCom.channel.tell(COUNTY, 'cadre', long, [], 'k-parts')
    expect(platform.texts('cadre').slice(1).join('')).toBe(long)
  })

  it('shares one token, and renews it once when it is refused', async () => {
    const { world, platform, weCom, open } = it_
    platform.join('cadre')
    const other = open(world.elsewhere((await use().another()).store))
    const tell = (of: WeCom, key: string) => of.channel.tell(COUNTY, 'cadre', '您好。', [], key)
    await Promise.all([tell(weCom, 't-1'), tell(weCom, 't-2'), tell(other.weCom, 't-3')])
    const fetched = () => platform.calls.filter((path) => path === '/cgi-bin/gettoken').length
    expect(fetched()).toBe(1)
    platform.revoke()
    expect(await Promise.all([tell(weCom, 't-4'), tell(weCom, 't-5')])).toMatchObject([
      { kind: 'sent' },
      { kind: 'sent' },
    ])
    expect(fetched()).toBe(2)
    expect(await tell(other.weCom, 't-6')).toMatchObject({ kind: 'sent' })
    expect(fetched()).toBe(2)
    world.later(7_200_000)
    expect(await tell(weCom, 't-7')).toMatchObject({ kind: 'sent' })
    expect(fetched()).toBe(3)
    const { rows } = await use().database.pool.query('select token from channel_token')
    expect(rows.map(({ token }) => token)).toEqual([expect.stringMatching(/^v1\.text\./)])
  })

  it('acts on what the platform answers', async () => {
    const { platform, weCom, errors } = it_
    platform.join('cadre')
    const tell = () => weCom.channel.tell(COUNTY, 'cadre', '您好。', [], `e-${platform.calls.length}`)
    await tell()
    const cases = [
      [45009, 'later'],
      [-1, 'later'],
      [60011, 'gone'],
      [81013, 'gone'],
      [40058, 'refused'],
      [{ status: 502 }, 'later'],
    ] as const
    for (const [reply, kind] of cases) {
      platform.next(reply)
      expect(await tell(), String(reply)).toMatchObject({ kind })
    }
    expect(errors.map(String)).toEqual(['ChannelTrouble: wecom: a message was refused: errcode 40058'])
    platform.leave('cadre')
    expect(await tell()).toMatchObject({ kind: 'gone' })
    await platform.stop()
    expect(await tell()).toMatchObject({ kind: 'later' })
  })

  it('posts a new lead to the robot’s group and calls the holder, with nothing personal; the key stands nowhere', async () => {
    const { world, platform, deps, weCom, errors, bind, posts, aLead } = it_
    platform.robot(ROBOT)
    await bind('cadre', world.village)
    const webhook = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${ROBOT}`
    const entry = { channel: 'wecom', name: '联群村工作群', kind: 'cadres', region: VILLAGE, webhook } as const
    answered(await registerRobot(deps, world.township.actor, entry))
    expect(await registerRobot(deps, world.village.actor, entry)).toMatchObject({ refused: 'not_allowed' })
    const lead = await aLead()
    await posts()
    expect(platform.posted).toMatchObject([{ mentioned: ['cadre'] }])
    expect(platform.posted[0]?.text).toContain(lead.number)
    expect(platform.posted[0]?.text).not.toMatch(/王|13800000008|漏雨/)
    const stored = await use().database.pool.query('select * from group_chat')
    expect(JSON.stringify(stored.rows)).not.toContain(ROBOT)
    // Twenty a minute; the rest a minute later.
    const group = { groupId: stored.rows[0].group_id, webhook: ROBOT }
    for (let more = 1; more < 20; more++)
      expect(await weCom.channel.post(COUNTY, group, `第${more}条`, [], `g-${more}`)).toMatchObject({ kind: 'sent' })
    expect(await weCom.channel.post(COUNTY, group, '太多了', [], 'g-x')).toMatchObject({ kind: 'later' })
    world.later(60_000)
    expect(await weCom.channel.post(COUNTY, group, '可以了', [], 'g-y')).toMatchObject({ kind: 'sent' })
    platform.removeRobot(ROBOT)
    await aLead('李示风')
    await posts()
    expect(errors.map(String).join()).toMatch(/no such robot: errcode 93000/)
    expect(errors.map(String).join()).not.toContain(ROBOT)
  })

  it('counts what a robot posts over all processes, and waits when the platform says that it was too much', async () => {
    const { world, platform, deps, weCom, open, posts, aLead } = it_
    platform.robot(ROBOT)
    const webhook = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${ROBOT}`
    const entry = { channel: 'wecom', name: '联群村工作群', kind: 'cadres', region: VILLAGE, webhook } as const
    answered(await registerRobot(deps, world.township.actor, entry))
    const { rows } = await use().database.pool.query('select group_id from group_chat')
    const group = { groupId: rows[0].group_id, webhook: ROBOT }
    const other = open(world.elsewhere((await use().another()).store))
    const post = (of: WeCom, at: number) => of.channel.post(COUNTY, group, `第${at}条`, [], `two-${at}`)
    for (let at = 1; at <= 20; at++)
      expect(await post(at % 2 === 0 ? weCom : other.weCom, at)).toMatchObject({ kind: 'sent' })
    const asked = platform.calls.length
    for (const of of [weCom, other.weCom]) expect(await post(of, 21)).toMatchObject({ kind: 'later' })
    expect(platform.calls).toHaveLength(asked)
    world.later(60_000)
    platform.next(45009)
    expect(await post(weCom, 21)).toMatchObject({ kind: 'later', afterMs: 60_000 })
    // A post that waits its turn waits as long.
    const posted = platform.posted.length
    const lead = await aLead('李示水')
    platform.next(45009)
    await posts()
    world.later(59_000)
    await posts()
    expect(platform.posted).toHaveLength(posted)
    world.later(2_000)
    await posts()
    expect(platform.posted.slice(posted).map(({ text }) => text)).toEqual([expect.stringContaining(lead.number)])
  })
})

function numberOf(asked: string, option: string): string {
  return /(\d+)\. /.exec(asked.split('\n').find((line) => line.includes(option)) ?? '')?.[1] ?? option
}
