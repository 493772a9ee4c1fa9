import type { CardBlock } from '../../contract/block.ts'
import { text } from './blocks.ts'
import { cardBlock } from './card-block.ts'
import { CARD_ROW, CARD_WORDS } from './card-words.ts'
import type { Answer, ConversationState, DialogueContext, Said } from './conversation.ts'
import { notAnswered, withBlocks } from './policy-question.ts'

const LEAD = '^(?:那|那么|这个|那个|它|办这个|这样|这|请问|还|都|我们?|要是|去|[，,\\s])*'
const END = '[呢啊呀吗么嘛的啦]*[？?。！!\\s]*$'
const asks = (...pieces: string[]) => new RegExp(`${LEAD}(?:${pieces.join('|')})${END}`)

/** What is asked of a card without naming it, by the line that answers it. */
const FURTHER: readonly (readonly [keyof typeof CARD_ROW, RegExp])[] = [
  [
    'papers',
    asks(
      '(?:需?要|得|该)?(?:带|准备|交|拿|备|用)?(?:些|点)?(?:什么|哪些|啥子?|咩|乜嘢?|么子|几样)(?:材料|资料|东西|证件?|手续|嘢)',
      '(?:需?要|得|该)(?:带|准备|交|拿|备)(?:些|点)?(?:什么|哪些|啥子?|咩|乜嘢?|么子)',
      '(?:材料|资料|证件)(?:有|是|要)?(?:什么|哪些|啥)?',
    ),
  ],
  ['apply', asks('(?:该|要|得)?(?:怎么|怎样|咋|咋个|点样|点|如何)(?:去)?(?:申请|办理|报名|领取?|弄|申报|办手续)')],
  [
    'departments',
    asks(
      '(?:到|在)?(?:哪里|哪儿|边度|哪个部门|哪个地方|哪)(?:去)?(?:办理?|申请|报名|问|领|交)',
      '(?:要|该)?(?:找|问)(?:谁|哪个|边个|哪个部门|什么部门|哪里)(?:办理?|问|申请)?',
    ),
  ],
  [
    'forWhom',
    asks(
      '(?:要|有)?(?:什么|哪些|啥|咩)(?:条件|要求|资格)',
      '(?:什么|哪些|啥)样?的?人(?:能|可以|才能|有)(?:申请|领|办|享受|有)?',
      '(?:谁|边个|哪个)(?:能|可以)(?:申请|领|办|享受)',
      '(?:我家?|我们家?)?(?:能不能|可不可以|够不够|符不符合|算不算|有没有)(?:申请|领|办|享受|条件|资格|份|得)*',
      // Only as a question: 能 alone says yes to ours.
      '(?:我家?|我们家?)?(?:能|可以|够|符合)(?:申请|领|办|享受|条件|资格|份|得)*[吗么嘛不？?]',
    ),
  ],
  [
    'get',
    asks(
      '(?:一共)?(?:有|能|可以|会)?(?:给|补|领|拿|发)?(?:多少|几多)(?:钱)?',
      '(?:有|能得)(?:什么|啥|咩)(?:好处|帮扶|补贴)',
    ),
  ],
]

/** The line of the card shown just before that he asks about; null where his words ask by themselves, or no card was shown. */
function lineAsked({ lastCard }: ConversationState, said: Said): keyof typeof CARD_ROW | null {
  if (lastCard === undefined || said.understood.risks.length > 0) return null
  return FURTHER.find(([, pattern]) => pattern.test(said.text.trim()))?.[0] ?? null
}

/** Whether his own household must be looked up: the card may say whether it is for him. */
export function asksFurther(state: ConversationState, said: Said): boolean {
  return lineAsked(state, said) !== null
}

/** 那要什么材料 after a card means that card: its own line, or the honest word that it says nothing of it. */
export function hearFurther(state: ConversationState, said: Said, context: DialogueContext): Answer | null {
  const line = lineAsked(state, said)
  const { lastCard } = state
  if (line === null || lastCard === undefined) return null
  const shelf = context.cards()
  const effective = shelf.cards.get(shelf.titles.get(lastCard.title) ?? '')
  if (!effective) return null
  const block = cardBlock(effective, context.household, shelf)
  const told = linesOf(block, line)
  if (told.length === 0) return notAnswered(state, `${lastCard.title}：${said.text}`, context)
  return withBlocks(state, context, [text(CARD_WORDS.ofCard(block.title), ...told)])
}

function linesOf({ rows }: CardBlock, line: keyof typeof CARD_ROW): string[] {
  const wanted: string[] = line === 'forWhom' ? [CARD_ROW.forWhom, CARD_ROW.household] : [CARD_ROW[line]]
  return rows.filter(({ label }) => wanted.includes(label)).map(({ label, value }) => `${label}：${value}`)
}
