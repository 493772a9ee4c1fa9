import { expect, it } from 'vitest'
import type { Block } from '../../../src/contract/block.ts'
import { chosen, numbered, plainWords } from '../../../src/core/channel/plain-words.ts'

const ASKED: Block[] = [
  { kind: 'text', text: '哪个村？' },
  { kind: 'quick_replies', options: ['联群村', '松岭村'] },
]

it('says a question with its answers numbered', () => {
  expect(plainWords(ASKED, numbered)).toBe('哪个村？\n\n1. 联群村\n2. 松岭村\n回复前面的数字，或者直接说。')
})

it('says who speaks, and a card with its source', () => {
  const blocks: Block[] = [
    { kind: 'text', text: '我明天来。', from: '王五（村干部）' },
    {
      kind: 'card',
      title: '危房改造',
      text: '房子不安全可以申请。',
      rows: [{ label: '怎么办', value: '找村里。' }],
      source: '演示文件 第3条',
    },
  ]
  expect(plainWords(blocks, numbered)).toBe(
    '王五（村干部）：我明天来。\n\n【危房改造】\n房子不安全可以申请。\n怎么办：找村里。\n依据：演示文件 第3条',
  )
})

it('takes a bare number for the answer it stands for, and for itself where numbers are the answers', () => {
  expect(chosen('2', ASKED)).toBe('松岭村')
  expect(chosen(' 1. ', ASKED)).toBe('联群村')
  expect(chosen('3', ASKED)).toBe('3')
  expect(chosen('二', ASKED)).toBe('二')
  expect(chosen('3', [{ kind: 'quick_replies', options: ['1', '2', '3', '4以上'] }])).toBe('3')
  expect(chosen('1', [])).toBe('1')
})
