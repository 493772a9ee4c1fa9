import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { beforeAll, expect, it } from 'vitest'
import type { Database } from '../../../src/adapters/postgres/tables.ts'
import { beginAs } from '../../../src/adapters/postgres/transaction.ts'
import type { Actor } from '../../../src/app/ports/store.ts'
import { reachedBy } from '../../../src/app/reached-by.ts'
import { CADRE_ROLES } from '../../../src/contract/terms.ts'
import { ended, openHandover } from '../../../src/core/handover/handover.ts'
import { onBoth, type TestDatabase } from '../../support/database.ts'
import {
  broadcastOf,
  dutyOf,
  eventOf,
  leadOf,
  NOON,
  newCadre,
  newCase,
  newConversation,
  newHousehold,
  newReportedLead,
  newVisitPicture,
  system,
  turnOf,
} from './county.fixture.ts'
import { seedLedger } from './ledger.fixture.ts'
import { FIGURE, giveHelp } from './measure.fixture.ts'
import { asActor, makeProbe, type Probe } from './row-probe.fixture.ts'
import { SCOPES, type Scope, type World } from './row-scopes.fixture.ts'

const COUNTIES = ['440229', '441324']
/** Two of one township, one of the next, one of another county: every way that two places can lie to one another. */
const VILLAGES = ['440229101001', '440229101002', '440229102001', '441324101001']
const TOWNSHIPS = ['440229101', '440229102', '441324101']
const TABLES = Object.keys(SCOPES) as (keyof Database)[]

onBoth('row-level security', (use) => {
  let world: World
  let probe: Probe

  beforeAll(async () => {
    await seed(use())
    probe = await makeProbe(use().database.pool, TABLES)
    world = probe.rows as World
  })

  it('holds for every table that there is', async () => {
    const { rows } = await use().database.pool.query(
      `select relname, relrowsecurity and relforcerowsecurity as secured from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') and relname not like 'kysely\\_%'`,
    )
    expect(rows.map((row) => row.relname).sort()).toEqual([...TABLES].sort())
    expect(rows.filter((row) => !row.secured)).toEqual([])
    for (const table of TABLES) expect(world[table].length, `rows to test with in ${table}`).toBeGreaterThan(1)
  })

  it('lets everybody read, insert, change and delete exactly what is his, in every table', async () => {
    // The embedded engine takes minutes for all of them, and reads the same policies: there those of one county do.
    const tried = everybody(world).filter(({ county }) => use().engine === 'server' || county === COUNTIES[0])
    for (const actor of tried) {
      const found = await probe.tryAll(actor)
      for (const table of TABLES) {
        const may = (rule: keyof Scope) => world[table].map((row) => SCOPES[table][rule](actor, row, world))
        // The same row again: if the policy lets it pass, its key stops it.
        const inserted = may('insert').map((mine) => (mine ? UNIQUE : FORBIDDEN))
        const expected = { read: may('read'), update: may('update'), remove: may('remove'), insert: inserted }
        if (!isDeepStrictEqual(found[table], expected))
          expect({ table, actor, ...found[table] }).toEqual({ table, actor, ...expected })
      }
    }
  }, 240_000)

  it('shows nobody the telephone numbers of cadres', async () => {
    for (const actor of everybody(world).filter((each) => each.county === '440229'))
      expect(await codeOf(asActor(use().database.pool, actor, 'select phone as row from cadre'))).toBe(FORBIDDEN)
  })

  it('gives the number of a cadre to the system alone', async () => {
    const [row] = world.cadre
    const statement = `select cadre_phone('${row?.id}') as row`
    for (const actor of everybody(world).filter((each) => each.county === row?.county_code))
      expect(await codeOf(asActor(use().database.pool, actor, statement))).toBe(
        actor.kind === 'system' ? 'no error' : FORBIDDEN,
      )
  })

  it('does not let a lead be moved out of the area', async () => {
    const [lead] = world.lead
    const village = String(lead?.region)
    const actor: Actor = {
      kind: 'cadre',
      county: village.slice(0, 6),
      cadreId: randomUUID(),
      role: 'village_cadre',
      areas: [village],
    }
    const elsewhere = `${village.slice(0, 6)}999999`
    const outcome = asActor(use().database.pool, actor, `update lead set region = '${elsewhere}'`)
    expect(await codeOf(outcome)).toBe(FORBIDDEN)
  })

  it('shows nothing to the role without an actor', async () => {
    for (const table of TABLES) {
      const client = await use().database.pool.connect()
      await client.query(`begin; set local role mingbai_app`)
      expect((await client.query(`select from ${table}`)).rowCount, table).toBe(0)
      await client.query('rollback')
      client.release()
    }
  })

  it('forgets the actor with the transaction', async () => {
    const client = await use().database.pool.connect()
    await client.query(beginAs(system('440229')))
    await client.query('commit')
    const { rows } = await client.query(`select current_user as who, current_setting('mingbai.county', true) as county`)
    client.release()
    expect(rows).toEqual([{ who: 'postgres', county: '' }])
  })
})

const FORBIDDEN = '42501'
const UNIQUE = '23505'

async function seed({ store, database }: TestDatabase): Promise<void> {
  for (const county of COUNTIES) {
    await store.transaction(system(county), (tx) =>
      tx.regions.put(
        [county.slice(0, 2), county.slice(0, 4), county, `${county}101`, `${county}102`]
          .concat(VILLAGES.filter((village) => village.startsWith(county)))
          .map((code) => ({ code, name: code, active: true })),
      ),
    )
    const admin = await newCadre(store, county, 'admin', [])
    await store.transaction(system(county), async (tx) => {
      const at = NOON
      await tx.accounts.create({
        cadreId: admin,
        county,
        account: `admin${county}`,
        passwordHash: 'x',
        failures: 0,
        lockedUntil: null,
      })
      await tx.accounts.invite({ codeHash: `code${county}`, cadreId: admin, expiresAt: at })
      await tx.accounts.openSession({ tokenHash: `token${county}`, cadreId: admin, expiresAt: at, at })
      const asked = {
        secretHash: 's',
        browser: 'Windows 电脑上的 Edge 浏览器',
        address: '::1',
        askedAt: at,
        expiresAt: at,
      }
      await tx.scanLogins.ask({ ...asked, id: `scan${county}` })
      const upload = { owner: admin, id: randomUUID(), total: 2, sha256: null }
      await tx.uploads.add(upload, 0, Uint8Array.of(1), at)
      await tx.audit.append({ at, actor: admin, act: 'logged_in', subject: admin })
    })
  }
  const by: Record<string, string> = {}
  for (const village of VILLAGES) {
    const county = village.slice(0, 6)
    const cadre = await newCadre(store, county, 'village_cadre', [village])
    const { lead, household } = await newReportedLead(store, village, cadre)
    await seedLedger(store, household, cadre)
    // What the first village's cadre says of every lead.
    by[county] ??= cadre
    const noted = eventOf(lead, { seq: 2, kind: 'noted', by: { kind: 'cadre', id: by[county], name: '李干部' } })
    await store.transaction(system(county), (tx) => tx.leads.addEvent(county, village, noted))
    await newHousehold(store, village)
  }
  // An emergency whose place is unknown lies with the county, and no village sees it.
  const officer = await newCadre(store, '440229', 'county_officer', ['440229'])
  await newReportedLead(store, '440229', officer, { urgency: 'emergency' })
  // News for a chat without any report; one item is delivered, one is not.
  for (const county of COUNTIES) {
    const { conversationId } = await newConversation(store, county)
    await store.transaction(system(county), async (tx) => {
      for (const key of ['delivered', 'waiting'])
        await tx.outbox.put({ key, county, conversationId, blocks: [{ kind: 'text', text: '收到' }], at: NOON })
      await tx.outbox.delivered('delivered', NOON)
    })
  }
  await seedEntries({ store })
  await seedHandovers({ store }, by, officer)
  await seedCardQuestions({ store })
  await seedChannels({ store })
  await seedBroadcasts({ store }, by)
  await seedHelp({ store, database }, by, officer)
  await seedGroups({ store }, by)
  await seedCases({ store }, by)
  for (const county of COUNTIES) await seedDuties({ store }, county, by[county] ?? '')
  // A household that has moved since.
  const { household } = await newReportedLead(store, '440229101001', officer)
  await seedLedger(store, household, officer)
  await store.transaction(system('440229'), (tx) => tx.households.put({ ...household, region: '440229102001' }))
}

/** What cadres entered: of a household in no list yet, of one that moved on since, and an emergency that rings the duty. */
async function seedEntries({ store }: Pick<TestDatabase, 'store'>): Promise<void> {
  for (const [at, village] of VILLAGES.entries()) {
    const county = village.slice(0, 6)
    const cadreId = await newCadre(store, county, 'village_cadre', [village])
    const officer = await newCadre(store, county, 'county_officer', [county])
    const household = await newHousehold(store, village, { unconfirmed: true, phone: null, cadreId: null })
    const origin = at % 2 === 0 ? 'cadre_survey' : 'data_comparison'
    const urgency = at === 1 ? 'normal' : 'emergency'
    const lead = leadOf(household, officer, { origin, urgency })
    await store.transaction(system(county), async (tx) => {
      await tx.leads.insert(lead)
      await tx.leads.addEvent(county, village, eventOf(lead))
      await tx.notices.put({ key: `entered:${lead.id}`, leadId: lead.id, cadreId }, NOON)
      if (at === 2) await tx.households.put({ ...household, region: VILLAGES[0] ?? '' })
    })
  }
}

/** What came in on a channel, and how far its sender was told. */
async function seedChannels({ store }: Pick<TestDatabase, 'store'>): Promise<void> {
  for (const county of COUNTIES) {
    const { conversationId } = await newConversation(store, county)
    const channel = 'official_account'
    await store.transaction(system(county), async (tx) => {
      for (const messageId of ['1', '2']) {
        const arrived = { county, channel, messageId, userId: 'o-1', body: 'v1.text.k.x' } as const
        await tx.inbox.put(arrived, NOON, NOON)
      }
      await tx.reaches.heard({ conversationId, channel, userId: 'o-1' }, NOON, { until: NOON, left: 5 })
      await tx.channelTokens.lease(channel, 'wx-app', 'holder', NOON, NOON)
      await tx.channelTokens.put(channel, 'wx-app', 'holder', 'v1.text.k.x', NOON)
      await tx.channelUses.take(channel, 'custom', '2026-03-02', 1, 10)
    })
  }
}

/** Publicity for each village and for the county, as a draft and under way; composed by the first village's cadre, or by others. */
async function seedBroadcasts({ store }: Pick<TestDatabase, 'store'>, by: Record<string, string>): Promise<void> {
  for (const [at, region] of [...VILLAGES, ...COUNTIES].entries()) {
    const county = region.slice(0, 6)
    const other = await newCadre(store, county, 'village_cadre', [region])
    const composedBy = at % 2 === 0 ? (by[county] ?? '') : other
    const draft = broadcastOf(region, composedBy)
    const under = broadcastOf(region, composedBy, {
      state: 'scheduled',
      approvedBy: at % 2 === 0 ? other : (by[county] ?? ''),
    })
    await store.transaction(system(county), async (tx) => {
      for (const [turn, one] of [draft, under].entries()) {
        await tx.broadcasts.insert(one)
        const [id, name] = turn === 0 ? [composedBy, '李干部'] : [other, '张干部']
        await tx.broadcasts.addEvent(one.id, { kind: 'compose', at: NOON, by: { id, name }, text: '写了草稿' })
      }
      await tx.broadcasts.expand(under.id, reachedBy(under.audience, NOON), NOON)
      const limits = { atLeast: 0, atMost: 1, aMonth: 4, month: NOON, fresh: NOON }
      await tx.massCalls.form('official_account', under.id, randomUUID(), limits, NOON)
    })
  }
}

/** Groups of a village, its township and another village; what they and single cadres are told; whose contact is whose. */
async function seedGroups({ store }: Pick<TestDatabase, 'store'>, by: Record<string, string>): Promise<void> {
  for (const county of COUNTIES) {
    const cadreId = by[county] ?? ''
    const channel = 'wecom'
    await store.transaction(system(county), async (tx) => {
      await tx.contacts.bind(channel, `user-${county}`, cadreId, NOON)
      await tx.contacts.putCode(cadreId, `contact-${county}`, NOON)
      for (const messageId of ['1', '2'])
        await tx.cadreMessages.put({ channel, messageId, cadreId, words: '好的', done: true }, NOON)
      const places = [`${county}101001`, `${county}101`, `${county}102001`]
      for (const region of places)
        await tx.groups.put({ channel, groupId: region, region, kind: 'cadres', name: '工作群', webhook: null })
      const base = { words: '新线索', mentions: [cadreId], taps: [] }
      await tx.groupPosts.put({ ...base, key: 'digest', to: { cadreId }, leadId: null }, NOON)
      const leads = await tx.leads.page({
        holderId: null,
        statuses: ['open', 'claimed', 'visited', 'verified'],
        limit: 50,
        after: null,
      })
      for (const { lead } of leads) {
        const to = { cadreId: lead.holderId }
        await tx.groupPosts.put({ ...base, key: `to:${lead.id}`, to, leadId: lead.id }, NOON)
        for (const groupId of places)
          await tx.groupPosts.put(
            { ...base, key: `in:${groupId}:${lead.id}`, to: { channel, groupId }, leadId: lead.id },
            NOON,
          )
        await tx.groupPosts.delivered(`in:${county}102001:${lead.id}`, NOON)
      }
    })
  }
}

/** Questions that no card answered, of each village and of the county; the first one is answered. */
async function seedCardQuestions({ store }: Pick<TestDatabase, 'store'>): Promise<void> {
  for (const region of [...VILLAGES, '440229']) {
    const county = region.slice(0, 6)
    const { conversationId, residentId } = await newConversation(store, county)
    const id = randomUUID()
    const asked = { id, county, region, conversationId, residentId, askedAt: NOON, seenCard: null, answer: null }
    await store.transaction(system(county), async (tx) => {
      await tx.cardQuestions.ask({ ...asked, question: '拆迁补偿怎么算' }, 10)
      const [cadre] = (await tx.roster.onDay(county, '2026-03-02')).cadres
      const by = { id: cadre?.id ?? '', name: cadre?.name ?? '' }
      if (region === VILLAGES[0]) await tx.cardQuestions.answer(id, { text: '请到镇上问。', by, at: NOON })
    })
  }
}

/** Chats of which a part was handed over: in a village, still open; with the county, given back; and one of the other county. */
async function seedHandovers(
  { store }: Pick<TestDatabase, 'store'>,
  by: Record<string, string>,
  officer: string,
): Promise<void> {
  const spans = [
    { region: '440229101001', holder: by['440229'] ?? '', first: 2, last: null },
    { region: '440229', holder: officer, first: 1, last: 2 },
    { region: '441324101001', holder: by['441324'] ?? '', first: 2, last: 3 },
  ]
  for (const { region, holder, first, last } of spans) {
    const county = region.slice(0, 6)
    const { conversationId, residentId } = await newConversation(store, county)
    await store.transaction(system(county), async (tx) => {
      for (const seq of [1, 2, 3]) {
        const attachment = randomUUID()
        await tx.attachments.put({
          id: attachment,
          county,
          residentId,
          mime: 'image/png',
          bytes: Buffer.from('p'),
          at: NOON,
        })
        const inbound = { kind: 'picture' as const, attachment }
        await tx.conversations.append(turnOf(county, conversationId, seq, { inbound }))
      }
      const who = { id: randomUUID(), county, conversationId, residentId, region, name: null, holderId: holder }
      const handover = { ...openHandover({ ...who, rule: 'village_duty' }, 11 + first, NOON), firstSeq: first }
      await tx.handovers.insert(handover)
      const end = { state: 'returned', by: 'resident', byId: null } as const
      if (last !== null) await tx.handovers.put(ended(handover, end, last, NOON))
    })
  }
  const told = [...Object.entries(by), ['440229', officer] as const]
  for (const [county, cadreId] of told)
    await store.transaction(system(county), async (tx) => {
      const lead = (await tx.leads.page({ holderId: null, statuses: ['open'], limit: 1, after: null }))[0]?.lead
      for (const key of ['waiting', 'sent'])
        await tx.notices.put({ key: `${key}:${cadreId}`, leadId: lead?.id ?? '', cadreId }, NOON)
      await tx.notices.end(`sent:${cadreId}`, { state: 'sent', error: null }, NOON)
    })
}

/** Help of every kind for a household of each village; what was handed to two departments, of which one has an officer. */
async function seedHelp(
  { store, database }: Pick<TestDatabase, 'store' | 'database'>,
  by: Record<string, string>,
  officer: string,
): Promise<void> {
  for (const village of VILLAGES) {
    const county = village.slice(0, 6)
    const household = await newHousehold(store, village)
    const cadreId = by[county] ?? ''
    await store.transaction(system(county), (tx) => giveHelp(tx, household, cadreId))
  }
  // The actors of each county are all this cadre, in every role; so a department's officer of each county is he.
  await database.pool.query(`update cadre set department = 'housing' where id = any ($1)`, [Object.values(by)])
  for (const [county, byId] of [['440229', officer] as const, ...Object.entries(by)])
    await store.transaction(system(county), (tx) => tx.figures.add({ ...FIGURE, id: randomUUID(), byId, at: NOON }))
}

/** A case in each village, with a request to an office and what the first village's cadre put in: pictures of case and lead, and one that waits. */
async function seedCases({ store }: Pick<TestDatabase, 'store'>, by: Record<string, string>): Promise<void> {
  for (const county of COUNTIES)
    for (const department of ['housing', 'tax'] as const)
      await newCadre(store, county, 'department_officer', [], department)
  for (const [at, village] of VILLAGES.entries()) {
    const cadreId = by[village.slice(0, 6)] ?? ''
    const { lead } = await newReportedLead(store, village, cadreId, { status: 'verified' })
    const asked = at % 2 === 0 ? 'housing' : 'tax'
    await newCase(store, lead, cadreId, asked)
    await newVisitPicture(store, lead, cadreId)
  }
}

/** Recurring work of a household, a village, a township, the county and its city; all is held by the first village's cadre. */
async function seedDuties({ store }: Pick<TestDatabase, 'store'>, county: string, holderId: string): Promise<void> {
  const codes = VILLAGES.filter((village) => village.startsWith(county))
  const places = [...codes, ...TOWNSHIPS.filter((township) => township.startsWith(county)), county, county.slice(0, 4)]
  await store.transaction(system(county), async (tx) => {
    const [household] = await tx.duties.households()
    const subjectOf = (place: string, householdId: string | null, holder: string | null) => ({
      region: place.length < 6 ? county : place,
      place,
      householdId,
      holderId: holder,
      level: 'village' as const,
    })
    await tx.duties.put(dutyOf(places.map((place) => subjectOf(place, null, place === codes[0] ? null : holderId))))
    if (household) await tx.duties.put(dutyOf([subjectOf(household.region, household.id, null)]))
    await tx.duties.caughtUp('make', '2026-03-02', NOON)
  })
}

/**
 * Every kind of actor: the system of each county, every resident, also as if he were the other county's, and every role with every
 * area, of his own county and of the other one, with none and with two; and the officers of departments, each in his own name.
 */
function everybody(world: World): Actor[] {
  const places = [...VILLAGES, ...TOWNSHIPS, ...COUNTIES, '44']
  const areas = [[], ...places.map((place) => [place]), [VILLAGES[0] ?? '', VILLAGES[2] ?? '']]
  const own = (county: string) => world.cadre.find((row) => row.county_code === county && row.role === 'village_cadre')
  return COUNTIES.flatMap((county): Actor[] => [
    system(county),
    // Of the other county's people one is enough: what is not of his county he reaches by nothing.
    ...[
      ...world.resident.filter((row) => row.county_code === county),
      ...world.resident.filter((row) => row.county_code !== county).slice(0, 1),
    ].map((row): Actor => ({ kind: 'resident', county, residentId: String(row.id) })),
    ...world.cadre
      .filter((row) => row.department !== null)
      .map(
        (row): Actor => ({
          kind: 'cadre',
          county,
          cadreId: String(row.id),
          role: 'department_officer',
          areas: [county],
        }),
      ),
    ...CADRE_ROLES.flatMap((role) =>
      areas.map((each): Actor => ({ kind: 'cadre', county, cadreId: String(own(county)?.id), role, areas: each })),
    ),
  ])
}

async function codeOf(outcome: Promise<unknown>): Promise<string> {
  return outcome.then(
    () => 'no error',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  )
}
