import type { Block } from '../../../src/contract/block.ts'
import type { Inbound, TurnView } from '../../../src/contract/chat.ts'
import { openChat } from '../../utils/chat'
import { look, tell } from '../../utils/page'
import type { Unsent } from '../../utils/unsent'

/** One thing in the chat, as the page shows it. */
interface Line {
  key: string
  mine: boolean
  text: string
  waiting: boolean
}

let chat: ReturnType<typeof openChat> | null = null

Page({
  data: {
    ...look(),
    online: true,
    lines: [] as Line[],
    waiting: [] as Line[],
    /** What may be answered by a tap: of the last turn only. */
    options: [] as string[],
    text: '',
    bottom: '',
  },

  onLoad() {
    chat = openChat({
      online: (online) => this.setData({ online }),
      greeting: (blocks) => this.show('greeting', blocks),
      turn: (turn) => this.showTurn(turn),
      unsent: (messages) => this.setData({ waiting: messages.map(waitingLine) }, () => this.toBottom()),
      refused: (words) => tell(words),
      cleared: () => this.setData({ lines: [], options: [] }),
    })
  },
  onShow() {
    this.setData(look())
  },
  onUnload() {
    chat?.close()
  },

  write({ detail }: { detail: { value: string } }) {
    this.setData({ text: detail.value })
  },
  send() {
    const text = this.data.text.trim()
    if (text === '') return
    this.setData({ text: '' })
    chat?.say({ kind: 'text', text })
  },
  choose({ currentTarget }: { currentTarget: { dataset: { option: string } } }) {
    chat?.say({ kind: 'text', text: currentTarget.dataset.option })
  },

  showTurn({ seq, inbound, replies }: TurnView) {
    if (inbound) this.add([{ key: `${seq}-mine`, mine: true, text: wordsOfInbound(inbound), waiting: false }])
    this.show(String(seq), replies)
  },
  show(key: string, blocks: Block[]) {
    const lines = blocks.flatMap((block, at) => {
      const text = wordsOfBlock(block)
      return text ? [{ key: `${key}-${at}`, mine: false, text, waiting: false }] : []
    })
    const options = blocks.flatMap((block) => (block.kind === 'quick_replies' ? block.options : []))
    this.setData({ options })
    this.add(lines)
  },
  add(lines: Line[]) {
    const known = new Set(this.data.lines.map(({ key }) => key))
    this.setData({ lines: [...this.data.lines, ...lines.filter(({ key }) => !known.has(key))] }, () => this.toBottom())
  },
  toBottom() {
    this.setData({ bottom: '' })
    this.setData({ bottom: 'end' })
  },
})

function waitingLine({ id, message, file }: Unsent): Line {
  const text = message ? wordsOfInbound(message) : file?.kind === 'voice' ? '［语音］' : '［照片］'
  return { key: id, mine: true, text, waiting: true }
}

function wordsOfInbound(message: Inbound): string {
  switch (message.kind) {
    case 'text':
      return message.text
    case 'picture':
      return '［照片］'
    case 'voice':
      return message.text ?? '［语音］'
    case 'location':
      return message.label ?? '［位置］'
  }
}

function wordsOfBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.from ? `${block.from}：${block.text}` : block.text
    case 'quick_replies':
      return ''
    case 'card':
      return [block.title, block.text, ...block.rows.map(({ label, value }) => `${label}：${value}`), block.source]
        .filter(Boolean)
        .join('\n')
    case 'receipt':
      return [...block.leads.map(({ number, holder }) => `编号 ${number}，${holder}`), block.text].join('\n')
  }
}
