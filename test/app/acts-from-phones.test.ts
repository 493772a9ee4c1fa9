import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { actOnLead } from '../../src/app/act-on-lead.ts'
import { keepHouseholdPhoto } from '../../src/app/household-photo.ts'
import { keepAttachment } from '../../src/app/keep-attachment.ts'
import { readLedger } from '../../src/app/read-ledger.ts'
import { readVisitForm } from '../../src/app/visit-form.ts'
import { LeadAction, type LeadDetail, type LeadSummary } from '../../src/contract/lead.ts'
import { onServer } from '../support/database.ts'
import { answered, makeWorld } from '../support/world.ts'

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])
const PLACE = { latitude: 24.35, longitude: 114.13, metres: 18, at: '2026-11-23T01:30:00.000Z' }

onServer('acts that a phone sends again', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld(use())
    return world.stop
  })

  const reported = async (userId: string, what: string, name: string): Promise<LeadSummary> => {
    await world.resident(userId).reports(what, name)
    const found = (await world.village.queue()).find((lead) => lead.status === 'open')
    if (!found) throw new Error('nothing in the queue')
    return found
  }
  const does = (id: string, action: object, deps = world.deps) =>
    actOnLead(deps, world.village.actor, id, LeadAction.parse(action))
  const kinds = ({ events }: LeadDetail) => events.map(({ kind }) => kind)

  it('a whole chain made offline goes through, and once more changes nothing', async () => {
    const lead = await reported('chain', '房子漏雨，墙都裂了', '吴示链')
    const photo = randomUUID()
    const { householdId } = await world.village.open(lead.id)
    const keep = () => keepHouseholdPhoto(world.deps, world.village.actor, householdId, PNG, photo)
    expect(answered(await keep())).toEqual({ attachment: photo })
    expect(answered(await keep())).toEqual({ attachment: photo })
    const home = { day: '2026-11-23', photos: [photo], place: PLACE }
    const text = '屋顶漏，电话13812345678'
    const chain = [
      { action: 'claim', version: 1, id: randomUUID() },
      { action: 'visit', version: 2, id: randomUUID(), text, home },
      { action: 'verify', version: 3, id: randomUUID(), finding: 'true', findings: '属实' },
      { action: 'close', version: 4, id: randomUUID(), outcome: 'helped', text: '修好了' },
    ]
    for (const action of chain) answered(await does(lead.id, action))
    const after = await world.village.open(lead.id)
    expect(kinds(after)).toEqual(['农户申报', '接单', '走访', '核实', '办结'])
    for (const action of [...chain, ...chain.toReversed()])
      expect(answered(await does(lead.id, action))).toMatchObject({ version: after.version, status: 'closed' })
    expect(kinds(await world.village.open(lead.id))).toEqual(kinds(after))
    await world.deliver()
    expect(await world.resident('chain').news()).toHaveLength(4)
  })

  it('the visit stands in the ledger once, with pictures and place, and in the timeline of its lead', async () => {
    const lead = (await world.village.queue({ status: 'closed' }))[0]
    const detail = await world.village.open(lead?.id ?? '')
    const visit = detail.events.find(({ kind }) => kind === '走访')
    expect(visit?.visit).toMatchObject({ day: '2026-11-23', place: PLACE })
    expect(detail.events.filter((event) => event.visit)).toHaveLength(1)
    const ledger = answered(await readLedger(world.deps, world.village.actor, detail.householdId))
    expect(ledger.visits).toMatchObject([
      { words: '屋顶漏，电话138****5678', photos: visit?.visit?.photos, place: PLACE, day: '2026-11-23' },
    ])
    expect(await readLedger(world.deps, world.otherVillage.actor, detail.householdId)).toEqual({ refused: 'not_found' })
    expect(answered(await readLedger(world.deps, world.township.actor, detail.householdId)).visits[0]?.place).toEqual(
      PLACE,
    )
  })

  it('the same act from two processes at once is done once; another is told who was faster', async () => {
    const lead = await reported('race', '家里的水又黄又臭', '郑示赛')
    const elsewhere = world.elsewhere((await use().another()).store)
    const claim = { action: 'claim', version: 1, id: randomUUID() }
    const all = await Promise.all([0, 1, 2, 3].map((at) => does(lead.id, claim, at % 2 ? elsewhere : world.deps)))
    for (const each of all) expect(answered(each)).toMatchObject({ status: 'claimed', version: 2 })
    expect(await does(lead.id, { ...claim, id: randomUUID() })).toMatchObject({ refused: 'somebody_was_faster' })
    expect(await does(lead.id, { action: 'claim', version: 1 })).toMatchObject({ refused: 'somebody_was_faster' })
    expect(kinds(await world.village.open(lead.id))).toEqual(['农户申报', '接单'])
  })

  it('what is refused at home changes nothing of the lead', async () => {
    const lead = await reported('refused', '摔断了腿，三个月不能做工', '王示拒')
    const claimed = answered(await does(lead.id, { action: 'claim', version: 1, id: randomUUID() }))
    const visit = { action: 'visit', version: 2, text: '去了' }
    const home = { day: '2026-11-23', photos: [randomUUID()] }
    expect(await does(lead.id, { ...visit, id: randomUUID(), home })).toEqual({ refused: 'no_such_attachment' })
    expect(await does(lead.id, { ...visit, id: randomUUID(), home: { day: '2026-11-24' } })).toMatchObject({
      refused: 'not_possible_now',
    })
    const facts = [{ id: randomUUID(), field: 'no.such', value: 1 }]
    expect(await does(lead.id, { ...visit, id: randomUUID(), home: { day: '2026-11-23', facts } })).toMatchObject({
      refused: 'not_possible_now',
    })
    expect(await world.village.open(lead.id)).toMatchObject({ version: claimed.version, status: 'claimed' })
    expect(LeadAction.safeParse({ ...visit, home: { day: '2026-11-23' } }).success).toBe(false)
  })

  it('the form asks what the papers of the county name, and not what was answered', async () => {
    const lead = (await world.village.queue()).find(({ status }) => status === 'claimed')
    const id = lead?.id ?? ''
    const form = answered(await readVisitForm(world.deps, world.village.actor, id))
    expect(form).toMatchObject({ day: '2026-11-23', lastVisit: null, mayWrite: true })
    expect(form.checklist.citations.length).toBeGreaterThan(0)
    const [first] = form.checklist.ask.filter(({ field, member }) => field === 'water.amount' && member === null)
    expect(first?.question).toMatch(/？$/)
    const facts = [{ id: randomUUID(), field: 'water.amount', value: 'enough' }]
    const { version } = await world.village.open(id)
    const home = { day: '2026-11-23', facts, place: null }
    answered(await does(id, { action: 'visit', version, id: randomUUID(), text: '去了', home }))
    const again = answered(await readVisitForm(world.deps, world.village.actor, id))
    expect(again.checklist.ask.map(({ field }) => field)).not.toContain('water.amount')
    expect(again.checklist.known.map(({ label }) => label).length).toBeGreaterThan(form.checklist.known.length)
    expect(again.lastVisit).toBe('2026-11-23')
    expect(await readVisitForm(world.deps, world.otherVillage.actor, id)).toEqual({ refused: 'not_found' })
  })

  it('an upload that is sent again is the same; an id of somebody else is refused and shows nothing', async () => {
    const { door } = world.resident('chain')
    const id = randomUUID()
    expect(answered(await keepAttachment(world.deps, door, PNG, id))).toEqual({ attachment: id })
    expect(answered(await keepAttachment(world.deps, door, PNG, id))).toEqual({ attachment: id })
    expect(await keepAttachment(world.deps, world.resident('race').door, PNG, id)).toEqual({ refused: 'id_taken' })
    const both = await Promise.all(
      [randomUUID()].flatMap((each) => [0, 1].map(() => keepAttachment(world.deps, door, PNG, each))),
    )
    expect(new Set(both.map((each) => answered(each).attachment)).size).toBe(1)
    const lead = (await world.village.queue()).find(({ status }) => status === 'visited')
    const { householdId } = await world.village.open(lead?.id ?? '')
    const photo = randomUUID()
    answered(await keepHouseholdPhoto(world.deps, world.village.actor, householdId, PNG, photo))
    const other = await keepHouseholdPhoto(world.deps, world.deputy.actor, householdId, PNG, photo)
    expect(other).toEqual({ refused: 'id_taken' })
  })
})
