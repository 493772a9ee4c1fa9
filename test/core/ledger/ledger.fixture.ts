import type { Fact } from '../../../src/core/ledger/facts.ts'
import type { FactSource, HouseholdLedger, Member, MoneyEntry } from '../../../src/core/ledger/ledger.ts'
import type { MoneyRow } from '../../../src/core/ledger/money.ts'

let made = 0
const nextId = () => `id-${String(++made).padStart(5, '0')}`

export const LI: FactSource = { kind: 'cadre', cadreId: 'li', name: '李干部' }
export const REGISTER: FactSource = { kind: 'import', name: '省系统' }
export const HOSPITAL: FactSource = { kind: 'department', name: '医保局' }
export const at = (day: string) => new Date(`${day}T02:00:00Z`)

export function member(name: string, more: Partial<Member> = {}): Member {
  const unknown = { born: null, labour: null, work: null, wantsWork: null, insured: null, joined: null, left: null }
  return { id: nextId(), name, relation: '家人', ...unknown, ...more }
}

export function row(
  kind: MoneyRow['kind'],
  from: string,
  to: string,
  yuan: number,
  more: Partial<MoneyRow> = {},
): MoneyRow {
  const plain = { words: '', source: LI, at: at('2024-01-15'), replaces: null, contests: null, settles: [] }
  return { id: nextId(), kind, from, to, yuan, ...plain, ...more }
}

export function entry(
  kind: MoneyEntry['kind'],
  from: string,
  to: string,
  yuan: number,
  more: Partial<MoneyEntry> = {},
): MoneyEntry {
  const { replaces: _, contests: __, settles: ___, ...plain } = row(kind, from, to, yuan)
  return { ...plain, replacedBy: null, ...more }
}

export function fact(field: Fact['field'], value: Fact['value'], more: Partial<Fact> = {}): Fact {
  const plain = { member: null, period: null, day: '2024-01-15', source: LI, settles: [], why: null }
  return { id: nextId(), field, value, at: at(more.day ?? '2024-01-15'), ...plain, ...more }
}

export function ledgerOf(members: Member[], money: MoneyEntry[], more: Partial<HouseholdLedger> = {}): HouseholdLedger {
  return { householdId: 'household', kind: 'poverty_lifted', members, money, measures: [], ...more }
}
