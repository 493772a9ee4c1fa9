import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import type { Vault } from '../app/ports/outside.ts'
import type { Sealed } from '../core/sealed.ts'

/** A sealed value whose key this deployment does not have, or that was changed. */
export class CannotOpen extends Error {
  override name = 'CannotOpen'
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Seals private numbers with AES-256-GCM. A sealed value is `v1.KIND.KEYID.` and base64url of nonce, ciphertext and tag; what stands
 * before them is authenticated with them. Hashes are HMAC-SHA-256 under a key of their own, derived from the oldest key: tokens,
 * codes and equal numbers must be found again after a rotation. So the oldest key can never be dropped: without it nobody is
 * signed in any more, no guest finds his chat, no household is found by its number.
 *
 * @param keys 32 bytes each, newest first: the first seals, all of them open, the last one makes the hashes.
 */
export function openVault(keys: readonly Buffer[]): Vault {
  const [newest] = keys
  const oldest = keys.at(-1)
  if (!newest || !oldest) throw new Error('a vault needs a key')
  for (const key of keys) if (key.length !== 32) throw new Error('a vault key must be 32 bytes')
  const byId = new Map(keys.map((key) => [keyId(key), key]))
  const hashKey = Buffer.from(hkdfSync('sha256', oldest, '', 'mingbai hash v1', 32))
  const hash = (value: string) => createHmac('sha256', hashKey).update(value).digest('base64url')

  return {
    seal(kind, value) {
      return {
        kind,
        sealed: seal(newest, kind, value),
        masked: mask(kind, value),
        hash: hash(`${kind}:${value}`),
      }
    },
    sealText: (text) => seal(newest, 'text', text),
    open(sealed) {
      const [version, kind, id, body] = sealed.split('.')
      const key = id && byId.get(id)
      if (version !== 'v1' || !key || !body) throw new CannotOpen('sealed with a key that is not here')
      return unseal(key, `v1.${kind}.${id}`, body)
    },
    hash,
    sameHash(value, given) {
      const expected = Buffer.from(hash(value))
      const actual = Buffer.from(given)
      return expected.length === actual.length && timingSafeEqual(expected, actual)
    },
  }
}

function seal(key: Buffer, kind: Sealed['kind'] | 'text', value: string): string {
  const label = `v1.${kind}.${keyId(key)}`
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(label))
  const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
  return `${label}.${Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url')}`
}

function unseal(key: Buffer, label: string, body: string): string {
  const bytes = Buffer.from(body, 'base64url')
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new CannotOpen('too short')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(label))
    .setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    throw new CannotOpen('changed since it was sealed')
  }
}

/** Names a key without giving any of it away. */
function keyId(key: Buffer): string {
  return createHash('sha256').update('mingbai key id').update(key).digest('base64url').slice(0, 8)
}

/** 138****5678 and 4402**********1234; of anything shorter, nothing. */
function mask(kind: Sealed['kind'], value: string): string {
  const head = kind === 'phone' ? 3 : 4
  const hidden = value.length - head - 4
  if (hidden < 3) return '*'.repeat(value.length)
  return `${value.slice(0, head)}${'*'.repeat(hidden)}${value.slice(-4)}`
}
