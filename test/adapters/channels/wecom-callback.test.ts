import { describe, expect, it } from 'vitest'
import { readAesKey } from '../../../src/adapters/channels/wechat-crypto.ts'
import { writeXml } from '../../../src/adapters/channels/wechat-xml.ts'
import { readCallback, verifyAddress } from '../../../src/adapters/channels/wecom/callback.ts'
import { readIncoming } from '../../../src/adapters/channels/wecom/incoming.ts'
import { publicVectors } from './vectors.fixture.ts'

const AGENT = '1000002'
const FIELDS = {
  FromUserName: 'u',
  CreateTime: '1409659813',
  MsgType: 'text',
  MsgId: '4561255354251345929',
  Content: '好',
}
const read = (fields: Record<string, string>) => readIncoming({ AgentID: AGENT, ...fields }, AGENT)

describe('published samples of WeCom', () => {
  const samples = (publicVectors('crypto.json') ?? []).filter(
    (each) => each.kind === 'decrypt' && each.platform === 'wecom' && each.format !== 'json',
  )
  it.skipIf(samples.length === 0)('are opened as they must be, and nothing that was changed is', () => {
    for (const sample of samples) {
      const { token = '', receiveId = '', encodingAESKey = '', timestamp = '', nonce = '', encrypt = '' } = sample
      const aesKey = readAesKey(encodingAESKey)
      if (!aesKey) throw new Error('no key')
      const secrets = { corpId: receiveId, agentId: sample.expectedFields?.AgentID ?? AGENT, token, aesKey }
      const query = { msg_signature: sample.msgSignature, timestamp, nonce }
      const now = new Date(Number(timestamp) * 1000)
      const body = writeXml({ ToUserName: receiveId, Encrypt: encrypt })
      const plain = sample.plaintext ?? sample.computedPlaintext ?? ''
      const asEcho = verifyAddress(secrets, { ...query, echostr: encrypt }, now)
      expect(asEcho).toEqual({ echo: plain })
      const asBody = readCallback(secrets, query, body, now)
      if (plain.startsWith('<xml>')) expect(asBody).toMatchObject({ xml: plain })
      else expect(asBody).toHaveProperty('refused')
      if (sample.expectedFields && 'fields' in asBody) expect(asBody.fields).toMatchObject(sample.expectedFields)
      for (const change of [{ msg_signature: 'x' }, { nonce: 'other' }, { timestamp: `${Number(timestamp) - 601}` }])
        expect(readCallback(secrets, { ...query, ...change }, body, now)).toHaveProperty('refused')
      expect(readCallback({ ...secrets, corpId: 'ww-other' }, query, body, now)).toEqual({ refused: 'bad_ciphertext' })
      for (const negative of sample.negative ?? []) {
        const changed = {
          ...query,
          echostr: encrypt,
          ...('msgSignature' in negative && { msg_signature: negative.msgSignature }),
        }
        if (changed.msg_signature !== query.msg_signature)
          expect(verifyAddress(secrets, changed, now)).toEqual({ refused: 'bad_signature' })
      }
    }
  })
})

describe('what comes in on WeCom', () => {
  it('is told apart by the message’s id, which is longer than a number', () => {
    expect(read(FIELDS)).toEqual({ messageId: 'm-4561255354251345929', userId: 'u', kind: 'text', text: '好' })
    expect(read({ ...FIELDS, MsgId: '4561255354251345930' })?.messageId).toBe('m-4561255354251345930')
  })

  it('is for this application, and says who sent what and when', () => {
    expect(readIncoming({ ...FIELDS, AgentID: '7' }, AGENT)).toBeNull()
    for (const name of Object.keys(FIELDS).filter((each) => each !== 'Content'))
      expect(read({ ...FIELDS, [name]: '' }), name).toBeNull()
  })

  it('may be a tap, a place, or something that cannot be read here', () => {
    const event = { FromUserName: 'u', CreateTime: '1', MsgType: 'event' }
    const tap = { ...event, Event: 'template_card_event', EventKey: '接单 A1024', ResponseCode: 'code', TaskId: 't' }
    expect(read(tap)).toMatchObject({ kind: 'tap', text: '接单 A1024', code: 'code' })
    expect(read({ ...tap, ResponseCode: 'other' })?.messageId).not.toBe(read(tap)?.messageId)
    expect(read({ ...event, Event: 'click', EventKey: '待办' })).toMatchObject({ kind: 'tap', code: null })
    expect(read({ ...event, Event: 'enter_agent', EventKey: '' })).toMatchObject({ kind: 'silent' })
    expect(read({ ...event, Event: 'view', EventKey: 'https://a.example.cn' })).toMatchObject({ kind: 'silent' })
    const place = { ...FIELDS, MsgType: 'location', Location_X: '24.1', Location_Y: '114.2', Label: '村口' }
    expect(read(place)).toMatchObject({ kind: 'location', latitude: 24.1, longitude: 114.2, label: '村口' })
    expect(read({ ...place, Location_X: '241' })).toMatchObject({ kind: 'unreadable' })
    for (const MsgType of ['image', 'voice', 'video', 'link', 'file', 'new'])
      expect(read({ ...FIELDS, MsgType })).toMatchObject({ kind: 'unreadable' })
  })
})
