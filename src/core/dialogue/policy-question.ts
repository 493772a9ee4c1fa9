import type { Block } from '../../contract/block.ts'
import { askShelf, withoutOwnNumber } from '../card/ask-shelf.ts'
import { exactly } from '../card/card-index.ts'
import type { Finding } from '../card/find-card.ts'
import { normalise } from '../understanding/normalise.ts'
import { understand } from '../understanding/understand.ts'
import { absorb } from './absorb.ts'
import { askingPart } from './asks-beside.ts'
import { answer, quickReplies, text } from './blocks.ts'
import { cardBlock } from './card-block.ts'
import { type Asked, asksOtherMatter, cardNotes } from './card-notes.ts'
import { CARD_WORDS } from './card-words.ts'
import type { Answer, CardChoice, ConversationState, DialogueContext, DialogueEvent, Said } from './conversation.ts'
import { ordinalIn } from './ordinal.ts'
import { askAgain, isAboutDraft, proceed } from './proceed.ts'
import { startReport } from './start.ts'
import { GREETING_WORDS } from './words.ts'

/** Fewer characters ask nothing that a person could answer. */
const LEAST_ASKED = 5
/** No phrasing of a card is longer, and no question without the form of one. */
const MOST_PHRASED = 40
const SHORTEST_TITLE = 4
const LONGEST_TITLE = 24
/**
 * A question: the card that answers it, two to choose from, or the honest word that none does; then a person gets it. What was open stays
 * open and is asked again. Words that also tell a difficulty begin a report besides.
 */
export function hearQuestion(state: ConversationState, heard: Said, context: DialogueContext): Answer {
  const said = asksOfTrouble(state) ? asTold(heard) : heard
  const idle = state.draft === null && state.asking === null
  const troubled = (idle || asksOfTrouble(state)) && tellsOwnTrouble(said)
  const part = askingPart(said.text)
  const finding = findingInTale(said.text, part, troubled, context)
  const blocks = finding.kind === 'answered' ? cardReplies(finding.best, askedIn(said), context) : null
  if (troubled) return withReport(state, said, part, blocks, context)
  if (blocks !== null) return shown(state, said.text, blocks, context)
  return finding.kind === 'close' ? askWhich(state, said, finding, context) : notAnswered(state, said.text, context)
}

/**
 * The whole first, for what is told besides often says what is meant. What only its asking clauses find is asked back; beside a trouble,
 * where nothing is asked back, it has to be sure.
 */
function findingInTale(whole: string, part: string, troubled: boolean, context: DialogueContext): Finding {
  const finding = findingFor(whole, context)
  if (part === whole || finding.kind === 'answered' || (finding.kind === 'close' && !troubled)) return finding
  const alone = findingFor(part, context)
  if (troubled) return alone.score < SURELY ? finding : alone
  if (alone.kind !== 'answered') return alone
  return alone.second === null ? finding : { ...alone, kind: 'close', second: alone.second }
}

/** Beside a trouble a card found by half of what he says has to be this sure: 医保能报多少 is near to who pays premiums. */
const SURELY = 0.9

/** The report goes on at once. What no card answers goes on too, without the tale: that is for the report, once he agrees. */
function withReport(
  state: ConversationState,
  said: Said,
  part: string,
  blocks: Block[] | null,
  context: DialogueContext,
): Answer {
  if (blocks !== null) {
    const report = reportWith(state, said, context, [])
    return { ...report, replies: [...blocks, ...report.replies] }
  }
  if (!isAsked(part)) return reportWith(state, said, context, [CARD_WORDS.none, CARD_WORDS.askPerson])
  const report = reportWith(state, said, context, [CARD_WORDS.none])
  return { ...report, events: [...report.events, passedOn(report.state, part, context)] }
}

/** 家里出了什么事 is open: what he tells there is the answer, whatever he asks besides. */
function asksOfTrouble({ asking, draft }: ConversationState): boolean {
  return asking?.kind === 'slot' && asking.slot === 'what' && draft !== null && draft.risks.length === 0
}

const ASKING = /能不能|可不可以|有没有|有冇|能(?:报|补|领|拿)|怎么|点样|多少|几多|要不要|是不是/

/** 房子漏雨能不能补钱: in general a question alone, but to that of his trouble the words before the asking tell one. */
function asTold(said: Said): Said {
  const at = said.text.search(ASKING)
  if (at <= 0 || said.understood.risks.length > 0) return said
  const { risks } = understand(said.text.slice(0, at))
  return { ...said, understood: { ...said.understood, risks } }
}

function reportWith(state: ConversationState, said: Said, context: DialogueContext, notes: string[]): Answer {
  if (state.draft === null) return startReport(state, said, context, notes)
  return proceed(state, absorb(state.draft, said, context.regions, 'what'), context, notes)
}

export const askedIn = ({ text: words, understood }: Said): Asked => ({ text: words, amounts: understood.amounts })

/** 人均一万二以下都算吗 tells no income of his. */
function tellsOwnTrouble(said: Said): boolean {
  const { risks } = said.understood
  const ofIncome = risks.every(({ type }) => type === 'other' || type === 'income_below_line')
  return tellsTrouble(said) && (!ofIncome || /[我俺咱家屋]/.test(said.text))
}

function tellsTrouble(said: Said): boolean {
  return said.understood.risks.some(({ type }) => type !== 'other')
}

/** Our own finding; where it is unsure, the word of the language model if there is one. It only ever points to a card. */
export function findingFor(question: string, context: DialogueContext): Finding {
  const shelf = context.cards()
  const finding = askShelf(shelf, question, context.regions)
  const { cardChosen: chosen } = context
  if (finding.kind === 'answered' || chosen === undefined) return finding
  if (chosen === null) return { ...finding, kind: 'unanswered' }
  return shelf.cards.has(chosen) ? { ...finding, kind: 'answered', best: chosen } : finding
}

/** Words without the form of a question that still ask: wholly a phrasing of a card, or, while nothing is open, with an asking word. */
export function asksOfPolicy(state: ConversationState, said: Said, context: DialogueContext): boolean {
  const { intent } = said.understood
  const { length } = said.text
  if (length >= SHORTEST_TITLE && length <= LONGEST_TITLE && context.cards().titles.has(said.text.trim())) return true
  if ((intent !== 'smalltalk' && intent !== 'report') || length < LEAST_ASKED || length > MOST_PHRASED) return false
  const { index } = context.cards()
  if (index.exact.has(exactly(said.text))) return true
  if (intent === 'smalltalk') return false
  const idle = state.asking === null && state.draft === null
  const words = normalise(said.text.trim())
  if (!idle || tellsTrouble(said) || TELLS.test(words) || !ASKS.test(words)) return false
  return askShelf(context.cards(), said.text, context.regions).kind === 'answered'
}

/** 公益岗怎么报名，我电话…: a question that a card answers, or nearly, with his number beside it. 打这个电话行吗 asks of the number alone. */
export function asksBesideNumber(state: ConversationState, said: Said, context: DialogueContext): boolean {
  const bare = withoutOwnNumber(said.text)
  if ([...bare].length < LEAST_ASKED || said.understood.intent === 'human') return false
  if (asksOfPolicy(state, { ...said, text: bare }, context)) return true
  if (said.understood.intent !== 'question') return false
  return !OF_THE_NUMBER.test(bare) || askShelf(context.cards(), bare, context.regions).kind !== 'unanswered'
}

const OF_THE_NUMBER = /电话|手机|号码|打[得不通给我]|联系|身份证/

const ASKS =
  /[吗么?]|什么|哪|怎|点样|点知|几时|几多|几号|多少|多久|谁|边个|啥|能不能|可不可以|有没有|有冇|是不是|(?:不|冇|没有|没)[了啊呀呢]?[。!]?$|(?:条件|标准|政策|规定|流程|手续|材料)[。!]?$/
/** What weighs on him is told, not asked. */
const TELLS = /[怕愁]|担心|自己/

/** Null where he asks for a sum, and the card says nothing of money. */
export function cardReplies(id: string, asked: Asked, context: DialogueContext): Block[] | null {
  const shelf = context.cards()
  const effective = shelf.cards.get(id)
  if (!effective) throw new Error(`no card ${id} on the shelf that it was found on`)
  const block = cardBlock(effective, context.household, shelf)
  if (asksOtherMatter(asked, block)) return null
  const notes = cardNotes(asked, block, effective, shelf)
  return notes.length > 0 ? [text(...notes), block] : [block]
}

/** Then the question that is open, or that he may go on. */
export function withBlocks(
  state: ConversationState,
  context: DialogueContext,
  blocks: Block[],
  events: DialogueEvent[] = [],
): Answer {
  const { asking, draft } = state
  if (draft === null && (asking === null || isAboutDraft(asking)))
    return answer(
      { ...state, asking: null, misses: 0 },
      // Who is told that a person has it need not be told more.
      events.length > 0
        ? blocks
        : [...blocks, text(...(state.cardChoice ? [CARD_WORDS.wrong] : []), GREETING_WORDS.invite)],
      events,
    )
  const again = askAgain(state, context, [])
  return { ...again, replies: [...blocks, ...again.replies], events: [...again.events, ...events] }
}

function askWhich(
  state: ConversationState,
  said: Said,
  { best, second }: Extract<Finding, { kind: 'close' }>,
  context: DialogueContext,
): Answer {
  const options = [best, second].map((card) => ({ card, title: titleOf(card, context) }))
  return asking(state, { question: said.text, options })
}

function asking(state: ConversationState, choice: CardChoice): Answer {
  const [first = '', second = ''] = choice.options.map(({ title }) => title)
  const replies = [text(CARD_WORDS.which(first, second)), quickReplies([first, second, CARD_WORDS.neither])]
  return answer({ ...state, cardChoice: choice }, replies)
}

function titleOf(card: string, context: DialogueContext): string {
  const shelf = context.cards()
  const effective = shelf.cards.get(card)
  return effective ? cardBlock(effective, null, shelf).title : ''
}

/** A card was shown: he may say that it is not what he asked. */
function shown(state: ConversationState, question: string, blocks: Block[], context: DialogueContext): Answer {
  return withBlocks({ ...state, cardChoice: { question, options: [] } }, context, blocks)
}

const NEITHER = /^(?:都|两个都|哪个都)?不是[的了啊呀吧]*(?:这[个些两])?[。!]*$/
const NOT_IT =
  /^(?:都)?不是(?:要|想|我|您|你)*问?(?:这个|的)[的了啊呀吧]*[。!]*$|^答非所问[。!]*$|^答(?:得)?不对[。!]*$/

/** Which of the two he meant. Null: he says something else, and the choice is forgotten. */
export function hearCardChoice(
  state: ConversationState,
  choice: CardChoice,
  said: Said,
  context: DialogueContext,
): Answer | null {
  const { question, options, list, from = 0 } = choice
  const bare = said.text.trim()
  const counted = ordinalIn(bare, options.length - from)
  const chosen = options.find(({ title }) => title === bare) ?? (counted === null ? undefined : options[from + counted])
  // A day may have passed since, and with it the paper.
  if (chosen && context.cards().cards.has(chosen.card)) {
    const blocks = cardReplies(chosen.card, { text: question, amounts: [] }, context)
    if (!blocks) return notAnswered(state, question, context)
    return list
      ? withBlocks({ ...state, cardChoice: choice }, context, blocks)
      : shown(state, question, blocks, context)
  }
  const words = normalise(bare)
  const isNone = NOT_IT.test(words) || (options.length > 0 && !list && NEITHER.test(words))
  return isNone ? notAnswered(state, question, context) : null
}

export function notAnswered(state: ConversationState, question: string, context: DialogueContext): Answer {
  if (!isAsked(question)) return withBlocks(state, context, [text(CARD_WORDS.none, CARD_WORDS.askPerson)])
  return withBlocks(state, context, [text(CARD_WORDS.none)], [passedOn(state, question, context)])
}

function isAsked(question: string): boolean {
  return [...question].filter((character) => /\p{L}/u.test(character)).length >= LEAST_ASKED
}

function passedOn(
  { draft, known }: ConversationState,
  question: string,
  { county }: DialogueContext,
): Extract<DialogueEvent, { kind: 'card_question' }> {
  const named = draft?.whose?.value === 'other' ? null : draft?.village?.value
  return { kind: 'card_question', question, region: known.village ?? named ?? county.code }
}

/** What is said once it is known who has the question. `waiting`: it, or enough others of his, wait already. */
export function passedOnReplies(outcome: { kind: 'passed_on'; who: string } | { kind: 'waiting' }): Block[] {
  switch (outcome.kind) {
    case 'passed_on':
      return [text(CARD_WORDS.passedOn(outcome.who), CARD_WORDS.urgent)]
    case 'waiting':
      return [text(CARD_WORDS.waitsAlready, CARD_WORDS.urgent)]
  }
}
