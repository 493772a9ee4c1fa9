import type { Block, ReceiptLead } from '../../contract/block.ts'
import { whenWords } from '../words/when.ts'
import type { DialogueContext, Report } from './conversation.ts'

/** Whoever gave no number is visited; for a neighbour's report the cadre goes to the neighbour, wherever that is. */
export type Contact = 'call' | 'visit' | 'visit_other'

const CONTACT_WORDS: Record<Contact, string> = {
  call: '联系您',
  visit: '上门找您',
  visit_other: '去那一家了解',
}

export function contactOf({ whose, phone, village }: Pick<Report, 'whose' | 'phone' | 'village'>): Contact {
  if (whose === 'other' && village !== null) return 'visit_other'
  // Nobody can visit where the place is not known yet.
  return phone !== null || village === null ? 'call' : 'visit'
}

/**
 * What the caller says after it made leads from a confirmed report: the numbers, who has it, and by when.
 */
export function receiptReplies(leads: ReceiptLead[], context: Pick<DialogueContext, 'now'>, contact: Contact): Block[] {
  if (leads.length === 0) return []
  const lines = leads.map((lead) => {
    const by = `${lead.holder}会在${whenWords(new Date(lead.dueAt), context.now)}前${CONTACT_WORDS[contact]}。`
    return `${lead.merged ? `${lead.number}以前报过，合到一起了。` : `${lead.number}报上了。`}${by}`
  })
  return [{ kind: 'receipt', leads, text: [...lines, '记住编号，发“查进度”就能看办到哪一步。'].join('\n') }]
}

/** The receipt stands before the question that is still open, so that the last thing on the screen is what is asked. */
export function beforeQuestion(replies: Block[], consequences: Block[]): Block[] {
  const choices = replies.findIndex((block) => block.kind === 'quick_replies')
  const question = choices < 1 ? replies.length : choices - 1
  return [...replies.slice(0, question), ...consequences, ...replies.slice(question)]
}
