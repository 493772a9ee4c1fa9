import type { LeadFact } from '../../contract/lead.ts'
import { RISK_TYPE_LABEL } from '../../contract/terms.ts'
import type { Report } from '../dialogue/conversation.ts'
import { amountWords } from '../words/amount.ts'

/** Whoever reports for a household consents for himself alone; its own consent is the cadre's first question. */
const AWARE_WORDS = {
  true: '代报人说，本人知道',
  false: '本人还不知道，上门先征求同意',
  null: '还不清楚，上门先征求同意',
} as const

/** What a report states, one line a value, each beside the resident's own words. */
export function leadFacts(report: Report, placeName: (code: string) => string): LeadFact[] {
  const facts: LeadFact[] = [
    { label: '申报方式', value: report.whose === 'own' ? '本户申报' : '别人代报' },
    { label: '户主', value: report.householdName },
    { label: '村', value: report.village ? placeName(report.village) : '还不清楚' },
  ]
  if (report.whose === 'other')
    facts.splice(1, 0, { label: '本人知不知道', value: AWARE_WORDS[`${report.aware ?? null}`] })
  for (const risk of report.risks) facts.push({ label: '困难', value: RISK_TYPE_LABEL[risk.type], words: risk.words })
  const { who, since, amount, people, income } = report
  if (who?.value) facts.push({ label: '是谁', value: who.value, words: who.words })
  if (since?.value) facts.push({ label: '从什么时候起', value: since.value.text, words: since.words })
  if (amount?.value) facts.push({ label: '金额', value: amountWords(amount.value), words: amount.words })
  if (people?.value) facts.push({ label: '家里几口人', value: `${people.value}人`, words: people.words })
  if (report.phone) facts.push({ label: report.whose === 'own' ? '电话' : '代报人电话', value: report.phone.masked })
  if (income?.value) facts.push({ label: '收入', value: amountWords(income.value), words: income.words })
  return facts
}
