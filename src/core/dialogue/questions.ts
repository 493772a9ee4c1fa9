import type { Draft, Slot } from './conversation.ts'
import { type Forms, formFor } from './forms.ts'
import { LABEL } from './labels.ts'
import { moneyAsked } from './slots.ts'

/**
 * The questions, each in two forms: the second for somebody whom the first did not help, not even with the example.
 * `other`: about another household.
 */
interface Question {
  own: [string, string]
  other?: [string, string]
  /** Said behind the first form to somebody who was not understood. */
  example: string
  options: string[]
  otherOptions?: string[]
}

const LEAVE = [LABEL.back, LABEL.stop]

const AMOUNT: Record<'own_cost' | 'loss', Question> = {
  own_cost: {
    own: ['报销以后，自己大概掏了多少钱？', '看病自己出的钱有多少？点一个差不多的就行。'],
    other: ['报销以后，他们大概掏了多少钱？', '那一家看病出的钱有多少？点一个差不多的就行。'],
    example: '说个大概就行，比如“三万多”。',
    options: ['几千块', '一两万', '三四万', '五万以上', LABEL.unknown_sum],
  },
  loss: {
    own: ['大概损失了多少钱？', '亏了或者坏掉的东西，值多少钱？点一个差不多的就行。'],
    example: '说个大概就行，比如“两万”。',
    options: ['几千块', '一两万', '三四万', '五万以上', LABEL.unknown_sum],
  },
}

const QUESTIONS: Record<Exclude<Slot, 'amount'>, Question> = {
  whose: {
    own: ['这是您自己家的事，还是帮别人家报？', '有难处的是哪一家？点下面一个就行。'],
    example: '自己家的就点“我自己家”。',
    options: [LABEL.own, LABEL.other],
  },
  aware: {
    own: ['那一家知道您来报吗？', '您来报这件事，跟那一家说过没有？'],
    example: '跟他们说过，就点“知道”。',
    options: [LABEL.aware, LABEL.unaware, LABEL.unsure],
  },
  name: {
    own: ['您家户主叫什么名字？', '户口本第一页上写的是谁？只写名字就行。'],
    other: ['那一家的户主叫什么名字？', '那一家是谁当家？只写名字就行。'],
    example: '只写名字，比如“王大山”。',
    options: LEAVE,
    otherOptions: [LABEL.no_name, ...LEAVE],
  },
  village: {
    own: ['您家在哪个村？', '您家归哪个村委会管？点一个，也可以发位置。'],
    other: ['那一家在哪个村？', '那一家归哪个村委会管？点一个，也可以发位置。'],
    example: '点镇名，或者写村名就行。',
    options: LEAVE,
  },
  what: {
    own: ['家里出了什么事？', '下面哪一样最像您家的难处？也可以自己写。'],
    other: ['那一家出了什么事？', '下面哪一样最像那一家的难处？也可以自己写。'],
    example: '比如“房子漏雨”，或者“老人住院”。',
    options: [
      '看病花钱多',
      '没了工作',
      '房子不安全',
      '喝水有问题',
      '孩子不上学',
      '遭了灾',
      '亏了本',
      '收入太低',
      '劳力去世',
      LABEL.other_trouble,
    ],
  },
  who: {
    own: ['是家里哪一个人的事？', '有难处的是您的什么人？点一个就行，也可以自己写。'],
    other: ['是那一家哪一个人的事？', '那个人是户主的什么人？点一个就行，也可以自己写。'],
    example: '比如“我妈”，或者“我自己”。',
    options: [LABEL.self, '我爱人', '我爸', '我妈', '我儿子', '我女儿'],
    otherOptions: ['户主自己', '他爱人', '他爸', '他妈', '他儿子', '他女儿'],
  },
  since: {
    own: ['从什么时候开始的？', '到现在有多久了？点一个差不多的就行。'],
    example: '比如“三个月”，或者“去年春节”。',
    options: ['这几天', '一个月左右', '三个月左右', '半年左右', '一年以上', LABEL.unclear],
  },
  people: {
    own: ['家里一共几口人？', '算上老人和孩子，户口在一起的有几个人？写个数就行。'],
    other: ['那一家一共几口人？', '算上老人和孩子，那一家有几个人？写个数就行。'],
    example: '比如“四口人”。',
    options: ['1人', '2人', '3人', '4人', '5人', '6人', LABEL.unsure],
  },
  income: {
    own: ['全家一年大概收入多少钱？不想说也行。', '种地、打工、补贴加起来，一年有多少钱？不想说也行。'],
    other: ['那一家一年大概收入多少钱？不知道也行。', '那一家一年总共有多少钱？不知道也行。'],
    example: '说个大概，比如“两万左右”。',
    options: ['一万以下', '一两万', '三四万', '五万以上', LABEL.rather_not],
  },
  phone: {
    own: ['干部打哪个电话找您？没有电话也行。', '家里哪个电话打得通？没有电话就点下面。'],
    example: '家里别人的电话也行。',
    options: [LABEL.no_phone, LABEL.back],
  },
}

/** In an emergency what counts is where the person is, not where his household is registered. */
export function emergencyPlace(misses: number): { text: string; options: string[] } {
  const forms: Forms = [
    '人现在在哪个村？',
    '人现在在哪个村？点镇名，或者写村名就行。',
    '人在哪个镇、哪个村？也可以发位置。',
  ]
  return { text: formFor(misses, forms), options: [] }
}

/** Asked of his trouble once more: the list that he has just seen comes again only if he wants it. */
export function troubleAgain(draft: Draft, misses: number): { text: string; options: string[] } {
  const other = draft.whose?.value === 'other'
  const { example } = QUESTIONS.what
  const forms: Forms = other
    ? ['那一家出了什么事？', `那一家出了什么事？${example}`, '那一家最难的是哪一样？用平常话说一句就行。']
    : ['家里出了什么事？', `家里出了什么事？${example}`, '您家最难的是哪一样？用平常话说一句就行。']
  return { text: formFor(misses, forms), options: [LABEL.troubles, LABEL.other_trouble] }
}

/** @param misses how many times in a row he was not understood: then with an example, then in the other form. */
export function questionOf(slot: Slot, draft: Draft, misses = 0): { text: string; options: string[] } {
  const question = slot === 'amount' ? AMOUNT[moneyAsked(draft) ?? 'loss'] : QUESTIONS[slot]
  const [first, second] = (draft.whose?.value === 'other' ? question.other : undefined) ?? question.own
  const others = draft.whose?.value === 'other' ? question.otherOptions : undefined
  const text = formFor(misses, [first, first + question.example, second])
  return { text, options: others ?? question.options }
}
