import type { Said } from './absorb.ts'
import { commandIn, hearCommand } from './commands.ts'
import { hearConfirm, hearDrop } from './confirm.ts'
import { hearConsent } from './consent.ts'
import type { Answer, Asking, ConversationState, DialogueContext, Draft } from './conversation.ts'
import { hearWhatToCorrect } from './correction.ts'
import { hearAddedWords, hearConfirmWithdraw, hearWhichLead } from './earlier-reports.ts'
import { hearEmergency } from './emergency.ts'
import { hearSlot } from './hear-slot.ts'
import { hearIdle, hearIdleDraft, hearQuestion, invite } from './idle.ts'
import { LABEL, NO, YES } from './labels.ts'
import { askAgain } from './proceed.ts'
import { INPUT_WORDS, personWords } from './words.ts'

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
  const knowsNot = asking?.kind === 'slot' && /不知道|不晓得|不清楚/.test(said.text)
  if (said.understood.intent === 'question' && asking?.kind !== 'add_words' && !knowsNot)
    return hearQuestion(state, said, context)
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
