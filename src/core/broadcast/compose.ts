import type { Block } from '../../contract/block.ts'
import type { BroadcastContent } from '../../contract/broadcast.ts'
import type { CardShelf } from '../card/shelf.ts'
import { plainWords } from '../channel/plain-words.ts'
import { cardBlock } from '../dialogue/card-block.ts'
import { holdsOwnAccount } from '../understanding/own-account.ts'
import { findPrivateNumbers } from '../understanding/private-number.ts'

/** Stands under every broadcast. */
export const HOW_TO_STOP = '不想再收，发“不要宣传”。'
/** What WeChat takes as one text message. */
const MOST_BYTES = 2_048
/** What a service line is called by: an area before it, or 400. Nobody's own number looks so. */
const PUBLIC_NUMBER = /^(?:0\d{9,11}|[48]00\d{7})$/

export type Composed = { kind: 'composed'; title: string; blocks: Block[] } | { kind: 'refused'; why: string }

/** What people will see, made of a card of the place or of the officer's own words. */
export function compose(content: BroadcastContent, shelf: CardShelf): Composed {
  switch (content.kind) {
    case 'card': {
      const card = shelf.cards.get(content.card)
      if (!card) return refused('这张明白卡在这个地方没有，或者已经不用了。')
      return withFooter(card.card.title, [cardBlock(card, null, shelf)])
    }
    case 'text':
      return composeText(content.text)
  }
}

function composeText(text: string): Composed {
  const own = findPrivateNumbers(text).filter(({ value }) => !PUBLIC_NUMBER.test(value))
  if (own.length > 0) return refused('宣传里不能写手机号、身份证号这样的号码；办公电话请写区号。')
  if (holdsOwnAccount(text)) return refused('宣传里不能写银行卡号和个人的微信号。')
  if (!/[\p{L}\p{N}]/u.test(text)) return refused('还没有写内容。')
  return withFooter(beginningOf(text), [{ kind: 'text', text }])
}

function withFooter(title: string, content: Block[]): Composed {
  const blocks: Block[] = [{ kind: 'text', text: '【政策宣传】' }, ...content, { kind: 'text', text: HOW_TO_STOP }]
  const bytes = new TextEncoder().encode(plainWords(blocks, (options) => options.join('\n'))).length
  if (content.some(({ kind }) => kind === 'text') && bytes > MOST_BYTES) return refused('太长了，请写短一些。')
  return { kind: 'composed', title, blocks }
}

function refused(why: string): Composed {
  return { kind: 'refused', why }
}

const MOST_TITLE = 20
function beginningOf(text: string): string {
  const [line = ''] = text.split(/[\n。！？]/).filter((each) => each.trim() !== '')
  const chars = [...line.trim()]
  return chars.length > MOST_TITLE ? `${chars.slice(0, MOST_TITLE).join('')}…` : chars.join('')
}
