import { describe, expect, test } from 'vitest'
import { understand } from '../../../src/core/understanding/understand.ts'

describe('who wants work asks for it, and for nobody to speak with', () => {
  test.each([
    '想找工作',
    '我想找工作',
    '帮我找工作',
    '找工作找谁',
    '想找个工作',
    '我儿子想找份工作',
    '哪里能找活干',
    '想找活路',
    '帮我揾份工',
    '本地有没有工找？',
    '你好，我要找工作',
  ])('%s', (words) => expect(understand(words).intent).toBe('question'))

  test.each(['我想找个人说话', '找干部', '想找村干部帮我找工作', '我要找人工', '找个人来我家'])(
    '%s wants a person',
    (words) => expect(understand(words).intent).toBe('human'),
  )

  test.each(['找不到工作半年了', '我失业半年了，想找工作', '打工没找到工作，在家一年了'])(
    '%s tells a trouble',
    (words) => {
      const { intent, risks } = understand(words)
      expect(intent).toBe('report')
      expect(risks.map(({ type }) => type)).toContain('job_loss')
    },
  )
})
