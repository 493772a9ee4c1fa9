import { answer, text } from './blocks.ts'
import type { Answer, ConversationState, DialogueContext, DialogueEvent, Heard, MyLead } from './conversation.ts'
import { emergencyGoesOn, emergencyLead } from './emergency-lead.ts'
import { leadName, openLeads } from './leads.ts'
import { askAgain } from './proceed.ts'
import { startWithAttachment } from './start.ts'
import { INPUT_WORDS, LEAD_WORDS } from './words.ts'

type Attached = Extract<Heard, { kind: 'picture' | 'voice' }>

/** A picture goes to the report under way; without one to the newest open lead; without that it begins a report. */
export function hearAttachment(state: ConversationState, heard: Attached, context: DialogueContext): Answer {
  const urgent = emergencyGoesOn(state, context.now) ? emergencyLead(state, context) : null
  if (urgent) {
    const after = addTo(urgent, state, heard)
    if (state.draft === null || state.asking === null) return after
    const again = askAgain(state, context, [])
    return { ...again, replies: [...after.replies, ...again.replies], events: after.events }
  }
  if (state.asking?.kind === 'add_words') {
    const { leadId } = state.asking
    const lead = context.leads.find((one) => one.id === leadId)
    if (lead) return addTo(lead, { ...state, asking: null, misses: 0 }, heard)
  }
  if (state.draft !== null) {
    const draft = { ...state.draft, attachments: [...state.draft.attachments, heard.attachment] }
    return askAgain({ ...state, draft }, context, [INPUT_WORDS[heard.kind]])
  }
  const newest = openLeads(context.leads, 'add')[0]
  return newest
    ? addTo(newest, { ...state, asking: null, misses: 0 }, heard)
    : startWithAttachment(state, heard, context)
}

function addTo(lead: MyLead, state: ConversationState, heard: Attached): Answer {
  const words = heard.kind === 'picture' ? LEAD_WORDS.pictureAdded : LEAD_WORDS.voiceAdded
  const event: DialogueEvent = { kind: 'added', leadId: lead.id, words: null, attachment: heard.attachment }
  return answer(state, [text(words(leadName(lead)))], [event])
}
