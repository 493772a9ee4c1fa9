import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { addMember, memberLeaves } from '../../src/app/add-member.ts'
import { correctMoney, enterMoney } from '../../src/app/enter-money.ts'
import { householdLedger } from '../../src/app/household-ledger.ts'
import { keepHouseholdPhoto, readHouseholdPhoto } from '../../src/app/household-photo.ts'
import { listHouseholds } from '../../src/app/list-households.ts'
import { readLedger } from '../../src/app/read-ledger.ts'
import { recordFacts, settleConflict } from '../../src/app/record-facts.ts'
import { recordVisit } from '../../src/app/record-visit.ts'
import { isRefusal, type Refusal } from '../../src/app/refusal.ts'
import { HouseholdsQuery, MoneyCorrection, NewFact, NewMember, NewMoney, NewVisit } from '../../src/contract/ledger.ts'
import { onServer, type TestDatabase } from '../support/database.ts'
import { COUNTY, makeWorld, OTHER_VILLAGE, VILLAGE } from '../support/world.ts'

/** A number that is valid and nobody's: the region does not exist. */
const IDENTITY = '000000197005200012'
const PNG = Buffer.from('\x89PNG\r\n\x1a\n rest', 'latin1')
let open: { stop: () => void } | undefined
afterEach(() => open?.stop())

let made = 0

async function village(database: TestDatabase) {
  const headName = `王例${++made}`
  const world = await makeWorld(database)
  open = world
  const { deps } = world
  const id = randomUUID()
  const household = {
    id,
    county: COUNTY,
    headName,
    kind: 'poverty_lifted' as const,
    cadreId: null,
    phone: null,
  }
  await deps.store.transaction({ kind: 'system', county: COUNTY }, (tx) =>
    tx.households.put({ ...household, region: VILLAGE, unconfirmed: false, demo: true }),
  )
  const me = world.village.actor
  const audit = `select count(*) as count from audit where county_code = '${COUNTY}'`
  const before = (await database.database.pool.query(audit)).rows[0].count
  return {
    ...world,
    id,
    me,
    read: async (day?: string) => granted(await readLedger(deps, me, id, day)),
    enters: (more: object) =>
      enterMoney(
        deps,
        me,
        id,
        NewMoney.parse({ id: randomUUID(), kind: 'wage', from: '2025-11', to: '2026-10', yuan: 36_000, ...more }),
      ),
    corrects: (entry: string, more: object, by = me, store = deps) =>
      correctMoney(
        store,
        by,
        id,
        entry,
        MoneyCorrection.parse({
          id: randomUUID(),
          from: '2025-11',
          to: '2026-10',
          yuan: 30_000,
          why: '看了工资条',
          ...more,
        }),
      ),
    adds: (more: object) =>
      addMember(deps, me, id, NewMember.parse({ id: randomUUID(), name: '王例安', relation: '户主', ...more })),
    says: (field: string, value: NewFact['value'], more: object = {}) =>
      recordFacts(deps, me, id, [NewFact.parse({ id: randomUUID(), field, value, ...more })]),
    headName,
    audited: async () =>
      (
        await database.database.pool.query(
          `select act from audit where county_code = '${COUNTY}' order by seq offset ${before}`,
        )
      ).rows.map(({ act }) => act),
  }
}

function granted<T>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(JSON.stringify(result))
  return result
}

onServer('a household’s ledger', (use) => {
  it('shows income with its arithmetic, and the band with its paper; each reading is audited', async () => {
    const { adds, enters, read, audited } = await village(use())
    granted(await adds({}))
    granted(await adds({ name: '李例英', relation: '妻子', born: '1972' }))
    granted(await enters({ from: '2025-11', to: '2026-09' }))
    const missing = await read()
    expect(missing.income).toMatchObject({
      complete: false,
      yuan: null,
      missing: ['2026-10'],
      citation: { clause: '二（四）' },
    })
    expect(missing.band).toBeNull()
    granted(await enters({ kind: 'production', yuan: 15_000 }))
    const known = granted(
      await enters({ kind: 'transfer', from: '2026-10', to: '2026-10', yuan: 0, words: '电话13812345678' }),
    )
    expect(known.income).toMatchObject({ complete: true, yuan: 10_500 })
    expect(known.income?.lines.at(-1)).toBe('21000元 ÷ 2人 ＝ 每人10500元（不到一分的舍去）。')
    expect(known.band).toMatchObject({
      band: 'warning',
      limit: 10_800,
      borderline: true,
      warning: expect.stringContaining('已到期'),
    })
    expect(known.money.at(-1)?.words).not.toContain('13812345678')
    expect((await audited()).filter((act) => act === 'ledger_read')).toHaveLength(1)
  })

  it('seals an identity number and shows it masked alone', async () => {
    const { adds, id, me, deps, read } = await village(use())
    const member = randomUUID()
    granted(await adds({ id: member, identityNumber: IDENTITY }))
    expect(JSON.stringify(await read())).not.toContain(IDENTITY)
    expect((await read()).members).toMatchObject([{ identityNumber: '0000**********0012' }])
    expect(await adds({ name: '别人', identityNumber: '123' })).toMatchObject({ refused: 'not_possible_now' })
    expect(await adds({ name: '别人', identityNumber: IDENTITY })).toMatchObject({
      why: expect.stringContaining('王例安'),
    })
    const stored = await use().database.pool.query('select identity_number::text as sealed from member where id = $1', [
      member,
    ])
    expect(stored.rows[0].sealed).not.toContain(IDENTITY)
    const leaves = () => memberLeaves(deps, me, id, member, { day: '2026-11-01', why: '去世' })
    expect(granted(await leaves()).members).toMatchObject([{ left: '2026-11-01' }])
    expect(await leaves()).toMatchObject({ refused: 'not_possible_now' })
  })

  it('corrects by replacing: both sums are kept, and of two at once the second is told who was faster', async () => {
    const { enters, corrects, read, me, deputy, elsewhere, audited, later } = await village(use())
    const entry = randomUUID()
    granted(await enters({ id: entry }))
    later(60_000)
    const other = elsewhere((await use().another()).store)
    const [mine, theirs] = await Promise.all([
      corrects(entry, { yuan: 30_000 }, me),
      corrects(entry, { yuan: 31_000 }, deputy.actor, other),
    ])
    const refused = [mine, theirs].filter(isRefusal)
    expect(refused).toMatchObject([
      { refused: 'not_possible_now', why: expect.stringMatching(/录入：这一笔刚刚改过了/) },
    ])
    const { money, timeline } = await read()
    expect(money).toHaveLength(2)
    expect(money.find(({ id }) => id === entry)).toMatchObject({
      yuan: 36_000,
      replacedBy: money.find(({ id }) => id !== entry)?.id,
    })
    expect(timeline.at(-1)?.text).toMatch(/从36000元改为3[01]000元（看了工资条）/)
    expect((await audited()).filter((act) => act === 'money_corrected')).toHaveLength(1)
  })

  it('takes the same message twice as one', async () => {
    const { enters, corrects, read, says } = await village(use())
    const [entry, correction, fact] = [randomUUID(), randomUUID(), randomUUID()]
    for (let time = 0; time < 2; time++) {
      granted(await enters({ id: entry }))
      granted(await corrects(entry, { id: correction }))
      granted(await says('housing.grade', 'C', { id: fact }))
    }
    const { money, facts } = await read()
    expect(money.map(({ yuan }) => yuan).sort()).toEqual([30_000, 36_000])
    expect(facts).toMatchObject([{ id: fact, words: 'C级（局部危险）', source: expect.stringContaining('录入') }])
  })

  it('keeps what a list says otherwise beside what was seen, until a cadre settles what he saw', async () => {
    const { says, read, deps, me, id, later } = await village(use())
    granted(await says('water.source', 'well'))
    const listed = {
      id: randomUUID(),
      member: null,
      field: 'water.source' as const,
      value: 'tap',
      period: null,
      day: '2026-11-20',
    }
    const source = { kind: 'department' as const, name: '水利局' }
    const fact = { ...listed, source, at: deps.clock.now(), settles: [], why: null }
    await deps.store.transaction({ kind: 'system', county: COUNTY }, (tx) => tx.ledgers.addFacts(id, [fact]))
    const [water] = (await read()).facts
    expect(water).toMatchObject({ value: 'well', others: [{ id: listed.id, value: 'tap', source: '水利局的数据' }] })
    later(60_000)
    const settle = (settles: string[]) =>
      settleConflict(deps, me, id, {
        id: randomUUID(),
        field: 'water.source',
        member: null,
        period: null,
        value: 'tap',
        settles,
        why: '上门看过，水已经通了',
      })
    expect(await settle([randomUUID()])).toMatchObject({ refused: 'not_possible_now' })
    const { facts, timeline } = granted(await settle([listed.id]))
    expect(facts).toMatchObject([{ value: 'tap', others: [] }])
    expect(timeline.at(-1)?.text).toBe('核定水从哪来：自来水。原因：上门看过，水已经通了')
    expect(await settle([listed.id])).toMatchObject({ refused: 'not_possible_now' })
  })

  it('makes facts of what a visit heard, with its pictures, once', async () => {
    const { deps, me, id, otherVillage, read, audited } = await village(use())
    const before = await read()
    expect(before.checklist.ask.map(({ field }) => field)).toContain('housing.grade')
    const { attachment } = granted(await keepHouseholdPhoto(deps, me, id, PNG))
    const visit = NewVisit.parse({
      id: randomUUID(),
      day: '2026-11-20',
      words: '房子漏雨',
      photos: [attachment],
      place: { latitude: 24.35, longitude: 114.13, metres: 20 },
      facts: [{ id: randomUUID(), field: 'housing.grade', value: 'C' }],
    })
    for (let time = 0; time < 2; time++) granted(await recordVisit(deps, me, id, visit))
    const { visits, facts, checklist } = await read()
    expect(visits).toMatchObject([{ day: '2026-11-20', photos: [attachment] }])
    expect(facts).toMatchObject([{ value: 'C', day: '2026-11-20', source: expect.stringContaining('走访') }])
    expect(checklist.ask.map(({ field }) => field)).not.toContain('housing.grade')
    expect(checklist.known).toMatchObject([{ label: '住房等级', words: 'C级（局部危险）' }])
    expect((await audited()).filter((act) => act === 'visit_recorded')).toHaveLength(1)
    expect(await readHouseholdPhoto(deps, me, id, attachment)).toMatchObject({ mime: 'image/png' })
    expect(await readHouseholdPhoto(deps, otherVillage.actor, id, attachment)).toEqual({ refused: 'not_found' })
    const foreign = { ...visit, id: randomUUID(), photos: [randomUUID()] }
    expect(await recordVisit(deps, me, id, foreign)).toEqual({ refused: 'no_such_attachment' })
    expect(await recordVisit(deps, me, id, { ...visit, id: randomUUID(), day: '2026-12-01' })).toMatchObject({
      refused: 'not_possible_now',
    })
    expect(await keepHouseholdPhoto(deps, me, id, Buffer.from('<script>'))).toEqual({ refused: 'unsafe_attachment' })
  })

  it('says what is wrong with an entry', async () => {
    const { says, enters, corrects } = await village(use())
    expect(await says('housing.colour', 'red')).toMatchObject({ why: expect.stringContaining('housing.grade') })
    expect(await says('basics.labour', 'full', { member: randomUUID() })).toMatchObject({ why: '这个成员不是本户的。' })
    expect(await enters({ to: '2026-12' })).toMatchObject({ why: '这个月还没到，不能先记。' })
    expect(await corrects(randomUUID(), {})).toEqual({ refused: 'not_found' })
  })

  it('is open to those who answer for the place, and to nobody else', async () => {
    const { deps, id, me, otherVillage, township, resident, village: own, enters, headName } = await village(use())
    granted(await enters({}))
    expect(await readLedger(deps, otherVillage.actor, id)).toEqual({ refused: 'not_found' })
    expect(isRefusal(await readLedger(deps, township.actor, id))).toBe(false)
    const list = async (actor: typeof me, query: object = {}) =>
      granted(await listHouseholds(deps, actor, HouseholdsQuery.parse(query)))
    expect((await list(me, { search: headName.slice(1) })).households).toMatchObject([
      { id, headName: expect.stringMatching(/^王\*+$/), members: 0, lastVisit: null, mine: false },
    ])
    expect((await list(otherVillage.actor)).households.map((each) => each.id)).not.toContain(id)
    expect((await list(me, { mine: 'true' })).households).toEqual([])
    const first = await list(township.actor, { limit: 1 })
    expect(first.next).not.toBeNull()
    const second = await list(township.actor, { limit: 1, after: first.next })
    expect(second.households[0]?.id).not.toBe(first.households[0]?.id)
    expect(await listHouseholds(deps, me, HouseholdsQuery.parse({ after: 'x' }))).toEqual({ refused: 'bad_page' })
    // A household seen through its lead alone may be read, not written.
    await resident('u1', VILLAGE).reports('房子漏雨', '赵例石')
    const lead = (await own.queue())[0]
    const householdId = (await deps.store.transaction(me, (tx) => tx.leads.get(lead?.id ?? '')))?.householdId ?? ''
    await deps.store.transaction({ kind: 'system', county: COUNTY }, async (tx) => {
      const moved = await tx.households.get(householdId)
      if (moved) await tx.households.put({ ...moved, region: OTHER_VILLAGE })
    })
    expect(isRefusal(await readLedger(deps, me, householdId))).toBe(false)
    const money = NewMoney.parse({ id: randomUUID(), kind: 'wage', from: '2026-10', to: '2026-10', yuan: 1 })
    expect(await enterMoney(deps, me, householdId, money)).toMatchObject({ refused: 'not_allowed' })
  })

  it('is there for other rules within their transaction', async () => {
    const { deps, me, id, enters, adds } = await village(use())
    granted(await adds({}))
    granted(await enters({}))
    const ledger = await deps.store.transaction(me, (tx) => householdLedger(tx, id))
    expect(ledger).toMatchObject({
      householdId: id,
      kind: 'poverty_lifted',
      members: [{ name: '王例安' }],
      money: [{ yuan: 36_000 }],
      measures: [],
    })
    expect(await deps.store.transaction(me, (tx) => householdLedger(tx, randomUUID()))).toBeNull()
  })
})

describe('an entry', () => {
  it('needs months in their order and whole cents', () => {
    const sum = { id: randomUUID(), kind: 'wage', from: '2026-02', to: '2026-01', yuan: 1 }
    expect(NewMoney.safeParse(sum).success).toBe(false)
    expect(NewMoney.safeParse({ ...sum, to: '2026-02', yuan: 1.005 }).success).toBe(false)
    expect(NewMoney.safeParse({ ...sum, to: '2026-02', yuan: 1.05 }).success).toBe(true)
  })
})
