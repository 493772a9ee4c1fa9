import type { LeadDetail, LeadEventView, LeadFact } from '../../../../src/contract/lead.ts'
import type { WaitingAct } from '../../../utils/cadre-kept'
import { RISK_TYPE_LABEL } from '../../../utils/risk-types'
import { ROLE, STATUS, URGENCY } from './labels'
import { isUnfinished } from './lead-acts'
import { clock, daysLeftWords, dayWords, timeLeft } from './when'

export interface TimelineLine {
  key: string
  when: string
  by: string
  text: string
  pictures: string[]
  /** What a visit left behind besides words. */
  stamp: string
}

/** One lead as its page shows it. */
export interface LeadShown {
  number: string
  risk: string
  urgency: string
  isEmergency: boolean
  status: string
  due: string
  late: boolean
  daysLeft: string
  eatenBy: string
  householdId: string
  householdName: string
  place: string
  phone: string
  /** Whose it is: who reported for a neighbour is not the household. */
  phoneLabel: string
  /** His own words about the trouble; and what he answered to the questions, which says little by itself. */
  told: string[]
  answered: string[]
  facts: { label: string; value: string }[]
  handling: { label: string; value: string }[]
  source: string
  timeline: TimelineLine[]
}

export function leadShown(lead: LeadDetail, now: Date): LeadShown {
  const due = timeLeft(lead.dueAt, now)
  return {
    number: lead.number,
    risk: RISK_TYPE_LABEL[lead.riskType],
    urgency: lead.urgency === 'normal' ? '' : URGENCY[lead.urgency],
    isEmergency: lead.urgency === 'emergency',
    status: STATUS[lead.status],
    due: isUnfinished(lead) ? due.text : '',
    late: due.late,
    daysLeft: lead.daysLeft === null ? '' : daysLeftWords(lead.daysLeft),
    eatenBy: lead.eatenBy ?? '',
    householdId: lead.householdId,
    householdName: lead.householdName,
    place: lead.place,
    phone: lead.phone ?? '',
    phoneLabel: lead.facts.find(({ value }) => value === lead.phone)?.label ?? '电话',
    ...wordsOf(lead),
    facts: withoutRepeats(lead.facts),
    handling: handling(lead, now),
    source: lead.finishSource,
    timeline: lead.events.map((event) => timelineLine(event, lead.householdId, now)).reverse(),
  }
}

function wordsOf({ words, facts }: LeadDetail): Pick<LeadShown, 'told' | 'answered'> {
  const troubles = facts.flatMap((fact) => (fact.label === '困难' && fact.words ? [fact.words] : []))
  const tells = (said: string) => troubles.some((trouble) => said.includes(trouble) || trouble.includes(said))
  const told = words.some(tells) ? words.filter(tells) : words.slice(0, 1)
  return { told, answered: words.filter((said) => !told.includes(said)) }
}

/** Several reports of one matter mostly say the same. */
function withoutRepeats(facts: LeadFact[]): { label: string; value: string }[] {
  return [...new Map(facts.map(({ label, value }) => [`${label} ${value}`, { label, value }])).values()]
}

function handling(lead: LeadDetail, now: Date) {
  return [
    { label: '编号', value: lead.reports > 1 ? `${lead.number}（${lead.reports} 次申报）` : lead.number },
    { label: '谁在办', value: `${lead.holder.name}（${ROLE[lead.holder.role]}）` },
    { label: '为什么是他', value: lead.reason },
    { label: '下一步最晚', value: clock(lead.dueAt, now) },
    { label: '办结期限', value: clock(lead.finishBy, now) },
  ]
}

function timelineLine(event: LeadEventView, householdId: string, now: Date): TimelineLine {
  const { seq, at, by, text, attachments, visit } = event
  const pictures = [
    ...attachments.map((id) => `/api/attachments/${id}`),
    ...(visit?.photos ?? []).map((id) => `/api/households/${householdId}/photos/${id}`),
  ]
  const stamp = visit ? [`${dayWords(visit.day)}走访`, visit.place && '盖了位置'].filter(Boolean).join('，') : ''
  return { key: String(seq), when: clock(at, now), by, text, pictures, stamp }
}

/** What he did and the server has not, as it stands above the rest. */
export interface WaitingShown {
  id: string
  title: string
  words: string
  when: string
  photos: number
  refused: string
}

export function waitingShown(acts: WaitingAct[], now: Date): WaitingShown[] {
  return acts.map(({ id, title, words, at, photos, refused }) => ({
    id,
    title,
    words,
    when: clock(at, now),
    photos: photos.length,
    refused: refused ?? '',
  }))
}
