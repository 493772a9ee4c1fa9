import { answer, text } from './blocks.ts'
import type { Answer, ConversationState, DialogueContext, DialogueEvent, MyLead } from './conversation.ts'
import { withoutItsRest } from './earlier-reports.ts'
import { leadName, openLeads } from './leads.ts'
import { askAgain } from './proceed.ts'
import { LEAD_WORDS } from './words.ts'

/** What he does to a report of his on its own page, where it is clear which one, and he was asked there whether he is sure. */
export type ReportAct =
  | { kind: 'add'; words: string | null; attachments: string[] }
  | { kind: 'withdraw'; words: string | null }
  | { kind: 'not_content'; words: string | null }

export const REPORT_ACTS = ['add', 'withdraw', 'not_content'] as const satisfies ReportAct['kind'][]

export function mayAct(lead: MyLead, kind: ReportAct['kind']): boolean {
  return openLeads([lead], kind).length > 0
}

const ACT_WORDS: Record<ReportAct['kind'], string> = { add: '补充', withdraw: '撤回', not_content: '不满意' }

/** As it stands in the chat, as if he had said it there. */
export function actWords(lead: MyLead, act: ReportAct): string {
  const more = act.words ?? (act.kind === 'add' ? `${act.attachments.length}张照片或录音` : '')
  return `${ACT_WORDS[act.kind]}${lead.number}${more ? `：${more}` : ''}`
}

/** The same that the chat's own words for it bring about. A question that is open there stays open, unless it was about this. */
export function actOnReport(state: ConversationState, lead: MyLead, act: ReportAct, context: DialogueContext): Answer {
  const idle = asksAbout(state, lead) ? { ...state, asking: null, misses: 0 } : state
  const name = leadName(lead)
  switch (act.kind) {
    case 'add': {
      const [attachment = null, ...more] = act.attachments
      const event: DialogueEvent = { kind: 'added', leadId: lead.id, words: act.words, attachment, more }
      return noted(idle, [LEAD_WORDS.added(name)], event, context)
    }
    case 'withdraw': {
      const event: DialogueEvent = { kind: 'withdrawn', leadId: lead.id, words: act.words ?? ACT_WORDS.withdraw }
      return noted(withoutItsRest(idle, lead.id, context), [LEAD_WORDS.withdrawn(name)], event, context)
    }
    case 'not_content': {
      const event: DialogueEvent = { kind: 'not_content', leadId: lead.id, words: act.words ?? ACT_WORDS.not_content }
      return noted(idle, [LEAD_WORDS.notContent(name), LEAD_WORDS.notContentNext], event, context)
    }
  }
}

function asksAbout({ asking }: ConversationState, lead: MyLead): boolean {
  return asking !== null && 'leadId' in asking && asking.leadId === lead.id
}

function noted(state: ConversationState, notes: string[], event: DialogueEvent, context: DialogueContext): Answer {
  const at = { ...state, lastAt: context.now.toISOString() }
  // While a person has the word he must see that something was done.
  if (at.handover?.kind === 'held') return answer(at, [text(...notes)], [event, { kind: 'handover_message' }])
  if (at.handover !== undefined || at.asking === null) return answer(at, [text(...notes)], [event])
  return { ...askAgain(at, context, notes), events: [event] }
}
