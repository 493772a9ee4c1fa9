import { beforeAll, expect, it } from 'vitest'
import type { QueueKey, QueueRow } from '../../../src/app/ports/leads.ts'
import type { Actor, Store } from '../../../src/app/ports/store.ts'
import { LEAD_STATUSES } from '../../../src/contract/lead.ts'
import { RISK_TYPES, URGENCIES } from '../../../src/contract/terms.ts'
import { onBoth } from '../../support/database.ts'
import { HOUR, later, leadOf, newCadre, newHousehold, system } from './county.fixture.ts'

const COUNTY = '440229'
const VILLAGES = ['440229101001', '440229101002', '440229102001']
const UNFINISHED = LEAD_STATUSES.slice(0, 4)
type Page = Parameters<Parameters<Parameters<Store['transaction']>[1]>[0]['leads']['page']>[0]

onBoth('queue', (use) => {
  let holders: string[]
  beforeAll(async () => {
    const { store } = use()
    holders = await Promise.all(VILLAGES.map((village) => newCadre(store, COUNTY, 'village_cadre', [village])))
    for (let nth = 0; nth < 120; nth++) {
      const at = nth % VILLAGES.length
      const household = await newHousehold(store, VILLAGES[at] as string)
      // Few deadlines, so that many leads share one and only the id parts them.
      const lead = leadOf(household, holders[at] as string, {
        urgency: URGENCIES[nth % 7 === 0 ? 0 : nth % 2 ? 1 : 2] ?? 'normal',
        dueAt: later((nth % 4) * HOUR),
        status: LEAD_STATUSES[nth % LEAD_STATUSES.length] ?? 'open',
        riskType: RISK_TYPES[nth % 5] ?? 'other',
      })
      await store.transaction(system(COUNTY), (tx) => tx.leads.insert(lead))
    }
  })

  const all: Page = { holderId: null, statuses: [...UNFINISHED], limit: 1000, after: null }
  const page = (query: Partial<Page>, actor: Actor = system(COUNTY)) =>
    use().store.transaction(actor, (tx) => tx.leads.page({ ...all, ...query }))

  async function pages(query: Partial<Page>, actor?: Actor): Promise<QueueRow[]> {
    const rows: QueueRow[] = []
    let after: QueueKey | null = null
    do {
      const next: QueueRow[] = await page({ ...query, limit: 7, after }, actor)
      rows.push(...next)
      const last = next.at(-1)?.lead
      after = last ? { urgency: last.urgency, dueAt: last.dueAt, id: last.id } : null
    } while (after)
    return rows
  }

  it('comes in pages without gaps or doubles, most pressing first', async () => {
    const rows = await page({})
    expect(rows).toHaveLength(80)
    const key = ({ lead }: QueueRow) => `${URGENCIES.indexOf(lead.urgency)} ${lead.dueAt.toISOString()} ${lead.id}`
    expect(rows.map(key)).toEqual(rows.map(key).sort())
    expect(await pages({})).toEqual(rows)
    expect(await pages({ statuses: [...LEAD_STATUSES] })).toHaveLength(120)
  })

  it('filters by holder, status, risk, urgency and place', async () => {
    const rows = await page({ statuses: [...LEAD_STATUSES] })
    const holderId = holders[1] as string
    const only = (keep: (row: QueueRow) => boolean) => rows.filter(keep)
    const statuses = [...LEAD_STATUSES]
    expect(await page({ statuses, holderId })).toEqual(only((row) => row.holder.id === holderId))
    expect(await page({ statuses: ['closed'] })).toEqual(only((row) => row.lead.status === 'closed'))
    expect(await page({ statuses, riskType: 'job_loss' })).toEqual(only((row) => row.lead.riskType === 'job_loss'))
    expect(await page({ statuses, urgency: 'high' })).toEqual(only((row) => row.lead.urgency === 'high'))
    expect(await page({ statuses, region: '440229101' })).toEqual(
      only((row) => row.lead.region.startsWith('440229101')),
    )
    expect(await page({ statuses, region: VILLAGES[2] })).toEqual(only((row) => row.lead.region === VILLAGES[2]))
  })

  it('shows a cadre no more than his area, page by page', async () => {
    const actor = (areas: string[]): Actor => ({
      kind: 'cadre',
      county: COUNTY,
      cadreId: holders[0] as string,
      role: 'township_officer',
      areas,
    })
    const rows = await page({})
    expect(await pages({}, actor(['440229101']))).toEqual(rows.filter((row) => row.lead.region.startsWith('440229101')))
    expect(await pages({}, actor([]))).toEqual([])
  })

  it('finds a page by an index, under the policies too', async () => {
    const { pool } = use().database
    const client = await pool.connect()
    await client.query('vacuum analyze lead')
    await client.query(`begin; set local enable_seqscan = off; set local enable_sort = off`)
    const { rows } = await client.query(
      `explain select id from lead where county_code = '440229' and holder_id = '${holders[0]}'
       and status not in ('closed', 'withdrawn')
       and (urgency_rank, due_at, id) > (1, now(), '${holders[0]}') order by urgency_rank, due_at, id limit 30`,
    )
    await client.query('rollback')
    client.release()
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('lead_queue_of_holder')
  })
})
