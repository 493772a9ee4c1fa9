import { answer, text } from './blocks.ts'
import type { Answer, ConversationState, DialogueContext, DialogueEvent, Heard } from './conversation.ts'
import { askAgain } from './proceed.ts'
import { LEAD_WORDS } from './words.ts'

/** Nothing else can be meant by these. What is said less plainly is a command of the understanding. */
const NO_MORE =
  /^(?:请|我)?(?:(?:不要|不想要|不想收|不想看|不收|不看|取消|停止|关闭|别发|不要发|不要再发|别再发)(?:这些|政策)*宣传|退订(?:宣传|政策宣传)?|取消订阅|拒收(?:宣传|政策宣传|政策|消息)?|td)了?[吧啊呀]?[。.！!]*$/i
/** 你们别发广告了: he calls it what he takes it for. */
const NO_ADVERTS =
  /^(?:请|我|你们?|您|能不能|可以)*(?:不要再?|别再?|不想再?|不用再?|不许再?|少|拒绝|取消|停止|拒收)(?:给我|给我们|跟我|老是?|总是?|一直|天天)*(?:发送?|推送?|收|看|打)?(?:到|这些|那些|这种|什么)*(?:小|垃圾)?(?:广告|宣传|推送|垃圾信息|垃圾短信)(?:给我|给我们|过来|来)?[了吧啊呀吗]*[。.！!？?]*$/
const AGAIN =
  /^(?:请|我)?(?:还|又)?(?:要|想要|想收|想看|要收|要看|恢复|接收|重新接收|继续接收|恢复接收)(?:政策宣传|宣传|政策通知|政策)[了吧啊]?[。.！!]*$|^(?:重新|恢复)订阅[。.！!]*$/

/**
 * Publicity is stopped by a word in whatever state the chat is, also while a person has the word or an emergency goes on; and begun
 * again by nothing but a word. What was open stays open. `null`: he speaks of something else.
 */
export function hearPublicity(state: ConversationState, heard: Heard, context: DialogueContext): Answer | null {
  if (heard.kind !== 'text') return null
  const bare = heard.text.replace(/\s+/g, '')
  if (NO_MORE.test(bare) || NO_ADVERTS.test(bare))
    return noted(state, [LEAD_WORDS.optedOut, LEAD_WORDS.caseNewsStay, LEAD_WORDS.howToOptIn], 'opted_out', context)
  if (AGAIN.test(bare)) {
    // Nothing is sent to whoever never agreed to the notice, of whatever version; a report asks him to.
    const words = state.consent
      ? [LEAD_WORDS.optedIn, LEAD_WORDS.howToOptOut]
      : [LEAD_WORDS.optedInWaits, LEAD_WORDS.howToAgree]
    return noted(state, words, 'opted_in', context)
  }
  return null
}

function noted(
  { cardChoice: _, ...state }: ConversationState,
  words: string[],
  kind: 'opted_out' | 'opted_in',
  context: DialogueContext,
): Answer {
  if (state.handover === undefined) return { ...askAgain(state, context, words), events: [{ kind }] }
  const told: DialogueEvent[] = state.handover.kind === 'held' ? [{ kind: 'handover_message' }] : []
  return answer(state, [text(...words)], [{ kind }, ...told])
}
