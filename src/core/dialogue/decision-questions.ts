import { cut } from '../words/cut.ts'
import type { Asking, DialogueContext, Draft } from './conversation.ts'
import { SLOTS } from './conversation.ts'
import type { Forms } from './forms.ts'
import { LABEL } from './labels.ts'
import { leadName, openLeads } from './leads.ts'
import { rowLabel } from './read-back.ts'
import { isFilled } from './slots.ts'
import { DRAFT_WORDS, HOUSEHOLD_WORDS, LEAD_WORDS, READ_BACK_WORDS } from './words.ts'

/** All questions but those for a slot, for the consent and for the read-back. */
export type Decision = Exclude<Asking, { kind: 'slot' | 'consent' | 'confirm' }>

export function decisionQuestion(
  asking: Decision,
  draft: Draft | null,
  context: DialogueContext,
): { forms: Forms; options: string[] } {
  switch (asking.kind) {
    case 'correct_what': {
      const labels = draft === null ? [] : SLOTS.filter((slot) => isFilled(draft, slot))
      return {
        forms: READ_BACK_WORDS.whatToChange,
        options: [...labels.map((slot) => rowLabel(slot, draft as Draft)), LABEL.back],
      }
    }
    case 'which_lead':
      return {
        forms: LEAD_WORDS.which[asking.purpose],
        options: [
          ...openLeads(context.leads, asking.purpose).slice(0, 9).map(leadName),
          ...(asking.orDraft && draft !== null ? [LABEL.this_draft] : []),
          LABEL.back,
        ],
      }
    case 'confirm_withdraw':
      return { forms: LEAD_WORDS.askWithdraw(nameOf(asking.leadId, context)), options: [LABEL.withdraw, LABEL.keep] }
    case 'confirm_not_content':
      return {
        forms: LEAD_WORDS.askNotContent(nameOf(asking.leadId, context)),
        options: [LABEL.hand_up, LABEL.not_now],
      }
    case 'confirm_drop':
      return { forms: DRAFT_WORDS.askDrop, options: [LABEL.drop, LABEL.goOn] }
    case 'add_words':
      return { forms: LEAD_WORDS.askAdd(nameOf(asking.leadId, context)), options: [LABEL.back] }
    case 'offer_other':
      return {
        forms: HOUSEHOLD_WORDS.ask(quoted(asking.other.words)),
        options: [LABEL.report_other, LABEL.report_no_other],
      }
  }
}

function nameOf(leadId: string, context: DialogueContext): string {
  const lead = context.leads.find((one) => one.id === leadId)
  return lead ? leadName(lead) : '这件事'
}

/** More of his own words than this makes no sentence that can be taken in. */
const MOST_QUOTED = 24

/** “…”: his own words within a sentence of ours, which goes on behind them. */
export function quoted(words: string): string {
  const plain = words
    .replace(/[“”"]/g, '')
    .replace(/[。！!？?；;\s]+/g, '，')
    .replace(/^[，,]+|[，,]+$/g, '')
  return `“${cut(plain, MOST_QUOTED, '…')}”`
}
