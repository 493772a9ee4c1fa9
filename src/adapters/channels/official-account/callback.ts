import { isFresh, isText, MOST_BYTES, type Query } from '../wechat-callback.ts'
import { decrypt, encrypt, isSignature, signatureOf } from '../wechat-crypto.ts'
import { type BadXml, readXml, writeXml, type XmlFields } from '../wechat-xml.ts'

export interface CallbackSecrets {
  appId: string
  token: string
  /** With it, only encrypted messages count. */
  aesKey: Buffer | null
}

export type BadCallback = 'no_signature' | 'stale' | 'bad_signature' | 'not_encrypted' | 'bad_ciphertext' | BadXml
export type Callback = { fields: XmlFields; xml: string; encrypted: boolean } | { refused: BadCallback }

/** The platform asks whether the address is ours: what it is to hear then. */
export function verifyAddress(
  secrets: CallbackSecrets,
  query: Query,
  now: Date,
): { echo: string } | { refused: BadCallback } {
  const { signature, timestamp, nonce, echostr } = query
  if (!isText(signature) || !isText(timestamp) || !isText(nonce) || !isText(echostr)) return { refused: 'no_signature' }
  if (!isFresh(timestamp, now)) return { refused: 'stale' }
  if (!isSignature(signature, secrets.token, timestamp, nonce)) return { refused: 'bad_signature' }
  return { echo: echostr }
}

/** A message, once it is sure that the platform sent it just now. In safe mode `signature` says nothing of the body and does not count. */
export function readCallback(secrets: CallbackSecrets, query: Query, body: string, now: Date): Callback {
  const { timestamp, nonce } = query
  if (!isText(timestamp) || !isText(nonce)) return { refused: 'no_signature' }
  if (!isFresh(timestamp, now)) return { refused: 'stale' }
  if (secrets.aesKey !== null)
    return readEncrypted(secrets, secrets.aesKey, query.msg_signature, timestamp, nonce, body)
  if (!isText(query.signature)) return { refused: 'no_signature' }
  if (!isSignature(query.signature, secrets.token, timestamp, nonce)) return { refused: 'bad_signature' }
  const read = readXml(body, MOST_BYTES)
  return 'refused' in read ? read : { ...read, xml: body, encrypted: false }
}

function readEncrypted(
  { token, appId }: CallbackSecrets,
  key: Buffer,
  signature: unknown,
  timestamp: string,
  nonce: string,
  body: string,
): Callback {
  if (!isText(signature)) return { refused: 'not_encrypted' }
  const outer = readXml(body, MOST_BYTES)
  if ('refused' in outer) return outer
  const { Encrypt } = outer.fields
  if (!isText(Encrypt)) return { refused: 'not_encrypted' }
  if (!isSignature(signature, token, timestamp, nonce, Encrypt)) return { refused: 'bad_signature' }
  const opened = decrypt(key, appId, Encrypt)
  if ('refused' in opened) return { refused: 'bad_ciphertext' }
  // Of a body that has both, as while the mode is changed, what was encrypted counts alone.
  const inner = readXml(opened.message, MOST_BYTES)
  return 'refused' in inner ? inner : { ...inner, xml: opened.message, encrypted: true }
}

/** A text as the answer to a message. */
export function writeAnswer(
  secrets: CallbackSecrets,
  to: { userId: string; account: string },
  text: string,
  now: Date,
  random: () => { bytes: Buffer; nonce: string },
): string {
  const seconds = Math.floor(now.getTime() / 1000)
  const plain = writeXml({
    ToUserName: to.userId,
    FromUserName: to.account,
    CreateTime: seconds,
    MsgType: 'text',
    Content: text,
  })
  if (secrets.aesKey === null) return plain
  const { bytes, nonce } = random()
  const Encrypt = encrypt(secrets.aesKey, secrets.appId, plain, bytes)
  const MsgSignature = signatureOf(secrets.token, String(seconds), nonce, Encrypt)
  return writeXml({ Encrypt, MsgSignature, TimeStamp: seconds, Nonce: nonce })
}
