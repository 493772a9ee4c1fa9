/** One resident's chat as the person sees it who speaks with him. */
import type { Block } from '../../../contract/block.ts'
import type { Inbound, TurnView } from '../../../contract/chat.ts'
import { h } from './dom.ts'
import { picture } from './picture.ts'
import { clock } from './when.ts'
import { pageData } from './words.ts'

export function talkTurn({ at, seq, inbound, replies }: TurnView, token: string): HTMLElement {
  return h(
    'li',
    { class: 'turn', 'data-seq': seq },
    h('time', { class: 'stamp', datetime: at }, clock(new Date(at), new Date())),
    inbound && h('div', { class: 'bubble theirs' }, ...said(inbound, token)),
    ...replies.map(answered),
  )
}

function said(message: Inbound, token: string): (Node | string)[] {
  const attached = (id: string) => picture(`/api/attachments/${id}`, token, '村民发来的照片')
  switch (message.kind) {
    case 'text':
      return [message.text]
    case 'picture':
      return [attached(message.attachment)]
    case 'voice':
      return [message.text ?? '', attached(message.attachment)]
    case 'location':
      return [`位置：${message.label ?? `${message.latitude}, ${message.longitude}`}`]
  }
}

/** A person's words stand on the right under his name; the machine's are set back, for they only help to understand. */
function answered(block: Block): HTMLElement | null {
  switch (block.kind) {
    case 'text':
      return block.from
        ? h(
            'div',
            { class: 'by-person' },
            h('p', { class: 'hint' }, block.from),
            h('p', { class: 'bubble mine' }, block.text),
          )
        : machine(block.text)
    case 'card':
      return machine([block.title, ...block.rows.map(({ label, value }) => `${label}：${value}`)].join('\n'))
    case 'receipt':
      return machine(block.leads.map(({ number, riskType }) => `${number} ${pageData.riskTypes[riskType]}`).join('\n'))
    case 'quick_replies':
      return null
  }
}

function machine(words: string): HTMLElement {
  return h('p', { class: 'by-machine' }, h('b', {}, '机器：'), words)
}
