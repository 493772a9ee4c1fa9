import { type HardshipSignName, INCOME_KINDS } from '../../contract/terms.ts'
import { cite, findRule } from '../policy/chain.ts'
import type { Citation } from '../policy/citation.ts'
import type { PolicyPack } from '../policy/pack.ts'
import type { FactInForce } from './facts.ts'
import type { FieldName } from './fields.ts'
import { incomeWindow } from './income-window.ts'
import type { HouseholdLedger } from './ledger.ts'
import { monthsLater } from './months.ts'
import { monthsWithoutIncome, sumsOf } from './per-capita-income.ts'
import { yuanWords } from './yuan.ts'

/** A reason to look at a household, computed from its ledger. Somebody looks; nothing is decided by it. */
export interface HardshipSign {
  sign: HardshipSignName
  /** With the figures, and where the paper names none, by which house rule they were held against each other. */
  words: string
  citation: Citation
}

interface Question {
  region: string
  /** yyyy-mm-dd */
  day: string
  ledger: HouseholdLedger
  facts: FactInForce[]
}

/**
 * The signs that the papers of a place name (GD-4: spending over the income, or an income that shrank; WY-2: medical or school
 * costs heavy after aid) and that the ledger shows. A year whose income is not complete is held against nothing.
 */
export function hardshipSigns(packs: PolicyPack[], question: Question): HardshipSign[] {
  const { region, day, ledger } = question
  const watch = findRule(packs, 'hardship-watch', 'hardship-watch', region, day)?.rule
  const months = incomeWindow(packs, region, day)?.months
  if (!watch || !months) return []
  const year = yearOf(ledger, months)
  if (year.income === null) return []
  const before = yearOf(
    ledger,
    months.map((month) => monthsLater(month, -months.length)),
  )
  return [
    ...spendingSigns(packs, question, year.income, year.rigid),
    ...shrunkSigns(packs, question, year.income, before.income, watch.shrunkPercent),
    ...burdenSigns(packs, question, year.income, watch.burdenPercent),
  ]
}

/** Cents; the income is null where a month is missing. */
function yearOf({ money }: HouseholdLedger, months: string[]): { income: number | null; rigid: number } {
  const counted = money.filter(({ replacedBy }) => replacedBy === null)
  const sums = sumsOf(counted, months)
  const income = INCOME_KINDS.reduce((sum, kind) => sum + sums[kind], 0) - sums.production
  return { income: monthsWithoutIncome(counted, months).length > 0 ? null : income, rigid: sums.rigid }
}

function triggerOf(packs: PolicyPack[], { region, day }: Question, trigger: HardshipSignName): Citation | null {
  const found = findRule(packs, 'triggers', 'triggers', region, day)
  return found?.rule.triggers.some((each) => each.trigger === trigger) ? cite(found.pack, found.rule.clause) : null
}

function spendingSigns(packs: PolicyPack[], question: Question, income: number, rigid: number): HardshipSign[] {
  const sign = 'rigid_spending_over_income'
  const citation = triggerOf(packs, question, sign)
  if (!citation || rigid <= income) return []
  const words = `一年必须花的钱${yuanWords(rigid)}，超过收入${yuanWords(income)}。请看看是不是因病、因残、因灾。`
  return [{ sign, words, citation }]
}

function shrunkSigns(
  packs: PolicyPack[],
  question: Question,
  income: number,
  before: number | null,
  percent: number,
): HardshipSign[] {
  const sign = 'income_shrunk'
  const citation = triggerOf(packs, question, sign)
  if (!citation || before === null || before <= 0 || (before - income) * 100 < before * percent) return []
  const words = `一年收入从${yuanWords(before)}减到${yuanWords(income)}，少了${percent}%以上。请看看是不是因病、因残、因灾。`
  return [{ sign, words, citation }]
}

/** What was paid oneself, less what aid gave. */
const BURDENS = {
  medical_cost_after_aid: {
    called: '看病',
    paid: ['medical.own_hospital_cost', 'medical.own_chronic_outpatient_cost'],
    aid: ['medical.major_illness_aid'],
  },
  school_cost_after_aid: { called: '上学', paid: ['schooling.own_cost'], aid: ['schooling.aid_by_stage'] },
} satisfies Partial<Record<HardshipSignName, { called: string; paid: FieldName[]; aid: FieldName[] }>>
const BURDEN_SIGNS = ['medical_cost_after_aid', 'school_cost_after_aid'] as const

function burdenSigns(packs: PolicyPack[], question: Question, income: number, percent: number): HardshipSign[] {
  const found = findRule(packs, 'priority-attention', 'priority', question.region, question.day)
  if (!found) return []
  const named = BURDEN_SIGNS.filter((sign) => found.rule.groups.some(({ group }) => group === sign))
  return named.flatMap((sign) => {
    const { called, paid, aid } = BURDENS[sign]
    const left = spent(question, paid) - spent(question, aid)
    if (left <= 0 || left * 100 < income * percent) return []
    const words = `报销补助以后，${called}自己还要花${yuanWords(left)}，占一年收入的${percent}%以上，请先看。`
    return [{ sign, words, citation: cite(found.pack, found.rule.clause) }]
  })
}

/** Cents of the newest period of each field and member, where that was said within a year. */
function spent({ facts, day }: Question, fields: FieldName[]): number {
  const yearAgo = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
  const seen = new Set<string>()
  return facts
    .filter(({ fact }) => fields.includes(fact.field) && fact.day > yearAgo && fact.day <= day)
    .filter(({ fact }) => {
      const key = `${fact.field}/${fact.member ?? ''}`
      return !seen.has(key) && seen.add(key)
    })
    .reduce((sum, { fact }) => sum + Math.round(Number(fact.value) * 100), 0)
}
