import { hearAboutUs } from './about-us.ts'
import { hearAmendment } from './amendment.ts'
import { answerTo } from './answers.ts'
import { asksBeside } from './asks-beside.ts'
import { awareAnswered } from './aware.ts'
import { complainsOfCadre, hearComplaint } from './bribery.ts'
import { commandIn, hearCommand } from './commands.ts'
import { hearConfirm, hearDrop } from './confirm.ts'
import { hearConsent } from './consent.ts'
import {
  type Answer,
  type Asking,
  type ConversationState,
  type DialogueContext,
  type Draft,
  type Said,
  SLOTS,
} from './conversation.ts'
import { hearWhatToCorrect } from './correction.ts'
import { declines, withoutRest } from './declines.ts'
import { hearAddedWords, hearConfirmNotContent, hearConfirmWithdraw, hearWhichLead } from './earlier-reports.ts'
import { hearEmergency } from './emergency.ts'
import { hearWhileItLasts } from './emergency-after.ts'
import { hearFurther } from './further.ts'
import { askForPerson } from './handover.ts'
import { harmIn, hearHarm } from './harm.ts'
import { hearSlot } from './hear-slot.ts'
import { DECLINES, hearOfferOther, hearTwoHouseholds } from './households.ts'
import { hearIdle, hearIdleDraft, inviteOwn, isSmall } from './idle.ts'
import { ofHousehold } from './known.ts'
import { AFTER_ALL, DROP, HURRIES, KEEP, LABEL, NO, PASSES, SKIP, SUBMIT, WITHDRAW } from './labels.ts'
import { asksMeaning, hearMeaning, hearNotUnderstood, saysNotUnderstood } from './meaning.ts'
import { hearOpening } from './opening.ts'
import { asksOwnPolicies, hearMorePolicies, hearOwnPolicies } from './own-policies.ts'
import { givesPhone, hearPhone, tellsPhone, withQuestion, withQuestionInReport } from './phone.ts'
import { asksBesideNumber, asksOfPolicy, hearCardChoice, hearQuestion } from './policy-question.ts'
import { askAgain, isAboutDraft, proceed } from './proceed.ts'
import { asksProgress } from './progress-words.ts'
import { questionOf } from './questions.ts'
import { rowLabel } from './read-back.ts'
import { mayStayOpen } from './slots.ts'
import { asksWhichPolicies, hearWhichPolicies } from './which-policies.ts'
import { DOUBT_WORDS, DRAFT_WORDS, GREETING_WORDS, INPUT_WORDS } from './words.ts'

/** 别给我打电话; but not 别打官腔，我要找干部, which goes on to ask for one. */
function wantsNobody(text: string): boolean {
  const rest = text.replace(/(?:别|不要|莫|唔好)(?:给我|再)?(?:打|找|叫|派|来)[^，,。；;！!]*/g, '')
  return rest !== text && !/[找叫派换搵][^，,。]{0,3}(?:人|干部|领导|书记|主任)/.test(rest)
}

export function wantsPerson(said: Said): boolean {
  // 还说不清 wants no other to talk to: it answers how much or how many.
  if (SKIP.test(said.text.trim()) || wantsNobody(said.text)) return false
  return (said.understood.intent === 'human' && said.understood.answer === null) || said.text.trim() === LABEL.person
}

/** 报了有用吗 · 你们到底管不管 */
const DOUBT =
  /^.{0,6}(?:(?:报|说|填)(?:了|上去)?有(?:没有)?用(?:吗|么|啊|没有?)?|有(?:什么|啥|咩)用|管不管(?:用|我们)?)[了吗啊呀？?。！!]*$/

/** Which card he meant, where he was asked just now; danger comes before it. Then what a text is answered with in general. */
export function hearText(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const { cardChoice, ...rest } = state
  if (cardChoice === undefined || said.understood.intent === 'emergency') return hearWords(rest, said, context)
  return (
    hearMorePolicies(rest, cardChoice, said, context) ??
    hearCardChoice(rest, cardChoice, said, context) ??
    hearWords(rest, said, context)
  )
}

/** There it is an answer: his own household's. */
function isAskedWhose(asking: Asking): boolean {
  return asking.kind === 'slot' && asking.slot === 'whose'
}

/** The menu's button within a report is no answer and no miss. */
function goOn(state: ConversationState, asking: Asking, context: DialogueContext): Answer {
  const begun = asking.kind !== 'slot' || asking.slot !== 'what'
  return askAgain(state, context, begun ? [DRAFT_WORDS.notYetReported] : [])
}

/** What a text is answered with, by precedence: danger, the open yes-or-no, commands, a person, a question, the open slot. */
function hearWords(state: ConversationState, said: Said, context: DialogueContext): Answer {
  if (/^[\s\p{C}\p{So}\p{P}]*$/u.test(said.text)) return askAgain(state, context, [INPUT_WORDS.empty])
  if (said.understood.intent === 'emergency' && !asksProgress(said.text)) return hearEmergency(state, said, context)
  const { asking } = state
  if (said.text.trim() === LABEL.report) {
    if (state.draft === null) return inviteOwn(state, context)
    if (asking !== null && !isAskedWhose(asking)) return goOn(state, asking, context)
  }
  if (asking && (isPlainDecision(asking, said) || isOffered(state, asking, said)))
    return hearAsked(state, asking, said, context)
  const better = asking === null || isAboutDraft(asking) ? hearAmendment(state, said, context) : null
  if (better !== null) return better
  const harm = harmIn(said)
  const stray = { command: commandIn(said), harmful: harm !== null }
  const forHelpers = hearWhileItLasts(state, said, stray, context)
  if (forHelpers !== null) return forHelpers
  if (harm !== null) return hearHarm(harm, state, context)
  const both = hearTwoHouseholds(state, said, context, (own) => hearWords(state, own, context))
  if (both !== null) return both
  if (complainsOfCadre(said) && asking?.kind !== 'add_words') return hearComplaint(state, context)
  if (asking?.kind !== 'add_words' && asksWhichPolicies(said)) return hearWhichPolicies(state, context)
  if (asking === null && isSmall(said))
    return state.draft === null ? hearIdle(state, said, context) : hearIdleDraft(state, state.draft, said, context)
  if (givesPhone(state, said) && asksBesideNumber(state, said, context))
    return withQuestion(state, said, context, (from) => hearQuestion(from, said, context))
  const { draft } = state
  if (draft !== null && asking !== null && tellsPhone(said) && asksBesideNumber(state, said, context))
    return withQuestionInReport(state, draft, said, context, (from) => hearQuestion(from, said, context))
  const phoned = givesPhone(state, said) ? hearPhone(state, said, context) : null
  if (phoned !== null) return phoned
  const opening = hearOpening(state, said, context)
  if (opening !== null) return opening
  if (draft !== null && asking?.kind === 'slot' && HURRIES.test(said.text.trim())) {
    const rest = withoutRest(draft, said)
    if (rest !== null) return proceed(state, rest, context, [DRAFT_WORDS.noMore])
  }
  if (DOUBT.test(said.text.trim()))
    return askAgain(
      state,
      context,
      state.draft === null && asking === null ? [DOUBT_WORDS, GREETING_WORDS.invite] : [DOUBT_WORDS],
    )
  const aboutUs = hearAboutUs(state, said, context)
  if (aboutUs !== null) return aboutUs
  const further = asking?.kind === 'add_words' ? null : hearFurther(state, said, context)
  if (further !== null) return further
  if (asksOwnPolicies(said)) return hearOwnPolicies(state, said, context)
  if (wantsPerson(said)) return askForPerson(state, said, context)
  if (AFTER_ALL.test(said.text.trim())) return hearAfterAll(state, said, context)
  if (asking?.kind === 'slot' && draft !== null && PASSES.test(said.text.trim()) && mayStayOpen(asking.slot, draft))
    return hearAsked(state, asking, said, context)
  const declined = draft === null ? null : declines(draft, said)
  if (declined !== null) return proceed(state, declined, context, [DRAFT_WORDS.declined])
  const command = commandIn(said)
  // 对，报上去，人数改成三个人: the words of the matter do not ask how it goes.
  const corrects = asking?.kind === 'confirm' && command === 'progress' && /改|不对|错/.test(said.text)
  if (command !== null && !corrects) return hearCommand(command, state, said, context)
  if (asking !== null && state.draft !== null && asksMeaning(said.text)) return hearMeaning(state, asking, context)
  if (saysNotUnderstood(said.text)) return hearNotUnderstood(state, context)
  const knowsNot = asking?.kind === 'slot' && /不知道|不晓得|不清楚/.test(said.text)
  if (
    (said.understood.intent === 'question' || asksBeside(state, said) || asksOfPolicy(state, said, context)) &&
    asking?.kind !== 'add_words' &&
    !knowsNot &&
    !answersSlot(state, said, context)
  )
    return hearQuestion(state, said, context)
  if (asking !== null && (state.draft !== null || !isAboutDraft(asking))) return hearAsked(state, asking, said, context)
  if (state.draft !== null) return hearIdleDraft(state, state.draft, said, context)
  return hearIdle(state, said, context)
}

/** 算了，还是说吧: on with what is open, or from the beginning. It agrees to nothing. */
function hearAfterAll(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const { asking, draft } = state
  if (draft === null) return hearIdle({ ...state, asking: null }, said, context)
  if (asking?.kind === 'confirm' && /报/.test(said.text)) return hearConfirm(state, draft, said, context)
  if (asking?.kind === 'confirm_drop' || asking === null) return proceed(state, draft, context, [DRAFT_WORDS.kept])
  return askAgain(state, context, [DRAFT_WORDS.kept])
}

/** A tap on what is on offer is an answer, whatever else its words may mean: 哪个村 is no question then. */
function isOffered(state: ConversationState, asking: Asking, said: Said): boolean {
  const bare = said.text.trim()
  const { draft } = state
  if (asking.kind === 'which_lead') return bare === LABEL.this_draft
  if (draft === null) return false
  if (asking.kind === 'correct_what') return SLOTS.some((slot) => rowLabel(slot, draft) === bare)
  if (asking.kind !== 'slot' || bare === LABEL.back || bare === LABEL.stop) return false
  return [...questionOf(asking.slot, draft).options, ...(asking.options ?? [])].includes(bare)
}

/** 好, 不用, or one of the buttons: meant for the question that is open, whatever else such words may mean. */
function isPlainDecision(asking: Asking, said: Said): boolean {
  const bare = said.text.trim()
  const says = (labels: string[], yes: { test: (text: string) => boolean }) =>
    labels.includes(bare) || yes.test(bare) || NO.test(bare)
  switch (asking.kind) {
    case 'consent':
      return says([LABEL.agree, LABEL.refuse], SUBMIT)
    case 'confirm':
      return says([LABEL.submit], SUBMIT)
    case 'confirm_withdraw':
      return says([LABEL.withdraw, LABEL.keep, LABEL.submit], WITHDRAW) || KEEP.test(bare)
    case 'confirm_not_content':
      return says([LABEL.hand_up, LABEL.not_now], SUBMIT) || KEEP.test(bare)
    case 'confirm_drop':
      return (
        says([LABEL.drop, LABEL.goOn, LABEL.withdraw, LABEL.submit], DROP) || WITHDRAW.test(bare) || KEEP.test(bare)
      )
    case 'offer_other':
      return says([LABEL.report_other, LABEL.report_no_other], SUBMIT) || DECLINES.test(bare)
    case 'slot':
      // 还没有 asks for no progress there.
      return asking.slot === 'aware' && awareAnswered(said) !== undefined
    case 'correct_what':
    case 'which_lead':
    case 'add_words':
      return false
  }
}

/** The open question decides how the words are read. */
function hearAsked(state: ConversationState, asking: Asking, said: Said, context: DialogueContext): Answer {
  switch (asking.kind) {
    case 'which_lead':
      return hearWhichLead(state, asking, said, context)
    case 'confirm_withdraw':
      return hearConfirmWithdraw(state, asking, said, context)
    case 'confirm_not_content':
      return hearConfirmNotContent(state, asking, said, context)
    case 'add_words':
      return hearAddedWords(state, asking, said, context)
    case 'offer_other':
      return hearOfferOther(state, asking, said, context)
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
  asking: Exclude<
    Asking,
    { kind: 'which_lead' | 'confirm_withdraw' | 'confirm_not_content' | 'add_words' | 'offer_other' }
  >,
  said: Said,
  context: DialogueContext,
): Answer {
  const whose = whoseUnasked(asking, said)
  if (whose !== null) {
    const note = whose === 'own' ? DRAFT_WORDS.ownHere : DRAFT_WORDS.otherHere
    const next = ofHousehold(draft, { ...draft, whose: { value: whose, words: said.text.trim() } })
    return draft.whose?.value === whose ? askAgain(state, context, [note]) : proceed(state, next, context, [note])
  }
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

/** A tap on an older question, or an answer that we knew already: whose it is, while something else is asked. */
function whoseUnasked(asking: Asking, said: Said): 'own' | 'other' | null {
  if (asking.kind === 'slot' && (asking.slot === 'whose' || (asking.slot === 'name' && /自己$/.test(said.text))))
    return null
  const bare = said.text.trim()
  if (/^是?(?:[我俺咱]们?自己家?|自己家|自家|[我俺咱]们?家)里?的?[事啊。！!]*$/.test(bare)) return 'own'
  return bare === LABEL.other ? 'other' : null
}

/** 冇几多，一万左右 sounds like a question and answers ours. */
function answersSlot(state: ConversationState, said: Said, context: DialogueContext): boolean {
  const { asking, draft } = state
  if (asking?.kind !== 'slot' || draft === null || /[吗么？?]|怎么|怎样|为什么|能不能/.test(said.text)) return false
  const asked = { draft, regions: context.regions, options: asking.options ?? [], secondTry: false }
  return said.text.length <= MOST_ANSWERING && answerTo(asking.slot, said, asked).kind === 'filled'
}

const MOST_ANSWERING = 20
