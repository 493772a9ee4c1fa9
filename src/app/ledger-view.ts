import type { FactView, LedgerView, MoneyView } from '../contract/ledger.ts'
import { checklistFor } from '../core/ledger/checklist.ts'
import type { Fact } from '../core/ledger/facts.ts'
import { fieldNamed } from '../core/ledger/fields.ts'
import { hardshipSigns } from '../core/ledger/hardship.ts'
import { incomeFlags } from '../core/ledger/income-flags.ts'
import { incomeWindow } from '../core/ledger/income-window.ts'
import type { MoneyEntry } from '../core/ledger/ledger.ts'
import { MONEY_LABEL, type PerCapitaIncome, perCapitaIncome } from '../core/ledger/per-capita-income.ts'
import { sourceWords } from '../core/ledger/source.ts'
import { ledgerTimeline } from '../core/ledger/timeline.ts'
import { bandOf } from '../core/policy/band.ts'
import type { Deps } from './deps.ts'
import type { OpenLedger } from './household-ledger.ts'

/** @param day for which income, band and checklist are shown @param finishBy ends of identifications under way */
export function ledgerView(deps: Deps, open: OpenLedger, day: string, finishBy: string[]): Omit<LedgerView, 'cases'> {
  const { household, history, ledger, facts } = open
  const { region } = household
  const { packs } = deps
  const window = incomeWindow(packs, region, day)
  const income = window && perCapitaIncome(ledger, window.months)
  const checklist = checklistFor(packs, { region, day, members: ledger.members, facts, money: ledger.money })
  const flags = incomeFlags(packs, ledger, { region, household: ledger.kind, finishBy })
  return {
    household: {
      id: household.id,
      region,
      place: deps.regions(household.county)?.placeName(region) ?? region,
      headName: household.headName,
      kind: household.kind,
      phone: household.phone?.masked ?? null,
      unconfirmed: household.unconfirmed,
      demo: household.demo,
    },
    day,
    members: membersOf(open),
    facts: facts.map(({ fact, others }) => factView(fact, others)),
    money: ledger.money.map((entry) => moneyView(entry, open)),
    income: window && income && incomeView(window, income),
    band: income?.kind === 'complete' ? bandView(deps, open, day, income.yuan) : null,
    flags: flags.map(({ entryId: entry, at, deadline: _, ...flag }) => ({ entry, at: at.toISOString(), ...flag })),
    signs: hardshipSigns(packs, { region, day, ledger, facts }),
    checklist: {
      ...checklist,
      ask: checklist.ask.map(({ last, ...asked }) => ({ ...asked, last: last && factSaid(last) })),
      known: checklist.known.map((fact) => ({
        label: fieldNamed(fact.field).label,
        member: fact.member,
        words: fieldNamed(fact.field).words(fact.value),
        day: fact.day,
        source: sourceWords(fact.source),
      })),
    },
    visits: history.visits.map(({ id, day: on, cadre, words, photos, place }) => ({
      id,
      day: on,
      cadre: cadre.name,
      words,
      photos,
      place,
    })),
    timeline: ledgerTimeline(history).map(({ at, ...entry }) => ({ at: at.toISOString(), ...entry })),
  }
}

function membersOf({ ledger, history }: OpenLedger): LedgerView['members'] {
  const masked = new Map(history.members.map(({ id, identity }) => [id, identity?.masked ?? null]))
  return ledger.members.map((member) => ({ ...member, identityNumber: masked.get(member.id) ?? null }))
}

function factSaid(fact: Fact) {
  const { id, value, day, field, source } = fact
  return { id, value, words: fieldNamed(field).words(value), day, source: sourceWords(source) }
}

function factView(fact: Fact, others: Fact[]): FactView {
  const { field, member, period } = fact
  const { label, topic } = fieldNamed(field)
  return { ...factSaid(fact), field, label, topic, member, period, others: others.map(factSaid) }
}

function moneyView(entry: MoneyEntry, { moneyConflicts }: OpenLedger): MoneyView {
  const { id, kind, from, to, yuan, words, source, at, replacedBy } = entry
  const others = moneyConflicts.find((conflict) => conflict.entry.id === id)?.others ?? []
  return {
    id,
    kind,
    label: MONEY_LABEL[kind],
    from,
    to,
    yuan,
    words,
    source: sourceWords(source),
    at: at.toISOString(),
    replacedBy,
    others: others.map((other) => ({
      id: other.id,
      from: other.from,
      to: other.to,
      yuan: other.yuan,
      words: other.words,
      source: sourceWords(other.source),
    })),
  }
}

function incomeView(
  { citation, warning }: NonNullable<ReturnType<typeof incomeWindow>>,
  income: PerCapitaIncome,
): LedgerView['income'] {
  const { months, missing, lines } = income
  const yuan = income.kind === 'complete' ? income.yuan : null
  return { complete: income.kind === 'complete', yuan, months, missing, lines, citation, warning }
}

function bandView(
  deps: Deps,
  { household: { region, kind } }: OpenLedger,
  day: string,
  income: number,
): LedgerView['band'] {
  const answer = bandOf(deps.packs, { region, day, income, household: kind })
  if (answer.kind === 'no_line')
    return { band: null, words: answer.words, limit: null, borderline: false, citation: null, warning: null }
  const { band, words, limit, borderline, citation, warning } = answer
  return { band, words, limit, borderline, citation, warning }
}
