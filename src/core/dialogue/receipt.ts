import type { Block, ReceiptLead } from '../../contract/block.ts'
import { whenWords } from '../words/when.ts'
import type { DialogueContext } from './conversation.ts'

/**
 * What the caller says after it made leads from a confirmed report: the numbers, who has it, and by when. `reachable`: he
 * gave a number to call; whoever gave none is visited.
 */
export function receiptReplies(leads: ReceiptLead[], context: Pick<DialogueContext, 'now'>, reachable = true): Block[] {
  if (leads.length === 0) return []
  const lines = leads.map((lead) => {
    const how = reachable ? '联系您' : '上门找您'
    const by = `${lead.holder}会在${whenWords(new Date(lead.dueAt), context.now)}前${how}。`
    return `${lead.merged ? `${lead.number}以前报过，合到一起了。` : `${lead.number}报上了。`}${by}`
  })
  return [{ kind: 'receipt', leads, text: [...lines, '记住编号，发“查进度”就能看办到哪一步。'].join('\n') }]
}
