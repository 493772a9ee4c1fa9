import { RISK_TYPE_LABEL } from '../../contract/terms.ts'
import type { MyLead } from './conversation.ts'

/** A1024（看病花钱多） */
export function leadName(lead: MyLead): string {
  return `${lead.number}（${RISK_TYPE_LABEL[lead.riskType]}）`
}

/** Receipt numbers rise with time, so the highest is the newest. */
function age(lead: MyLead): number {
  return Number(lead.number.replace(/\D/g, ''))
}

export function newestFirst(leads: MyLead[]): MyLead[] {
  return leads.toSorted((a, b) => age(b) - age(a))
}

/** The leads that a wish can still be about. Somebody may well be discontent with a closed one. */
export function openLeads(leads: MyLead[], purpose: 'withdraw' | 'add' | 'not_content'): MyLead[] {
  return newestFirst(leads).filter(
    ({ status }) => status !== 'withdrawn' && (status !== 'closed' || purpose === 'not_content'),
  )
}

/** The lead that he names by its number or by what it is about. */
export function leadNamed(text: string, leads: MyLead[]): MyLead | null {
  const number = /(?<![\d*])[A-Za-z]?\d{3,}(?![\d*])/.exec(text)?.[0].toUpperCase()
  const byNumber = leads.find((lead) => number !== undefined && lead.number.toUpperCase().endsWith(number))
  if (byNumber) return byNumber
  const byType = leads.filter((lead) => text.includes(RISK_TYPE_LABEL[lead.riskType]))
  return byType.length === 1 ? (byType[0] ?? null) : null
}
