import { amountIn, incomeIn, sumOf, yearly } from './absorb.ts'
import type { Said } from './conversation.ts'
import { SUM_OPTIONS } from './option-values.ts'
import { wordsAt } from './own-words.ts'
import { type Asked, filled, NONE, type SlotAnswer } from './slot-answer.ts'
import { moneyAsked } from './slots.ts'
import { sumAnswered } from './small-number.ts'

const NO_INCOME =
  /^(?:[\d一二两三四五六七八九十]+口人?)?[，,\s]*(?:家里|我家|他家|我们|现在|都|也|就|基本|哪|真)*(?:(?:没有?得?|冇得?|无|莫得|没啥|哪有)(?:什么|啥子?|咩|乜|几多|么子)?(?:个)?(?:收入|进账|进项|钱(?:赚|挣|收)|钱(?=[了的啊呀咯嘛]*(?:[，,。！\s]|$)))|一分钱?(?:都|也)?没有?|零)(?:来源)?[了的啊呀咯嘛]*(?:[，,。！\s]|$|(?:就|全|都|只|光|净)*(?:靠|吃|有(?=低保|养老)))/

/** 一年就一两万, where the cost is asked: of what comes in. */
const OF_INCOME = /^(?:我们?|全家|家里|大概|就|[，,\s])*(?:一|每)(?:年|个?月)(?!前|内|里)/

/** What the trouble costs or takes away, to the question of that sum. */
export function amountAnswered(said: Said, asked: Asked): SlotAnswer {
  const text = said.text.trim()
  const value = SUM_OPTIONS.get(text)
  const role = moneyAsked(asked.draft) ?? 'unknown'
  if (value) return filled(asked, { amount: { value: { ...value, role }, words: text } })
  const amount = amountIn(said)
  if (amount?.role === 'unknown' && OF_INCOME.test(text) && !asked.draft.income) return incomeAnswered(said, asked)
  if (amount)
    return filled(asked, {
      amount: {
        value: sumOf(amount, amount.role === 'unknown' ? role : amount.role),
        words: wordsAt(said, amount.span),
      },
    })
  const bare = sumAnswered(text)
  return bare === null ? NONE : filled(asked, { amount: { value: { ...bare, role }, words: text } })
}

/** What the household earns, to the question of that. */
export function incomeAnswered(said: Said, asked: Asked): SlotAnswer {
  const text = said.text.trim()
  const role = 'income_household' as const
  const value = SUM_OPTIONS.get(text)
  if (value) return filled(asked, { income: { value: { ...value, role }, words: text } })
  if (NO_INCOME.test(text) && said.understood.amounts.length === 0)
    return filled(asked, { income: { value: { lo: 0, hi: 0, bound: 'exact', role }, words: text.slice(0, 20) } })
  const bareSum = said.understood.amounts.find((amount) => amount.role === 'unknown')
  const income = incomeIn(said) ?? (bareSum ? yearly(said, bareSum) : null)
  if (income)
    return filled(asked, {
      income: {
        value: sumOf(income, income.role === 'unknown' ? role : income.role),
        words: wordsAt(said, income.span),
      },
    })
  const bare = sumAnswered(text)
  return bare === null ? NONE : filled(asked, { income: { value: { ...bare, role }, words: text } })
}
