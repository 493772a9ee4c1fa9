import { expect, it } from 'vitest'
import { askForCards, CHANNEL_WORDS, welcomeBlocks } from '../../../src/core/channel/channel-words.ts'
import { expectPlainReplies } from '../dialogue/plain-language.ts'

const QUESTIONS = ['低保怎么申请', '孩子上学有什么补助']

it('says everything in short plain sentences', () => {
  for (const words of Object.values(CHANNEL_WORDS)) {
    const text = typeof words === 'string' ? words : words('江尾镇连溪村')
    expectPlainReplies([{ kind: 'text', text }])
  }
  expectPlainReplies(askForCards(null, QUESTIONS))
})

it('greets with what becomes of his words, before what he can tap', () => {
  const greeting = [
    { kind: 'text' as const, text: '您好' },
    { kind: 'quick_replies' as const, options: ['查进度'] },
  ]
  const [first, privacy, last] = welcomeBlocks(greeting, '江尾镇连溪村')
  expect([first, last]).toEqual(greeting)
  expect(privacy).toMatchObject({ text: expect.stringMatching(/连溪村.*同意/s) })
  expect(JSON.stringify(welcomeBlocks(greeting, null))).not.toContain('您扫的是')
  expect(JSON.stringify(askForCards('https://mingbai.example.cn', QUESTIONS))).toContain(
    'https://mingbai.example.cn/cards',
  )
})
