import type { CardBlock } from '../../contract/block.ts'
import { askShelf } from '../card/ask-shelf.ts'
import { renderCard } from '../card/render-card.ts'
import type { CardShelf } from '../card/shelf.ts'
import { cardBlock } from '../dialogue/card-block.ts'
import { asksOtherMatter, cardNotes } from '../dialogue/card-notes.ts'
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

/** card: for everybody to read, behind what he should hear first, such as that it is of another year. words: to be said in the group. personal: said in the group, and gone on with in a chat of his own. */
export type InPublic =
  | { kind: 'card'; notes: string[]; card: CardBlock }
  | { kind: 'words' | 'personal'; words: string }

/** The answer to what somebody asks in a group that everybody reads. Nothing that he tells of himself is taken up or repeated there. */
export function answerInPublic(text: string, shelf: CardShelf): InPublic {
  const understood = understand(text)
  if (understood.intent === 'emergency')
    return { kind: 'personal', words: [...emergencyNumbers(text, understood.proxy), IN_PUBLIC.urgent].join('\n') }
  if (understood.privateNumbers.length > 0) return { kind: 'personal', words: IN_PUBLIC.numbers }
  const { intent } = understood
  if (intent !== 'question' && intent !== 'smalltalk') return { kind: 'personal', words: IN_PUBLIC.alone }
  const finding = askShelf(shelf, text)
  const effective = finding.kind === 'answered' ? shelf.cards.get(finding.best) : undefined
  const asked = { text, amounts: understood.amounts }
  if (effective) {
    const card = cardBlock(effective, null, shelf)
    if (!asksOtherMatter(asked, card)) return { kind: 'card', notes: cardNotes(asked, card, effective, shelf), card }
  }
  if (intent === 'smalltalk') return { kind: 'words', words: IN_PUBLIC.how }
  if (finding.kind !== 'close') return { kind: 'words', words: IN_PUBLIC.none }
  const [first, second] = [finding.best, finding.second].map((id) => titleOf(id, shelf))
  return { kind: 'words', words: IN_PUBLIC.which(first ?? '', second ?? '') }
}

function titleOf(id: string, { cards }: CardShelf): string {
  const effective = cards.get(id)
  return effective ? renderCard(effective).title : ''
}
