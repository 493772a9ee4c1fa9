import { isFresh, isText, MOST_BYTES, type Query } from '../wechat-callback.ts'
import { decrypt, isSignature } from '../wechat-crypto.ts'
import { type BadXml, readXml, type XmlFields } from '../wechat-xml.ts'

export interface CallbackSecrets {
  corpId: string
  agentId: string
  token: string
  /** 32 bytes. */
  aesKey: Buffer
}

export type BadCallback = 'no_signature' | 'stale' | 'bad_signature' | 'not_encrypted' | 'bad_ciphertext' | BadXml

/** WeCom asks whether the address is ours: the text to answer, bare. */
export function verifyAddress(
  secrets: CallbackSecrets,
  query: Query,
  now: Date,
): { echo: string } | { refused: BadCallback } {
  const opened = open(secrets, query, query.echostr, now)
  return 'refused' in opened ? opened : { echo: opened.message }
}

/** A message, once it is sure that WeCom sent it just now. `xml`: what was encrypted. */
export function readCallback(
  secrets: CallbackSecrets,
  query: Query,
  body: string,
  now: Date,
): { fields: XmlFields; xml: string } | { refused: BadCallback } {
  const outer = readXml(body, MOST_BYTES)
  if ('refused' in outer) return outer
  const opened = open(secrets, query, outer.fields.Encrypt, now)
  if ('refused' in opened) return opened
  const inner = readXml(opened.message, MOST_BYTES)
  return 'refused' in inner ? inner : { fields: inner.fields, xml: opened.message }
}

/** The signature comes first: nothing that somebody else wrote is decrypted. */
function open(
  { corpId, token, aesKey }: CallbackSecrets,
  { msg_signature, timestamp, nonce }: Query,
  encrypted: unknown,
  now: Date,
): { message: string } | { refused: BadCallback } {
  if (!isText(msg_signature) || !isText(timestamp) || !isText(nonce)) return { refused: 'no_signature' }
  if (!isText(encrypted)) return { refused: 'not_encrypted' }
  if (!isFresh(timestamp, now)) return { refused: 'stale' }
  if (!isSignature(msg_signature, token, timestamp, nonce, encrypted)) return { refused: 'bad_signature' }
  const opened = decrypt(aesKey, corpId, encrypted)
  return 'refused' in opened ? { refused: 'bad_ciphertext' } : opened
}
