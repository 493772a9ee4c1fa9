import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Actor } from '../../../src/app/ports/store.ts'
import { onBoth } from '../../support/database.ts'
import { later, NOON, system } from './county.fixture.ts'

onBoth('audit', (use) => {
  const append = (actor: Actor, subject: string, at = later(123)) =>
    use().store.transaction(actor, (tx) => tx.audit.append({ at, actor: 'wang', act: 'phone_read', subject }))
  const verify = (county: string) => use().store.transaction(system(county), (tx) => tx.audit.verify(county))

  it('is one whole chain per county, whoever writes and however many at once', async () => {
    const [county, other] = ['440301', '440302']
    const cadreId = randomUUID()
    const cadre: Actor = { kind: 'cadre', county, cadreId, role: 'village_cadre', areas: [] }
    const another = await use().another()
    await append(system(other), '别县')
    await Promise.all(
      Array.from({ length: 30 }, (_, nth) => {
        const store = nth % 2 ? use().store : another.store
        const entry = { at: new Date(), actor: cadreId, act: '1:看,', subject: `第${nth}户, "引号" 𠮷` }
        return store.transaction(nth % 3 ? cadre : system(county), (tx) => tx.audit.append(entry))
      }),
    )
    expect(await verify(county)).toEqual({ entries: 30, brokenAt: null })
    expect(await verify(other)).toEqual({ entries: 1, brokenAt: null })
    expect(await verify('440399')).toEqual({ entries: 0, brokenAt: null })
  })

  it('lets only the system name who acted and when', async () => {
    const county = '440305'
    const [cadreId, residentId] = [randomUUID(), randomUUID()]
    const cadre: Actor = { kind: 'cadre', county, cadreId, role: 'village_cadre', areas: [] }
    const resident: Actor = { kind: 'resident', county, residentId }
    const entry = (actor: string) => ({ at: NOON, actor, act: 'phone_read', subject: 'x' })
    const by = (who: Actor, name: string) => use().store.transaction(who, (tx) => tx.audit.append(entry(name)))
    await expect(by(cadre, randomUUID())).rejects.toThrow('in the name of somebody else')
    await expect(by(cadre, 'system')).rejects.toThrow('in the name of somebody else')
    await expect(by(resident, cadreId)).rejects.toThrow('in the name of somebody else')
    const from = Date.now()
    await by(system(county), 'technician')
    await by(cadre, cadreId)
    await by(resident, residentId)
    const { rows } = await use().database.pool.query(
      'select actor, at from audit where county_code = $1 order by seq',
      [county],
    )
    expect(rows.map((row) => row.actor)).toEqual(['technician', cadreId, residentId])
    const [first, ...others] = rows.map((row) => row.at)
    expect(first).toEqual(NOON)
    for (const at of others) expect(Math.abs(at.getTime() - from)).toBeLessThan(60_000)
    expect(await verify(county)).toEqual({ entries: 3, brokenAt: null })
  })

  it('leaves no trace of an act that was rolled back', async () => {
    const county = '440303'
    await append(system(county), 'a')
    const undone = use().store.transaction(system(county), async (tx) => {
      await tx.audit.append({ at: new Date(), actor: 'x', act: 'y', subject: 'z' })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await append(system(county), 'b')
    expect(await verify(county)).toEqual({ entries: 2, brokenAt: null })
  })

  it.each([
    ['a changed entry', `update audit set subject = 'nobody' where county_code = $1 and seq = 3`, 3],
    ['a changed time', `update audit set at = at + interval '1 ms' where county_code = $1 and seq = 2`, 2],
    ['a removed entry', `delete from audit where county_code = $1 and seq = 3`, 3],
    ['a removed beginning', `delete from audit where county_code = $1 and seq <= 2`, 1],
    [
      'two entries that changed places',
      `update audit set subject = case seq when 2 then 's3' else 's2' end where county_code = $1 and seq in (2, 3)`,
      2,
    ],
    ['a changed hash', `update audit set hash = sha256('x') where county_code = $1 and seq = 5`, 5],
  ])('sees %s', async (what, tamper, brokenAt) => {
    const county = `44${String([...what].reduce((sum, char) => sum + char.charCodeAt(0), 0) % 10_000).padStart(4, '0')}`
    for (const seq of [1, 2, 3, 4, 5]) await append(system(county), `s${seq}`)
    expect(await verify(county)).toEqual({ entries: 5, brokenAt: null })
    await use().database.pool.query(tamper, [county])
    expect(await verify(county)).toEqual({ entries: brokenAt - 1, brokenAt })
  })

  it('walks more than a page', async () => {
    const county = '440304'
    await use().store.transaction(system(county), async (tx) => {
      for (let nth = 0; nth < 1005; nth++) await tx.audit.append({ at: later(nth), actor: 'a', act: 'b', subject: 'c' })
    })
    expect(await verify(county)).toEqual({ entries: 1005, brokenAt: null })
  })
})
