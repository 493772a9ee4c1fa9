import { expect, it } from 'vitest'
import { officialTexts } from '../../../src/adapters/channels/official-account/reply-text.ts'
import type { Block } from '../../../src/contract/block.ts'

it('makes links of what can be tapped, and of nothing that people wrote', () => {
  const blocks: Block[] = [
    { kind: 'text', text: '您说：<a href="http://x">点我</a>', from: '王建国（村干部）' },
    { kind: 'quick_replies', options: ['同意', '不"行&<a>'] },
  ]
  expect(officialTexts(blocks, null)).toEqual([
    '王建国（村干部）：您说：＜a href="http://x"＞点我＜/a＞\n\n' +
      '<a href="weixin://bizmsgmenu?msgmenucontent=同意&msgmenuid=1">同意</a>\n' +
      '<a href="weixin://bizmsgmenu?msgmenucontent=不%22行%26%3Ca%3E&msgmenuid=2">不"行&＜a＞</a>',
  ])
})

it('links a card to its page where there is one', () => {
  const card: Block = {
    kind: 'card',
    title: '低保',
    text: '找村委会',
    rows: [],
    source: '某文第3条',
    card: 'low-income',
  }
  expect(officialTexts([card], null)).toEqual(['【低保】\n找村委会\n依据：某文第3条'])
  expect(officialTexts([card], 'https://m.example.cn')[0]).toContain('<a href="https://m.example.cn/cards/low-income">')
  const readBack: Block = { kind: 'card', title: '请您核对', rows: [{ label: '户主', value: '王示雨' }] }
  expect(officialTexts([readBack], 'https://m.example.cn')).toEqual(['【请您核对】\n户主：王示雨'])
})

it('never cuts a link, and says nothing where there is nothing to say', () => {
  expect(officialTexts([], null)).toEqual([])
  const options = Array.from({ length: 60 }, (_, at) => `第${at}样难处。怎么办？`)
  const texts = officialTexts(
    [
      { kind: 'text', text: '您要问哪样？' },
      { kind: 'quick_replies', options },
    ],
    null,
  )
  expect(texts.length).toBeGreaterThan(2)
  for (const text of texts) {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_048)
    expect(text.split('<a ').length).toBe(text.split('</a>').length)
  }
  expect(texts.join('\n').match(/<a /g)).toHaveLength(60)
})
