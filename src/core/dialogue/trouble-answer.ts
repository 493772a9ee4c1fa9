import type { Said } from './conversation.ts'
import { RISK_OPTIONS, SINCE_OPTIONS } from './option-values.ts'
import { clauseAt, wordsAt } from './own-words.ts'
import { type Asked, filled, isSkip, NONE, type SlotAnswer } from './slot-answer.ts'

/** Shorter answers than this say nothing by themselves: 就是, 那个. */
const LEAST_TROUBLE = 4

/** What has happened, to the question of that. */
export function troubleAnswered(said: Said, asked: Asked): SlotAnswer {
  const text = said.text.trim()
  const words = text.slice(0, 40)
  const option = RISK_OPTIONS.get(text)
  if (option) return filled(asked, { risks: [{ type: option, words }] })
  const { risks, intent } = said.understood
  if (risks.length > 0)
    return filled(asked, { risks: risks.map(({ type, span }) => ({ type, words: clauseAt(said, span) })) })
  const says = intent === 'report' && text.length >= LEAST_TROUBLE && !isSkip(said)
  return says && asked.secondTry ? filled(asked, { risks: [{ type: 'other', words }] }) : NONE
}

const WHEN =
  /[一二两三四五六七八九十几半\d]+(?:个|来|多)*(?:年|月|天|日|号|周|星期|礼拜)|昨|今|前[天年]|去年|上[个次周月]|刚|最近|春节|过年|年[初底前]|清明|端午|中秋|国庆|台风|开学|[春夏秋冬]天|一直|从小|多年|年年|[好很]几|一段|一阵|些日子|旧年|头年|暑假|寒假|以前|从前|好久|很久|早就|这段|近来|以来/

/** Since when, to the question of that. */
export function sinceAnswered(said: Said, asked: Asked): SlotAnswer {
  const text = said.text.trim()
  const option = SINCE_OPTIONS.get(text)
  if (option !== undefined) return filled(asked, { since: { value: { text, months: option }, words: text } })
  const { duration } = said.understood
  if (duration) {
    const words = wordsAt(said, duration.span)
    return filled(asked, { since: { value: { text: words, months: duration.months }, words } })
  }
  const said20 = text.replace(/[？?！!。]/g, '').slice(0, 20)
  const saysWhen = WHEN.test(said20) && !/[A-Za-z]/.test(said20)
  return saysWhen ? filled(asked, { since: { value: { text: said20, months: null }, words: said20 } }) : NONE
}
