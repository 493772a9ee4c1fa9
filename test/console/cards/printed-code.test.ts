import { Resvg } from '@resvg/resvg-js'
import { expect, it } from 'vitest'
import { cardPage } from '../../../src/console/cards/card-page.ts'
import type { CardView } from '../../../src/contract/card.ts'
import { readPicture } from '../../support/read-picture.ts'

const CARD: CardView = {
  id: 'a',
  topic: 'a',
  kind: 'help',
  title: '想找活',
  says: ['想找活的，人社局来帮。'],
  forWhom: '人人',
  also: [],
  get: [],
  apply: [],
  papers: [],
  departments: [],
  warning: null,
  sources: ['依据：某文件 第1条。'],
  audio: [],
  region: '440229106201',
  place: '翁源县江尾镇连溪村',
  date: '2026-11-28',
}

it.each([
  ['440229106201', 'https://mingbai.example.cn/?village=440229106201'],
  ['440229', 'https://mingbai.example.cn/?county=440229'],
])('a phone reads the code on a printed card of %s', (region, address) => {
  const page = cardPage({ ...CARD, region }, {}, 'https://mingbai.example.cn')
  const [, code] = /<section class="on-paper">\s*(<svg[\s\S]*?<\/svg>)/.exec(page) ?? []
  expect(code).toBeDefined()
  const painted = new Resvg(code ?? '', { fitTo: { mode: 'width', value: 400 }, background: '#fff' }).render()
  expect(readPicture(painted.asPng()).code).toBe(address)
})
