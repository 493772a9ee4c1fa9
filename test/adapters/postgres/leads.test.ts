import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import type { Actor } from '../../../src/app/ports/store.ts'
import { onBoth } from '../../support/database.ts'
import {
  eventOf,
  HOUR,
  later,
  leadOf,
  NOON,
  newCadre,
  newConversation,
  newHousehold,
  newReportedLead,
  newVisitPicture,
  PHONE,
  reportOf,
  system,
} from './county.fixture.ts'

const COUNTY = '440229'
const VILLAGE = '440229101001'

onBoth('leads', (use) => {
  let holderId: string
  beforeAll(async () => {
    holderId = await newCadre(use().store, COUNTY, 'village_cadre', [VILLAGE])
  })
  const asSystem = <T>(work: Parameters<ReturnType<typeof use>['store']['transaction']>[1]) =>
    use().store.transaction(system(COUNTY), work) as Promise<T>

  it('gives out numbers once, whoever asks', async () => {
    const other = (await use().another()).store
    const taken = await Promise.all(
      [use().store, other].flatMap((store) =>
        [1, 3, 0].map((count) => store.transaction(system(COUNTY), (tx) => tx.leads.numbers(count))),
      ),
    )
    const numbers = taken.flat()
    expect(new Set(numbers).size).toBe(8)
    for (const number of numbers) expect(number).toMatch(/^A1\d{3}$/)
  })

  it('keeps a lead as it was given', async () => {
    const { lead, household } = await newReportedLead(use().store, VILLAGE, holderId)
    expect(await asSystem((tx) => tx.leads.get(lead.id))).toEqual(lead)
    expect(await asSystem((tx) => tx.leads.row(lead.id))).toEqual({
      lead,
      headName: household.headName,
      holder: { id: holderId, name: '李干部', role: 'village_cadre' },
      noticed: false,
    })
    expect(await asSystem((tx) => tx.leads.get(randomUUID()))).toBeNull()
  })

  it('has one open lead per household and matter, and a new one once that is closed', async () => {
    const household = await newHousehold(use().store, VILLAGE)
    const first = leadOf(household, holderId)
    const insert = (lead: typeof first) => asSystem((tx) => tx.leads.insert(lead))
    const other = leadOf(household, holderId)
    const outcomes = await Promise.all([insert(first), insert(other)])
    expect([...outcomes].sort()).toEqual(['conflict', 'inserted'])
    const winner = outcomes[0] === 'inserted' ? first : other
    expect(await insert(leadOf(household, holderId, { riskType: 'job_loss' }))).toBe('inserted')
    expect(await asSystem((tx) => tx.leads.lockOpenOf(household.id))).toHaveLength(2)
    const closed = { ...winner, status: 'closed' as const, version: 2 }
    expect(await asSystem((tx) => tx.leads.advance(closed, eventOf(closed, { kind: 'closed' })))).toBe('advanced')
    expect(await insert(leadOf(household, holderId))).toBe('inserted')
  })

  it('lets one of several advance a version, event and lead together', async () => {
    const { lead } = await newReportedLead(use().store, VILLAGE, holderId)
    const other = (await use().another()).store
    const claimed = { ...lead, status: 'claimed' as const, version: 2 }
    const outcomes = await Promise.all(
      [use().store, other, use().store, other].map((store, nth) =>
        store.transaction(system(COUNTY), (tx) =>
          tx.leads.advance(claimed, eventOf(claimed, { kind: 'claimed', text: `第${nth}人` })),
        ),
      ),
    )
    expect(outcomes.filter((outcome) => outcome === 'advanced')).toHaveLength(1)
    expect(await asSystem((tx) => tx.leads.get(lead.id))).toEqual(claimed)
    const events = await use().store.transaction(system(COUNTY), (tx) => tx.leads.events(lead.id))
    expect(events.map((event) => [event.seq, event.kind])).toEqual([
      [1, 'created'],
      [2, 'claimed'],
    ])
    expect(events[0]).toEqual(eventOf(lead))
  })

  it('lets the village’s cadre advance it, and not the neighbour’s', async () => {
    const { lead } = await newReportedLead(use().store, VILLAGE, holderId)
    const cadre = (areas: string[]): Actor => ({
      kind: 'cadre',
      county: COUNTY,
      cadreId: holderId,
      role: 'village_cadre',
      areas,
    })
    const claimed = { ...lead, status: 'claimed' as const, version: 2 }
    const advance = (actor: Actor, id = holderId) => {
      const event = eventOf(claimed, { kind: 'claimed', by: { kind: 'cadre', id, name: '李干部' } })
      return use().store.transaction(actor, (tx) => tx.leads.advance(claimed, event))
    }
    // Not in the name of somebody else either.
    await expect(advance(cadre([VILLAGE]), randomUUID())).rejects.toThrow('row-level security')
    expect(await advance(cadre(['440229101002']))).toBe('conflict')
    expect(await advance(cadre([]))).toBe('conflict')
    expect(await advance(cadre([VILLAGE]))).toBe('advanced')
  })

  it('merges reports, and knows who listens until he takes his back', async () => {
    const { lead, household, conversation, report } = await newReportedLead(use().store, VILLAGE, holderId)
    const neighbour = await newConversation(use().store, COUNTY)
    const second = reportOf(neighbour, household, { at: later(HOUR) })
    const again = reportOf(neighbour, household, { at: later(2 * HOUR) })
    await asSystem(async (tx) => {
      await tx.leads.insertReport(second, [lead.id])
      await tx.leads.insertReport(again, [lead.id])
    })
    const heard = await use().store.transaction(system(COUNTY), async (tx) => ({
      listeners: await tx.leads.listeners(lead.id),
      reports: await tx.leads.reports(lead.id),
      his: await tx.leads.ofResident(neighbour.residentId),
    }))
    const listener = ({ conversationId, residentId }: typeof neighbour) => ({ conversationId, residentId })
    expect(new Set(heard.listeners)).toEqual(new Set([listener(conversation), listener(neighbour)]))
    expect(heard.reports.map((each) => each.id)).toEqual([report.id, second.id, again.id])
    expect(heard.reports[0]).toEqual(JSON.parse(JSON.stringify(report), (key, value) => (key === 'at' ? NOON : value)))
    expect(heard.his.map((row) => row.lead.id)).toEqual([lead.id])

    const left = (who: typeof neighbour) =>
      asSystem((tx) => tx.leads.withdrawReport(lead.id, who.residentId, later(3 * HOUR)))
    expect(await left(neighbour)).toBe(1)
    expect(await left(neighbour)).toBe(1)
    expect(await asSystem((tx) => tx.leads.listeners(lead.id))).toEqual([listener(conversation)])
    expect(await asSystem((tx) => tx.leads.ofResident(neighbour.residentId))).toEqual([])
    expect(await left(conversation)).toBe(0)
    const withdrawn = { ...lead, status: 'withdrawn' as const, version: 2 }
    await asSystem((tx) => tx.leads.advance(withdrawn, eventOf(withdrawn, { kind: 'withdrawn' })))
    expect(await asSystem((tx) => tx.leads.ofResident(conversation.residentId))).toMatchObject([{ lead: withdrawn }])
  })

  it('shows an emergency to its village once the place is known, with what hangs on it', async () => {
    const officer = await newCadre(use().store, COUNTY, 'county_officer', [COUNTY])
    const { lead, attachmentId } = await newReportedLead(use().store, COUNTY, officer, { urgency: 'emergency' })
    const actor: Actor = { kind: 'cadre', county: COUNTY, cadreId: holderId, role: 'village_cadre', areas: [VILLAGE] }
    const seen = () =>
      use().store.transaction(actor, async (tx) => ({
        lead: await tx.leads.get(lead.id),
        reports: (await tx.leads.reports(lead.id)).length,
        events: (await tx.leads.events(lead.id)).length,
        picture: (await tx.attachments.get(attachmentId))?.mime,
      }))
    expect(await seen()).toEqual({ lead: null, reports: 0, events: 0, picture: undefined })
    const moved = { ...lead, region: VILLAGE, version: 2 }
    await asSystem((tx) => tx.leads.advance(moved, eventOf(moved, { kind: 'transferred' })))
    expect(await seen()).toEqual({ lead: moved, reports: 1, events: 2, picture: 'image/png' })
  })

  it('puts a number that is given later into that resident’s reports of the lead, whatever else he wrote', async () => {
    const { lead, household, report } = await newReportedLead(use().store, VILLAGE, holderId)
    const neighbour = await newConversation(use().store, COUNTY)
    const odd = 'U+0000 \u0000, half a pair \ud800'
    const his = reportOf(neighbour, household, { at: later(HOUR) })
    his.report.words = [odd]
    const other = reportOf(neighbour, household, { at: later(2 * HOUR) })
    const phone = { ...PHONE, masked: '139****0000' }
    await asSystem(async (tx) => {
      await tx.leads.insertReport(his, [lead.id])
      await tx.leads.insertReport(other, [])
      await tx.leads.putPhone(lead.id, neighbour.residentId, phone)
    })
    const reports = await use().store.transaction(system(COUNTY), (tx) => tx.leads.reports(lead.id))
    expect(reports.map((each) => [each.id, each.report.phone, each.report.words])).toEqual([
      [report.id, PHONE, report.report.words],
      [his.id, phone, [odd]],
    ])
    const { rows } = await use().database.pool.query('select report from report where id = $1', [other.id])
    expect(rows[0].report.phone).toEqual(PHONE)
  })

  it('attaches only pictures of those who reported the lead', async () => {
    const { lead } = await newReportedLead(use().store, VILLAGE, holderId)
    const stranger = await newReportedLead(use().store, '440229101009', holderId)
    await asSystem((tx) => tx.attachments.attach([stranger.attachmentId], [lead.id], VILLAGE))
    const actor: Actor = { kind: 'cadre', county: COUNTY, cadreId: holderId, role: 'village_cadre', areas: [VILLAGE] }
    expect(await use().store.transaction(actor, (tx) => tx.attachments.get(stranger.attachmentId))).toBeNull()
  })

  it('lets a cadre say of which lead his own pictures are, once, and of no lead that he does not see', async () => {
    const { store } = use()
    const mine = await newCadre(store, COUNTY, 'village_cadre', [])
    const other = await newCadre(store, COUNTY, 'village_cadre', [])
    const { lead } = await newReportedLead(store, VILLAGE, mine)
    const { kept, waiting } = await newVisitPicture(store, lead, mine)
    const as = (cadreId: string, area = VILLAGE): Actor => ({
      kind: 'cadre',
      county: COUNTY,
      cadreId,
      role: 'village_cadre',
      areas: [area],
    })
    const settle = (actor: Actor, ids: string[]) =>
      store.transaction(actor, (tx) => tx.attachments.settle(ids, lead.id))
    expect(await settle(as(other), [waiting])).toBe(0)
    expect(await settle(as(mine), [kept])).toBe(0)
    await expect(settle(as(mine, `${COUNTY}999`), [waiting])).rejects.toThrow(/row-level security/)
    expect(await store.transaction(as(mine), (tx) => tx.attachments.waitingOf(mine, new Date(0)))).toMatchObject([
      { id: waiting },
    ])
    const drop = (before: Date) => store.transaction(system(COUNTY), (tx) => tx.attachments.dropWaiting(before))
    expect(await drop(new Date(0))).toBe(0)
    expect(await settle(as(mine), [waiting])).toBe(1)
    await newVisitPicture(store, lead, mine)
    expect(await drop(new Date('2100-01-01'))).toBe(1)
  })
})
