import { askWith } from './blocks.ts'
import type { Answer, Asking, ConversationState, DialogueContext, Draft, Slot } from './conversation.ts'
import { decisionQuestion } from './decision-questions.ts'
import { emergencyGoesOn, waitsForPlace } from './emergency-lead.ts'
import { formFor, OFFER_PERSON, OTHER_FORM } from './forms.ts'
import { withKnown, withoutKnown } from './known.ts'
import { LABEL } from './labels.ts'
import { offersTowns, placeHint, placeOptions, placesNear } from './places.ts'
import { emergencyPlace, questionOf, troubleAgain } from './questions.ts'
import { readBack, risksInBrief } from './read-back.ts'
import { mayStayOpen, nextOpen } from './slots.ts'
import { CONSENT_WORDS, INPUT_WORDS, PLACE_WORDS, personWords } from './words.ts'

export function hasConsented(state: ConversationState, context: DialogueContext): boolean {
  return state.consent?.version === context.notice.version
}

/** The next step of the report: consent, then the first open slot, then the read-back. */
export function proceed(
  state: ConversationState,
  draft: Draft,
  context: DialogueContext,
  notes: string[] = [],
): Answer {
  const about = draft.whose?.value === 'other' ? withoutKnown(draft) : draft
  const known = withKnown(about, state.known, context.regions, context.now)
  const next: ConversationState = { ...state, draft: known, misses: 0 }
  // Whoever is to help in an emergency has to know where; everything else can wait.
  if (known.urgency === 'emergency' && !known.village && waitsForPlace(next, context))
    return askVillage(next, known, context, notes)
  if (!hasConsented(next, context)) {
    // Consent to what? First he says what it is about.
    if (known.risks.length === 0) return askSlot(next, known, 'what', context, notes)
    return askConsent(next, known, context, notes)
  }
  const slot = nextOpen(known)
  if (slot === null) return readBack(next, known, context.regions, notes)
  return slot === 'village' ? askVillage(next, known, context, notes) : askSlot(next, known, slot, context, notes)
}

/** Begins with what he said about the place before, so that nobody has to say it twice. */
export function askVillage(
  state: ConversationState,
  draft: Draft,
  context: DialogueContext,
  notes: string[],
  texts: string[] = draft.words,
): Answer {
  const hint = placeHint(texts, context.regions)
  const note = hint?.note ? [hint.note] : []
  return askSlot(state, draft, 'village', context, [...notes, ...note], hint?.options ?? nearHim(state, draft, context))
}

/** Of a neighbour in no haste; where help is on its way the place is said and not looked for. */
function nearHim({ known }: ConversationState, draft: Draft, { regions }: DialogueContext): string[] {
  if (draft.whose?.value !== 'other' || draft.urgency === 'emergency' || !known.village) return []
  return placesNear(regions, known.village)
}

/** After this long a pause he is told again what we were talking about. */
const PAUSE_MS = 30 * 60_000

export function isAway(state: ConversationState, now: Date): boolean {
  const last = state.lastAt ?? state.draft?.startedAt
  return last !== undefined && now.getTime() - Date.parse(last) > PAUSE_MS
}

export function askSlot(
  state: ConversationState,
  draft: Draft,
  slot: Slot,
  context: DialogueContext,
  notes: string[],
  offer: string[] = [],
): Answer {
  const forHelpers = draft.urgency === 'emergency' || emergencyGoesOn(state, context.now)
  const placeOfEmergency = slot === 'village' && forHelpers && waitsForPlace(state, context)
  // Where help is awaited nobody is asked to choose another place.
  const offered = placeOfEmergency && offer[0] === LABEL.other_village ? [] : offer
  // Who has just said something that we could not place is helped more by examples than by the same question.
  const toldAlready = slot === 'what' && draft.words.length > 0
  const misses = toldAlready && state.misses === 0 ? OTHER_FORM : state.misses
  const asked = placeOfEmergency
    ? emergencyPlace(misses)
    : slot === 'what' && hasJustSeenList(state, context)
      ? troubleAgain(draft, state.misses)
      : questionOf(slot, draft, misses)
  const byOffer = questionByOffer(slot, offered)
  const question = {
    ...asked,
    text: byOffer ?? asked.text + (slot === 'village' ? howToTap(offered, misses, context) : ''),
  }
  const options = optionsFor(slot, offered, placeOfEmergency, question.options, context)
  const asking: Asking = offered.length > 0 ? { kind: 'slot', slot, options: offered } : { kind: 'slot', slot }
  return askWith({ ...state, draft, asked: withAsked(state, draft, slot) }, asking, notes, question.text, options)
}

function withAsked(
  { asked }: ConversationState,
  { startedAt }: Draft,
  slot: Slot,
): NonNullable<ConversationState['asked']> {
  const before = asked?.startedAt === startedAt ? asked.slots.filter((one) => one !== slot) : []
  return { startedAt, slots: [...before, slot] }
}

/** Ten troubles to tap stand on the screen already; after a pause, or where he wants them, they come again. */
function hasJustSeenList(state: ConversationState, { now }: DialogueContext): boolean {
  return state.asking?.kind === 'slot' && state.asking.slot === 'what' && !isAway(state, now)
}

function howToTap(offered: string[], misses: number, { regions }: DialogueContext): string {
  if (misses > 0) return ''
  if (offered.includes(LABEL.other_town)) return PLACE_WORDS.nearFirst
  return offersTowns(regions) ? PLACE_WORDS.townFirst : ''
}

/** What is on offer makes another question: 您说的是…吗, 是7人还是8人. */
function questionByOffer(slot: Slot, offered: string[]): string | null {
  const [first, second] = offered
  if (first === undefined) return null
  if (first === LABEL.other_village) return PLACE_WORDS.askOther
  if (offered.includes(LABEL.other_town)) return null
  if (second === undefined) return PLACE_WORDS.didYouMean(first)
  return slot === 'people' ? INPUT_WORDS.whichCount(first, second) : slot === 'village' ? PLACE_WORDS.whichOne : null
}

function optionsFor(
  slot: Slot,
  offered: string[],
  emergency: boolean,
  usual: string[],
  context: DialogueContext,
): string[] {
  if (slot === 'village') return villageOptions(offered, emergency, context)
  return offered.length > 0 ? [...offered, LABEL.unsure] : usual
}

function villageOptions(offered: string[], emergency: boolean, context: DialogueContext): string[] {
  if (offered[0] === LABEL.other_village) return [LABEL.other_village, emergency ? LABEL.person : LABEL.stop]
  const options =
    offered.length > 1 ? offered : offered.length > 0 ? [...offered, LABEL.no] : placeOptions(context.regions, null)
  return [...options, emergency ? LABEL.person : LABEL.stop]
}

export function askConsent(state: ConversationState, draft: Draft, context: DialogueContext, notes: string[]): Answer {
  const again = state.misses > 0
  // The notice is shown once, and again to somebody who seems lost or has been away.
  const shownAlready = state.asking?.kind === 'consent' && !isAway(state, context.now)
  const noted = draft.risks.length > 0 ? CONSENT_WORDS.noted(risksInBrief(draft)) : CONSENT_WORDS.notedBare
  const asked = askWith(
    { ...state, draft },
    { kind: 'consent' },
    again || (shownAlready && notes.length > 0) ? notes : [...notes, noted],
    formFor(state.misses, CONSENT_WORDS.ask(draft.whose?.value === 'other')),
    [LABEL.agree, LABEL.refuse],
  )
  if (shownAlready && state.misses < OTHER_FORM) return asked
  const card = { kind: 'card' as const, title: CONSENT_WORDS.title, text: context.notice.text, rows: [] }
  return { ...asked, replies: asked.replies.toSpliced(asked.replies.length - 2, 0, card) }
}

/** The open question once more, after something else was said in between. Without one, what he can do next. */
export function askAgain(state: ConversationState, context: DialogueContext, notes: string[]): Answer {
  const { asking, draft } = state
  if (asking === null || (draft === null && isAboutDraft(asking))) {
    if (draft !== null) return proceed(state, draft, context, notes)
    return {
      state: { ...state, asking: null, misses: 0 },
      replies: [{ kind: 'text', text: notes.join('\n') }],
      events: [],
    }
  }
  if (state.misses < OFFER_PERSON) return askOpen(state, asking, context, notes)
  const skips = asking.kind === 'slot' && draft !== null && mayStayOpen(asking.slot, draft)
  // The hotline was perhaps named just now.
  const person = notes.some((note) => note.includes('12345')) ? [] : [personWords(context.dutyCadre)]
  const asked = askOpen(state, asking, context, [...notes, ...person, ...(skips ? [INPUT_WORDS.skip] : [])])
  return withOptions(asked, [...(skips ? [LABEL.skip] : []), LABEL.person])
}

function withOptions(answer: Answer, more: string[]): Answer {
  const replies = answer.replies.map((block) =>
    block.kind === 'quick_replies' ? { ...block, options: [...new Set([...block.options, ...more])] } : block,
  )
  return { ...answer, replies }
}

function askOpen(state: ConversationState, asking: Asking, context: DialogueContext, notes: string[]): Answer {
  const { draft } = state
  switch (asking.kind) {
    case 'consent':
      return askConsent(state, draft as Draft, context, notes)
    case 'slot':
      return askSlot(state, draft as Draft, asking.slot, context, notes, asking.options)
    case 'confirm':
      return readBack(state, draft as Draft, context.regions, notes)
    case 'correct_what':
    case 'which_lead':
    case 'confirm_withdraw':
    case 'confirm_not_content':
    case 'confirm_drop':
    case 'add_words':
    case 'offer_other': {
      const { forms, options } = decisionQuestion(asking, draft, context)
      return askWith(state, asking, notes, formFor(state.misses, forms), options)
    }
  }
}

/** Questions about the report under way, which end with it. */
export function isAboutDraft({ kind }: Asking): boolean {
  return !['which_lead', 'confirm_withdraw', 'confirm_not_content', 'add_words', 'offer_other'].includes(kind)
}

export function askWhatToCorrect(
  state: ConversationState,
  draft: Draft,
  context: DialogueContext,
  notes: string[],
): Answer {
  return askAgain({ ...state, draft, asking: { kind: 'correct_what' } }, context, notes)
}

/** The open question got no usable answer: asked again, then differently, then with a person to turn to. */
export function missed(
  state: ConversationState,
  context: DialogueContext,
  note: string = INPUT_WORDS.notUnderstood,
): Answer {
  return askAgain({ ...state, misses: state.misses + 1 }, context, [note])
}
