import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { inTransactionOf } from '../../../src/adapters/postgres/transaction.ts'
import type { Change } from '../../../src/app/ports/store.ts'
import { onBoth } from '../../support/database.ts'
import { newHousehold, system } from './county.fixture.ts'

const COUNTY = '440229'

onBoth('transactions', (use) => {
  it('roll back on a throw, and the connection goes on', async () => {
    const { store } = use()
    const undone = store.transaction(system(COUNTY), async (tx) => {
      await tx.regions.put([{ code: COUNTY, name: '翁源县', active: true }])
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await store.transaction(system(COUNTY), (tx) => tx.regions.ofCounty(COUNTY))).toEqual([])
  })

  it('do not pass for done when a statement’s error was swallowed', async () => {
    const { db } = use().database
    const swallowed = inTransactionOf(db, system(COUNTY), async (trx) => {
      await sql`select 1 / 0`.execute(trx).catch(() => {})
      return 'done'
    })
    await expect(swallowed).rejects.toThrow('rolled back')
  })

  it('are tried again after a deadlock', async (context) => {
    if (use().engine === 'pglite') return context.skip('one connection can’t deadlock')
    const { db } = use().database
    const [a, b] = [await newHousehold(use().store, '440229101001'), await newHousehold(use().store, '440229101001')]
    let runs = 0
    let arrived = 0
    const rename = (first: string, second: string) =>
      inTransactionOf(db, system(COUNTY), async (trx) => {
        const update = (id: string) =>
          trx
            .updateTable('household')
            .set({ head_name: `r${runs}` })
            .where('id', '=', id)
            .execute()
        runs++
        await update(first)
        arrived++
        // The first time, both hold what the other wants.
        while (arrived < 2) await new Promise((resolve) => setTimeout(resolve, 5))
        await update(second)
      })
    await Promise.all([rename(a.id, b.id), rename(b.id, a.id)])
    expect(runs).toBe(3)
  })

  it('give up after three tries, and retry nothing else', async () => {
    const { db } = use().database
    const failing = async (code: string) => {
      let runs = 0
      const failed = inTransactionOf(db, system(COUNTY), async () => {
        runs++
        throw Object.assign(new Error(code), { code })
      })
      await expect(failed).rejects.toThrow(code)
      return runs
    }
    expect(await failing('40001')).toBe(3)
    expect(await failing('23505')).toBe(1)
  })

  it('announce to every process after the commit, and nothing when rolled back', async () => {
    const { store, database } = use()
    const other = await use().another()
    const heard: (Change | 'resync')[][] = [[], []]
    const stops = [database, other.database].map((each, nth) =>
      each.feed.subscribe((change) => heard[nth]?.push(change)),
    )
    const change = (leadId: string): Change => ({ topic: 'lead', county: COUNTY, leadId })
    await store
      .transaction(system(COUNTY), async (tx) => {
        await tx.announce(change('undone'))
        throw new Error('undone')
      })
      .catch(() => {})
    await store.transaction(system(COUNTY), async (tx) => {
      await tx.announce(change('a'))
      await tx.announce(change('b'))
    })
    const both = [change('a'), change('b')]
    await expect.poll(() => heard).toEqual([both, both])
    for (const stop of stops) stop()
    await store.transaction(system(COUNTY), (tx) => tx.announce(change('c')))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(heard).toEqual([both, both])
  })

  it('do not fall over what somebody else says on the channel', async () => {
    const { database, store } = use()
    const heard: (Change | 'resync')[] = []
    const stop = database.feed.subscribe((change) => heard.push(change))
    const junk = [
      '',
      'null',
      '5',
      '"lead"',
      '[]',
      '{}',
      '{"topic":"lead"}',
      '{"topic":"lead","county":440229}',
      '{',
      'x',
    ]
    const strange = ['{"topic":"roster","county":"nowhere"}', '{"topic":"of tomorrow","county":"440229"}']
    for (const payload of [...junk, ...strange])
      await database.pool.query('select pg_notify($1, $2)', ['mingbai', payload])
    // One of each topic: none is known here and dropped there.
    const each = {
      lead: { topic: 'lead', county: COUNTY, leadId: 'a' },
      turn: { topic: 'turn', county: COUNTY, conversationId: 'c', seq: 3 },
      outbox: { topic: 'outbox', county: COUNTY },
      handover: { topic: 'handover', county: COUNTY, handoverId: 'h' },
      case: { topic: 'case', county: COUNTY, caseId: 'd' },
      comparison: { topic: 'comparison', county: COUNTY, comparisonId: 'e' },
      card_question: { topic: 'card_question', county: COUNTY, questionId: 'f' },
      notice: { topic: 'notice', county: COUNTY },
      post: { topic: 'post', county: COUNTY },
      bot: { topic: 'bot', county: COUNTY, nth: 5 },
      roster: { topic: 'roster', county: COUNTY },
      duty: { topic: 'duty', county: COUNTY },
      broadcast: { topic: 'broadcast', county: COUNTY, broadcastId: 'g' },
    } satisfies { [Topic in Change['topic']]: Extract<Change, { topic: Topic }> }
    const changes: Change[] = Object.values(each)
    for (const change of changes) await store.transaction(system(COUNTY), (tx) => tx.announce(change))
    await expect.poll(() => heard).toEqual(changes)
    stop()
  })

  it('are heard of again after the listening connection broke', async (context) => {
    if (use().engine === 'pglite') return context.skip('it listens within its process')
    const { database, store } = use()
    const heard: (Change | 'resync')[] = []
    database.feed.subscribe((change) => heard.push(change))
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'`,
    )
    await expect.poll(() => heard, { timeout: 15_000 }).toEqual(['resync'])
    const change: Change = { topic: 'outbox', county: COUNTY }
    await store.transaction(system(COUNTY), (tx) => tx.announce(change))
    await expect.poll(() => heard).toEqual(['resync', change])
  })
})
