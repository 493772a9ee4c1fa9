import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { menuBody } from '../../../src/adapters/channels/official-account/menu.ts'
import { BAD_CODE } from '../../../src/core/cadre-words/answers.ts'
import { CHANNEL_WORDS } from '../../../src/core/channel/channel-words.ts'
import { onServer } from '../../support/database.ts'
import { type OfficialWorld, officialWorld } from '../../support/wechat/official-world.ts'
import { COUNTY, VILLAGE } from '../../support/world.ts'

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200, 1)])
const AMR = Buffer.from('#!AMR\nsome sound')
const MINUTE = 60_000

onServer('the official account', (use) => {
  let it_: OfficialWorld
  const start = async (changes: Parameters<typeof officialWorld>[1] = {}) => {
    it_ = await officialWorld(use(), changes)
    return it_
  }
  const turnsOf = async (openId: string) => {
    const { deps } = it_
    return deps.store.transaction({ kind: 'system', county: COUNTY }, async (tx) => {
      const head = await tx.conversations.find('official_account', openId)
      return head ? tx.conversations.turnsAfter(head.conversationId, 0, 100) : []
    })
  }
  afterEach(async () => {
    expect(it_.errors.map(String)).toEqual([])
    await it_.stop()
  })

  describe.each(['plain', 'safe', 'compatible'] as const)('in %s mode', (mode) => {
    it('answers at once, with links to tap, and a tap goes on', async () => {
      const { villager, pump } = await start({ wechat: { account: { mode } } })
      const wang = villager()
      await wang.subscribes(VILLAGE)
      expect(wang.heard()[0]).toContain('演示镇联群村')
      expect(wang.heard()[0]).toContain(CHANNEL_WORDS.consentFirst)
      const { answer, tries } = await wang.says('我家房子漏雨半年了')
      expect(tries).toBe(1)
      expect(answer).toContain('住房不安全')
      expect(answer).toContain('<a href="weixin://bizmsgmenu?msgmenucontent=同意&msgmenuid=1">同意</a>')
      expect((await wang.says('同意')).answer).toContain('谢谢')
      await pump()
      expect(wang.phone.shown.filter(({ via }) => via === 'message')).toEqual([])
      expect(await turnsOf(wang.openId)).toHaveLength(2)
    })
  })

  describe('answers', () => {
    beforeEach(() => start())

    it('asks the village no more where its code was scanned, now or later', async () => {
      const wang = it_.villager()
      await wang.subscribes()
      expect(await turnsOf(wang.openId)).toEqual([])
      await wang.says('你好')
      await wang.scans(VILLAGE)
      for (const text of ['我家房子漏雨', '同意', '我自己家']) await wang.says(text)
      const { answer } = await wang.says('户主王示雨')
      expect(answer).toMatch(/什么时候/)
      expect((await wang.scans('nonsense')).answer).not.toContain('您扫的是')
    })

    it('takes the menu as words', async () => {
      const wang = it_.villager()
      await wang.subscribes()
      expect(await it_.official.ask('/cgi-bin/menu/create', menuBody())).toMatchObject({ fields: { errcode: 0 } })
      const keys = [...JSON.stringify(it_.wechat.platform.menu).matchAll(/"key":"(\w+)"/g)].map(([, key]) => key)
      expect(keys).toEqual(['report', 'progress', 'cards', 'publicity_off', 'publicity_on', 'person'])
      expect((await wang.taps('report')).answer).toMatch(/什么|难处/)
      expect((await wang.taps('progress')).answer).toMatch(/没有|报过|还没/)
      expect((await wang.taps('cards')).answer).toContain(CHANNEL_WORDS.askCards)
      expect((await wang.taps('person')).answer).toMatch(/干部|哪个村/)
    })

    it('leaves no tap unanswered while a person has the word, and does not pass it on as his words', async () => {
      const wang = it_.villager()
      await wang.subscribes(VILLAGE)
      expect((await wang.taps('person')).answer).toContain('来跟您说')
      const before = (await turnsOf(wang.openId)).length
      for (const key of ['report', 'progress']) {
        const { answer } = await wang.taps(key)
        expect(answer).toContain(CHANNEL_WORDS.personListens)
        expect(answer).toContain('不等了，接着用机器说')
      }
      expect(await turnsOf(wang.openId)).toHaveLength(before)
      expect((await wang.says('不等了，接着用机器说')).answer).toContain('接着跟我说')
      // Taps of one second are one.
      it_.world.later(1_000)
      expect((await wang.taps('report')).answer).toMatch(/什么|难处/)
    })

    it('says of a code to bind that it is none, and keeps it out of the conversation', async () => {
      const zhao = it_.villager()
      await zhao.subscribes()
      expect((await zhao.says('绑定 12345678')).answer).toBe(BAD_CODE)
      expect(await turnsOf(zhao.openId)).toEqual([])
    })

    it('stops publicity by a tap, and begins it by a tap alone', async () => {
      const wang = it_.villager()
      const optedOut = async () => {
        const { rows } = await use().database.pool.query(
          `select r.opted_out_at is not null as out from resident r join identity i using (county_code)
             where i.resident_id = r.id and i.channel = 'official_account' and i.user_id = $1`,
          [wang.openId],
        )
        return rows.map(({ out }) => out)
      }
      await wang.subscribes()
      await wang.says('你好')
      expect((await wang.taps('publicity_off')).answer).toContain('我要宣传')
      expect(await optedOut()).toEqual([true])
      // Neither a report nor agreeing to the notice begins it again, nor following anew.
      for (const text of ['我家房子漏雨', '同意']) await wang.says(text)
      await wang.subscribes()
      expect(await optedOut()).toEqual([true])
      expect((await wang.taps('publicity_on')).answer).toContain('不要宣传')
      expect(await optedOut()).toEqual([false])
    })

    it('tells the technician in Chinese that WeChat is not reached', async () => {
      await it_.wechat.close()
      const { why } = (await it_.official.ask('/cgi-bin/menu/create', menuBody())) as { why: string }
      expect(why).toContain('WECHAT_API_URL')
      expect(why).not.toMatch(/[a-z]{3}/)
    })

    it('tells the technician that the secret is wrong, though a token is known', async () => {
      const menu = () => it_.official.ask('/cgi-bin/menu/create', menuBody())
      expect(await menu()).toHaveProperty('fields')
      const { wechat } = it_
      it_.wechat.platform.menu = null
      wechat.platform.account.secret = 'another-since-it-was-reset'
      expect(await menu()).toEqual({ why: expect.stringMatching(/AppSecret 不对.*WECHAT_OA_SECRET.*40125/) })
      wechat.plan('/cgi-bin/stable_token', 40001, 40164, 50001)
      expect(await menu()).toEqual({ why: expect.stringContaining('AppSecret 不对') })
      expect(await menu()).toEqual({ why: expect.stringContaining('IP 白名单') })
      expect(await menu()).toEqual({ why: '没有办成：微信不肯。（微信的错误码 50001）' })
      expect(wechat.platform.menu).toBeNull()
    })

    it('keeps a recording, and asks for words where none were recognised', async () => {
      const wang = it_.villager()
      expect((await wang.sendsVoice(AMR)).answer).toMatch(/听不懂录音.*打几个字/s)
      expect((await wang.sendsVoice(AMR, '我家房子漏雨')).answer).toContain('住房不安全')
      const kinds = (await turnsOf(wang.openId)).map(({ inbound }) => inbound)
      expect(kinds).toMatchObject([
        { kind: 'voice', attachment: expect.any(String) },
        { kind: 'voice', text: '我家房子漏雨' },
      ])
    })

    it('keeps pictures of safe kinds alone, and says kindly what went wrong', async () => {
      const wang = it_.villager()
      expect((await wang.sendsPicture(JPEG)).answer).toContain('照片收到了')
      expect((await wang.sendsPicture(Buffer.from('MZ this would run'))).answer).toBe(CHANNEL_WORDS.picture_unsafe)
      expect((await wang.sendsPicture(Buffer.from('<svg onload="x"/>'))).answer).toBe(CHANNEL_WORDS.picture_unsafe)
      const large = Buffer.concat([JPEG, Buffer.alloc(4 * 1024 * 1024)])
      expect((await wang.sendsPicture(large)).answer).toBe(CHANNEL_WORDS.picture_too_large)
      expect((await wang.sendsLostPicture()).answer).toBe(CHANNEL_WORDS.picture_lost)
      expect((await wang.sendsVideo()).answer).toBe(CHANNEL_WORDS.unreadable)
      expect(await turnsOf(wang.openId)).toHaveLength(1)
    })

    it('takes a position for the village that its name holds', async () => {
      const wang = it_.villager()
      expect((await wang.sendsLocation(24.4, 114.1, '演示县演示镇联群村民委员会')).answer).toContain('联群村')
      const event = { MsgType: 'event', Event: 'LOCATION', Latitude: '24.4', Longitude: '114.1', Precision: '10' }
      expect(await wang.sends(event)).toMatchObject({ answer: null, tries: 1 })
    })

    it('sends an answer that is too long for one text in several, in order, cut behind sentences', async () => {
      const wang = it_.villager()
      await wang.says('你好')
      const long = Array.from({ length: 90 }, (_, at) => `第${at}句，说的都是同一件事情。`).join('')
      const pushed = await it_.official.channel.send(
        COUNTY,
        { userId: wang.openId, window: { until: new Date(it_.deps.clock.now().getTime() + MINUTE), left: 5 } },
        { blocks: [{ kind: 'text', text: long }], about: 'reply', key: 'long:1' },
      )
      const texts = wang.phone.shown.filter(({ via }) => via === 'message').map(({ text }) => text)
      expect(pushed).toEqual({ kind: 'sent', spent: texts.length })
      expect(texts.length).toBeGreaterThan(1)
      expect(texts.join('')).toBe(long)
      for (const text of texts) {
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_048)
        expect(text).toMatch(/。$/)
      }
    })

    it('goes on where it was interrupted between two texts of one message', async () => {
      const wang = it_.villager()
      await wang.says('你好')
      const to = { userId: wang.openId, window: { until: new Date(it_.deps.clock.now().getTime() + MINUTE), left: 5 } }
      const blocks = [{ kind: 'text' as const, text: '一二三四五六七八九十。'.repeat(120) }]
      const message = { blocks, about: 'reply' as const, key: 'long:2' }
      const whole = await it_.official.channel.send(COUNTY, to, { ...message, key: 'long:3' })
      const texts = wang.phone.shown.filter(({ via }) => via === 'message').length
      await wang.says('你好')
      it_.wechat.plan('/cgi-bin/message/custom/send', 0, -1)
      expect(await it_.official.channel.send(COUNTY, to, message)).toMatchObject({ kind: 'later' })
      expect(await it_.official.channel.send(COUNTY, to, message)).toEqual({ kind: 'sent', spent: texts - 1 })
      expect(whole).toEqual({ kind: 'sent', spent: texts })
    })

    it('leaves whoever unsubscribed alone until he comes back', async () => {
      const wang = it_.villager()
      await wang.subscribes()
      await wang.says('你好')
      await wang.unsubscribes()
      it_.world.later(2_000)
      const id = (await turnsOf(wang.openId)).length
      expect(id).toBe(1)
      const reach = await use().database.pool.query('select gone_at from reach where user_id = $1', [wang.openId])
      expect(reach.rows[0]?.gone_at).not.toBeNull()
      await wang.subscribes()
      const again = await use().database.pool.query('select gone_at from reach where user_id = $1', [wang.openId])
      expect(again.rows[0]?.gone_at).toBeNull()
    })
  })

  describe('a slow house', () => {
    it('answers "received" in time, and sends what it found afterwards, once', async () => {
      const { villager, deps, official } = await start({ wechat: { patienceMs: 150 } })
      const wang = villager()
      await wang.subscribes()
      const release = gate(deps)
      const { tries, answer } = await wang.says('我家房子漏雨')
      expect([tries, answer]).toEqual([3, null])
      release()
      await official.idle()
      await it_.pump()
      expect(await turnsOf(wang.openId)).toHaveLength(1)
      const told = wang.phone.shown.filter(({ by, text }) => by === 'account' && text.includes('住房不安全'))
      expect(told.map(({ via }) => via)).toEqual(['message'])
    })

    it('lets a retry join the work under way, and answers it', async () => {
      const { villager, deps, onAsked } = await start({ wechat: { patienceMs: 1_000 } })
      const wang = villager()
      await wang.subscribes()
      const release = gate(deps)
      onAsked((count) => count === 3 && release())
      const { tries, answer } = await wang.says('我家房子漏雨')
      await it_.pump()
      expect(tries).toBe(2)
      const told = wang.phone.shown.filter(({ by, text }) => by === 'account' && text.includes('住房不安全'))
      expect(told).toHaveLength(1)
      if (answer !== null) expect(answer).toContain('住房不安全')
      expect(await turnsOf(wang.openId)).toHaveLength(1)
    })

    it('answers a retry with the same words when its first answer was lost on the way', async () => {
      const { villager, wechat } = await start()
      const wang = villager()
      await wang.subscribes()
      const first = await wang.sends({ MsgType: 'text', MsgId: '6403247895999000001', Content: '我家房子漏雨' })
      const second = await wang.sends({ MsgType: 'text', MsgId: '6403247895999000001', Content: '我家房子漏雨' })
      expect(second.answer).toBe(first.answer)
      expect(await turnsOf(wang.openId)).toHaveLength(1)
      await it_.pump()
      expect(wechat.calls('/cgi-bin/message/custom/send')).toBe(0)
    })

    it('tries again to give an answer that stands in no turn, until the platform takes it', async () => {
      const { villager, deps, official, wechat, world } = await start({ wechat: { patienceMs: 150 } })
      const wang = villager()
      await wang.subscribes()
      const { store } = deps
      const opened = Promise.withResolvers<void>()
      let taken = 0
      // It is taken in, and then it takes long.
      deps.store = {
        ...store,
        transaction: async (actor, work) => {
          if (++taken > 1) await opened.promise
          return store.transaction(actor, work)
        },
      }
      wechat.plan('/cgi-bin/message/custom/send', -1)
      expect((await wang.sendsLostPicture()).answer).toBeNull()
      deps.store = store
      opened.resolve()
      const said = () => wang.heard().filter((text) => text === CHANNEL_WORDS.picture_lost).length
      await expect.poll(() => it_.errors.map(String)).toEqual([expect.stringContaining('an answer has to wait')])
      it_.errors.splice(0)
      await it_.pump()
      expect(said()).toBe(0)
      for (let half = 0; half < 3; half++) {
        world.later(31_000)
        await it_.pump()
      }
      await official.idle()
      expect(said()).toBe(1)
    })

    it('that dies between turn and answer: another process sends the answer', async () => {
      const { villager, world, serve, deps, abandon } = await start({ wechat: { patienceMs: 150 } })
      const wang = villager()
      await wang.subscribes()
      const { store } = deps
      let dead = false
      // Everything up to the turn, and then nothing more.
      deps.store = {
        ...store,
        appendTurn: async (turn) => {
          const appended = await store.appendTurn(turn)
          dead = true
          return appended
        },
        transaction: (actor, work) => (dead ? new Promise(() => {}) : store.transaction(actor, work)),
      }
      await wang.says('我家房子漏雨')
      const other = await serve(world.elsewhere((await use().another()).store))
      world.later(31_000)
      await other.pump()
      world.later(31_000)
      await other.pump()
      expect(wang.phone.shown.filter(({ by, text }) => by === 'account' && text.includes('住房不安全'))).toHaveLength(1)
      deps.store = store
      abandon()
    })
  })

  describe('news of a report', () => {
    let households = 0
    const report = async (changes: Parameters<typeof officialWorld>[1] = {}) => {
      const { villager, world } = await start(changes)
      const wang = villager()
      await wang.subscribes(VILLAGE)
      const says = [
        '我家房子漏雨',
        '同意',
        '我自己家',
        `户主王示${'甲乙丙丁戊己庚辛'[households++ % 8]}`,
        '这几天',
        '4人',
        '不想说',
        '没有电话',
        '确认提交',
      ]
      for (const text of says) await wang.says(text)
      const number = /A\d{4}/.exec(wang.heard().at(-1) ?? '')?.[0]
      const lead = (await world.village.queue()).find((each) => each.number === number)
      if (!lead) throw new Error('no lead')
      return { wang, lead, world }
    }

    it('comes as a message while the chat is open', async () => {
      const { wang, lead, world } = await report()
      await world.village.does(lead, { action: 'claim' })
      await it_.pump()
      expect(wang.phone.shown.at(-1)).toMatchObject({ via: 'message', text: expect.stringContaining('接手') })
    })

    it('comes by a template after 48 hours, with nothing personal, and by itself when he writes where there is none', async () => {
      const { wang, lead, world } = await report()
      world.later(49 * 60 * MINUTE)
      await world.village.does(lead, { action: 'claim' })
      await it_.pump()
      expect(wang.phone.shown.at(-1)).toMatchObject({
        via: 'template',
        text: `${lead.number} · 住房不安全 · 有新的进展，请点开看`,
      })
      await it_.pump()
      expect(wang.phone.shown.filter(({ via }) => via === 'template')).toHaveLength(1)
      // What the template left out comes when he writes.
      const { answer } = await wang.says('你好')
      expect(answer).toContain('接手')
      await it_.pump()
      expect(wang.phone.shown.filter(({ via }) => via === 'template')).toHaveLength(1)
    })

    it('waits for his next message where there is no template', async () => {
      const { wang, lead, world } = await report({ template: false })
      world.later(49 * 60 * MINUTE)
      await world.village.does(lead, { action: 'claim' })
      await it_.pump()
      expect(wang.heard().join()).not.toContain('接手')
      const { answer } = await wang.says('查进度')
      expect(answer).toContain('接手')
    })

    it('comes as a subscribe notification where the account has those, as often as he allowed', async () => {
      const { wang, lead, world } = await report({ template: 'subscribe' })
      wang.phone.allows.set('template-news', 1)
      world.later(49 * 60 * MINUTE)
      await world.village.does(lead, { action: 'claim' })
      await it_.pump()
      const words = `${lead.number} · 住房不安全 · 有新的进展，请点开看`
      expect(wang.phone.shown.at(-1)).toMatchObject({ via: 'subscribe', text: words })
      expect(it_.wechat.calls('/cgi-bin/message/template/send')).toBe(0)
      const notice = (key: string) =>
        it_.official.channel.notice?.(COUNTY, wang.openId, {
          blocks: [{ kind: 'text', text: lead.number }],
          about: 'case_news',
          key,
        })
      // He allowed one: that is no trouble of the account's.
      expect(await notice('s:1')).toEqual({ kind: 'closed' })
      expect(it_.errors).toEqual([])
      it_.wechat.plan('/cgi-bin/message/subscribe/bizsend', 43107, 47003, 45009)
      expect(await notice('s:2')).toEqual({ kind: 'refused', why: 'errcode 43107' })
      expect(await notice('s:3')).toEqual({ kind: 'refused', why: 'errcode 47003' })
      expect(await notice('s:4')).toMatchObject({ kind: 'later' })
      expect(it_.errors.splice(0).map(String)).toEqual([
        'ChannelTrouble: official account: a subscribe message was refused: errcode 43107',
        'ChannelTrouble: official account: a subscribe message was refused: errcode 47003',
      ])
    })

    it('goes by the template when the platform calls the chat closed before we do', async () => {
      const { wang, lead, world } = await report()
      it_.wechat.plan('/cgi-bin/message/custom/send', 45015)
      await world.village.does(lead, { action: 'claim' })
      await it_.pump()
      expect(wang.phone.shown.at(-1)?.via).toBe('template')
    })

    it('is tried again in minutes when too much was sent, and publicity the next morning', async () => {
      const { wang, lead, world } = await report()
      it_.wechat.plan('/cgi-bin/message/custom/send', 45009)
      await world.village.does(lead, { action: 'claim' })
      await it_.pump()
      expect(wang.heard().join()).not.toContain('接手')
      world.later(11 * MINUTE)
      await it_.pump()
      expect(wang.heard().at(-1)).toContain('接手')
      it_.wechat.plan('/cgi-bin/message/custom/send', 45009)
      const window = { until: new Date(it_.deps.clock.now().getTime() + MINUTE), left: 5 }
      const publicity = { blocks: [{ kind: 'text' as const, text: '好消息' }], about: 'publicity' as const, key: 'p:1' }
      const pushed = await it_.official.channel.send(COUNTY, { userId: wang.openId, window }, publicity)
      // It was ten in the morning and a few minutes in China.
      expect(pushed).toMatchObject({ kind: 'later', afterMs: (14 + 8) * 60 * MINUTE - 11 * MINUTE })
    })

    it('keeps a share of the day that publicity does not get', async () => {
      const { wang } = await report({ daily: { messages: 4, keptPercent: 50 } })
      const window = { until: new Date(it_.deps.clock.now().getTime() + MINUTE), left: 5 }
      const send = (about: 'publicity' | 'case_news', key: string) =>
        it_.official.channel.send(
          COUNTY,
          { userId: wang.openId, window },
          { blocks: [{ kind: 'text', text: key }], about, key },
        )
      const used = await use().database.pool.query(
        `select coalesce(sum(used), 0)::int as used from channel_use where what = 'messages'`,
      )
      await use().database.pool.query(`delete from channel_use where what = 'messages'`)
      // What he was told of his report counts against the day.
      expect(used.rows[0]?.used).toBeGreaterThan(0)
      expect(
        [await send('publicity', 'q1'), await send('publicity', 'q2'), await send('publicity', 'q3')].map(
          ({ kind }) => kind,
        ),
      ).toEqual(['sent', 'sent', 'later'])
      expect(
        [await send('case_news', 'q4'), await send('case_news', 'q5'), await send('case_news', 'q6')].map(
          ({ kind }) => kind,
        ),
      ).toEqual(['sent', 'sent', 'later'])
      await use().database.pool.query(`delete from channel_use where what = 'messages'`)
    })

    it('counts none of the day’s messages that WeChat did not take', async () => {
      const { wang } = await report({ template: 'subscribe' })
      const used = async () =>
        (
          await use().database.pool.query(
            `select coalesce(sum(used), 0)::int as used from channel_use where what = 'messages'`,
          )
        ).rows[0]?.used
      const before = await used()
      const window = { until: new Date(it_.deps.clock.now().getTime() + MINUTE), left: 5 }
      const message = (key: string) => ({
        blocks: [{ kind: 'text' as const, text: key }],
        about: 'case_news' as const,
        key,
      })
      const to = { userId: wang.openId, window }
      // He allowed no message, has not written for too long, or was written to five times.
      expect(await it_.official.channel.notice?.(COUNTY, wang.openId, message('u1'))).toEqual({ kind: 'closed' })
      it_.wechat.plan('/cgi-bin/message/custom/send', 45015, 45047)
      for (const key of ['u2', 'u3'])
        expect(await it_.official.channel.send(COUNTY, to, message(key))).toEqual({ kind: 'closed' })
      expect(await used()).toBe(before)
      // Of one that was too much for it nobody knows.
      it_.wechat.plan('/cgi-bin/message/custom/send', -1)
      expect(await it_.official.channel.send(COUNTY, to, message('u4'))).toMatchObject({ kind: 'later' })
      expect(await it_.official.channel.send(COUNTY, to, message('u5'))).toMatchObject({ kind: 'sent' })
      expect(await used()).toBe(before + 2)
    })

    it('is refused for good, with a line for the technician, where the account may not', async () => {
      const { wang } = await report()
      it_.wechat.plan('/cgi-bin/message/custom/send', 48001, 43004)
      const window = { until: new Date(it_.deps.clock.now().getTime() + MINUTE), left: 5 }
      const message = { blocks: [{ kind: 'text' as const, text: '王示雨' }], about: 'reply' as const, key: 'r:1' }
      const to = { userId: wang.openId, window }
      expect(await it_.official.channel.send(COUNTY, to, message)).toEqual({ kind: 'refused', why: 'errcode 48001' })
      expect(it_.errors.splice(0).map(String)).toEqual([
        'ChannelTrouble: official account: a message was refused: errcode 48001',
      ])
      expect(await it_.official.channel.send(COUNTY, to, message)).toMatchObject({ kind: 'gone' })
    })
  })

  describe('the token', () => {
    it('is fetched once by many at once, in several processes, and early enough', async () => {
      const { official, wechat, world, serve } = await start()
      const other = await serve(world.elsewhere((await use().another()).store))
      await use().database.pool.query('delete from channel_token')
      const menu = { button: [{ name: 'x', type: 'click', key: 'x' }] }
      const all = (ones: (typeof official)[]) =>
        Promise.all(ones.flatMap(({ api }) => Array.from({ length: 5 }, () => api.post('/cgi-bin/menu/create', menu))))
      const good = { kind: 'answered', errcode: 0 }
      for (const answer of await all([official, other.official])) expect(answer).toMatchObject(good)
      expect(wechat.calls('/cgi-bin/stable_token')).toBe(1)
      world.later(116 * MINUTE)
      for (const answer of await all([official, other.official])) expect(answer).toMatchObject(good)
      expect(wechat.calls('/cgi-bin/stable_token')).toBe(2)
    })

    it('is renewed once by many at once when the platform knows it no more', async () => {
      const { official, wechat, world, serve } = await start()
      const other = await serve(world.elsewhere((await use().another()).store))
      await use().database.pool.query('delete from channel_token')
      const menu = { button: [{ name: 'x', type: 'click', key: 'x' }] }
      await official.api.post('/cgi-bin/menu/create', menu)
      await other.official.api.post('/cgi-bin/menu/create', menu)
      const before = wechat.calls('/cgi-bin/stable_token')
      if (wechat.platform.access) wechat.platform.access.token = 'somebody else took it'
      const ones = [official, official, official, other.official, other.official]
      const answers = await Promise.all(ones.map(({ api }) => api.post('/cgi-bin/menu/create', menu)))
      for (const answer of answers) expect(answer).toMatchObject({ kind: 'answered', errcode: 0 })
      expect(wechat.calls('/cgi-bin/stable_token')).toBe(before + 1)
      const stored = await use().database.pool.query('select token from channel_token')
      expect(stored.rows.map(({ token }) => token).join()).not.toContain(wechat.platform.access?.token)
    })

    it('that is not to be had is tried later', async () => {
      const { official, wechat } = await start()
      await use().database.pool.query('delete from channel_token')
      wechat.plan('/cgi-bin/stable_token', 40164)
      expect(await official.api.post('/cgi-bin/menu/create', {})).toEqual({
        kind: 'failed',
        why: 'no token: errcode 40164',
        unasked: true,
      })
    })
  })
})

/** No turn is stored before it is opened. */
function gate(deps: OfficialWorld['deps']): () => void {
  const { store } = deps
  const { promise, resolve } = Promise.withResolvers<void>()
  deps.store = { ...store, appendTurn: (turn) => promise.then(() => store.appendTurn(turn)) }
  return () => {
    deps.store = store
    resolve()
  }
}
