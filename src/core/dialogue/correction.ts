import { isWholeMessage } from '../understanding/whole.ts'
import { absorb, amountIn, incomeIn, sumOf } from './absorb.ts'
import { answerTo } from './answers.ts'
import { askWith } from './blocks.ts'
import {
  type Answer,
  type ConversationState,
  type DialogueContext,
  type Draft,
  type Said,
  SLOTS,
  type Slot,
} from './conversation.ts'
import { ofHousehold, withoutKnown } from './known.ts'
import { LABEL, SUBMIT } from './labels.ts'
import { nameSaid } from './names.ts'
import { clauseAt, wordsAt } from './own-words.ts'
import { peopleCounted } from './people-answer.ts'
import { placeHint, placeIn } from './places.ts'
import { askSlot, askVillage, askWhatToCorrect, proceed } from './proceed.ts'
import { rowLabel } from './read-back.ts'
import { cleared, isFilled, moneyAsked, nextOpen } from './slots.ts'
import { INPUT_WORDS, READ_BACK_WORDS } from './words.ts'

/** How people name what is to be changed; the first that fits counts, so the narrow words stand before the wide ones. */
const NAMED: [Slot, RegExp][] = [
  ['income', /收入/],
  ['phone', /电话|手机|号码/],
  ['people', /人数|几口|口人|几个人|人口/],
  ['aware', /知不知道|知道不知道/],
  ['name', /户主|名字|姓名|叫什么/],
  ['since', /时间|多久|什么时候|日期|时候/],
  ['amount', /[的了]钱|花费|费用|损失|金额|多少钱|钱数|^钱|钱(?:说|写|搞|报)?(?:不对|错)/],
  ['village', /哪个村|村名|村子|地址|住址|地方|村(?:改|不对|错|写|说|搞|弄|报|换)|^村$/],
  ['whose', /谁家|哪家|自己家|别人家/],
  ['who', /^谁|哪个人|什么人|住院的|生病的|病的人/],
  ['what', /出了什么事|什么事|事情|难处|情况/],
]

export function slotNamed(text: string): Slot | null {
  return NAMED.find(([, pattern]) => pattern.test(text))?.[0] ?? null
}

/** Words that only say that something is wrong, before the right value. */
const WRONG =
  /^(?:(?:不对|错了|不是|说错了|写错了|搞错了|记错了|弄错了|更正|改一下|要改|我要改|改|应该)[了的]?[，,。！!\s]*)+/

/**
 * Takes a correction: a named slot, a plain value ("不对，是一万八"), or both ("户主改成王大山"). What it changes is
 * overwritten and read back. `null`: it does not say what to change.
 */
export function corrected(draft: Draft, said: Said, context: DialogueContext): Draft | null {
  const slot = slotNamed(said.text)
  const value = said.text
    .trim()
    .replace(WRONG, '')
    .replace(/^.*?(?:改成|改为|应该是|换成)/, '')
  const bare: Said = value === said.text ? said : { ...said, text: said.text }
  if (slot !== null && value.length > 0) {
    const named = answerToNamed(slot, bare, value, draft, context)
    if (named !== null) return withWords(named, said)
  }
  const changed = overwritten(draft, said, context)
  return changed === null ? null : withWords(changed, said)
}

function answerToNamed(slot: Slot, said: Said, value: string, draft: Draft, context: DialogueContext): Draft | null {
  // Spans belong to the whole message, so only slots that are read from the bare text get the value alone.
  const heard = slot === 'name' || slot === 'village' || slot === 'whose' ? { ...said, text: value } : said
  if (slot === 'name' && /^(?:户主|名字|姓名)?(?:不对|错了|写错了)?[。！]?$/.test(value)) return null
  const answer = answerTo(slot, heard, { draft, regions: context.regions, options: [], secondTry: slot === 'name' })
  if (answer.kind !== 'filled') return null
  if (slot !== 'whose' || answer.draft.whose === undefined) return answer.draft
  const whose = { value: answer.draft.whose.value, words: said.text.slice(0, 40) }
  return ofHousehold(draft, { ...answer.draft, whose })
}

export function withWords(draft: Draft, said: Said): Draft {
  return { ...draft, words: [...draft.words, said.text] }
}

/** Values that stand in the text, put in place of what was there. */
function overwritten(draft: Draft, said: Said, context: DialogueContext): Draft | null {
  const { text, understood } = said
  const next: Draft = { ...draft }
  let changed = false
  const put = (values: Partial<Draft>) => {
    Object.assign(next, values)
    changed = true
  }
  const income = incomeIn(said)
  const amount = amountIn(said)
  if (income) put({ income: { value: sumOf(income), words: wordsAt(said, income.span) } })
  else if (amount) {
    // A bare sum corrects the sum that was said; only where there is none can it mean the income.
    const meansIncome = amount.role === 'unknown' && !draft.amount?.value && draft.income !== undefined
    const role = amount.role !== 'unknown' ? amount.role : (draft.amount?.value?.role ?? moneyAsked(draft) ?? 'unknown')
    const words = wordsAt(said, amount.span)
    if (meansIncome) put({ income: { value: sumOf(amount, draft.income?.value?.role ?? 'income_household'), words } })
    else put({ amount: { value: sumOf(amount, role), words } })
  }
  const counted = peopleCounted(text)
  if (understood.people)
    put({ people: { value: understood.people.count, words: wordsAt(said, understood.people.span) } })
  else if (counted !== null) put({ people: { value: counted, words: text.slice(0, 20) } })
  if (understood.duration) {
    const words = wordsAt(said, understood.duration.span)
    put({ since: { value: { text: words, months: understood.duration.months }, words } })
  }
  const name = nameSaid(text, draft.whose?.value !== 'other')
  if (name !== null) put({ name: { value: name, words: name } })
  const place = placeIn(text.replace(WRONG, '').replace(/^是/, ''), context.regions, false)
  if (place.kind === 'village') put({ village: { value: place.code, words: place.words } })
  const phone = said.privateNumbers.find((one) => one.kind === 'phone' && one.valid)
  if (phone?.sealed) put({ phone: { value: phone.sealed, words: phone.sealed.masked } })
  // A further trouble is added; only "it is not that" takes the first one back.
  const told = understood.risks.filter(({ type }) => type !== 'other')
  if (told.length > 0 && !changed && WRONG.test(text))
    put({ risks: told.map(({ type, span }) => ({ type, words: clauseAt(said, span) })) })
  return changed ? next : null
}

/** Two sums were said and he corrects one without naming it: the ways to say which, to be tapped. */
function sumUnclear(draft: Draft, said: Said): string[] | null {
  const amount = amountIn(said)
  if (amount === null || amount.role !== 'unknown' || slotNamed(said.text) !== null) return null
  const sum = wordsAt(said, amount.span)
  const rows = (['amount', 'income'] as const).filter((slot) => isFilled(draft, slot))
  const both = draft.amount?.value != null && draft.income?.value != null
  // 一千 alone may be either, or neither: nothing is put in place of what he said before.
  if (rows.length === 0 || (!both && !isWholeMessage(said.text, amount.span.start, amount.span.end))) return null
  const named = rows.map((slot) => `${rowLabel(slot, draft)}是${sum}`)
  return both ? named : [...named, LABEL.no_change]
}

/** Whether a message at the read-back changes something, as against telling something new. */
export function speaksOfChange(draft: Draft, said: Said, context: DialogueContext): boolean {
  return WRONG.test(said.text) || slotNamed(said.text) !== null || corrected(draft, said, context) !== null
}

/** 是三万五 while another question is open: it mends what he said before. */
export function mended(draft: Draft, said: Said, context: DialogueContext): Draft | null {
  return /^(?:等一?下|哦|噢|啊|刚才|不)?[，,\s]*(?:是|应该|不是|其实|说错|写错|记错)/.test(said.text.trim())
    ? corrected(draft, said, context)
    : null
}

const AFFIRMS = /^(?:都?是的?|对的?|嗯|就是|没错)/
const CHANGES = /不对|不是|错|改|换|不要|不能|打不通|多|少/

/** At the read-back, or when he says 不对 anywhere in the report. */
export function hearCorrection(state: ConversationState, draft: Draft, said: Said, context: DialogueContext): Answer {
  const unclear = sumUnclear(draft, said)
  if (unclear !== null)
    return askWith({ ...state, draft, misses: 0 }, { kind: 'correct_what' }, [], READ_BACK_WORDS.whichSum, unclear)
  const changed = corrected(draft, said, context)
  if (changed !== null) return proceed(state, changed, context, [READ_BACK_WORDS.changed])
  const slot = slotNamed(said.text)
  // 是我自己的电话 says that it is right.
  if (slot !== null && AFFIRMS.test(said.text.trim()) && !CHANGES.test(said.text))
    return proceed(state, { ...draft, words: [...draft.words, said.text] }, context, [READ_BACK_WORDS.unchanged])
  if (slot === null && isFilled(draft, 'village') && placeHint([said.text], context.regions) !== null)
    return askVillage({ ...state, misses: 0 }, cleared(draft, 'village'), context, [], [said.text])
  if (slot === null || !isFilled(draft, slot)) return askWhatToCorrect({ ...state, misses: 0 }, draft, context, [])
  if (slot === 'village') return askVillage({ ...state, misses: 0 }, cleared(draft, slot), context, [], [said.text])
  return askSlot({ ...state, misses: 0 }, cleared(draft, slot), slot, context, [])
}

/** The answer to "which one is to be changed". */
export function hearWhatToCorrect(
  state: ConversationState,
  draft: Draft,
  said: Said,
  context: DialogueContext,
): Answer {
  const label = SLOTS.find((one) => rowLabel(one, draft) === said.text.trim())
  const changed = label === undefined ? corrected(draft, said, context) : null
  if (changed !== null) return proceed(state, changed, context, [READ_BACK_WORDS.changed])
  const slot = label ?? slotNamed(said.text)
  if (slot !== null) {
    const open = slot === 'whose' ? withoutKnown(cleared(draft, slot)) : cleared(draft, slot)
    return askSlot({ ...state, misses: 0 }, open, slot, context, [])
  }
  // Nothing to change after all, or the answer to what was asked before.
  const keeps = said.text.trim() === LABEL.no_change || SUBMIT.test(said.text.trim())
  if (keeps || /^(?:不改|没有?了|不用)/.test(said.text.trim())) return proceed(state, draft, context)
  for (const open of [nextOpen(draft), 'since' as const]) {
    if (open === null) continue
    const read = answerTo(open, said, { draft, regions: context.regions, options: [], secondTry: false })
    if (read.kind === 'filled') return proceed(state, withWords(read.draft, said), context, [READ_BACK_WORDS.changed])
  }
  const more = absorb(draft, said, context.regions, null)
  return askWhatToCorrect({ ...state, misses: state.misses + 1 }, more, context, [INPUT_WORDS.notUnderstood])
}
