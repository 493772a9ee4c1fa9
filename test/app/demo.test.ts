import { expect, it } from 'vitest'
import { demoCadres, demoLogin, hasRealCadre } from '../../src/app/demo.ts'
import { isRefusal } from '../../src/app/refusal.ts'
import { idOf } from '../../src/app/set-up-county.ts'
import { onServer } from '../support/database.ts'
import { COUNTY, makeWorld } from '../support/world.ts'

onServer('the demo login', (use) => {
  it('shows and lets in invented cadres only, and tells a real county', async () => {
    const { deps, stop } = await makeWorld(use())
    expect(await hasRealCadre(deps, COUNTY)).toBe(false)
    const invented = await demoCadres(deps, COUNTY)
    expect(invented.map(({ name }) => name).sort()).toContain('演示甲')

    const real = { id: idOf(COUNTY, 'real'), county: COUNTY, name: '王大山', role: 'admin' as const, active: true }
    await deps.store.transaction({ kind: 'system', county: COUNTY }, (tx) =>
      tx.roster.putCadres([{ ...real, phone: null, demo: false }]),
    )
    expect(await hasRealCadre(deps, COUNTY)).toBe(true)
    expect(await demoCadres(deps, COUNTY)).toEqual(invented)
    expect(await demoLogin(deps, COUNTY, real.id)).toEqual({ refused: 'not_found' })
    expect(isRefusal(await demoLogin(deps, COUNTY, invented[0]?.id ?? ''))).toBe(false)
    stop()
  })
})
