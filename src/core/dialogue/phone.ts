import type { Sealed } from '../sealed.ts'
import { absorb } from './absorb.ts'
import { answer, saying, text } from './blocks.ts'
import { commandIn } from './commands.ts'
import type { Answer, ConversationState, DialogueContext, DialogueEvent, Draft, Heard, Said } from './conversation.ts'
import { emergencyLeads } from './emergency-lead.ts'
import { leadNamed, openLeads } from './leads.ts'
import { proceed } from './proceed.ts'
import { GREETING_WORDS, PHONE_WORDS, PRIVATE_NUMBER_WORDS } from './words.ts'

/** Nothing but figures, seven or more, perhaps masked: meant as a number to call where no sum was asked for. */
const BARE_NUMBER = /^(?=[\s\S]*\d)[\d*\s-]{7,}[。！!]*$/

export function phoneIn(heard: Heard): Sealed | null {
  if (heard.kind !== 'text') return null
  return heard.privateNumbers.find((one) => one.kind === 'phone' && one.valid)?.sealed ?? null
}

/** A number to call is told, right or wrong. */
export function tellsPhone(said: Said): boolean {
  return phoneIn(said) !== null || wrongPhoneIn(said)
}

function wrongPhoneIn(said: Said): boolean {
  if (phoneIn(said) !== null) return false
  return BARE_NUMBER.test(said.text) || said.privateNumbers.some((one) => one.kind === 'phone')
}

/** No question is open and he tells a number, with no new trouble: he was asked where to be reached. */
export function givesPhone(state: ConversationState, said: Said): boolean {
  if (state.asking !== null || said.understood.risks.some(({ type }) => type !== 'other')) return false
  const command = commandIn(said)
  const steers = command !== null && command !== 'add' && command !== 'correct'
  return !steers && (phoneIn(said) !== null || (state.draft === null && wrongPhoneIn(said)))
}

/** What is said and passed on of a number that is his: all that is open of his gets it. */
function keepPhone(phone: Sealed, said: Said, context: DialogueContext): { notes: string[]; events: DialogueEvent[] } {
  const open = openLeads(context.leads, 'add')
  const events = open.map(
    ({ id }): DialogueEvent => ({ kind: 'added', leadId: id, words: said.text, attachment: null, phone }),
  )
  const notes =
    open.length > 0
      ? [PHONE_WORDS.taken, ...(open.length > 1 ? [PHONE_WORDS.forAll(open.length)] : [])]
      : [PHONE_WORDS.kept]
  return { notes, events }
}

/** He asks something and tells his number beside it: the question is answered, and the number kept. */
export function withQuestion(
  state: ConversationState,
  said: Said,
  context: DialogueContext,
  hearQuestion: (from: ConversationState) => Answer,
): Answer {
  const phone = phoneIn(said)
  if (phone === null) return saying([PRIVATE_NUMBER_WORDS.phone], hearQuestion(state))
  const { notes, events } = keepPhone(phone, said, context)
  const asked = hearQuestion({ ...state, known: { ...state.known, phone } })
  return saying(notes, { ...asked, events: [...asked.events, ...events] })
}

/** The same while a report is open: the number goes into it, and answers the question for it if that is the open one. */
export function withQuestionInReport(
  state: ConversationState,
  draft: Draft,
  said: Said,
  context: DialogueContext,
  hearQuestion: (from: ConversationState) => Answer,
): Answer {
  const phone = phoneIn(said)
  if (phone === null) return saying([PRIVATE_NUMBER_WORDS.phone], hearQuestion(state))
  const more: Draft = { ...draft, phone: { value: phone, words: phone.masked } }
  const isAnswer = state.asking?.kind === 'slot' && state.asking.slot === 'phone'
  const next = isAnswer ? proceed(state, more, context).state : { ...state, draft: more }
  return saying([PHONE_WORDS.jotted], hearQuestion(next))
}

/** The number belongs to him, so all that is open of his gets it. `null`: it is meant otherwise. */
export function hearPhone(state: ConversationState, said: Said, context: DialogueContext): Answer | null {
  const open = openLeads(context.leads, 'add')
  const phone = phoneIn(said)
  if (phone === null) return answer(state, [text(PRIVATE_NUMBER_WORDS.phone, PHONE_WORDS.again)])
  if (leadNamed(said.text, open) !== null) return null
  const { notes, events } = keepPhone(phone, said, context)
  const known = { ...state.known, phone }
  const { draft } = state
  if (draft !== null) {
    const more = absorb({ ...draft, phone: { value: phone, words: phone.masked } }, said, context.regions, null)
    const next = { ...state, known, draft: more, misses: 0 }
    if (draft.urgency === 'emergency') return answer(next, [text(...notes)], events)
    return { ...proceed(next, more, context, notes), events }
  }
  if (open.length === 0)
    notes.push(context.leads.some(({ status }) => status === 'closed') ? PHONE_WORDS.closed : GREETING_WORDS.invite)
  return answer({ ...state, known, misses: 0 }, [text(...notes)], events)
}

/** Whatever he adds to a lead: a number in it goes along sealed, so that it can be called. An emergency's lead gets it at once. */
export function withPhone(before: ConversationState, heard: Heard, after: Answer, context: DialogueContext): Answer {
  const phone = phoneIn(heard)
  if (phone === null || heard.kind !== 'text') return after
  const passedOn = after.events.some(({ kind }) => kind === 'added' || kind === 'reported')
  const urgent = before.draft?.urgency === 'emergency' && !passedOn ? emergencyLeads(before, context) : []
  const told = urgent.map(
    ({ id }): DialogueEvent => ({ kind: 'added', leadId: id, words: heard.text, attachment: null }),
  )
  const events = [...after.events, ...told]
  return { ...after, events: events.map((event) => (event.kind === 'added' ? { ...event, phone } : event)) }
}
