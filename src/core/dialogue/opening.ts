import type { Answer, ConversationState, DialogueContext, Draft, Said } from './conversation.ts'
import { hearQuestion } from './policy-question.ts'
import { askAgain, askSlot } from './proceed.ts'
import { newDraft } from './report.ts'
import { GREETING_WORDS } from './words.ts'

/** 我要报 · 想申报个事 · 我要帮隔壁报一下: that he will tell something, and nothing of it yet. */
const ANNOUNCES =
  /^(?:你好|您好|我|我们|想|要|来|是来|需要|现在|就|[，,\s])*(?:(?:[帮替代给])(?:我们?)?(?:村里?|组里?)?(?:的|一个|个|一户)?([^，,。报]{1,5}?))?(?:来)?(?:申报|上报|填报|报|反映)(?:一?下|一?个|一?件|点)?(?:难处|困难|事情?|情况|问题)?[了吧啊呀呢]*[。！!]*$/
const OTHERS = /人|家|邻|隔|对门|老|叔|伯|婶|嫂|姨|舅|姑|哥|弟|姐|妹|亲戚|朋友|阿|户/
/** 我想问下: that he will ask something. */
const ASKS_LEAVE =
  /^(?:你好|您好|我|我们|想|要|可以|能|请|麻烦|有(?:一?[个件])?事情?|[，,\s])*(?:咨询|问问?)(?:你们?|您)?(?:一?下子?|个事情?|点事|一?个问题|句话|件事)?(?:可以|行|得|好)?(?:吗|么|不|啊|呀|哈|咧)?[？?。！!]*$/
/** The bare name of what papers give: asked for, not told. */
const NAMES_POLICY =
  /^(?:低保|五保|特困|医保|新农合|合作医疗|养老金|养老保险|社保|残疾证|残疾补贴|高龄补贴|临时救助|医疗救助|大病救助|危房改造|危改|公益岗|公益岗位|公益性岗位|小额贷款|雨露计划|助学金|产业奖补|监测户|防返贫|返贫险)(?:的?(?:事|政策|情况|问题))?[。！!]*$/

/** Words that only announce a question; where nothing is open, also a report, or that name a policy. `null`: they say more. */
export function hearOpening(state: ConversationState, said: Said, context: DialogueContext): Answer | null {
  const bare = said.text.trim()
  // Within a report too: nobody can answer what is not yet asked.
  if (ASKS_LEAVE.test(bare) && state.asking?.kind !== 'add_words') return askAgain(state, context, [GREETING_WORDS.ask])
  if (state.asking !== null || state.draft !== null || said.understood.risks.some(({ type }) => type !== 'other'))
    return null
  if (NAMES_POLICY.test(bare)) return hearQuestion(state, said, context)
  const announced = ANNOUNCES.exec(bare)
  if (announced === null) return null
  const fresh = newDraft(context.now)
  const other = announced[1] !== undefined && OTHERS.test(announced[1])
  const draft: Draft = other ? { ...fresh, whose: { value: 'other', words: bare.slice(0, 40) } } : fresh
  return askSlot({ ...state, misses: 0 }, draft, 'what', context, [])
}
