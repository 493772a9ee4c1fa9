import { randomBytes } from 'node:crypto'
import { decrypt, encrypt, isSignature, readAesKey, signatureOf } from '../../../src/adapters/channels/wechat-crypto.ts'
import { readXml, writeXml } from '../../../src/adapters/channels/wechat-xml.ts'
import type { Account } from './state.ts'

/** It asks three times in all, five seconds each. */
const TRIES = 3

export interface Delivered {
  /** How often the account was asked. */
  tries: number
  /** The text that it answered with; null when it only said that it had received the message, or said nothing. */
  answer: string | null
  /** What came of the last try. */
  status: number | 'no answer'
}

/** Brings a message to the account's callback as the platform does: signed, and once more where no answer comes in time. */
export async function deliver(
  account: Account,
  callbackUrl: string,
  fields: Record<string, string | number>,
  now: () => Date,
  patienceMs: number,
): Promise<Delivered> {
  const plain = writeXml(fields)
  let status: Delivered['status'] = 'no answer'
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      const { url, body } = signed(account, callbackUrl, plain, fields, now)
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'text/xml' },
        body,
        signal: AbortSignal.timeout(patienceMs),
      })
      status = response.status
      const text = await response.text()
      if (response.ok)
        return { tries, status, answer: text === 'success' || text === '' ? null : textOf(account, text) }
    } catch {
      status = 'no answer'
    }
  }
  return { tries: TRIES, status, answer: null }
}

/** The request as it goes out; `fields` stand open beside what is encrypted while the mode is being changed. */
export function signed(
  account: Account,
  callbackUrl: string,
  plain: string,
  fields: Record<string, string | number>,
  now: () => Date,
): { url: URL; body: string } {
  const timestamp = String(Math.floor(now().getTime() / 1000))
  const nonce = String(randomBytes(4).readUInt32BE())
  const url = new URL(callbackUrl)
  const query = {
    timestamp,
    nonce,
    signature: signatureOf(account.token, timestamp, nonce),
    openid: String(fields.FromUserName),
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  if (account.mode === 'plain') return { url, body: plain }
  const Encrypt = encrypt(keyOf(account), account.appId, plain, randomBytes(16))
  url.searchParams.set('encrypt_type', 'aes')
  url.searchParams.set('msg_signature', signatureOf(account.token, timestamp, nonce, Encrypt))
  const open = account.mode === 'compatible' ? fields : { ToUserName: account.name }
  return { url, body: writeXml({ ...open, Encrypt }) }
}

/** The text of an answer. @throws when the platform would not show it */
function textOf(account: Account, body: string): string {
  const outer = readXml(body, 64 * 1024)
  if ('refused' in outer) throw new Error(`the answer is no XML: ${outer.refused}`)
  const { Encrypt, MsgSignature, TimeStamp, Nonce } = outer.fields
  if (account.mode === 'plain') return contentOf(outer.fields)
  if (![Encrypt, MsgSignature, TimeStamp, Nonce].every((each) => typeof each === 'string'))
    throw new Error('not encrypted')
  if (!isSignature(String(MsgSignature), account.token, String(TimeStamp), String(Nonce), String(Encrypt)))
    throw new Error('the answer is signed wrongly')
  const opened = decrypt(keyOf(account), account.appId, String(Encrypt))
  const inner = 'message' in opened ? readXml(opened.message, 64 * 1024) : opened
  if ('refused' in inner) throw new Error(`the answer can not be opened: ${inner.refused}`)
  return contentOf(inner.fields)
}

function contentOf({ MsgType, Content }: Record<string, unknown>): string {
  if (MsgType !== 'text' || typeof Content !== 'string') throw new Error('the answer is no text')
  if (Buffer.byteLength(Content) > 2_048) throw new Error('the answer is too long')
  return Content
}

function keyOf({ aesKey }: Account): Buffer {
  const key = readAesKey(aesKey ?? '')
  if (!key) throw new Error('this mode needs an EncodingAESKey')
  return key
}
