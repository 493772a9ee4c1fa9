import { normalise } from '../understanding/normalise.ts'
import { answer, text } from './blocks.ts'
import { cardBlock } from './card-block.ts'
import type { Answer, ConversationState, DialogueContext, Said } from './conversation.ts'
import { askAgain } from './proceed.ts'
import { COMPLAINT_WORDS } from './words.ts'

const CADRE = '(?:书记|支书|村长|主任|干部|镇长|乡长|县长|会计|村委|工作队|当官的|领导)'
const GIFT = '(?:红包|烟|酒|礼|钱|好处)'
const COMPLAINTS = [
  `${CADRE}.{0,8}(?:收|要|索要|拿)(?:了|过|走)?(?:我|俺|人家)?.{0,6}${GIFT}.{0,8}(?:才[肯给愿帮能报办]|不办|告(?!诉)|举报|投诉)`,
  `[送塞给].{0,4}${CADRE}.{0,8}${GIFT}.{0,8}才`,
  `${CADRE}.{0,10}(?:贪污|受贿|索贿|吃拿卡要)`,
  `${CADRE}.{0,24}(?:我要|我想|去|要)(?:告(?!诉)|举报|投诉)(?:他|她)`,
].map((pattern) => new RegExp(pattern))
const TOPIC = 'complaint'
const LONGEST = 120

/** 书记收了我两条烟才肯报，我要告他: of a cadre, and nothing that he could be told himself. */
export function complainsOfCadre({ text: said, understood }: Said): boolean {
  if (said.length > LONGEST || understood.risks.some(({ type }) => type !== 'other')) return false
  const words = normalise(said)
  return COMPLAINTS.some((pattern) => pattern.test(words))
}

/** Where to complain, past the office complained of: nothing of it is kept for its cadres. What was open stays open. */
export function hearComplaint(state: ConversationState, context: DialogueContext): Answer {
  const shelf = context.cards()
  const card = [...shelf.cards.values()].find((one) => one.card.topic === TOPIC)
  const blocks = [text(...COMPLAINT_WORDS), ...(card ? [cardBlock(card, null, shelf)] : [])]
  if (state.asking === null && state.draft === null) return answer({ ...state, misses: 0 }, blocks)
  const again = askAgain(state, context, [])
  return { ...again, replies: [...blocks, ...again.replies] }
}
