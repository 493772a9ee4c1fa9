import { describe, expect, it } from 'vitest'
import { splitQuote, withoutName } from '../../bots/quote.ts'

const LINE = '- - - - - - - - - - - - - - -'

describe('an answer to a message', () => {
  it.each([
    [`「明白：【新线索】A1024」\n${LINE}\n接单`, '接单', '【新线索】A1024'],
    [`「明白：第一行\n第二行」\n${LINE}\n好的\n马上去`, '好的\n马上去', '第一行\n第二行'],
    [`「张:他说「不去」」\n——————————\n知道了`, '知道了', '他说「不去」'],
    ['「张三：没有横线」\n接单', '「张三：没有横线」\n接单', null],
    ['接单 A1024', '接单 A1024', null],
    ['', '', null],
  ])('%j', (text, own, quoted) => expect(splitQuote(text)).toEqual({ text: own, quoted }))
})

describe('the name of the bot', () => {
  it.each([
    ['@明白小助手\u2005待办', '待办', true],
    ['＠明白小助手：低保怎么申请', '低保怎么申请', true],
    ['请问 @明白 低保怎么申请', '请问 低保怎么申请', true],
    ['低保怎么申请 @明白', '低保怎么申请', true],
    ['@张三\u2005待办', '@张三\u2005待办', false],
    ['明白小助手真好', '明白小助手真好', false],
  ])('%j', (text, rest, found) => {
    for (const loose of [false, true])
      expect(withoutName(text, ['明白', '明白小助手', ' '], loose)).toEqual({ text: rest, found })
  })

  it('may run into the next word, unless somebody else may be meant', () => {
    expect(withoutName('@明白待办', ['明白'], true)).toEqual({ text: '待办', found: true })
    expect(withoutName('@明白人 待办', ['明白'], false)).toEqual({ text: '@明白人 待办', found: false })
  })

  it('may hold anything, or be empty', () => {
    expect(withoutName('@(a.b)* 好', ['(a.b)*'], false)).toEqual({ text: '好', found: true })
    expect(withoutName('@ 好', [''], true)).toEqual({ text: '@ 好', found: false })
  })
})
