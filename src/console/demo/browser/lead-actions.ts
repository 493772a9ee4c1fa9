/** What a cadre may do with a lead, and the dialog that asks for the rest. The server has the last word. */
import type { z } from 'zod'
import type { Colleague, Me } from '../../../contract/account.ts'
import type { Finding, LeadAction, LeadDetail, LeadStatus, Outcome } from '../../../contract/lead.ts'
import { get } from './api.ts'
import { ask, choice, type Field, words } from './dialog.ts'
import { areasInWords, loadPlaces } from './places.ts'
import { pageData } from './words.ts'

export type ActionName = LeadAction['action']

export const ACTION_LABEL: Record<ActionName, string> = {
  claim: '接单',
  note: '记一笔',
  visit: '记走访',
  transfer: '转交',
  return: '退回',
  verify: '核实',
  close: '办结',
}

/** The most likely next step first. */
const NEXT: Record<LeadStatus, ActionName[]> = {
  open: ['claim', 'note', 'transfer', 'return'],
  claimed: ['visit', 'verify', 'note', 'transfer', 'return'],
  visited: ['verify', 'visit', 'note', 'transfer', 'return'],
  verified: ['close', 'note', 'transfer'],
  closed: [],
  withdrawn: [],
}
const FOR_ANYBODY = new Set<ActionName>(['claim', 'note'])

export function actionsFor(lead: LeadDetail, me: Me): ActionName[] {
  const hands = lead.holder.id === me.id || me.role !== 'village_cadre'
  return NEXT[lead.status].filter((action) => hands || FOR_ANYBODY.has(action))
}

/** Asks what the action needs; `send` throws what the server refuses, and the dialog shows it. */
export async function askFor(
  name: ActionName,
  lead: LeadDetail,
  token: string,
  send: (action: LeadAction) => Promise<void>,
): Promise<void> {
  const { version } = lead
  const fields = await fieldsOf(name, lead, token)
  if (fields.length === 0) return send({ action: 'claim', version })
  return ask(`${ACTION_LABEL[name]} · ${lead.number}`, fields, async (given) => {
    const { text = '', pick = '' } = given
    switch (name) {
      case 'claim':
        return
      case 'note':
      case 'visit':
        return send({ action: name, version, text })
      case 'transfer':
        return send({ action: name, version, to: pick, reason: text })
      case 'return':
        return send({ action: name, version, reason: text })
      case 'verify':
        return send({ action: name, version, finding: pick as Finding, findings: text })
      case 'close':
        return send({ action: name, version, outcome: pick as Outcome, text })
    }
  })
}

async function fieldsOf(name: ActionName, lead: LeadDetail, token: string): Promise<Field[]> {
  switch (name) {
    case 'claim':
      return []
    case 'note':
      return [words('text', '记什么', '例如：打过电话，明天上午去')]
    case 'visit':
      return [words('text', '走访看到的情况', '例如：屋顶漏了两处，东墙有裂缝')]
    case 'transfer': {
      const [colleagues, places] = await Promise.all([
        get<z.infer<typeof Colleague>[]>(`/api/leads/${lead.id}/colleagues`, token),
        loadPlaces(),
      ])
      const options = colleagues.map(({ id, name: who, role, areas }) => {
        const office = [pageData.roles[role], areasInWords(areas, places)].filter(Boolean).join(' · ')
        return [id, `${who}（${office}）`] as const
      })
      return [choice('pick', '转给谁', options), words('text', '为什么转', '例如：这户一直是他联系')]
    }
    case 'return':
      return [words('text', '为什么退回', '例如：不是我们村的人')]
    case 'verify':
      return [
        choice('pick', '核实结果', Object.entries(pageData.findings)),
        words('text', '核实的情况', '例如：房子确实不能住人'),
      ]
    case 'close':
      return [
        choice('pick', '怎么办结的', Object.entries(pageData.outcomes)),
        words('text', '办了什么', '例如：屋顶已修好'),
      ]
  }
}
