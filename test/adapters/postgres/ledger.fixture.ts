import { randomUUID } from 'node:crypto'
import type { StoredMember } from '../../../src/app/ports/ledger.ts'
import type { Household } from '../../../src/app/ports/people.ts'
import type { Store } from '../../../src/app/ports/store.ts'
import type { Fact } from '../../../src/core/ledger/facts.ts'
import type { FactSource } from '../../../src/core/ledger/ledger.ts'
import type { MoneyRow } from '../../../src/core/ledger/money.ts'
import { DAY, NOON, system } from './county.fixture.ts'

export const byCadre = (cadreId: string): FactSource => ({ kind: 'cadre', cadreId, name: '李干部' })

export function memberOf(by: FactSource, more: Partial<StoredMember> = {}): StoredMember {
  const row = {
    name: '王建国',
    relation: '户主',
    born: '1970-05',
    joined: null,
    left: null,
    at: NOON,
    by,
    leaving: null,
  }
  return { id: randomUUID(), identity: null, ...row, ...more }
}

export function factOf(source: FactSource, more: Partial<Fact> = {}): Fact {
  const row = { member: null, field: 'housing.grade' as const, value: 'C', period: null, day: DAY, at: NOON }
  return { id: randomUUID(), ...row, source, settles: [], why: null, ...more }
}

export function moneyOf(source: FactSource, more: Partial<MoneyRow> = {}): MoneyRow {
  const row = { kind: 'wage' as const, from: '2026-01', to: '2026-01', yuan: 3000, words: '打工', at: NOON }
  return { id: randomUUID(), ...row, source, replaces: null, contests: null, settles: [], ...more }
}

/** One row of each table of the ledger. */
export async function seedLedger(store: Store, household: Household, cadreId: string): Promise<void> {
  const by = byCadre(cadreId)
  const photo = randomUUID()
  const cadre = { id: cadreId, name: '李干部' }
  const visit = { id: randomUUID(), day: DAY, cadre, words: '看了房子', photos: [photo], place: null, at: NOON }
  await store.transaction(system(household.county), async ({ ledgers }) => {
    await ledgers.addMembers(household.id, [memberOf(by)])
    await ledgers.addFacts(household.id, [factOf(by)])
    await ledgers.addMoney(household.id, [moneyOf(by)])
    await ledgers.putPhoto({
      id: photo,
      householdId: household.id,
      cadreId,
      mime: 'image/png',
      bytes: Buffer.from('png'),
      at: NOON,
    })
    await ledgers.addVisit(household.id, visit)
  })
}
