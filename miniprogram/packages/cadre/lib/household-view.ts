import type { FactView, LedgerView } from '../../../../src/contract/ledger.ts'
import type { MeasureView } from '../../../../src/contract/measures.ts'
import { HOUSEHOLD_KIND, LABOUR } from './labels'
import { dayWords } from './when'

/** What stands with the members already. */
const WITH_MEMBERS = ['basics.relation', 'basics.born', 'basics.labour']

export interface HouseholdShown {
  name: string
  place: string
  phone: string
  kind: string
  unconfirmed: boolean
  income: string
  band: string
  members: { id: string; name: string; note: string }[]
  facts: { key: string; label: string; said: { words: string; from: string }[]; differs: boolean }[]
  visits: { id: string; when: string; words: string; pictures: string[]; stamped: boolean }[]
}

export function householdShown(ledger: LedgerView): HouseholdShown {
  const { household, income, band } = ledger
  return {
    name: household.headName,
    place: household.place,
    phone: household.phone ?? '',
    kind: HOUSEHOLD_KIND[household.kind],
    unconfirmed: household.unconfirmed,
    income: income && income.yuan !== null ? `人均 ${income.yuan} 元` : '收入还没记全',
    band: band?.words ?? '',
    members: ledger.members.map(({ id, name, relation, born, labour, left }) => ({
      id,
      name,
      note: [
        relation,
        born && `${born.slice(0, 4)}年生`,
        labour ? LABOUR[labour] : '能不能干活，还没问过',
        left && '不在本户了',
      ]
        .filter(Boolean)
        .join(' · '),
    })),
    facts: factsShown(ledger),
    visits: ledger.visits.map(({ id, day, cadre, words, photos, place }) => ({
      id,
      when: `${dayWords(day)} ${cadre}`,
      words,
      pictures: photos.map((photo) => `/api/households/${household.id}/photos/${photo}`),
      stamped: place !== null,
    })),
  }
}

/** What two sources say differently comes first; a cadre settles it at the desk. */
function factsShown({ facts, members }: LedgerView): HouseholdShown['facts'] {
  const who = new Map(members.map(({ id, name }) => [id, name]))
  const labelOf = ({ member, label }: FactView) => [member && who.get(member), label].filter(Boolean).join('：')
  return facts
    .filter(({ field, others }) => !WITH_MEMBERS.includes(field) || others.length > 0)
    .map((fact) => ({
      key: fact.id,
      label: labelOf(fact),
      said: [fact, ...fact.others].map(({ words, source, day }) => ({ words, from: `${dayWords(day)} ${source}` })),
      differs: fact.others.length > 0,
    }))
    .sort((a, b) => Number(b.differs) - Number(a.differs))
}

export interface MeasureShown {
  id: string
  help: string
  state: string
  days: string
  why: string
}

export function measureShown(one: MeasureView): MeasureShown {
  const days = [
    `${dayWords(one.plannedOn)}计划`,
    one.givenOn && `${dayWords(one.givenOn)}落实`,
    one.publishedOn && `${dayWords(one.publishedOn)}公示`,
    one.endedOn && `${dayWords(one.endedOn)}结束`,
  ]
  return {
    id: one.id,
    help: one.helpWords,
    state: one.stateWords,
    days: days.filter(Boolean).join(' → '),
    why: one.why,
  }
}
