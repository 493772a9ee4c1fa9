import type { Answer, ConversationState, DialogueContext, Said } from './conversation.ts'
import { openLeads } from './leads.ts'
import { askAgain } from './proceed.ts'
import { ABOUT_US_WORDS, GREETING_WORDS } from './words.ts'

const END = '[的了吧啊呀呢哦啦嘛咯哩么吗喔]*[？?。！!\\s]*$'
const about = (...pieces: string[]) => new RegExp(`^(?:请问|问一下|那|我?想问|这个|这)*(?:${pieces.join('|')})${END}`)

/** Questions about this service itself: these we can answer, so they get an answer. */
const QUESTIONS: [RegExp, string[]][] = [
  [
    about(
      '.{0,8}(?:会不会|会)(?:把|将)?.{0,6}(?:告诉|说给|讲给|泄露|传出去|说出去|让).{0,8}',
      '.{0,6}(?:保密|泄露)不?.{0,4}',
      '.{0,4}(?:别人|村里人|人家)(?:会不会|会)(?:知道|晓得|看到)',
    ),
    [ABOUT_US_WORDS.privacy, ABOUT_US_WORDS.purpose],
  ],
  [about('.{0,4}(?:要不要|要|收不收|收|用不用)(?:我)?(?:交|花|给|收)?(?:钱|费)', '.{0,4}免费'), [ABOUT_US_WORDS.free]],
  [
    about('(?:什么|啥|咩|乜)(?:叫|是|系)?户主', '户主(?:是|系)?(?:什么|啥|咩|乜|谁|哪个)(?:意思|人)?'),
    [ABOUT_US_WORDS.head],
  ],
  [
    about(
      '你们?(?:是|系)?(?:不是)?(?:个)?(?:机器人?|电脑|真人|活人|人工|人)',
      '你们?(?:是|系)(?:人|机器)还是(?:机器人?|人)',
    ),
    [ABOUT_US_WORDS.machine, ABOUT_US_WORDS.person],
  ],
  [
    about('你们?(?:到底)?(?:是|系)(?:谁|哪个|边个|什么人|啥人|干什么的|干啥的|做什么的|哪里的|哪儿的|什么单位)'),
    [ABOUT_US_WORDS.who],
  ],
]

/** 然后呢 · 咋办嘛: what comes next, which depends on where he stands. */
const NEXT = about(
  '然后|接下来|接着|之后|下一步',
  '(?:然后|接下来|接着|下一步|现在|那)?(?:我|该|要)*(?:怎么办|咋办|咋个办|咋整|点办|怎样办|做什么|干什么|干啥)',
)

export function asksNext(said: Said): boolean {
  return NEXT.test(said.text.trim())
}

/** A short plain answer about ourselves, and the open question again. `null`: he asks something else. */
export function hearAboutUs(state: ConversationState, said: Said, context: DialogueContext): Answer | null {
  const bare = said.text.trim()
  const idle = state.asking === null && state.draft === null
  if (bare.length > 24) return null
  if (NEXT.test(bare)) {
    const open = openLeads(context.leads, 'add').length > 0
    if (!idle) return askAgain(state, context, [ABOUT_US_WORDS.nextInReport])
    return askAgain(
      state,
      context,
      open ? [ABOUT_US_WORDS.nextAfter, ABOUT_US_WORDS.seeProgress] : [GREETING_WORDS.invite],
    )
  }
  const words = QUESTIONS.find(([pattern]) => pattern.test(bare))?.[1]
  if (words === undefined) return null
  return askAgain(state, context, idle ? [...words, GREETING_WORDS.invite] : words)
}
