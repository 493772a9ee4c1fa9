import type { Block } from '../../contract/block.ts'
import { STATUS_FOR_HIM } from '../lead/resident-words.ts'
import { whenWords } from '../words/when.ts'
import { answer, text } from './blocks.ts'
import type { CaseNow } from './case-progress.ts'
import { isNo, isYes } from './consent.ts'
import type { Answer, Asking, ConversationState, DialogueContext, MyLead, Said } from './conversation.ts'
import { emergencyLeads } from './emergency-lead.ts'
import { KEEP, LABEL, SUBMIT, WITHDRAW } from './labels.ts'
import { leadName, leadNamed, newestFirst, openLeads } from './leads.ts'
import { ordinalIn, ordinalWithin } from './ordinal.ts'
import { askAgain, missed } from './proceed.ts'
import { isCourtesy, smalltalkWords } from './smalltalk.ts'
import { DRAFT_WORDS, GREETING_WORDS, LEAD_WORDS } from './words.ts'

type Purpose = Extract<Asking, { kind: 'which_lead' }>['purpose']

/** More cards than this nobody reads on a phone. */
const MOST_CARDS = 5

/** A card per report: where it stands, who has it, and by when. */
export function progressCards(context: DialogueContext): Block[] {
  return newestFirst(context.leads)
    .slice(0, MOST_CARDS)
    .map((lead) => {
      if (lead.case && lead.status !== 'withdrawn') return caseCard(lead, lead.case)
      const done = lead.status === 'closed' || lead.status === 'withdrawn'
      const rows = [
        { label: '现在', value: STATUS_FOR_HIM[lead.status] },
        { label: '谁在办', value: lead.holder },
        ...(done ? [] : [{ label: '什么时候前', value: whenWords(lead.dueAt, context.now) }]),
        ...(lead.news === STATUS_FOR_HIM[lead.status] ? [] : [{ label: '最新消息', value: lead.news }]),
      ]
      return { kind: 'card', title: leadName(lead), rows }
    })
}

/** Once a case runs, what counts is its step: whose turn it is, and by when. */
function caseCard(lead: MyLead, { now, who, by }: CaseNow): Block {
  const rows = [
    { label: '现在', value: now },
    ...(who === null ? [] : [{ label: '谁在办', value: who }]),
    ...(by === null ? [] : [{ label: '什么时候前', value: by }]),
  ]
  return { kind: 'card', title: leadName(lead), rows }
}

/** The one that he names by number or by its place in the list; all of them where he names none. `null`: it is not his. */
function leadsMeant(words: string, context: DialogueContext): DialogueContext | null {
  const sorted = newestFirst(context.leads)
  const number = /(?<![A-Za-z\d*])[A-Za-z]\d{3,}(?![\d*])/.test(words)
  const counted = ordinalWithin(words, sorted.length)
  const named = number ? leadNamed(words, sorted) : counted === null ? null : (sorted[counted] ?? null)
  if (number && named === null) return null
  return named === null ? context : { ...context, leads: [named] }
}

export function tellProgress(state: ConversationState, words: string, context: DialogueContext): Answer {
  const meant = leadsMeant(words, context)
  if (meant === null)
    return askAgain(state, context, [LEAD_WORDS.notYours, ...(context.leads.length > 0 ? [LEAD_WORDS.yoursBy] : [])])
  const cards = progressCards(meant)
  if (cards.length === 0)
    return askAgain(
      state,
      context,
      state.draft ? [DRAFT_WORDS.notYetReported] : [LEAD_WORDS.none, GREETING_WORDS.invite],
    )
  if (state.asking === null || state.draft === null) return answer({ ...state, asking: null }, cards)
  const again = askAgain(state, context, [])
  return { ...again, replies: [...cards, ...again.replies] }
}

function inviteUnlessAsking(state: ConversationState): string[] {
  return state.asking === null ? [GREETING_WORDS.invite] : []
}

const ADD_LEAD_IN =
  /^(?:我)?(?:还)?(?:想|要)?(?:再)?(?:补充|加|添)(?:一下|一点|几句|几句话|说明|点)?(?:[A-Za-z]\d+)?[：:，,。\s]*/

/** What he adds, without the words that only announce it. */
function addition(words: string): string {
  return words.replace(ADD_LEAD_IN, '').trim()
}

/** Something about an earlier report: finds which one, asking only when several fit. */
export function aboutLead(state: ConversationState, purpose: Purpose, words: string, context: DialogueContext): Answer {
  const leads = openLeads(context.leads, purpose)
  const named = leadNamed(words, leads) ?? (leads.length === 1 ? leads[0] : undefined)
  if (named) return actOn(state, purpose, named, words, context)
  if (leads.length === 0) {
    const none =
      purpose === 'withdraw'
        ? LEAD_WORDS.noneToWithdraw
        : state.draft !== null
          ? DRAFT_WORDS.notYetReported
          : LEAD_WORDS.none
    const complains = purpose === 'not_content' && /投诉|告/.test(words) ? [LEAD_WORDS.complain] : []
    return askAgain(state, context, [none, ...complains, ...inviteUnlessAsking(state)])
  }
  return askAgain({ ...state, asking: { kind: 'which_lead', purpose, words }, misses: 0 }, context, [])
}

function actOn(
  state: ConversationState,
  purpose: Purpose,
  lead: MyLead,
  words: string,
  context: DialogueContext,
): Answer {
  const idle: ConversationState = { ...state, asking: null, misses: 0 }
  switch (purpose) {
    case 'withdraw':
      return askAgain({ ...idle, asking: { kind: 'confirm_withdraw', leadId: lead.id, words } }, context, [])
    case 'add': {
      const more = addition(words)
      if (more === '') return askAgain({ ...idle, asking: { kind: 'add_words', leadId: lead.id } }, context, [])
      return answer(
        idle,
        [text(LEAD_WORDS.added(leadName(lead)))],
        [{ kind: 'added', leadId: lead.id, words: more, attachment: null }],
      )
    }
    case 'not_content':
      // Said outright it goes up at once; 没人来 may only be a sigh.
      if (/不满意|不服/.test(words)) return handUp(idle, lead.id, words, context)
      return askAgain({ ...idle, asking: { kind: 'confirm_not_content', leadId: lead.id, words } }, context, [
        /投诉|告/.test(words) ? LEAD_WORDS.complain : LEAD_WORDS.sorry,
      ])
  }
}

/** Which level has it now we don't know here, so none is named. */
function handUp(before: ConversationState, leadId: string, words: string, context: DialogueContext): Answer {
  const lead = context.leads.find((one) => one.id === leadId)
  const notes = [LEAD_WORDS.notContent(lead ? leadName(lead) : '这件事'), LEAD_WORDS.notContentNext]
  const handedUp = { at: context.now.toISOString(), times: (before.handedUp?.times ?? 0) + 1 }
  const idle: ConversationState = { ...before, handedUp }
  const after = idle.draft === null ? answer(idle, [text(...notes)]) : goOn(idle, context, notes)
  return { ...after, events: [{ kind: 'not_content', leadId, words }, ...after.events] }
}

export function hearConfirmNotContent(
  state: ConversationState,
  asking: Extract<Asking, { kind: 'confirm_not_content' }>,
  said: Said,
  context: DialogueContext,
): Answer {
  const idle: ConversationState = { ...state, asking: null, misses: 0 }
  const bare = said.text.trim()
  if (bare === LABEL.submit) return askAgain(state, context, [])
  if (bare === LABEL.hand_up || SUBMIT.test(bare) || isYes(said))
    return handUp(idle, asking.leadId, asking.words, context)
  if (isCourtesy(bare)) return askAgain(state, context, [smalltalkWords(bare)])
  return bare === LABEL.not_now || KEEP.test(bare) || isNo(said)
    ? goOn(idle, context, [LEAD_WORDS.stays])
    : missed(state, context)
}

export function hearWhichLead(
  state: ConversationState,
  asking: Extract<Asking, { kind: 'which_lead' }>,
  said: Said,
  context: DialogueContext,
): Answer {
  const leads = openLeads(context.leads, asking.purpose)
  const counted = ordinalIn(said.text, leads.length + 1)
  if (asking.orDraft && state.draft !== null && (counted === leads.length || /没报完|这次|刚才|正在/.test(said.text)))
    return askAgain({ ...state, asking: { kind: 'confirm_drop' }, misses: 0 }, context, [])
  const lead = (counted === null ? null : leads[counted]) ?? leadNamed(said.text, leads)
  return lead ? actOn(state, asking.purpose, lead, asking.words, context) : missed(state, context)
}

export function hearConfirmWithdraw(
  state: ConversationState,
  asking: Extract<Asking, { kind: 'confirm_withdraw' }>,
  said: Said,
  context: DialogueContext,
): Answer {
  const idle: ConversationState = { ...state, asking: null, misses: 0 }
  const lead = context.leads.find((one) => one.id === asking.leadId)
  // A second tap on the button of the report takes nothing back.
  if (said.text.trim() === LABEL.submit) return askAgain(state, context, [])
  if (said.text.trim() === LABEL.withdraw || WITHDRAW.test(said.text.trim()) || isYes(said)) {
    const after = goOn(withoutItsRest(idle, asking.leadId, context), context, [
      LEAD_WORDS.withdrawn(lead ? leadName(lead) : '这件事'),
    ])
    return { ...after, events: [{ kind: 'withdrawn', leadId: asking.leadId, words: asking.words }, ...after.events] }
  }
  if (isCourtesy(said.text)) return askAgain(state, context, [smalltalkWords(said.text)])
  return said.text.trim() === LABEL.keep || KEEP.test(said.text.trim()) || isNo(said)
    ? goOn(idle, context, [LEAD_WORDS.keptLead])
    : missed(state, context)
}

/** Back to the report under way, if there is one; after an emergency nothing is asked by itself. */
function goOn(idle: ConversationState, context: DialogueContext, notes: string[]): Answer {
  return idle.draft?.urgency === 'emergency' ? answer(idle, [text(...notes)]) : askAgain(idle, context, notes)
}

/** With the last lead of an emergency goes what was still to be said about it. */
export function withoutItsRest(state: ConversationState, leadId: string, context: DialogueContext): ConversationState {
  const leads = emergencyLeads(state, context)
  const wasLast = leads.some(({ id }) => id === leadId) && leads.length === 1
  return state.draft?.urgency === 'emergency' && wasLast ? { ...state, draft: null } : state
}

export function hearAddedWords(
  state: ConversationState,
  asking: Extract<Asking, { kind: 'add_words' }>,
  said: Said,
  context: DialogueContext,
): Answer {
  const lead = context.leads.find((one) => one.id === asking.leadId)
  return answer(
    { ...state, asking: null, misses: 0 },
    [text(LEAD_WORDS.added(lead ? leadName(lead) : '这件事'))],
    [{ kind: 'added', leadId: asking.leadId, words: said.text, attachment: null }],
  )
}
