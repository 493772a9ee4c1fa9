import type { Block } from '../../contract/block.ts'
import { answer, quickReplies, text } from './blocks.ts'
import type { Answer, ConversationState, DialogueContext, DialogueEvent, Heard, Said } from './conversation.ts'
import { placeAlone } from './emergency.ts'
import { emergencyGoesOn, emergencyLeads, waitsForPlace } from './emergency-lead.ts'
import { EMERGENCY_WORDS } from './emergency-words.ts'
import { askWhere, hearWhere } from './handover-where.ts'
import { HANDOVER_LABEL, HANDOVER_WORDS, takesBack } from './handover-words.ts'
import { phoneIn } from './phone.ts'
import { placeIn } from './places.ts'
import { askAgain } from './proceed.ts'
import { asksProgress } from './progress-words.ts'
import { GREETING_WORDS } from './words.ts'

/** The bot's own answer to this message, from a state in which it has the word. */
type Speak = (from: ConversationState) => Answer

/** He wants a person: the word goes to whoever answers for his village; where we don't know that, he is asked for it first. */
export function askForPerson(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const region = regionFor(state, said, context)
  return region === null ? askWhere(state, { misses: 0, options: [] }, [], context) : handOver(state, region)
}

/** Named in his words, else known, else null. Where an emergency waits for its place he could not tell it: the county takes it. */
function regionFor(state: ConversationState, said: Said, context: DialogueContext): string | null {
  const named = placeIn(said.text, context.regions, false)
  if (named.kind === 'village' || named.kind === 'inactive' || named.kind === 'township') return named.code
  if (/县(?:里|级|上)?的?(?:干部|领导|人)/.test(said.text)) return context.county.code
  const known = aboveComplained(state, said, state.draft?.village?.value ?? state.known.village ?? null, context)
  return known ?? (waitsForPlace(state, context) ? context.county.code : null)
}

/** So long he is not sent back to those of whom he complained, unless he asks for them. */
const COMPLAINED_MS = 30 * 24 * 3_600_000
const TOWNSHIP_DIGITS = 9

/** Who complained of the village wants somebody of the township, and who complained again somebody of the county. */
function aboveComplained(
  { handedUp }: ConversationState,
  said: Said,
  village: string | null,
  { now, county }: DialogueContext,
): string | null {
  if (village === null || handedUp === undefined || now.getTime() - Date.parse(handedUp.at) > COMPLAINED_MS)
    return village
  if (/村(?:干部|里|支书|书记|主任|长|委)/.test(said.text)) return village
  return handedUp.times > 1 ? county.code : village.slice(0, TOWNSHIP_DIGITS)
}

/** What is open stays open and is asked again when the word comes back. Who was asked is known only once it is carried out. */
function handOver(state: ConversationState, region: string): Answer {
  return {
    state: { ...state, handover: { kind: 'held' } },
    replies: [],
    events: [{ kind: 'handover_asked', region }],
  }
}

/**
 * What becomes of a message while a person is asked for or has the word; `null` where the bot has it. A person who has the
 * word is never talked over: only an emergency is answered, and what takes the word back.
 */
export function hearHandover(
  state: ConversationState,
  heard: Heard,
  context: DialogueContext,
  speak: Speak,
): Answer | null {
  const { handover, ...own } = state
  switch (handover?.kind) {
    case undefined:
      return heard.kind === 'text' && isOldButton(heard.text)
        ? askAgain(own, context, [HANDOVER_WORDS.notHanded])
        : null
    case 'held':
      return hearHeld(own, heard, context, speak)
    case 'where': {
      if (heard.kind === 'text' && isEmergency(heard)) {
        const cry = speak(own)
        const region = cry.state.draft?.village?.value ?? own.known.village ?? context.county.code
        const asked: DialogueEvent = { kind: 'handover_asked', region, inEmergency: true }
        return {
          state: { ...cry.state, handover: { kind: 'held' } },
          replies: cry.replies,
          events: [...cry.events, asked],
        }
      }
      const where = hearWhere(own, handover, heard, context)
      switch (where.kind) {
        case 'region':
          return handOver(where.known ? { ...own, known: { village: where.region, ...own.known } } : own, where.region)
        case 'answer':
          return where.answer
        case 'other':
          return speak(own)
      }
    }
  }
}

function isOldButton(words: string): boolean {
  const labels: string[] = Object.values(HANDOVER_LABEL)
  return labels.includes(words.trim())
}

function isEmergency(said: Said): boolean {
  return said.understood.intent === 'emergency' && !asksProgress(said.text)
}

function hearHeld(own: ConversationState, heard: Heard, context: DialogueContext, speak: Speak): Answer {
  const held = (answer: Answer): Answer => ({
    ...answer,
    state: { ...answer.state, handover: { kind: 'held' } },
    events: [...answer.events, { kind: 'handover_message' }],
  })
  if (heard.kind === 'text' && takesBack(heard.text)) {
    const back = backToBot(own, context, HANDOVER_WORDS.tookBack, HANDOVER_WORDS.tookBack)
    return { ...back, events: [...back.events, { kind: 'handover_taken_back' }] }
  }
  if (heard.kind === 'text' && isEmergency(heard)) return held(speak(own))
  const place = placeOfEmergency(own, heard, context)
  if (place !== null) {
    const told = speak(own)
    const passedOn = told.events.some((event) => event.kind === 'added' && event.village === place)
    if (passedOn)
      return held({ ...told, replies: [text(EMERGENCY_WORDS.placeTaken(context.regions.placeName(place)))] })
  }
  const phone = phoneIn(heard)
  const state = phone === null ? own : { ...own, known: { ...own.known, phone } }
  return held({ state, replies: [], events: forHelpers(own, heard, context) })
}

/** Where help is awaited, even the person who has the word must not stand between it and the place. */
function placeOfEmergency(own: ConversationState, heard: Heard, context: DialogueContext): string | null {
  if (!own.emergency || !waitsForPlace(own, context)) return null
  if (heard.kind === 'text') return placeAlone(heard, context)
  return heard.kind === 'location' && heard.village !== null && context.regions.get(heard.village)?.active
    ? heard.village
    : null
}

/** While an emergency goes on, what he writes to the person also goes to those who are on their way. */
function forHelpers(own: ConversationState, heard: Heard, context: DialogueContext): DialogueEvent[] {
  if (!emergencyGoesOn(own, context.now)) return []
  const words = heard.kind === 'text' ? heard.text : heard.kind === 'location' ? heard.label || null : null
  const attachment = heard.kind === 'picture' || heard.kind === 'voice' ? heard.attachment : null
  if (words === null && attachment === null) return []
  return emergencyLeads(own, context).map(({ id }) => ({ kind: 'added', leadId: id, words, attachment }))
}

/** The open question once more, or the words for where nothing is open. Nobody is pressed for a form in an emergency. */
function backToBot(own: ConversationState, context: DialogueContext, note: string, idleNote: string): Answer {
  const { asking, draft } = own
  if (asking === null && draft?.urgency === 'emergency')
    return answer(own, [text(idleNote), text(EMERGENCY_WORDS.later)])
  return askAgain(own, context, asking === null && draft === null ? [idleNote] : [note])
}

/** Who is asked, in words such as 王建国（村干部）. In an emergency the last thing on the screen is what that needs. */
export function handoverReplies(who: string, inEmergency = false): Block[] {
  if (inEmergency) return [text(HANDOVER_WORDS.asked(who), HANDOVER_WORDS.goOn)]
  return [
    text(HANDOVER_WORDS.asked(who), HANDOVER_WORDS.goOn, HANDOVER_WORDS.seesEarlier, HANDOVER_WORDS.urgent),
    quickReplies([HANDOVER_LABEL.takeBack]),
  ]
}

/** Nobody has answered for a while. `also`: who was asked besides. */
export function nobodyYetReplies(who: string, also: string | null): Block[] {
  const asked = also === null ? [] : [HANDOVER_WORDS.alsoAsked(also)]
  return [
    text(HANDOVER_WORDS.nobodyYet(who), ...asked, HANDOVER_WORDS.meanwhile),
    quickReplies([HANDOVER_LABEL.takeBack]),
  ]
}

export function tookOverReplies(who: string): Block[] {
  return [text(HANDOVER_WORDS.tookOver(who)), quickReplies([HANDOVER_LABEL.takeBack])]
}

/** Why the word comes back to the bot without the resident's doing. */
export type HandBack = { kind: 'done'; who: string } | { kind: 'fell_silent'; who: string } | { kind: 'unanswered' }

/** The word comes back: why, and the question that stayed open. */
export function handBack(state: ConversationState, why: HandBack, context: DialogueContext): Answer {
  const { handover: _, ...own } = state
  switch (why.kind) {
    case 'done':
      return backToBot(own, context, HANDOVER_WORDS.handedBack(why.who), HANDOVER_WORDS.handedBackIdle(why.who))
    case 'fell_silent':
      return askAgain(own, context, [HANDOVER_WORDS.fellSilent(why.who)])
    case 'unanswered': {
      const next = own.asking === null && own.draft === null ? [GREETING_WORDS.anyTime] : []
      const notes = [HANDOVER_WORDS.unanswered, HANDOVER_WORDS.unansweredNext, HANDOVER_WORDS.askOnceMore]
      return askAgain(own, context, [...notes, ...next])
    }
  }
}
