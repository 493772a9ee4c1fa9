import type { Block } from '../../../src/contract/block.ts'
import { ChatClient } from '../../support/chat-client.ts'

/** A resident tells his trouble by whatever phone he has, and answers what is asked until it is reported. */
export async function residentTells(
  server: string,
  trouble: string,
  { name, village }: { name: string; village: string },
): Promise<ChatClient> {
  const answers: [RegExp, string][] = [
    [/确认提交/, '确认提交'],
    [/您同意/, '同意'],
    [/自己家/, '我自己家'],
    [/户主/, name],
    [/哪个村/, village],
    [/什么时候/, '一个月左右'],
    [/几口人/, '4人'],
    [/花了|多少钱.*(?!收入)/, '不想说'],
    [/收入/, '不想说'],
    [/电话/, '13800000187'],
  ]
  const chat = await ChatClient.connect(server)
  await chat.hello()
  let { replies } = await chat.say(trouble)
  while (!replies.some(({ kind }) => kind === 'receipt')) {
    const asked = wordsOf(replies)
    const answer = answers.find(([question]) => question.test(asked))?.[1]
    if (answer === undefined) throw new Error(`the test does not know what to answer to: ${asked}`)
    replies = (await chat.say(answer)).replies
  }
  return chat
}

function wordsOf(blocks: Block[]): string {
  return blocks.map((block) => ('text' in block ? (block.text ?? '') : '')).join('\n')
}
