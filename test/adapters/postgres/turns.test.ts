import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, it } from 'vitest'
import { TurnQueueFull, turnWriter } from '../../../src/adapters/postgres/turn-writer.ts'
import type { NewTurn } from '../../../src/app/ports/chats.ts'
import { onBoth } from '../../support/database.ts'
import { NOON, newConversation, STATE, system, turnOf } from './county.fixture.ts'

const COUNTY = '440229'

onBoth('conversations and turns', (use) => {
  it('opens one conversation when many messages of a stranger come at once', async () => {
    const { store } = use()
    const other = (await use().another()).store
    const userId = randomUUID()
    const heads = await Promise.all(
      Array.from({ length: 12 }, (_, nth) => newConversation(nth % 2 ? store : other, COUNTY, userId)),
    )
    expect(new Set(heads.map((head) => head.conversationId)).size).toBe(1)
    expect(heads[0]).toMatchObject({ county: COUNTY, channel: 'web', lastSeq: 0, state: null })
    const found = await store.transaction(system(COUNTY), (tx) => tx.conversations.find('web', userId))
    expect(found).toEqual(heads[0])
    expect(await store.transaction(system('440228'), (tx) => tx.conversations.find('web', userId))).toBeNull()
  })

  it('remembers the state of the last turn, to the byte', async () => {
    const { store } = use()
    const { conversationId } = await newConversation(store, COUNTY)
    const odd = 'U+0000 \u0000, half a pair \ud800, "quotes", back\\slash, {braces}, 𠮷'
    const state = { ...STATE, known: { name: odd } }
    await store.appendTurn(turnOf(COUNTY, conversationId, 1))
    await store.appendTurn(turnOf(COUNTY, conversationId, 2, { inbound: { kind: 'text', text: odd }, state }))
    const stored = await store.transaction(system(COUNTY), async (tx) => ({
      head: await tx.conversations.head(conversationId),
      after: await tx.conversations.turnsAfter(conversationId, 1, 10),
      second: await tx.conversations.turnOf(conversationId, 'message-2'),
      none: await tx.conversations.turnOf(conversationId, 'message-3'),
    }))
    expect(stored.head).toMatchObject({ lastSeq: 2, state })
    expect(stored.second).toMatchObject({
      seq: 2,
      at: NOON.toISOString(),
      messageId: 'message-2',
      inbound: { text: odd },
    })
    expect(stored.after).toEqual([stored.second])
    expect(stored.none).toBeNull()
  })

  it('takes a message once, by group and by transaction', async () => {
    const { store } = use()
    const { conversationId } = await newConversation(store, COUNTY)
    const append = (seq: number, inboundId: string) =>
      store.transaction(system(COUNTY), (tx) =>
        tx.conversations.append(turnOf(COUNTY, conversationId, seq, { inboundId })),
      )
    expect(await store.appendTurn(turnOf(COUNTY, conversationId, 1, { inboundId: 'a' }))).toBe('appended')
    expect(await store.appendTurn(turnOf(COUNTY, conversationId, 2, { inboundId: 'a' }))).toBe('conflict')
    expect(await append(2, 'a')).toBe('conflict')
    expect(await append(1, 'b')).toBe('conflict')
    expect(await append(2, 'b')).toBe('appended')
    // The same turn twice in one batch has one winner.
    const twin = turnOf(COUNTY, conversationId, 3, { inboundId: 'c' })
    expect(await Promise.all([store.appendTurn(twin), store.appendTurn(twin)])).toEqual(['appended', 'conflict'])
    const ours = turnOf(COUNTY, conversationId, 4, { inboundId: 'outbox:k', inbound: null })
    expect(await store.appendTurn(ours)).toBe('appended')
    const view = await store.transaction(system(COUNTY), (tx) => tx.conversations.turnOf(conversationId, 'outbox:k'))
    expect(view).toMatchObject({ messageId: null, inbound: null })
  })

  it('stores what 200 conversations say at once, one winner for each place, neighbours unharmed', async () => {
    const { store } = use()
    const other = (await use().another()).store
    const ids = Array.from({ length: 200 }, () => randomUUID())
    const TURNS = 5
    // Two processes hold each conversation and both answer every message; some messages come twice.
    const outcomes = await Promise.all(
      ids.flatMap((id, nth) =>
        [store, other].map(async (here, which) => {
          const appended: number[] = []
          for (let seq = 1; seq <= TURNS; seq++) {
            const county = nth % 3 ? COUNTY : '441324'
            const turn = turnOf(county, id, seq, { inboundId: `m${seq}-${nth % 2 ? 'same' : which}` })
            if ((await here.appendTurn(turn)) === 'appended') appended.push(seq)
          }
          return { id, appended }
        }),
      ),
    )
    for (const id of ids) {
      const won = outcomes.filter((outcome) => outcome.id === id).flatMap((outcome) => outcome.appended)
      expect(won.sort()).toEqual([1, 2, 3, 4, 5])
    }
    const { rows } = await use().database.pool.query(
      'select count(*) as turns, count(distinct (conversation_id, seq)) as places from turn where conversation_id = any ($1)',
      [ids],
    )
    expect(rows).toEqual([{ turns: 1000, places: 1000 }])
  })

  it('fails a turn that cannot be stored, and none of its neighbours', async () => {
    const { store } = use()
    const id = randomUUID()
    const bad = turnOf(COUNTY, id, 50, { inboundId: 'no\u0000text' })
    const turns = Array.from({ length: 60 }, (_, nth) => (nth === 49 ? bad : turnOf(COUNTY, id, nth + 1)))
    const outcomes = await Promise.allSettled(turns.map((turn) => store.appendTurn(turn)))
    expect(outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value)).toEqual(
      turns.map((turn) => turn !== bad && 'appended'),
    )
    expect(outcomes[49]).toMatchObject({ reason: { code: '22021' } })
  })

  it('lets no turn into a county of another name', async () => {
    const { store } = use()
    const odd = turnOf("440229'; drop table turn; --", randomUUID(), 1)
    await expect(store.appendTurn(odd)).rejects.toThrow('not a county')
    await expect(store.appendTurn(turnOf(COUNTY, odd.conversationId, 1))).resolves.toBe('appended')
  })

  it('refuses more than it can take in a reasonable time, by name', async () => {
    const writer = turnWriter(use().database.pool, use().database.kind)
    const id = randomUUID()
    const turns: NewTurn[] = Array.from({ length: 5_010 }, (_, nth) => turnOf(COUNTY, id, nth + 1))
    const outcomes = await Promise.allSettled(turns.map((turn) => writer.append(turn)))
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused).toHaveLength(10)
    for (const outcome of refused) expect(outcome.reason).toBeInstanceOf(TurnQueueFull)
    // What was answered makes room again.
    expect(await writer.append(turnOf(COUNTY, id, 6_000))).toBe('appended')
  })

  it('fails all at once, and soon, when there is no database', async () => {
    const gone = new pg.Pool({ host: '/nowhere', connectionTimeoutMillis: 1_000 })
    const writer = turnWriter(gone, 'server')
    const id = randomUUID()
    const turns = Array.from({ length: 300 }, (_, nth) => turnOf(COUNTY, id, nth + 1))
    const outcomes = await Promise.allSettled(turns.map((turn) => writer.append(turn)))
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'ENOENT' } })
    await gone.end()
  })

  it('survives the loss of its connections', async (context) => {
    const { database, store, engine } = use()
    if (engine === 'pglite') return context.skip('its connection is not one that can be lost')
    const id = randomUUID()
    const killer = (await use().another()).database.pool
    const kill = () =>
      killer.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and query like 'insert into turn%'`,
      )
    await store.appendTurn(turnOf(COUNTY, id, 1))
    const rounds = 30
    for (let round = 0; round < rounds; round++) {
      const turns = Array.from({ length: 20 }, (_, nth) => turnOf(COUNTY, id, 2 + round * 20 + nth))
      const [outcomes] = await Promise.all([Promise.allSettled(turns.map((turn) => store.appendTurn(turn))), kill()])
      // A commit whose answer was lost shows as a conflict, and the turn is there: reading it again tells.
      for (const [nth, outcome] of outcomes.entries()) {
        if (outcome.status === 'fulfilled' && outcome.value === 'appended') continue
        const turn = turns[nth] as NewTurn
        if (outcome.status === 'rejected') expect(await store.appendTurn(turn)).toMatch(/appended|conflict/)
      }
    }
    const { rows } = await database.pool.query('select count(*) as turns from turn where conversation_id = $1', [id])
    expect(rows).toEqual([{ turns: 1 + rounds * 20 }])
  })
})
