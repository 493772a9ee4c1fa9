/**
 * One conversation, held over any channel: it must end in the same state everywhere. A channel's test brings how to say something there
 * and how to find whoever says it; what is compared is what the conversation knows and what was reported, without ids and times.
 */
import { expect } from 'vitest'
import type { Deps } from '../../src/app/deps.ts'
import type { Channel } from '../../src/contract/terms.ts'
import { COUNTY } from './world.ts'

/** With a detour, an answer that is corrected, and a report; the household must be new to the county. */
export const saidOf = (head: string): string[] => [
  '你好',
  '我家房子漏雨，墙裂了一条大缝，不敢住',
  '同意',
  '我自己家',
  `户主是${head}`,
  '联群村',
  '去年台风以后',
  '低保怎么申请',
  '4人',
  '一两万',
  '没有电话',
  '要改',
  '家里几口人',
  '5人',
  '确认提交',
  '查进度',
]

/** How it ended: the last state and the turns, told apart only by what is the channel's own. */
export async function endOf(deps: Deps, channel: Channel, userId: string, head: string): Promise<unknown> {
  const ended = await deps.store.transaction({ kind: 'system', county: COUNTY }, async (tx) => {
    const found = await tx.conversations.find(channel, userId)
    if (!found) throw new Error(`no conversation on ${channel}`)
    const turns = await tx.conversations.turnsAfter(found.conversationId, 0, 100)
    return { state: found.state, turns: turns.map(({ seq, inbound, replies }) => ({ seq, inbound, replies })) }
  })
  expect(ended.turns.length).toBeGreaterThan(10)
  const text = JSON.stringify(ended)
    .replaceAll(head, '户主')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/A\d{4}/g, 'NUMBER')
  return JSON.parse(text)
}
