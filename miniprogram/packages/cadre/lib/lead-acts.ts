import type { Me } from '../../../../src/contract/account.ts'
import type { LeadAction, LeadDetail, LeadStatus, LeadSummary } from '../../../../src/contract/lead.ts'
import type { WaitingAct } from '../../../utils/cadre-kept'

export type ActName = LeadAction['action']

export const ACT_LABEL: Record<ActName, string> = {
  claim: '接单',
  note: '记一笔',
  visit: '记走访',
  transfer: '转交',
  return: '退回',
  verify: '核实',
  close: '办结',
}

/** The most likely next step first. */
const NEXT: Record<LeadStatus, ActName[]> = {
  open: ['claim', 'note', 'transfer', 'return'],
  claimed: ['visit', 'verify', 'note', 'transfer', 'return'],
  visited: ['verify', 'visit', 'note', 'transfer', 'return'],
  verified: ['close', 'note', 'transfer'],
  closed: [],
  withdrawn: [],
}
const FOR_ANYBODY: ActName[] = ['claim', 'note']
/** It goes into other hands, and what comes then is theirs. */
const GIVEN_AWAY: string[] = ['transfer', 'return']

/** What he may do next. The server has the last word. */
export function actsFor(lead: Pick<LeadSummary, 'status' | 'holder'>, me: Me, waiting: WaitingAct[]): ActName[] {
  if (waiting.some(({ name, refused }) => GIVEN_AWAY.includes(name) || refused !== null)) return []
  const hands = lead.holder.id === me.id || me.role !== 'village_cadre'
  return NEXT[lead.status].filter((name) => hands || FOR_ANYBODY.includes(name))
}

const BECOMES: Partial<Record<string, LeadStatus>> = {
  claim: 'claimed',
  visit: 'visited',
  verify: 'verified',
  close: 'closed',
}

/** As it will stand when what waits has been sent, so that he can go on without a line. */
export function withWaiting<T extends LeadSummary | LeadDetail>(lead: T, waiting: WaitingAct[], me: Me): T {
  const onTheWay = waiting.filter(({ refused }) => refused === null)
  const claimed = onTheWay.some(({ name }) => name === 'claim')
  const status = onTheWay.flatMap(({ name }) => BECOMES[name] ?? []).at(-1)
  return {
    ...lead,
    ...(claimed && { holder: { id: me.id, name: me.name, role: me.role } }),
    status: status ?? lead.status,
    version: lead.version + onTheWay.length,
  }
}

export function isUnfinished({ status }: Pick<LeadSummary, 'status'>): boolean {
  return status !== 'closed' && status !== 'withdrawn'
}
