import { RISK_TYPE_LABEL, URGENCY_LABEL } from '../../contract/terms.ts'
import { UNDONE_STATUSES } from '../lead/escalate.ts'
import type { Lead } from '../lead/lead.ts'
import { dayWords, whenWords } from '../words/when.ts'

/** Why a card is posted. */
export type CardNews = 'new' | 'more_urgent' | 'escalated' | 'overdue' | 'yours'

const TITLE: Record<CardNews, string> = {
  new: '新线索',
  more_urgent: '又来报，变成紧急',
  escalated: '超过时限，已升级',
  overdue: '超过时限',
  yours: '交给您办',
}

/** A lead as groups may see it: nothing of the person or his words. A day stands with its date, for a card may come late. */
export function leadCard(
  lead: Pick<Lead, 'number' | 'riskType' | 'urgency' | 'dueAt' | 'status'>,
  news: CardNews,
  place: string,
  holder: string | null,
): string {
  const step = lead.status === 'open' || lead.status === 'claimed' ? '联系农户' : '办完这一步'
  return [
    `【${TITLE[news]}】${lead.number}`,
    `地点：${place}`,
    `类型：${RISK_TYPE_LABEL[lead.riskType]}`,
    `紧急程度：${URGENCY_LABEL[lead.urgency]}`,
    `期限：${dated(lead.dueAt)}前${step}`,
    holder === null ? [] : `负责：${holder}`,
    lead.status === 'open' ? `回复“接单 ${lead.number}”接手。` : [],
  ]
    .flat()
    .join('\n')
}

/** What its holder may tap: each is what he would write. */
export function leadTaps({ number, status }: Pick<Lead, 'number' | 'status'>): string[] {
  if (!(UNDONE_STATUSES as Lead['status'][]).includes(status)) return []
  return ['接单', '已入户', '办结'].map((verb) => `${verb} ${number}`)
}

/** With the date, whatever day it is: 11月25日（周三）上午10点. */
function dated(at: Date): string {
  return whenWords(at, new Date(0))
}

/** One lead in a list: nothing of the person. */
export interface DueLine {
  number: string
  place: string
  kind: string
  /** How its time stands, in words. */
  note: string
}

const MOST_LINES = 10

export function dueLines(lines: DueLine[]): string {
  const shown = lines.slice(0, MOST_LINES).map(({ number, place, kind, note }) => `${number} ${place} ${kind}：${note}`)
  const more = lines.length - shown.length
  return [...shown, ...(more > 0 ? [`还有${more}条，请到工作台看。`] : [])].join('\n')
}

/** What is due today and overdue, in the morning; null where there is nothing to say. */
export function digestWords(day: Date, due: DueLine[], overdue: DueLine[], duties: string | null): string | null {
  if (due.length === 0 && overdue.length === 0 && duties === null) return null
  return [
    `早上好，今天是${dayWords(day)}。`,
    overdue.length > 0 ? [`已超过时限${overdue.length}条：`, dueLines(overdue)] : [],
    due.length > 0 ? [`今天到期${due.length}条：`, dueLines(due)] : [],
    duties ?? [],
  ]
    .flat()
    .join('\n')
}
