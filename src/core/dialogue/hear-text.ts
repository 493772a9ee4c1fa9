import { absorb, type Said } from './absorb.ts'
import { answerTo } from './answers.ts'
import { answer, saying, text } from './blocks.ts'
import { commandIn, hearCommand } from './commands.ts'
import { hearConsent, isNo, isYes } from './consent.ts'
import type { Answer, Asking, ConversationState, DialogueContext, Draft, Slot } from './conversation.ts'
import { hearCorrection, hearWhatToCorrect, mended, speaksOfChange } from './correction.ts'
import { hearAddedWords, hearConfirmWithdraw, hearWhichLead } from './earlier-reports.ts'
import { emergencyGoesOn, emergencyLead, hearEmergency, hearUnanswered } from './emergency.ts'
import { EMERGENCY_WORDS } from './emergency-words.ts'
import { remembered, withoutKnown } from './known.ts'
import { LABEL, NO, YES } from './labels.ts'
import { askAgain, askSlot, missed, proceed } from './proceed.ts'
import { newDraft, reportOf } from './report.ts'
import { filledCount } from './slots.ts'
import { isCourtesy, smalltalkWords } from './smalltalk.ts'
import { startReport } from './start.ts'
import {
  DRAFT_WORDS,
  GREETING_WORDS,
  INPUT_WORDS,
  LEAD_WORDS,
  POLICY_WORDS,
  PRIVATE_NUMBER_WORDS,
  personWords,
  READ_BACK_WORDS,
} from './words.ts'

export function wantsPerson(said: Said): boolean {
  return said.understood.intent === 'human' || said.text.trim() === LABEL.person
}

/** What a text is answered with, by precedence: danger, the open yes-or-no, commands, a person, a question, the open slot. */
export function hearText(state: ConversationState, said: Said, context: DialogueContext): Answer {
  if (/^[\s\p{C}\p{So}\p{P}]*$/u.test(said.text)) return askAgain(state, context, [INPUT_WORDS.empty])
  if (said.understood.intent === 'emergency') return hearEmergency(state, said, context)
  if (said.text.trim() === LABEL.report && state.draft === null) return invite(state, context)
  const { asking } = state
  if (asking && isDecision(asking) && isPlainDecision(said)) return hearAsked(state, asking, said, context)
  if (asking === null && state.draft === null && isPlainDecision(said)) return hearIdle(state, said, context)
  if (wantsPerson(said)) return askAgain(state, context, [personWords(context.dutyCadre)])
  const command = commandIn(said)
  if (command !== null) return hearCommand(command, state, said, context)
  if (said.understood.intent === 'question' && asking?.kind !== 'add_words') return hearQuestion(state, said, context)
  if (asking !== null && (state.draft !== null || !isAboutDraft(asking))) return hearAsked(state, asking, said, context)
  if (state.draft !== null) return hearIdleDraft(state, state.draft, said, context)
  return hearIdle(state, said, context)
}

function isDecision(asking: Asking): boolean {
  return ['consent', 'confirm', 'confirm_withdraw', 'confirm_drop'].includes(asking.kind)
}

/** 好, 不用, or one of the buttons: meant for the question that is open, whatever else such words may mean. */
function isPlainDecision(said: Said): boolean {
  const bare = said.text.trim()
  const labels: string[] = [LABEL.agree, LABEL.refuse, LABEL.submit, LABEL.withdraw, LABEL.keep, LABEL.drop, LABEL.goOn]
  return labels.includes(bare) || YES.test(bare) || NO.test(bare)
}

function isAboutDraft(asking: Asking): boolean {
  return !['which_lead', 'confirm_withdraw', 'add_words'].includes(asking.kind)
}

/** The open question decides how the words are read. */
function hearAsked(state: ConversationState, asking: Asking, said: Said, context: DialogueContext): Answer {
  switch (asking.kind) {
    case 'which_lead':
      return hearWhichLead(state, asking, said, context)
    case 'confirm_withdraw':
      return hearConfirmWithdraw(state, asking, said, context)
    case 'add_words':
      return hearAddedWords(state, asking, said, context)
    case 'consent':
    case 'slot':
    case 'confirm':
    case 'correct_what':
    case 'confirm_drop':
      return state.draft === null
        ? hearIdle({ ...state, asking: null }, said, context)
        : hearAskedOfDraft(state, state.draft, asking, said, context)
  }
}

function hearAskedOfDraft(
  state: ConversationState,
  draft: Draft,
  asking: Exclude<Asking, { kind: 'which_lead' | 'confirm_withdraw' | 'add_words' }>,
  said: Said,
  context: DialogueContext,
): Answer {
  switch (asking.kind) {
    case 'consent':
      return hearConsent(state, draft, said, context)
    case 'slot':
      return hearSlot(state, draft, asking.slot, asking.options ?? [], said, context)
    case 'confirm':
      return hearConfirm(state, draft, said, context)
    case 'correct_what':
      return hearWhatToCorrect(state, draft, said, context)
    case 'confirm_drop':
      return hearDrop(state, draft, said, context)
  }
}

function hearSlot(
  state: ConversationState,
  draft: Draft,
  slot: Slot,
  options: string[],
  said: Said,
  context: DialogueContext,
): Answer {
  const asked = { draft, regions: context.regions, options, secondTry: state.misses > 0 }
  const heard = answerTo(slot, said, asked)
  const more = absorb(heard.kind === 'filled' ? heard.draft : draft, said, context.regions, slot)
  const notes = invalidIdentity(said)
  switch (heard.kind) {
    case 'filled':
      return proceed(state, more.whose?.value === 'other' ? withoutKnown(more) : more, context, notes)
    case 'narrow':
      return askSlot({ ...state, misses: 0 }, more, slot, context, [...notes, heard.note], heard.options)
    case 'unusable':
      return missed({ ...state, draft: more }, context, heard.note)
    case 'none':
      return hearNoAnswer(state, draft, more, said, context)
  }
}

/** Not what was asked, but perhaps something else that helps, or a correction of what he said before. */
function hearNoAnswer(
  state: ConversationState,
  draft: Draft,
  more: Draft,
  said: Said,
  context: DialogueContext,
): Answer {
  const notes = invalidIdentity(said)
  const better = mended(draft, said, context)
  if (better !== null) return proceed(state, better, context, [READ_BACK_WORDS.changed])
  if (filledCount(more) > filledCount(draft)) return proceed(state, more, context, notes)
  if (notes.length > 0) return askAgain({ ...state, draft: more }, context, notes)
  if (isCourtesy(said.text)) return askAgain(state, context, [smalltalkWords(said.text)])
  return hearUnanswered({ ...state, draft: more }, said, context)
}

function invalidIdentity(said: Said): string[] {
  const wrong = said.privateNumbers.some((number) => number.kind === 'identity_number' && !number.valid)
  return wrong ? [PRIVATE_NUMBER_WORDS.identity] : []
}

/** 是三个人 and 不对，是一万八 are answers here too: they correct what was read back. */
function hearConfirm(state: ConversationState, draft: Draft, said: Said, context: DialogueContext): Answer {
  const bare = said.text.trim()
  if (
    bare === LABEL.submit ||
    YES.test(bare) ||
    (said.understood.answer === 'yes' && said.understood.amounts.length === 0)
  ) {
    const lead = draft.urgency === 'emergency' ? emergencyLead(state, context) : null
    return answer(
      { ...state, draft: null, asking: null, misses: 0, known: remembered(state.known, draft) },
      [text(READ_BACK_WORDS.submitted)],
      [{ kind: 'reported', report: reportOf(draft, lead?.id ?? null) }],
    )
  }
  if (isCourtesy(said.text)) return askAgain(state, context, [smalltalkWords(said.text)])
  if (isNo(said) || speaksOfChange(draft, said, context)) return hearCorrection(state, draft, said, context)
  const more = absorb(draft, said, context.regions, null)
  return filledCount(more) > filledCount(draft)
    ? proceed(state, more, context, [DRAFT_WORDS.noted])
    : missed({ ...state, draft: more }, context)
}

function hearDrop(state: ConversationState, draft: Draft, said: Said, context: DialogueContext): Answer {
  const bare = said.text.trim()
  if (bare === LABEL.drop || (bare !== LABEL.goOn && isYes(said)))
    return answer({ ...state, draft: null, asking: null, misses: 0 }, [text(DRAFT_WORDS.dropped)])
  if (bare === LABEL.goOn || isNo(said)) return proceed(state, draft, context, [DRAFT_WORDS.kept])
  return missed(state, context)
}

/** Policy questions have no answer in this version; saying so and naming who knows is the honest reply. */
function hearQuestion(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const notes = [POLICY_WORDS.notAnswered, POLICY_WORDS.askPerson]
  if (state.draft === null && state.asking === null && said.understood.risks.length > 0)
    return startReport(state, said, context, notes)
  return askAgain(
    state,
    context,
    state.asking === null && state.draft === null ? [...notes, GREETING_WORDS.invite] : notes,
  )
}

/** He stopped and writes again without 继续: what he says belongs to the report. */
function hearIdleDraft(state: ConversationState, draft: Draft, said: Said, context: DialogueContext): Answer {
  if (isCourtesy(said.text)) return proceed(state, draft, context, [smalltalkWords(said.text)])
  if (YES.test(said.text.trim())) return proceed(state, draft, context)
  const more = absorb(draft, said, context.regions, null)
  const after = proceed(state, more, context, invalidIdentity(said))
  const lead = emergencyGoesOn(state, context.now) ? emergencyLead(state, context) : null
  if (lead === null || filledCount(more) > filledCount(draft)) return after
  const added = { kind: 'added' as const, leadId: lead.id, words: said.text, attachment: null }
  return saying([EMERGENCY_WORDS.wordsTaken], { ...after, events: [...after.events, added] })
}

/** No report and no question open. */
function hearIdle(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const bare = said.text.trim()
  const idle: ConversationState = { ...state, asking: null, misses: 0 }
  if (YES.test(bare) || NO.test(bare)) return answer(idle, [text(LEAD_WORDS.allRight, GREETING_WORDS.anyTime)])
  if (said.understood.intent === 'smalltalk')
    return answer(idle, [text(smalltalkWords(said.text), GREETING_WORDS.invite)])
  const notes = invalidIdentity(said)
  const wrongPhone = said.privateNumbers.some((number) => number.kind === 'phone' && !number.valid)
  return startReport(state, said, context, wrongPhone ? [...notes, PRIVATE_NUMBER_WORDS.phone] : notes)
}

function invite(state: ConversationState, context: DialogueContext): Answer {
  return askSlot({ ...state, misses: 0 }, newDraft(context.now), 'what', context, [])
}
