import { describe, expect, test } from 'vitest'
import { isName, nameAnswered, nameSaid } from '../../../src/core/dialogue/names.ts'

describe('names', () => {
  test.each([
    ['王秀英', '王秀英'],
    ['我叫王秀英', '王秀英'],
    ['户主是李大山。', '李大山'],
    ['我是王秀英', '王秀英'],
    ['阿依古丽·买买提', '阿依古丽·买买提'],
    ['老王', '老王'],
    ['我老公王大山', '王大山'],
    ['户主是我老公，叫李大山', '李大山'],
    ['王秀英啊', '王秀英'],
  ])('%s', (text, name) => expect(nameAnswered(text, false)).toBe(name))

  test.each(['不知道', '啦啦啦', '四口人', '为什么要问', '好'])('%s is none', (text) =>
    expect(nameAnswered(text, false)).toBeNull(),
  )

  test.each([
    '上个月',
    '去年',
    '三个月',
    '半年',
    '四口人',
    '五万',
    '记不清',
    '听唔明',
    '同意',
    '提交',
    '收到',
    '漏雨',
    '住院',
    '低保',
  ])('%s answers something else: it is none the second time either', (text) =>
    expect(nameAnswered(text, true)).toBeNull(),
  )

  test.each(['修房子', '房子漏', '查进度'])('%s begins like a family name and is none', (text) =>
    expect(nameAnswered(text, false)).toBeNull(),
  )

  test.each(['上官天', '第五明月', '占小年', '丰收', '千江月'])('%s is a name the second time', (text) =>
    expect(nameAnswered(text, true)).toBe(text),
  )

  test('a rare one is taken the second time', () => {
    expect(isName('兀小明', false)).toBe(false)
    expect(isName('兀小明', true)).toBe(true)
  })

  test.each([
    ['我叫王秀英，户主是我公公李大山', '李大山'],
    ['我是王秀英，户主是公公，叫李大山', '李大山'],
    ['户主我爸李大山', '李大山'],
    ['户主是我家老头子李大山，我叫王秀英', '李大山'],
    ['我叫王秀英，我家户主李大山', '李大山'],
  ])('%s: the head, not the one who writes', (text, name) => {
    expect(nameAnswered(text, false)).toBe(name)
    expect(nameSaid(text, true)).toBe(name)
  })

  test('whose head is only called by kinship is not the writer', () => {
    expect(nameAnswered('我叫王秀英，户主是我公公', false)).toBeNull()
  })

  test('in passing', () => {
    expect(nameSaid('我叫王秀英，住连溪村', true)).toBe('王秀英')
    expect(nameSaid('我叫王秀英，帮邻居报', false)).toBeNull()
    expect(nameSaid('房子漏雨', true)).toBeNull()
  })
})
