import type { Outcome } from '../../contract/lead.ts'
import { RISK_TYPE_LABEL } from '../../contract/terms.ts'
import type { News } from './act.ts'
import type { Lead, LeadEvent } from './lead.ts'
import { OUTCOME_WORDS } from './words.ts'

/** A lead whose case has come to its end is done with it; null where somebody has closed it, or it is not verified any more. */
export function closeByCase(
  lead: Lead,
  outcome: Outcome,
  why: string,
  at: Date,
): { lead: Lead; event: LeadEvent; news: News } | null {
  if (lead.status !== 'verified') return null
  const next: Lead = { ...lead, status: 'closed', version: lead.version + 1 }
  const by = { kind: 'system' as const, id: null, name: '系统' }
  const text = `${OUTCOME_WORDS[outcome]}：${why}`
  const event: LeadEvent = {
    leadId: lead.id,
    seq: next.version,
    kind: 'closed',
    at,
    by,
    text,
    reportId: null,
    attachments: [],
  }
  const matter = `您报的${lead.number}（${RISK_TYPE_LABEL[lead.riskType]}）`
  const news = {
    own: `${matter}办结了：${OUTCOME_WORDS[outcome]}。您要是不满意，直接回“不满意”。`,
    other: `${matter}已经办完。谢谢您替他们操心。`,
  }
  return { lead: next, event, news }
}
