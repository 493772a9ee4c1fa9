import { expect, it } from 'vitest'
import { argonPasswords } from '../../src/adapters/passwords.ts'

const passwords = argonPasswords()

it('knows a password again by its hash, and no other', async () => {
  const hash = await passwords.hash('明白 correct horse')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await passwords.verify(hash, '明白 correct horse')).toBe(true)
  expect(await passwords.verify(hash, '明白 correct house')).toBe(false)
  // The same characters, typed on a keyboard that composes them differently.
  expect(await passwords.verify(await passwords.hash('cafe\u0301'), 'caf\u00e9')).toBe(true)
})

it('takes what is not a hash for nobody’s', async () => {
  expect(await passwords.verify('', '')).toBe(false)
  expect(await passwords.verify('plain', 'plain')).toBe(false)
})
