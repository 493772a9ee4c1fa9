import { expect, it } from 'vitest'
import { checkKeys, WrongKeys } from '../../../src/adapters/postgres/key-check.ts'
import { onBoth } from '../../support/database.ts'

onBoth('the keys of a deployment', (use) => {
  it('are remembered, and others are refused', async () => {
    const { db } = use().database
    await checkKeys(db, 'made with the first keys')
    await checkKeys(db, 'made with the first keys')
    await expect(checkKeys(db, 'made with other keys')).rejects.toThrow(WrongKeys)
  })
})
