import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encrypt, signatureOf } from '../../../src/adapters/channels/wechat-crypto.ts'
import { writeXml } from '../../../src/adapters/channels/wechat-xml.ts'
import { onBoth } from '../../support/database.ts'
import { type OfficialWorld, officialWorld } from '../../support/wechat/official-world.ts'
import { COUNTY } from '../../support/world.ts'

let messages = 0

onBoth('the callback of the official account', (use) => {
  describe.each(['plain', 'safe'] as const)('in %s mode', (mode) => {
    let open: OfficialWorld
    beforeAll(async () => {
      open = await officialWorld(use(), { wechat: { account: { mode } } })
    })
    afterAll(() => open.stop())

    const seconds = (late = 0) => String(Math.floor(open.deps.clock.now().getTime() / 1000) - late)
    const text = (userId: string, content = '你好', id = ++messages) =>
      writeXml({
        ToUserName: 'gh_standin',
        FromUserName: userId,
        CreateTime: 1,
        MsgType: 'text',
        Content: content,
        MsgId: id,
      })
    const query = (parts: Record<string, string>) => new URLSearchParams(parts).toString()
    /** As the platform asks, with whatever is different. */
    const ask = async (
      xml: string,
      change: Partial<Record<'timestamp' | 'nonce' | 'signature' | 'appId', string>> = {},
    ) => {
      const { account } = open.wechat
      const { timestamp = seconds(), nonce = randomBytes(6).toString('hex') } = change
      if (account.aesKey === null) {
        const signature = change.signature ?? signatureOf(account.token, timestamp, nonce)
        return post(xml, { timestamp, nonce, signature })
      }
      const key = Buffer.from(`${account.aesKey}=`, 'base64')
      const Encrypt = encrypt(key, change.appId ?? account.appId, xml, randomBytes(16))
      const msg_signature = change.signature ?? signatureOf(account.token, timestamp, nonce, Encrypt)
      return post(writeXml({ ToUserName: account.name, Encrypt }), {
        timestamp,
        nonce,
        msg_signature,
        encrypt_type: 'aes',
      })
    }
    const post = async (body: string, parts: Record<string, string>, type = 'text/xml') => {
      const response = await open.app.inject({
        method: 'POST',
        url: `/channels/official-account?${query(parts)}`,
        headers: { 'content-type': type },
        body,
      })
      return { status: response.statusCode, body: response.body }
    }
    const taken = async (userId: string) => {
      const { rows } = await use().database.pool.query(
        'select count(*)::int as n from inbox where county_code = $1 and user_id = $2',
        [COUNTY, userId],
      )
      return rows[0]?.n
    }

    it('verifies its address, and no other one', async () => {
      const [timestamp, nonce] = [seconds(), '77']
      const get = (parts: Record<string, string>) => open.app.inject(`/channels/official-account?${query(parts)}`)
      const signature = signatureOf(open.wechat.account.token, timestamp, nonce)
      const good = await get({ timestamp, nonce, signature, echostr: '<b>123</b>' })
      expect([good.statusCode, good.body, good.headers['content-type']]).toEqual([
        200,
        '<b>123</b>',
        'text/plain; charset=utf-8',
      ])
      const old = seconds(601)
      for (const bad of [
        { timestamp, nonce, signature: '0'.repeat(40), echostr: '1' },
        { timestamp, nonce, echostr: '1' },
        { timestamp, nonce, signature },
        { timestamp: old, nonce, signature: signatureOf(open.wechat.account.token, old, nonce), echostr: '1' },
        { timestamp: 'x', nonce, signature: signatureOf(open.wechat.account.token, 'x', nonce), echostr: '1' },
      ]) {
        const answer = await get(bad as Record<string, string>)
        expect([answer.statusCode, answer.body]).toEqual([403, ''])
      }
    })

    it('takes what is signed, and nothing forged, stale or for somebody else', async () => {
      const user = `o-${mode}-forged-${use().engine}`
      expect(await ask(text(user), { signature: '0'.repeat(40) })).toEqual({ status: 403, body: '' })
      expect(await ask(text(user), { signature: '' })).toMatchObject({ status: 403 })
      expect(await ask(text(user), { timestamp: seconds(601) })).toMatchObject({ status: 403 })
      expect(await ask(text(user), { timestamp: seconds(-601) })).toMatchObject({ status: 403 })
      if (mode === 'safe')
        expect(await ask(text(user), { appId: 'wx-of-somebody-else' })).toMatchObject({ status: 403 })
      expect(await taken(user)).toBe(0)
      expect(await ask(text(user))).toMatchObject({ status: 200 })
      expect(await taken(user)).toBe(1)
    })

    it('counts no signature of the other mode', async () => {
      const user = `o-${mode}-mode-${use().engine}`
      const [timestamp, nonce] = [seconds(), 'other']
      const signature = signatureOf(open.wechat.account.token, timestamp, nonce)
      const answer =
        mode === 'safe'
          ? await post(text(user), { timestamp, nonce, signature })
          : await post(writeXml({ Encrypt: 'AAAA' }), { timestamp, nonce, msg_signature: signature })
      expect(answer.status).toBe(403)
      expect(await taken(user)).toBe(0)
    })

    it('takes a message that comes again, and none under a nonce that was used for another one', async () => {
      const user = `o-${mode}-again-${use().engine}`
      const once = { timestamp: seconds(), nonce: `n-${mode}` }
      const first = text(user)
      const before = await ask(first, once)
      expect(before.status).toBe(200)
      expect((await ask(first, once)).status).toBe(200)
      expect(await taken(user)).toBe(1)
      // In safe mode the signature is over the body too: nobody but the platform can make it.
      if (mode === 'safe') return
      expect((await ask(text(user, '不是我说的'), once)).status).toBe(403)
      expect(await taken(user)).toBe(1)
    })

    it('knows a nonce behind midnight', async () => {
      if (mode === 'safe') return
      const user = `o-${mode}-midnight-${use().engine}`
      const day = 86_400_000
      const sinceMidnight = (Number(seconds()) * 1000 + day / 3) % day
      open.world.later(day - sinceMidnight - 120_000)
      const once = { timestamp: seconds(), nonce: `midnight-${mode}` }
      const first = text(user)
      expect((await ask(first, once)).status).toBe(200)
      open.world.later(240_000)
      expect((await ask(text(user, '不是我说的'), once)).status).toBe(403)
      expect((await ask(first, once)).status).toBe(200)
      expect(await taken(user)).toBe(1)
    })

    it('refuses what is no message, without harm', async () => {
      const user = `o-${mode}-broken-${use().engine}`
      const bomb =
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><FromUserName>&b;</FromUserName></xml>'
      const deep = `<xml>${'<a>'.repeat(2_000)}${'</a>'.repeat(2_000)}</xml>`
      for (const bad of ['', 'x', '<xml>', '<xml></xml><xml></xml>', '<html></html>', '{"a":1}', bomb, deep])
        expect(await ask(bad), bad.slice(0, 40)).toMatchObject({
          status: mode === 'safe' || bad !== '' ? 403 : expect.any(Number),
        })
      expect((await ask(text(user, 'x'.repeat(70_000)))).status).toBeGreaterThanOrEqual(403)
      expect((await post('{}', {}, 'application/json')).status).toBe(403)
      expect((await post('ÿ', { timestamp: seconds(), nonce: '1', signature: '1' })).status).toBe(403)
      expect(await taken(user)).toBe(0)
      // It says who sent it, or nobody is answered.
      expect(await ask(writeXml({ MsgType: 'text', Content: 'x' }))).toEqual({ status: 200, body: 'success' })
      expect(
        await ask(
          `<xml><FromUserName>a</FromUserName><FromUserName>b</FromUserName><ToUserName>c</ToUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><MsgId>1</MsgId></xml>`,
        ),
      ).toEqual({ status: 200, body: 'success' })
      expect(open.errors).toEqual([])
    })
  })
})
