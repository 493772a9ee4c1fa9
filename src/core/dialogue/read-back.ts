import type { Block, CardRow } from '../../contract/block.ts'
import { RISK_TYPE_LABEL } from '../../contract/terms.ts'
import type { RegionTree } from '../region/region-tree.ts'
import { amountWords } from '../words/amount.ts'
import { askWith } from './blocks.ts'
import { type Answer, type ConversationState, type Draft, SLOTS, type Slot } from './conversation.ts'
import { formFor } from './forms.ts'
import { LABEL } from './labels.ts'
import { isFilled, moneyAsked } from './slots.ts'
import { SELF } from './who.ts'
import { READ_BACK_WORDS } from './words.ts'

const ROW_LABEL: Record<Exclude<Slot, 'amount' | 'income'>, string> = {
  whose: '谁家的事',
  aware: '那一家知不知道',
  name: '户主',
  village: '哪个村',
  what: '出了什么事',
  who: '谁',
  since: '什么时候起',
  people: '家里几口人',
  phone: '电话',
}

const AMOUNT_LABEL: Record<NonNullable<NonNullable<Draft['amount']>['value']>['role'], string> = {
  own_cost: '自己花的钱',
  total_cost: '一共花的钱',
  debt: '欠的钱',
  loss: '损失的钱',
  wage_arrears: '被拖欠的工钱',
  unknown: '说到的钱',
  income_household: '全家收入',
  income_per_head: '每人收入',
}

export function rowLabel(slot: Slot, draft: Draft): string {
  switch (slot) {
    case 'amount':
      return AMOUNT_LABEL[draft.amount?.value?.role ?? moneyAsked(draft) ?? 'unknown']
    case 'income':
      return draft.income?.value?.role === 'income_per_head' ? '每人收入' : '全家收入'
    case 'whose':
    case 'aware':
    case 'name':
    case 'village':
    case 'what':
    case 'who':
    case 'since':
    case 'people':
    case 'phone':
      return ROW_LABEL[slot]
  }
}

function risksInWords(draft: Draft): string {
  return draft.risks.map(({ type }) => RISK_TYPE_LABEL[type]).join('、')
}

/** More kinds than this make no sentence that can be taken in. */
const MOST_IN_SENTENCE = 4

export function risksInBrief(draft: Draft): string {
  const labels = draft.risks.map(({ type }) => RISK_TYPE_LABEL[type])
  return labels.slice(0, MOST_IN_SENTENCE).join('、') + (labels.length > MOST_IN_SENTENCE ? '等' : '')
}

function valueInWords(slot: Slot, draft: Draft, regions: RegionTree): string {
  switch (slot) {
    case 'whose':
      return draft.whose?.value === 'other' ? '帮别人家报' : '自己家'
    case 'aware':
      return draft.aware?.value == null ? '说不清' : draft.aware.value ? '知道' : '还不知道'
    case 'name':
      return draft.name?.value ?? '还不清楚'
    case 'village':
      return draft.village?.value ? regions.placeName(draft.village.value) : '还不清楚'
    case 'what':
      return risksInWords(draft)
    case 'who':
      return draft.who?.value === SELF ? '您自己' : (draft.who?.words ?? '')
    case 'since':
      return draft.since?.value?.text ?? '记不清'
    case 'amount':
      return draft.amount?.value ? amountWords(draft.amount.value) : '还说不清'
    case 'people':
      return draft.people?.value ? `${draft.people.value}人` : '还不清楚'
    case 'income':
      return draft.income?.value ? amountWords(draft.income.value) : '没有说'
    case 'phone':
      return draft.phone?.value?.masked ?? (NO_PHONE.test(draft.phone?.words ?? '') ? LABEL.no_phone : '没有留电话')
  }
}

/** Only who says so has none: 别问了 passes over it. */
const NO_PHONE = /[没冇无莫](?:有|得)?(?:电话|手机|号码)|^[没冇无莫](?:有|得)?(?:了|的)?[。！!]*$/

function wordsOf(slot: Slot, draft: Draft): string {
  // Whom he means is shown in his words anyhow.
  if (slot === 'who') return ''
  if (slot !== 'what') return draft[slot]?.words ?? ''
  return [...new Set(draft.risks.map(({ words }) => words))].join('，')
}

/** Every value beside the words that it came from, so that nothing is reported that he did not mean. */
export function readBackCard(draft: Draft, regions: RegionTree): Block {
  const rows: CardRow[] = SLOTS.filter((slot) => isFilled(draft, slot)).map((slot) => {
    const words = wordsOf(slot, draft)
    const row = { label: rowLabel(slot, draft), value: valueInWords(slot, draft, regions) }
    return words === '' ? row : { ...row, words }
  })
  if (draft.identity) rows.push({ label: '身份证号', value: draft.identity.masked })
  if (draft.attachments.length > 0) rows.push({ label: '照片和录音', value: `${draft.attachments.length}份` })
  return { kind: 'card', title: READ_BACK_WORDS.title, text: READ_BACK_WORDS.text, rows }
}

export function readBack(state: ConversationState, draft: Draft, regions: RegionTree, notes: string[]): Answer {
  const asked = askWith({ ...state, draft }, { kind: 'confirm' }, notes, formFor(state.misses, READ_BACK_WORDS.ask), [
    LABEL.submit,
    LABEL.change,
    LABEL.stop,
  ])
  const at = asked.replies.length - 2
  return { ...asked, replies: asked.replies.toSpliced(at, 0, readBackCard(draft, regions)) }
}
