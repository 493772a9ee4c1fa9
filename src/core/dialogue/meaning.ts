import { answer, quickReplies, text } from './blocks.ts'
import type { Answer, Asking, ConversationState, DialogueContext } from './conversation.ts'
import { OFFER_PERSON, OTHER_FORM } from './forms.ts'
import { LABEL } from './labels.ts'
import { askAgain } from './proceed.ts'
import { MEANING_WORDS } from './words.ts'

/** 咩意思 · 看不懂 · 为什么要问这个 */
export function asksMeaning(text: string): boolean {
  return (
    saysNotUnderstood(text) ||
    /^.{0,6}(?:什么意思|啥意思|咩意思|乜意思|什么叫|看不懂|听不懂|没听懂|听唔明|看唔明|不懂什么意思|^不懂|(?:为什么|为啥|干嘛|做什么)要?(?:问|同意|知道)).{0,6}$/.test(
      text.trim(),
    )
  )
}

/** 么子意思 · 还是不懂 · 唔知你讲咩: of what we said, and of nothing besides. */
export function saysNotUnderstood(text: string): boolean {
  return /^(?:这个?|那个?|上面|你们?|您|说的?|讲的?|写的?|到底|都|还是?|我|俺|涯|真|完全|也|是|系|又|就|一点|啊|哎|哦|唉|[，,\s])*(?:(?:什么|啥子?|咩|乜嘢?|么子|么个|哪样)意思|(?:听|看|搞|弄)?(?:不|冇|没|唔|没有)(?:大|太|得)?(?:听|看|搞|弄)?(?:懂|明白?)(?:你|您)?(?:说|讲)?(?:的|什么|啥|咩)*|(?:不|唔)(?:知道|晓得|知)(?:你|您)(?:们)?(?:在)?(?:说|讲)(?:什么|啥|咩|乜)|你(?:说|讲)(?:什么|啥|咩|乜))[了的啊呀呢哦咧哩嘞喔吗嘛咯]*[？?。！!\s]*$/.test(
    text.trim(),
  )
}

/** The question in its other form, with what it is good for. Who asks that twice is offered a person. */
export function hearMeaning(state: ConversationState, asking: Asking, context: DialogueContext): Answer {
  const first = asking.kind === 'slot' ? OTHER_FORM : 1
  const misses = state.misses >= first ? OFFER_PERSON : first
  const note = asking.kind === 'consent' ? [MEANING_WORDS.consent] : asking.kind === 'slot' ? [MEANING_WORDS.slot] : []
  return askAgain({ ...state, misses }, context, note)
}

/** Nothing is asked, or something besides the report: what we are for, or of a card, and who explains it by word of mouth. */
export function hearNotUnderstood(state: ConversationState, context: DialogueContext): Answer {
  const { asking } = state
  if (asking !== null) return hearMeaning(state, asking, context)
  const ofCard = state.lastCard !== undefined
  return answer(state, [
    text(ofCard ? MEANING_WORDS.card : MEANING_WORDS.idle, MEANING_WORDS.person),
    quickReplies(ofCard ? [LABEL.person] : [LABEL.report, LABEL.person]),
  ])
}
