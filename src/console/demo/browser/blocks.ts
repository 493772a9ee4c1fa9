import type { Block, CardBlock, CardRow, ReceiptBlock, ReceiptLead } from '../../../contract/block.ts'
import { callButtons, withCallLinks } from './call-links.ts'
import { cameFrom } from './came-from.ts'
import { cardQuery } from './card-query.ts'
import { h } from './dom.ts'
import { clock } from './when.ts'
import { pageData } from './words.ts'

/** One reply block as the resident sees it. Quick replies call `choose`; they are the only ones that act. */
export function blockView(block: Block, choose: (option: string) => void): HTMLElement {
  switch (block.kind) {
    case 'text':
      return block.from ? byPerson(block.from, block.text) : words(block.text)
    case 'card':
      return h(
        'section',
        { class: 'card', 'aria-label': block.title },
        h('h3', {}, block.title),
        block.text ? h('p', {}, ...withCallLinks(block.text)) : null,
        block.rows.length > 0 ? h('dl', {}, ...block.rows.map(row)) : null,
        block.source ? h('p', { class: 'source' }, `依据：${block.source}`) : null,
        block.card ? cardLinks(block, block.card) : null,
      )
    case 'receipt':
      return receipt(block)
    case 'quick_replies':
      return h(
        'div',
        { class: 'choices', role: 'group', 'aria-label': '点一下就能回答' },
        ...block.options.map((option) =>
          h('button', { type: 'button', class: 'choice', click: (event) => once(event) && choose(option) }, option),
        ),
      )
  }
}

/** The card on a page of its own, for old eyes and ears, and as a picture to keep and pass on. */
function cardLinks(block: CardBlock, card: string): HTMLElement {
  const query = cardQuery(block, cameFrom())
  const page = `/cards/${card}${query}`
  const link = (label: string, href: string, more = {}) => h('a', { class: 'press', href, ...more }, label)
  return h(
    'p',
    { class: 'card-links' },
    link('看大字', page),
    link('存图片', `/cards/${card}/picture.png${query}`, { download: `${block.title}.png` }),
    link('念给我听', `${page}#listen`),
  )
}

/** What a person says stands under his name: it is not the machine that speaks. */
function byPerson(from: string, text: string): HTMLElement {
  return h('div', { class: 'from-person' }, h('p', { class: 'hint' }, from), words(text))
}

function words(text: string): HTMLElement {
  const bubble = h('p', { class: 'bubble theirs' }, ...withCallLinks(text))
  const calls = callButtons(text)
  return calls ? h('div', { class: 'urgent' }, bubble, calls) : bubble
}

export function row({ label, value, words }: CardRow): HTMLElement {
  return h(
    'div',
    {},
    h('dt', {}, label),
    h('dd', {}, value, words && words !== value ? h('q', { class: 'own-words' }, words) : null),
  )
}

/** The second half of a double tap may land on the next question's answer. */
function once(event: Event): boolean {
  return (event as UIEvent).detail <= 1
}

function receipt({ leads, text }: ReceiptBlock): HTMLElement {
  return h(
    'section',
    { class: 'card receipt', 'aria-label': '回执' },
    h('h3', {}, '已经收到'),
    ...leads.map(receiptLead),
    h('p', {}, text),
  )
}

function receiptLead(lead: ReceiptLead): HTMLElement {
  return h(
    'div',
    { class: 'receipt-lead' },
    h('p', { class: 'receipt-number' }, h('b', {}, lead.number), h('span', {}, pageData.riskTypes[lead.riskType])),
    lead.merged ? h('p', { class: 'source' }, '和之前报的同一件事，合在一起办。') : null,
    h(
      'dl',
      {},
      row({ label: '谁来办', value: lead.holder }),
      row({ label: '最晚联系', value: `${clock(new Date(lead.dueAt), new Date())}前` }),
    ),
  )
}
