import { createCipheriv, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decrypt, encrypt, isSignature, readAesKey, signatureOf } from '../../../src/adapters/channels/wechat-crypto.ts'
import { readXml } from '../../../src/adapters/channels/wechat-xml.ts'
import { publicVectors } from './vectors.fixture.ts'

const KEY = Buffer.alloc(32, 9)
const open = (text: string) => decrypt(KEY, 'app', text)
/** Bytes encrypted as they are, well-formed or not. */
const raw = (plain: Buffer) => {
  const cipher = createCipheriv('aes-256-cbc', KEY, KEY.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64')
}
const framed = (length: number, rest: string, pad: number) => {
  const head = Buffer.alloc(20)
  head.writeUInt32BE(length, 16)
  return raw(Buffer.concat([head, Buffer.from(rest), Buffer.alloc(pad, pad)]))
}

describe('the encryption of callbacks', () => {
  it('opens what it closed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const closed = encrypt(KEY, 'app', text, randomBytes(16))
        expect(Buffer.from(closed, 'base64').length % 32).toBe(0)
        expect(open(closed)).toEqual({ message: text.toWellFormed() })
      }),
    )
  })

  it('answers anything else with a refusal and never throws', () => {
    expect(decrypt(KEY, 'other', encrypt(KEY, 'app', '好', randomBytes(16)))).toEqual({ refused: 'wrong_receiver' })
    expect(open('')).toEqual({ refused: 'no_base64' })
    expect(open('不是密文')).toEqual({ refused: 'no_base64' })
    expect(open('aaaa')).toEqual({ refused: 'bad_length' })
    expect(open(raw(Buffer.alloc(32)))).toEqual({ refused: 'bad_padding' })
    expect(open(raw(Buffer.alloc(32, 33)))).toEqual({ refused: 'bad_padding' })
    expect(open(raw(Buffer.alloc(32, 32)))).toEqual({ refused: 'bad_length' })
    expect(open(framed(0xffffffff, 'xxapp', 7))).toEqual({ refused: 'bad_length' })
    expect(open(framed(2, 'xxapp', 7))).toEqual({ message: 'xx' })
    expect(open(framed(0, 'app', 9))).toEqual({ message: '' })
    expect(open(framed(0, '', 12))).toEqual({ refused: 'wrong_receiver' })
    expect(
      decrypt(
        KEY,
        'app',
        raw(Buffer.concat([Buffer.alloc(19), Buffer.from([2, 0xff, 0xfe]), Buffer.from('app'), Buffer.alloc(7, 7)])),
      ),
    ).toEqual({ refused: 'bad_text' })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 96 }), fc.boolean(), (bytes, whole) => {
        const cut = whole ? bytes.subarray(0, bytes.length - (bytes.length % 16)) : bytes
        expect(() => open(Buffer.from(cut).toString('base64'))).not.toThrow()
      }),
    )
  })

  it('reads keys of 43 characters and no others', () => {
    expect(readAesKey('a'.repeat(43))).toHaveLength(32)
    for (const bad of ['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}-`]) expect(readAesKey(bad)).toBeNull()
  })

  it('signs the sorted parts', () => {
    expect(signatureOf('c', 'a', 'b')).toBe(signatureOf('a', 'b', 'c'))
    expect(isSignature(signatureOf('t', '1', 'n'), 't', '1', 'n')).toBe(true)
    for (const bad of ['', 'x', 'é'.repeat(20), signatureOf('t', '2', 'n'), signatureOf('t', '1', 'n').toUpperCase()])
      expect(isSignature(bad, 't', '1', 'n')).toBe(false)
  })
})

describe('published samples', () => {
  const vectors = publicVectors('crypto.json')
  it.skipIf(vectors === null)('decrypt, encrypt and verify as published; what must fail fails', () => {
    let tried = 0
    for (const one of vectors ?? []) {
      tried++
      const key = one.encodingAESKey ? readAesKey(one.encodingAESKey) : null
      switch (one.kind) {
        case 'url-signature':
          expect(isSignature(one.signature, one.token, one.timestamp, one.nonce), one.id).toBe(true)
          break
        case 'msg-signature':
          expect(isSignature(one.msgSignature, one.token, one.timestamp, one.nonce, one.encrypt), one.id).toBe(true)
          break
        case 'encrypt': {
          if (!key) throw new Error(`${one.id}: no key`)
          expect(encrypt(key, one.receiveId, one.plaintext, Buffer.from(one.random)), one.id).toBe(one.encrypt)
          if (one.msgSignature)
            expect(isSignature(one.msgSignature, one.token, one.timestamp, one.nonce, one.encrypt)).toBe(true)
          break
        }
        case 'decrypt': {
          if (!key) throw new Error(`${one.id}: no key`)
          const signed = (change: Record<string, string>) => {
            const it = { ...one, ...change }
            return isSignature(it.msgSignature, it.token, it.timestamp, it.nonce, it.encrypt)
          }
          expect(signed({}), one.id).toBe(true)
          const opened = decrypt(key, one.receiveId, one.encrypt)
          expect(opened, one.id).toEqual({ message: one.plaintext ?? one.computedPlaintext })
          if (one.expectedFields && 'message' in opened)
            expect(readXml(opened.message, 64 * 1024), one.id).toMatchObject({ fields: one.expectedFields })
          for (const { error: _, ...change } of one.negative ?? []) {
            const fails =
              'receiveId' in change ? 'refused' in decrypt(key, change.receiveId ?? '', one.encrypt) : !signed(change)
            expect(fails, `${one.id} ${JSON.stringify(change)}`).toBe(true)
          }
          break
        }
        default:
          // Of the mini-program's encrypted user data we ask for none.
          expect(['miniapp-data', 'miniapp-signature']).toContain(one.kind)
          tried--
      }
    }
    expect(tried).toBeGreaterThanOrEqual(15)
  })
})
