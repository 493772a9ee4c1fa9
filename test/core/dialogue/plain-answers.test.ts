import { describe, expect, test } from 'vitest'
import { tellsDeath } from '../../../src/core/dialogue/condolence.ts'
import { emergencyNumbers } from '../../../src/core/dialogue/emergency-words.ts'
import { nameAnswered } from '../../../src/core/dialogue/names.ts'
import { type Contact, receiptReplies } from '../../../src/core/dialogue/receipt.ts'
import { sinceSaid } from '../../../src/core/dialogue/since-words.ts'
import { atReadBack, KNOWN, Resident, withLead } from './resident.ts'

describe('the number that helps comes first', () => {
  test.each([
    ['我爸晕倒了', 120],
    ['娃发高烧抽搐', 120],
    ['我爸喝了百草枯', 120],
    ['孩子吃老鼠药了', 120],
    ['手被机器绞了', 120],
    ['娃掉井里了', 119],
    ['房子着火了', 119],
    ['水涨到屋里了，老人出不来', 119],
    ['房子倒了，人压在下面', 119],
    ['孩子被拐走了', 110],
    ['我不想活了', 12356],
  ])('%s: %i', (words, number) => expect(emergencyNumbers(words, false)[0]).toContain(String(number)))

  test('somebody who lies on the ground needs no fire brigade, a poisoned child no talk', () => {
    expect(emergencyNumbers('我爸晕倒了', false).join()).not.toContain('119')
    expect(emergencyNumbers('孩子喝了农药', false).join()).not.toContain('12356')
    expect(emergencyNumbers('我爸喝了百草枯', false).join()).toContain('12356')
  })
})

describe('a death', () => {
  test.each(['我爸死了', '我奶奶九十岁走了', '我老公上个月病死了', '我妈去世三年了', '我爸不在了'])('%s', (words) =>
    expect(tellsDeath(words)).toBe(true),
  )
  test.each([
    '我老公养的鸡死了',
    '我妈气死了',
    '我爸没了工作',
    '孩子被拐走了',
    '我老公走了，不要我们了',
    '猪死了',
    '我爸快死了',
  ])('%s tells of none', (words) => expect(tellsDeath(words)).toBe(false))

  test('sympathy is the first thing he hears, and only once', () => {
    const wang = new Resident().says('我爸死了')
    expect(wang.last.replies[0]).toMatchObject({ kind: 'text', text: expect.stringContaining('保重') })
    wang.says('我爸死了').hearsNot(/保重/)
  })
})

test.each(['听不懂', '你猜', '不知道', '随便', '不告诉你'])(
  '%s is no head of a household, also the second time',
  (words) => {
    expect(nameAnswered(words, false)).toBeNull()
    expect(nameAnswered(words, true)).toBeNull()
  },
)

test.each([
  ['我爸去年十月脑梗住院', '去年十月', 13],
  ['上个月厂里倒闭', '上个月', 1],
  ['今年三月厂里倒闭', '今年三月', 8],
  ['昨天房子塌了', '昨天', 0],
])('%s: since %s', (words, text, months) => expect(sinceSaid(words, '2026-11-23T02:00:00Z')).toEqual({ text, months }))

test('the time of something else is no beginning', () => {
  expect(sinceSaid('去年收入两万', '2026-11-23T02:00:00Z')).toBeNull()
})

test('whoever gave no number is visited', () => {
  const lead = {
    number: 'A1024',
    riskType: 'other' as const,
    merged: false,
    holder: '王建国（村干部）',
    dueAt: '2026-11-24T02:00:00Z',
  }
  const told = (contact: Contact) => JSON.stringify(receiptReplies([lead], { now: new Date(0) }, contact))
  expect(told('call')).toMatch(/联系您/)
  expect(told('visit')).toMatch(/上门找您/)
  expect(told('visit_other')).toMatch(/去那一家了解/)
})

describe('discontent', () => {
  test.each(['这么久没人来', '没人理我', '我要投诉村干部'])('%s is asked first', (words) => {
    withLead()
      .says(words)
      .causes()
      .hears(/交给上一级吗/)
      .says('是')
      .causes('not_content')
      .hears(/已经交上去了/)
    withLead()
      .says(words)
      .says('先不用')
      .causes()
      .hears(/照常办/)
  })

  test('said outright it goes up at once', () => {
    withLead().says('我不满意').causes('not_content')
  })
})

describe('about ourselves', () => {
  test.each([
    ['什么叫户主', /户口本/],
    ['会不会告诉别人', /只给管这件事的干部看/],
    ['要不要钱', /不要钱/],
    ['你们是谁啊', /明白/],
    ['你是机器人吗', /电脑程序/],
    ['然后呢', /说完/],
    ['咋办嘛', /说完/],
  ])('%s, and the open question again', (words, answer) => {
    new Resident()
      .says('我家房子漏雨')
      .says('同意')
      .says(words)
      .hears(answer, /户主叫什么名字/)
      .hearsNot(/政策/)
  })
})

describe('old buttons', () => {
  test('确认提交 twice reports once and confirms nothing else', () => {
    withLead()
      .says('确认提交')
      .causes()
      .says('撤回')
      .says('确认提交')
      .causes()
      .hears(/确认撤回吗/)
    withLead().says('这么久没人来').says('确认提交').causes()
    new Resident().says('我家房子漏雨').says('确认提交').causes()
  })
})

test('他没事了 is for those on their way, and no withdrawal', () => {
  const wang = new Resident(KNOWN).says('我爸晕倒了，叫不醒').says('他没事了，不用来了').causes('added')
  expect(wang.last.events[0]).toMatchObject({ words: '他没事了，不用来了' })
})

test('the place of an emergency that is not ours is passed on in his words', () => {
  for (const words of ['官渡村', '我在始兴县马市镇', '在江尾镇老学校后面'])
    expect(new Resident().says('着火了，救命').says(words).causes('added').last.events[0]).toMatchObject({ words })
})

test('是我自己的电话 leaves the number alone', () => {
  const wang = atReadBack()
    .says('是我自己的电话')
    .causes()
    .hears(/请您核对/)
  expect(wang.state.draft?.phone?.value?.masked).toBe('138****0001')
})

test('someone else’s receipt number tells nothing', () => {
  withLead()
    .says('A1005办到哪了')
    .hears(/不是您报的/)
    .hearsNot(/A1001/)
})
