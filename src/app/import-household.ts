import { createHash } from 'node:crypto'
import { type Compared, compareFact, compareMoney } from '../core/ledger/compare.ts'
import { type Fact, sameValue } from '../core/ledger/facts.ts'
import { type FactValue, type FieldName, fieldNamed, readFact, readFactWords } from '../core/ledger/fields.ts'
import type { LedgerNow } from '../core/ledger/history.ts'
import type { MoneyRow } from '../core/ledger/money.ts'
import { monthOf, spanWords } from '../core/ledger/months.ts'
import { MONEY_LABEL } from '../core/ledger/per-capita-income.ts'
import { fenOf, yuanWords } from '../core/ledger/yuan.ts'
import type { Sealed } from '../core/sealed.ts'
import { isIdentityNumber } from '../core/understanding/identity-number.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import { chinaDay } from '../core/words/when.ts'
import { maskedValue } from './household-ledger.ts'
import type { ImportSource, LedgerLine, LineFault, LineOf, Numbered } from './ledger-line.ts'
import type { StoredMember } from './ports/ledger.ts'
import type { Household } from './ports/people.ts'

/** What the lines of one household are, beside its ledger, and what is to be stored of them. */
export interface Comparison {
  new: number
  same: number
  differing: { line: number; words: string }[]
  faults: LineFault[]
  members: StoredMember[]
  facts: Fact[]
  money: MoneyRow[]
  /** Of members whose number was not known. */
  identities: { memberId: string; identity: Sealed }[]
}

interface Beside {
  household: Household
  history: { members: StoredMember[]; facts: Fact[]; money: MoneyRow[] }
  now: LedgerNow
  source: ImportSource
  at: Date
  seal: (identityNumber: string) => Sealed
}

/** Members first: what is said of one may stand before him in the file. */
export function compareHousehold(lines: Numbered[], beside: Beside): Comparison {
  const empty = { members: [], facts: [], money: [], identities: [] }
  const found: Comparison = { new: 0, same: 0, differing: [], faults: [], ...empty }
  for (const line of ofKind(lines, 'member')) compareMember(line, beside, found)
  for (const line of ofKind(lines, 'fact')) readFactLine(line, beside, found)
  compareSums(ofKind(lines, 'money'), beside, found)
  return found
}

function ofKind<What extends LedgerLine['what']>(lines: Numbered[], what: What): Numbered<LineOf<What>>[] {
  return lines.filter((line): line is Numbered<LineOf<What>> => line.entry.what === what)
}

function count(found: Comparison, line: number, is: Compared, words: string): void {
  switch (is) {
    case 'new':
      found.new += 1
      return
    case 'same':
      found.same += 1
      return
    case 'differing':
      found.differing.push({ line, words })
  }
}

/** A member is who is called so in this household. What a list says otherwise of him becomes a fact beside the one that is known. */
function compareMember({ line, entry }: Numbered<LineOf<'member'>>, beside: Beside, found: Comparison): void {
  const { history, at, seal } = beside
  const number = entry.identityNumber?.trim().toUpperCase() || null
  if (number !== null && !isIdentityNumber(number)) {
    found.faults.push({ line, wrong: `${entry.name}的身份证号不对。请照着身份证改正，或者空着。` })
    return
  }
  const identity = number === null ? null : seal(number)
  const known = memberNamed(entry.name, history.members)
  if (!known) {
    newMember({ line, entry }, identity, beside, found)
    return
  }
  if (identity && known.identity && identity.hash !== known.identity.hash) {
    found.faults.push({ line, wrong: `${entry.name}的身份证号和台账里的不一样，没有导入。请先核对是不是同一个人。` })
    return
  }
  if (identity && !known.identity) found.identities.push({ memberId: known.id, identity })
  const said = { member: known.id, period: null, day: chinaDay(at) }
  const told = [
    judgeFact({ ...said, field: 'basics.relation', value: withoutNumbers(entry.relation) }, null, beside, found),
    ...(entry.born === null
      ? []
      : [judgeFact({ ...said, field: 'basics.born', value: entry.born }, null, beside, found)]),
  ]
  const differing = told.filter(({ is }) => is === 'differing')
  for (const { words } of differing) count(found, line, 'differing', `${entry.name}的${words}`)
  if (differing.length === 0) count(found, line, told.some(({ is }) => is === 'new') ? 'new' : 'same', '')
}

/** Nobody is brought back by a list, and of two who can't be told apart neither is taken for the other. */
function newMember(
  { line, entry }: Numbered<LineOf<'member'>>,
  identity: Sealed | null,
  { household, history, source, at }: Beside,
  found: Comparison,
): void {
  const { name, born } = entry
  const relation = withoutNumbers(entry.relation)
  const gone = history.members.find((each) => each.name === name && each.left !== null)
  const another = identity && gone?.identity && identity.hash !== gone.identity.hash
  if (gone && !another) {
    const wrong = `${name}已经登记为${gone.left}起不在本户，没有导入。请先核对；真的回来了，请干部在台账里登记。`
    found.faults.push({ line, wrong })
    return
  }
  const twin = memberNamed(name, found.members)
  if (twin) {
    const alike = twin.relation === relation && twin.born === born && twin.identity?.hash === identity?.hash
    if (alike) count(found, line, 'same', '')
    else found.faults.push({ line, wrong: `这户有两行都叫“${name}”，又不一样，只收了第一行。请核对是不是两个人。` })
    return
  }
  const id = contentId(household, 'member', name, ...(gone ? [identity?.hash ?? null] : []))
  const came = { joined: null, left: null, at, by: source, leaving: null }
  found.members.push({ id, name, relation, born, identity, ...came })
  count(found, line, 'new', '')
}

function memberNamed(name: string, members: StoredMember[]): StoredMember | undefined {
  return members.find((member) => member.name === name && member.left === null)
}

function readFactLine({ line, entry }: Numbered<LineOf<'fact'>>, beside: Beside, found: Comparison): void {
  const member = entry.member === null ? null : memberNamed(entry.member, [...beside.history.members, ...found.members])
  if (member === undefined) {
    const wrong = `这户没有叫“${entry.member}”的成员。请改正姓名，或者在文件里加一行 member。`
    found.faults.push({ line, wrong })
    return
  }
  const read =
    typeof entry.value === 'string'
      ? readFactWords(entry.field, withoutNumbers(entry.value), member !== null)
      : readFact(entry.field, maskedValue(entry.value), member !== null)
  if ('wrong' in read) {
    found.faults.push({ line, wrong: read.wrong })
    return
  }
  const today = chinaDay(beside.at)
  if (entry.day !== null && entry.day > today) {
    found.faults.push({ line, wrong: `日期 ${entry.day} 还没到。请改正，或者空着。` })
    return
  }
  const said = { member: member?.id ?? null, ...read, period: entry.period, day: entry.day ?? today }
  const twice = found.facts.find((each) => sameSubject(each, said))
  if (twice && !sameValue(twice, said)) {
    found.faults.push({ line, wrong: `“${fieldNamed(said.field).label}”在这个文件里写了两次，不一样。请只留对的。` })
    return
  }
  const { is, words } = judgeFact(said, entry.day, beside, found)
  count(found, line, is, words)
}

type Said = { member: string | null; field: FieldName; value: FactValue; period: string | null; day: string }

function sameSubject(a: Omit<Said, 'value' | 'day'>, b: Omit<Said, 'value' | 'day'>): boolean {
  return a.field === b.field && a.member === b.member && a.period === b.period
}

/** @param dated the day as the list has it: one without dates, loaded again tomorrow, is the same list */
function judgeFact(
  said: Said,
  dated: string | null,
  { household, history, now, source, at }: Beside,
  found: Comparison,
): { is: Compared; words: string } {
  const { member, field, value, period } = said
  const id = contentId(household, 'fact', source.kind, source.name, member, field, JSON.stringify(value), period, dated)
  const fact: Fact = { id, ...said, source, at, settles: [], why: null }
  const again = [...history.facts, ...found.facts].some((each) => each.id === id)
  const is = again ? 'same' : compareFact(fact, now.facts)
  if (is !== 'same') found.facts.push(fact)
  const { label, words } = fieldNamed(field)
  const held = now.facts.find(({ fact: each }) => sameSubject(each, said))?.fact
  return { is, words: `${label}：台账是“${held ? words(held.value) : ''}”，这里是“${words(value)}”。` }
}

/** Sums that are in the ledger already, from this very list, stand; the others are held against it. */
function compareSums(
  lines: Numbered<LineOf<'money'>>[],
  { household, history, now, source, at }: Beside,
  found: Comparison,
) {
  const known = new Set(history.money.map(({ id }) => id))
  const listed = new Set<string>()
  const fresh = lines.flatMap(({ line, entry: { kind, from, to, yuan, words } }) => {
    if (from > to || to > monthOf(chinaDay(at))) {
      const wrong = `月份 ${from} 到 ${to} 不对：结束不能早于开始，也不能是还没到的月份。请改正。`
      found.faults.push({ line, wrong })
      return []
    }
    const id = contentId(household, 'money', source.kind, source.name, kind, from, to, String(fenOf(yuan)), words)
    listed.add(id)
    if (known.has(id)) {
      found.same += 1
      return []
    }
    known.add(id)
    return [{ line, id, kind, from, to, yuan, words: withoutNumbers(words), source }]
  })
  for (const { sum, is, contests } of compareMoney(fresh, now.ledger.money, listed)) {
    const { line, ...rest } = sum
    const noted = { at, replaces: null, contests: contests?.id ?? null, settles: [] }
    if (is !== 'same') found.money.push({ ...rest, ...noted })
    const span = contests && spanWords(contests.from, contests.to)
    const of = span === spanWords(rest.from, rest.to) ? '' : span
    const told = `台账${of}是${yuanWords(fenOf(contests?.yuan ?? 0))}，这里是${yuanWords(fenOf(rest.yuan))}`
    count(found, line, is, `${spanWords(rest.from, rest.to)}${MONEY_LABEL[rest.kind]}：${told}。`)
  }
}

/** What says the same of the same household is the same row (UUID version 8: made from a hash of our own). */
function contentId(household: Household, ...parts: (string | null)[]): string {
  const text = JSON.stringify(['mingbai', household.county, household.id, ...parts])
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
