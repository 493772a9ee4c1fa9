import type { CardBlock } from '../../contract/block.ts'
import type { EffectiveCard } from '../card/cards-for.ts'
import { householdPolicies, type OwnHousehold } from '../card/household-policies.ts'
import { renderCard } from '../card/render-card.ts'
import { normalise } from '../understanding/normalise.ts'
import { answer, quickReplies, text } from './blocks.ts'
import { sourceWords } from './card-block.ts'
import { CARD_ROW, CARD_RUN_OUT, CARD_WORDS, HELD_WORDS } from './card-words.ts'
import type { Answer, CardChoice, ConversationState, DialogueContext, Said } from './conversation.ts'
import { askedIn, cardReplies, findingFor, withBlocks } from './policy-question.ts'

/** Of the house; 我 alone asks for himself, or of a matter: 我多少补贴, 我申请什么补贴. */
const OWN =
  '(?:(?:我|俺|咱)们?(?:自己)?(?:这)?(?:一)?(?:家里?|屋里|屋头|屋企|户|全家)(?:人)?|(?:我|俺|咱)们(?:自己)?|(?:我|俺|咱)(?=[能可有适符享]|都有))'
const MAY = '(?:现在|目前|到底|一共|可以|可|能够?|会|得|还|都|该|有|冇|适合|适用|符合|合|用|享受|申请|领|拿|得到)*'
const WHAT = '(?:什么|哪些|哪几[样项种]|啥|咩|乜嘢?|多少|几多|几[样项种])'
const HELP = '(?:的|国家|政府|扶贫|惠农|帮扶|好|优惠)*(?:政策|帮扶|补贴|补助|待遇|好处|帮助|措施)'
const END =
  '(?:可以|可|能够?)?(?:享受|申请|领|拿|用|得)?(?:到|的)?(?:有|是)?(?:哪些|什么|啥)?[的了吧啊呀呢哦嘛咯么吗？?。！!\\s]*$'
const ASKS =
  '^(?:请问|问一?下|那|我?想问一?下?|我?想知道|帮我?[查看]一?下?|查一?下|看一?下|麻烦|你好|您好|(?:我是|我叫)[^，,\\s]{1,8}[，,\\s]|[，,\\s])*'
/** 我家有什么政策 · 我家能享受什么 · 我家适用的政策 · 适用我家的政策有哪些: of the whole house, and of no matter by name. */
const OWN_POLICIES = [
  `${ASKS}${OWN}${MAY}${WHAT}${HELP}${END}`,
  `${ASKS}${OWN}(?:现在|可以|可|能够?|都)*(?:享受|适用|符合|领|拿)到?${WHAT}[的了吧啊呀呢哦嘛？?。！!\\s]*$`,
  `${ASKS}${OWN}(?:可以|可|能够?)?(?:适用|享受|符合|适合|能用)的?${HELP}${END}`,
  `${ASKS}(?:适用|适合|符合|合)${OWN}的?${HELP}${END}`,
  // 帮我查一下我家的补贴: only with the wish to look it up, else it tells of a subsidy.
  `^(?:请|麻烦|你好|您好|[，,\\s])*(?:帮我?|我?想)?(?:[查看]一?[下查看])${OWN}的?${HELP}[的了吧啊呀呢哦嘛吗？?。！!\\s]*$`,
].map((pattern) => new RegExp(pattern))
/** No longer words ask this; the bound also keeps the patterns, whose pieces may repeat, from taking long. */
const LONGEST = 30

export function asksOwnPolicies({ text: said, understood }: Said): boolean {
  if (said.length > LONGEST || understood.risks.some(({ type }) => type !== 'other')) return false
  const words = normalise(said.trim())
  return OWN_POLICIES.some((pattern) => pattern.test(words))
}

/** More rows than these at a time nobody reads on a phone. */
const PAGE = 5

/** What his own household has and may have, as far as it stands in the ledger; of a household that is not surely his, nothing. */
export function hearOwnPolicies(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const { household } = context
  if (household === null) return howToFindOut(state, said, context)
  return listFrom(0, state, said.text, household, context)
}

/** 更多: the next of the list that he looks through; after the last the first again. Null: he says something else. */
export function hearMorePolicies(
  state: ConversationState,
  { question, options, from }: CardChoice,
  said: Said,
  context: DialogueContext,
): Answer | null {
  if (from === undefined || context.household === null || !/^(?:更多|还有[呢吗])[。？?！!]*$/.test(said.text.trim()))
    return null
  return listFrom(from + PAGE < options.length ? from + PAGE : 0, state, question, context.household, context)
}

function listFrom(
  from: number,
  state: ConversationState,
  question: string,
  household: OwnHousehold,
  context: DialogueContext,
): Answer {
  const { mayFit, unknown } = householdPolicies(context.cards(), household)
  const all = [...mayFit, ...unknown]
  const end = from + PAGE
  const fitting = mayFit.slice(from, end).map(({ effective }) => effective)
  const unsure = unknown.slice(Math.max(0, from - mayFit.length), Math.max(0, end - mayFit.length))
  const left = Math.max(0, all.length - end)
  const nothing = from === 0 && mayFit.length === 0 ? [text(CARD_WORDS.ownNothing)] : []
  const held = from === 0 ? heldBlock(household) : null
  const blocks = [held, ...nothing, fittingBlock(fitting), unsureBlock(unsure)].flatMap((block) => block ?? [])
  if (state.draft !== null || state.asking !== null || all.length === 0)
    return withBlocks(state, context, [...blocks, ...(left > 0 ? [text(CARD_WORDS.ownLeft(left))] : [])])
  const options = all.map(({ effective }) => optionOf(effective))
  const choice: CardChoice = { question, options, list: true, from }
  const buttons = [...options.slice(from, end).map(({ title }) => title), ...(left > 0 ? [CARD_WORDS.more] : [])]
  const open = text(...(left > 0 ? [CARD_WORDS.ownMore(left)] : []), CARD_WORDS.ownOpen)
  return answer({ ...state, misses: 0, cardChoice: choice }, [...blocks, open, quickReplies(buttons)])
}

/** Nothing is said of whether there is such a household. Where a paper says how to find out, its card says so. */
function howToFindOut(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const finding = findingFor(said.text, context)
  const card = finding.kind === 'answered' ? (cardReplies(finding.best, askedIn(said), context) ?? []) : []
  const how = text(CARD_WORDS.notOwn, CARD_WORDS.notOwnReport, CARD_WORDS.notOwnAsk)
  return withBlocks(state, context, [how, ...card])
}

function heldBlock({ help }: OwnHousehold): CardBlock | null {
  if (help.length === 0) return null
  const rows = help.map(({ words, state }) => ({ label: words, value: `${HELD_WORDS[state]}。` }))
  return { kind: 'card', title: CARD_WORDS.ownHeldTitle, text: CARD_WORDS.ownHeldText, rows }
}

function fittingBlock(fitting: EffectiveCard[]): CardBlock | null {
  if (fitting.length === 0) return null
  const clauses = clausesIn(fitting)
  const rows = fitting.map((effective) => ({ label: optionOf(effective).title, value: clauses(effective) }))
  return listBlock(CARD_WORDS.ownTitle, CARD_WORDS.ownText, rows, fitting)
}

function unsureBlock(unsure: { effective: EffectiveCard; missing: string[] }[]): CardBlock | null {
  if (unsure.length === 0) return null
  const from = unsure.map((one) => one.effective)
  const clauses = clausesIn(from)
  const rows = unsure.map(({ effective, missing }) => ({
    label: optionOf(effective).title,
    value: [missing.length > 0 ? `还不知道${missing.join('、')}。` : '', clauses(effective)].join(''),
  }))
  return listBlock(CARD_WORDS.ownUnsureTitle, CARD_WORDS.ownUnsureText, rows, from)
}

function listBlock(title: string, words: string, rows: CardBlock['rows'], from: EffectiveCard[]): CardBlock {
  const warning = from.some(({ runOut }) => runOut !== null) ? [{ label: CARD_ROW.warning, value: CARD_RUN_OUT }] : []
  const papers = papersOf(from)
  const marked = papers.map((paper, at) => (papers.length > 1 ? `${MARKS[at] ?? ''}${paper}` : paper))
  return { kind: 'card', title, text: words, rows: [...rows, ...warning], source: marked.join('；') }
}

/** Which paper a clause is of, where there are several; no list names more. */
const MARKS = ['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩']

const paperOf = ({ clause: _, ...paper }: EffectiveCard['citations'][number]): string => sourceWords([paper]).join('')

function papersOf(from: EffectiveCard[]): string[] {
  return [...new Set(from.flatMap(({ citations }) => citations.map(paperOf)))]
}

/** The clauses of each card, short: the papers are named once, at the foot. */
function clausesIn(from: EffectiveCard[]): (effective: EffectiveCard) => string {
  const papers = papersOf(from)
  const mark = (paper: string) => (papers.length > 1 ? (MARKS[papers.indexOf(paper)] ?? '') : '')
  return ({ citations }) =>
    [...Map.groupBy(citations, paperOf)]
      .map(([paper, of]) => `${mark(paper)}${[...new Set(of.flatMap(({ clause }) => clause ?? []))].join('、')}`)
      .join('；')
}

function optionOf(effective: EffectiveCard): CardChoice['options'][number] {
  const { id, title } = renderCard(effective)
  return { card: id, title }
}
