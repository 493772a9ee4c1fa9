import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

/** The IV is the beginning of the key: that is how the platform does it. */
const IV_BYTES = 16
const RANDOM_BYTES = 16
const LENGTH_BYTES = 4
const AES_BLOCK = 16
/** PKCS#7 to 32 bytes, not to the cipher's 16. */
const PAD_BLOCK = 32
const KEY_CHARACTERS = 43

export type CannotDecrypt = 'no_base64' | 'bad_length' | 'bad_padding' | 'bad_text' | 'wrong_receiver'

/** The 32 bytes of an EncodingAESKey; null when it is none. */
export function readAesKey(encoded: string): Buffer | null {
  if (encoded.length !== KEY_CHARACTERS || !/^[A-Za-z0-9+/]+$/.test(encoded)) return null
  return Buffer.from(`${encoded}=`, 'base64')
}

/** SHA-1 over the sorted parts, as callbacks are signed: token, timestamp, nonce and, where it is encrypted, the ciphertext. */
export function signatureOf(...parts: string[]): string {
  return createHash('sha1').update(parts.toSorted(byCodeUnit).join('')).digest('hex')
}

/** Compares in constant time whether that is the signature of these parts. */
export function isSignature(given: string, ...parts: string[]): boolean {
  const expected = Buffer.from(signatureOf(...parts))
  const actual = Buffer.from(given)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}

/**
 * Opens what the platform encrypted for `receiverId` (an app id or a corp id). Check the signature first: this alone does not tell who
 * wrote it. Whatever is wrong with the input is answered, never thrown.
 */
export function decrypt(
  key: Buffer,
  receiverId: string,
  encrypted: string,
): { message: string } | { refused: CannotDecrypt } {
  if (encrypted.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(encrypted)) return { refused: 'no_base64' }
  const bytes = Buffer.from(encrypted, 'base64')
  if (bytes.length === 0 || bytes.length % AES_BLOCK !== 0) return { refused: 'bad_length' }
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, IV_BYTES)).setAutoPadding(false)
  const plain = withoutPadding(Buffer.concat([decipher.update(bytes), decipher.final()]))
  if (plain === null) return { refused: 'bad_padding' }
  const start = RANDOM_BYTES + LENGTH_BYTES
  if (plain.length < start) return { refused: 'bad_length' }
  const end = start + plain.readUInt32BE(RANDOM_BYTES)
  if (end > plain.length) return { refused: 'bad_length' }
  if (!plain.subarray(end).equals(Buffer.from(receiverId))) return { refused: 'wrong_receiver' }
  const message = textOf(plain.subarray(start, end))
  return message === null ? { refused: 'bad_text' } : { message }
}

/** @param random 16 bytes, new for every message */
export function encrypt(key: Buffer, receiverId: string, message: string, random: Buffer): string {
  if (random.length !== RANDOM_BYTES) throw new Error(`${RANDOM_BYTES} random bytes are needed`)
  const text = Buffer.from(message)
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(text.length)
  const plain = Buffer.concat([random, length, text, Buffer.from(receiverId)])
  const pad = PAD_BLOCK - (plain.length % PAD_BLOCK)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, IV_BYTES)).setAutoPadding(false)
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString('base64')
}

function withoutPadding(plain: Buffer): Buffer | null {
  const pad = plain.at(-1) ?? 0
  if (pad < 1 || pad > PAD_BLOCK || pad > plain.length) return null
  const padding = plain.subarray(plain.length - pad)
  return padding.every((byte) => byte === pad) ? plain.subarray(0, plain.length - pad) : null
}

function textOf(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** As the platform sorts: by bytes, not by any language's order. */
function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
