import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { CannotOpen, openVault } from '../../src/adapters/vault.ts'

const [old, now] = [randomBytes(32), randomBytes(32)]

it('seals, masks and opens', () => {
  const vault = openVault([now])
  const phone = vault.seal('phone', '13812345678')
  expect(phone).toMatchObject({ kind: 'phone', masked: '138****5678' })
  expect(phone.sealed).not.toContain('13812345678')
  expect(vault.open(phone.sealed)).toBe('13812345678')
  expect(vault.seal('identity_number', '440229197001011234').masked).toBe('4402**********1234')
  expect(vault.seal('phone', '07512345678').masked).toBe('075****5678')
  expect(vault.seal('phone', '12345').masked).toBe('*****')
})

it('never seals twice alike, but hashes alike', () => {
  const vault = openVault([now])
  const [one, two] = [vault.seal('phone', '13812345678'), vault.seal('phone', '13812345678')]
  expect(one.sealed).not.toBe(two.sealed)
  expect(one.hash).toBe(two.hash)
  expect(one.hash).not.toBe(vault.seal('identity_number', '13812345678').hash)
  expect(one.hash).not.toBe(openVault([old]).seal('phone', '13812345678').hash)
  expect(vault.sameHash('token', vault.hash('token'))).toBe(true)
  expect(vault.sameHash('token', vault.hash('other'))).toBe(false)
  expect(vault.sameHash('token', '')).toBe(false)
})

it('opens after a rotation what was sealed before, and finds it by the same hash', () => {
  const before = openVault([old])
  const after = openVault([now, old])
  const sealed = before.seal('phone', '13812345678')
  expect(after.open(sealed.sealed)).toBe('13812345678')
  expect(after.seal('phone', '13812345678').hash).toBe(sealed.hash)
  expect(() => before.open(after.seal('phone', '13812345678').sealed)).toThrow(CannotOpen)
  expect(() => openVault([now]).open(sealed.sealed)).toThrow(CannotOpen)
})

it('opens nothing that was changed', () => {
  const vault = openVault([now])
  const { sealed } = vault.seal('phone', '13812345678')
  const [version, kind, id, body = ''] = sealed.split('.')
  for (const bad of [
    '',
    'v1',
    `v2.${kind}.${id}.${body}`,
    `${version}.identity_number.${id}.${body}`,
    `${version}..${id}.${body}`,
    `${version}.${id}.${body}`,
    `${version}.${kind}.xxxxxxxx.${body}`,
    `${version}.${kind}.${id}.`,
    `${version}.${kind}.${id}.${body.slice(0, 20)}`,
    `${version}.${kind}.${id}.${body.slice(0, -2)}${body.endsWith('AA') ? 'BB' : 'AA'}`,
    `${version}.${kind}.${id}.${body.startsWith('A') ? 'B' : 'A'}${body.slice(1)}`,
  ])
    expect(() => vault.open(bad), bad).toThrow(CannotOpen)
})

it('wants whole keys', () => {
  expect(() => openVault([])).toThrow('a vault needs a key')
  expect(() => openVault([randomBytes(31)])).toThrow('32 bytes')
})
