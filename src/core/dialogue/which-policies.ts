import { normalise } from '../understanding/normalise.ts'
import { text } from './blocks.ts'
import type { Answer, ConversationState, DialogueContext, Said } from './conversation.ts'
import { withBlocks } from './policy-question.ts'

const BEFORE =
  '(?:请问|问一?下|你好|您好|那|我?想问一?下?|我?想知道|我?想了解一?下?|了解一?下?|想看看?|想听听?|看看|介绍一?下?|讲讲|说说|你们|这里|这边|村里|镇上|县里|国家|政府|现在|目前|最近|今年|近来|近期|都|还|又|[，,\\s])*'
const WHAT = '(?:有|出|出台|下来)?了?(?:什么|啥|哪些|咩|乜嘢?|些什么|些啥)?(?:新|好|新的|好的|最新|最新的)?的?'
const NAMES = '(?:政策宣传|惠农政策|帮扶政策|扶贫政策|惠民政策|农村政策|政策)'
const END =
  '(?:可以|能)?(?:问|看|了解|介绍)?(?:有)?(?:哪些|什么|啥|没有|没)?(?:一下)?[的了吧啊呀呢哦嘛咯么吗？?。！!\\s]*$'
const WHICH = new RegExp(`^${BEFORE}${WHAT}${NAMES}${END}`)
/** No longer words ask this; it also bounds what the pattern has to try. */
const LONGEST = 24

/** 有什么政策 · 想了解政策 · 政策宣传: of policies at large, of no matter by name and of no house. */
export function asksWhichPolicies({ text: said }: Said): boolean {
  return said.length <= LONGEST && WHICH.test(normalise(said.trim()))
}

/** How people ask of what is asked most, by the topic of the card that answers it. */
const ASKED_MOST: readonly (readonly [topic: string, question: string])[] = [
  ['premiums', '医保费怎么交'],
  ['housing-repair', '危房改造补多少'],
  ['school-aid', '孩子上学有什么补助'],
  ['micro-credit', '小额贷款怎么贷'],
  ['public-post', '公益岗怎么申请'],
  ['job-services', '想找工作怎么办'],
  ['skills-training', '学技术有没有补贴'],
  ['social-aid', '低保怎么申请'],
  ['self-report', '家里困难怎么申报'],
]
const MOST_NAMED = 4

/** Some that a card of the place answers. */
export function questionsAnswered({ cards }: ReturnType<DialogueContext['cards']>): string[] {
  const topics = new Set([...cards.values()].map(({ card }) => card.topic))
  return ASKED_MOST.flatMap(([topic, question]) => (topics.has(topic) ? [question] : [])).slice(0, MOST_NAMED)
}

/** Nothing is shown at random: he hears how to ask, by examples that a card of his place answers. */
export function hearWhichPolicies(state: ConversationState, context: DialogueContext): Answer {
  const examples = questionsAnswered(context.cards())
  const named = examples.length > 0 ? [`比如发：${examples.map((question) => `“${question}”`).join('、')}。`] : []
  const words = ['政策有很多，您想问哪一样，直接说就行。', ...named, '想看自己家能用哪些，发“我家有什么政策”。']
  return withBlocks(state, context, [text(...words)])
}
