import type { Block } from '../../../../src/contract/block.ts'
import type { Inbound, TurnView } from '../../../../src/contract/chat.ts'
import { RISK_TYPE_LABEL } from '../../../utils/risk-types'
import { clock } from './when'

/** One thing that was said, as the cadre sees it: his own words and a colleague's on the right, the machine's set back. */
export interface Said {
  key: string
  whose: 'by-him' | 'by-me' | 'by-machine'
  by: string
  text: string
  /** Where the picture is read; empty where there is none. */
  picture: string
}

export function saidIn(turns: TurnView[], now: Date): Said[] {
  return turns.flatMap(({ seq, at, inbound, replies }) => {
    const when = clock(at, now)
    const his = inbound ? [byHim(`${seq}`, `村民 ${when}`, inbound)] : []
    return [...his, ...replies.flatMap((block, place) => answered(`${seq}-${place}`, when, block))]
  })
}

function byHim(key: string, by: string, message: Inbound): Said {
  const line = { key, whose: 'by-him', by, picture: '' } as const
  switch (message.kind) {
    case 'text':
      return { ...line, text: message.text }
    case 'picture':
      return { ...line, text: '', picture: `/api/attachments/${message.attachment}` }
    case 'voice':
      return { ...line, text: message.text ?? '发来一段录音，请到电脑上听。' }
    case 'location':
      return { ...line, text: `位置：${message.label || '手机所在的地方'}` }
  }
}

function answered(key: string, when: string, block: Block): Said[] {
  const machine = (text: string): Said[] => [{ key, whose: 'by-machine', by: '机器', text, picture: '' }]
  switch (block.kind) {
    case 'text': {
      const { from, text } = block
      return from ? [{ key, whose: 'by-me', by: `${from} ${when}`, text, picture: '' }] : machine(text)
    }
    case 'card':
      return machine([block.title, ...block.rows.map(({ label, value }) => `${label}：${value}`)].join('\n'))
    case 'receipt':
      return machine(block.leads.map(({ number, riskType }) => `${number} ${RISK_TYPE_LABEL[riskType]}`).join('\n'))
    case 'quick_replies':
      return []
  }
}
