import { expect, it } from 'vitest'
import { onBoth } from '../../support/database.ts'
onBoth('smoke', (use) => {
  it('works', async () => {
    expect(await use().store.transaction({ kind: 'system', county: '440229' }, (tx) => tx.leads.numbers(2))).toEqual(['A1001','A1002'])
  })
})
