import type { CardBlock } from '../../contract/block.ts'
import { findCard } from '../card/find-card.ts'
import type { CardShelf } from '../card/shelf.ts'
import { cardBlock } from '../dialogue/card-block.ts'
import { asksOtherMatter } from '../dialogue/card-notes.ts'
import { emergencyNumbers } from '../dialogue/emergency-words.ts'
import { understand } from '../understanding/understand.ts'

export const IN_PUBLIC = {
  alone: '这是您自己的事，群里大家都看得见。请加我私聊，一对一说。',
  urgent: '说清楚在哪里，请加我私聊，我马上告诉干部。',
  numbers: '群里不要发电话和身份证号，请撤回这条。请加我私聊，一对一说。',
  which: (first: string, second: string) => `您问的是“${first}”，还是“${second}”？请@我再问一次。`,
  none: '这个我没有现成的答案。请加我私聊问，我转给村干部。',
  how: '想知道哪样政策，@我直接问。自己家的事，请加我私聊。',
}

/** card: for everybody to read. words: to be said in the group. personal: said in the group, and gone on with in a chat of his own. */
export type InPublic = { kind: 'card'; card: CardBlock } | { kind: 'words' | 'personal'; words: string }

/** The answer to what somebody asks in a group that everybody reads. Nothing that he tells of himself is taken up or repeated there. */
export function answerInPublic(text: string, shelf: CardShelf): InPublic {
  const understood = understand(text)
  if (understood.intent === 'emergency')
    return { kind: 'personal', words: [...emergencyNumbers(text, understood.proxy), IN_PUBLIC.urgent].join('\n') }
  if (understood.privateNumbers.length > 0) return { kind: 'personal', words: IN_PUBLIC.numbers }
  const { intent } = understood
  if (intent !== 'question' && intent !== 'smalltalk') return { kind: 'personal', words: IN_PUBLIC.alone }
  const finding = findCard(shelf.index, text)
  const found = finding.kind === 'answered' ? blockOf(finding.best, shelf) : null
  if (found && !asksOtherMatter({ text, amounts: understood.amounts }, found)) return { kind: 'card', card: found }
  if (intent === 'smalltalk') return { kind: 'words', words: IN_PUBLIC.how }
  if (finding.kind !== 'close') return { kind: 'words', words: IN_PUBLIC.none }
  const [first, second] = [finding.best, finding.second].map((id) => blockOf(id, shelf)?.title ?? '')
  return { kind: 'words', words: IN_PUBLIC.which(first ?? '', second ?? '') }
}

/** For everybody: whether it is for one household is not looked at. */
function blockOf(id: string, shelf: CardShelf): CardBlock | null {
  const effective = shelf.cards.get(id)
  return effective ? cardBlock(effective, null, shelf.day) : null
}
