import type { Block, CardBlock, CardRow, ReceiptLead } from '../../src/contract/block.ts'
import type { Inbound, TurnView } from '../../src/contract/chat.ts'
import { type Call, callsIn } from './calls'
import { RISK_TYPE_LABEL } from './risk-types'
import type { Unsent } from './unsent'
import { clock } from './when'

/** One thing in the talk, as the page draws it. */
export type Line =
  | { key: string; kind: 'time' | 'mark'; text: string }
  | { key: string; kind: 'mine'; form: 'words' | 'picture' | 'voice'; text: string; attachment: string; state: string }
  | { key: string; kind: 'heard'; from: string; text: string; calls: Call[]; read: string }
  | {
      key: string
      kind: 'card'
      title: string
      text: string
      rows: CardRow[]
      source: string
      link: string
      read: string
    }
  | { key: string; kind: 'receipt'; leads: Receipt[]; text: string; read: string }

interface Receipt {
  number: string
  matter: string
  merged: boolean
  holder: string
  by: string
}

/** A pause longer than this gets the time written over it, as in every chat. */
const PAUSE_MS = 5 * 60_000

export function linesOf(turns: TurnView[]): Line[] {
  return turns.flatMap((turn, at) => turnLines(turn, turns[at - 1] ?? null))
}

function turnLines({ seq, at, inbound, replies, messageId }: TurnView, before: TurnView | null): Line[] {
  // What was deleted at his wish leaves an empty turn: others are counted behind it.
  if (!inbound && replies.length === 0) return []
  const lines: Line[] = []
  if (!before || Date.parse(at) - Date.parse(before.at) > PAUSE_MS)
    lines.push({ key: `${seq}-time`, kind: 'time', text: clock(new Date(at)) })
  if (inbound) lines.push(saidLine(`${seq}-mine`, inbound, ''))
  if (messageId === null && !replies.some(byPerson)) lines.push({ key: `${seq}-news`, kind: 'mark', text: '新消息' })
  lines.push(...blockLines(`${seq}`, replies))
  // A person has the word: what he wrote is there, and the answer comes when it comes.
  if (inbound && replies.length === 0) lines.push({ key: `${seq}-there`, kind: 'mark', text: '已送到，等人回' })
  return lines
}

export function blockLines(key: string, blocks: Block[]): Line[] {
  return blocks.flatMap((block, at) => {
    const line = blockLine(`${key}-${at}`, block)
    return line ? [line] : []
  })
}

function blockLine(key: string, block: Block): Line | null {
  switch (block.kind) {
    case 'text': {
      const { text, from = '' } = block
      return { key, kind: 'heard', from, text, calls: callsIn(text), read: from ? `${from}说：${text}` : text }
    }
    case 'quick_replies':
      return null
    case 'card': {
      const { title, text = '', rows, source = '' } = block
      const read = [title, text, ...rows.map(({ label, value }) => `${label}：${value}`)].filter(Boolean).join('。')
      return { key, kind: 'card', title, text, rows, source, link: cardLink(block), read }
    }
    case 'receipt': {
      const leads = block.leads.map(receipt)
      const read = ['已经收到', ...leads.map(({ number, holder }) => `编号${number}，${holder}来办`), block.text].join(
        '。',
      )
      return { key, kind: 'receipt', leads, text: block.text, read }
    }
  }
}

function cardLink({ card, region, date }: Pick<CardBlock, 'card' | 'region' | 'date'>): string {
  if (!card) return ''
  const query = Object.entries({ id: card, region, date }).filter(([, value]) => value !== undefined)
  return `/pages/card/card?${query.map(([name, value]) => `${name}=${value}`).join('&')}`
}

function receipt({ number, riskType, merged, holder, dueAt }: ReceiptLead): Receipt {
  return { number, matter: RISK_TYPE_LABEL[riskType], merged, holder, by: `${clock(new Date(dueAt))}前` }
}

function saidLine(key: string, said: Inbound, state: string): Line {
  const line = { key, kind: 'mine', state } as const
  switch (said.kind) {
    case 'text':
    case 'location':
      return { ...line, form: 'words', text: wordsOfSaid(said), attachment: '' }
    case 'picture':
      return { ...line, form: 'picture', text: '照片', attachment: said.attachment }
    case 'voice':
      return { ...line, form: 'voice', text: said.text ?? '', attachment: said.attachment }
  }
}

export function wordsOfSaid(said: Inbound): string {
  switch (said.kind) {
    case 'text':
      return said.text
    case 'picture':
      return '照片'
    case 'voice':
      return said.text ?? '录音'
    case 'location':
      return `我的位置：${said.label || '手机所在的地方'}`
  }
}

/** What is not with the server yet. */
export function waitingLine({ id, message, file }: Unsent): Line {
  const key = `unsent-${id}`
  if (!file) return saidLine(key, message ?? { kind: 'text', text: '' }, '待发送')
  const text = file.kind === 'voice' ? (file.text ?? '一段录音') : '一张照片'
  return { key, kind: 'mine', form: 'words', text, attachment: '', state: '待发送' }
}

/** What may be answered by a tap: only the newest question. While a person speaks, what was offered before stays on offer. */
export function optionsOf(turns: TurnView[]): string[] {
  const last = turns.filter(({ replies }) => replies.some((block) => !byPerson(block))).at(-1)
  return last?.replies.flatMap((block) => (block.kind === 'quick_replies' ? block.options : [])) ?? []
}

function byPerson(block: Block): boolean {
  return block.kind === 'text' && block.from !== undefined
}
