import { describe, expect, test } from 'vitest'
import { harmIn } from '../../../src/core/dialogue/harm.ts'
import { understand } from '../../../src/core/understanding/understand.ts'
import { asked, EVERY_QUESTION } from './open-questions.ts'
import { Resident, withLead } from './resident.ts'

const harm = (text: string) => harmIn({ kind: 'text', text, understood: understand(text), privateNumbers: [] })

const THREATS = ['再不来我就放火', '不给钱我就炸了村委会', '信不信我弄死你们', '再不管我就去砸了村委会']
const INSULTS = ['你们都是一群废物', '操你妈', '傻逼', '日你先人', '妈的', '滚蛋', '狗官', '你们政府都是骗子']
const JOKES = ['我家大熊猫病了', '我家奥特曼被打伤了', '我家猪会上树', '外星人把我绑架了', '我是秦始皇，打钱']
const SPAM = ['加微信做贷款，日赚三千', '恭喜您中奖了，点击链接领取', '网上兼职刷单日赚五百', '快看 http://a.example/x']
const SPAM_ABOUT_ME = [
  '加我微信，低息贷款秒批',
  '联系我办证，发票也行',
  '我们公司做贷款，无抵押',
  '贷款五万秒批加微信',
  '低息贷款二十万，扫码就批',
  '缺钱吗？扫码贷款',
]
const LAUGHTER = ['哈哈哈哈哈哈哈哈哈哈', '嘿嘿嘿', 'hhhhhh', '哈哈哈！！！😂😂']

describe('what is said in anger or in jest', () => {
  test.each([
    ...THREATS.map((text) => [text, 'threat']),
    ...INSULTS.map((text) => [text, 'insult']),
    ...JOKES.map((text) => [text, 'joke']),
    ...[...SPAM, ...SPAM_ABOUT_ME].map((text) => [text, 'spam']),
    ...LAUGHTER.map((text) => [text, 'laughter']),
  ])('%s: %s', (text, kind) => expect(harm(text)).toBe(kind))

  test.each([
    '妈的，我家房子漏雨半年了没人管',
    '你们都是骗子，我妈住院自己掏了三万',
    '我在网上刷单被骗了三万',
    '我扫码交了中奖的手续费两万',
    '我想问下贷款利息，扫码还不了',
    '我加了他微信，刷单交了钱不退',
    '我妈点了链接，说是中奖，钱没了',
    '办贷款叫我扫码，是不是骗人的',
    '扫码贷款怎么还',
    '点了链接 http://a.example/x 被骗了两万',
    '我贷款五万养鸡，全死了',
    '我儿子神经病发作，打人',
    '我家孩子学校门口有垃圾',
    '没有收入',
    '同意',
    '王大山',
    '哈',
  ])('%s is heard as what it tells', (text) => expect(harm(text)).toBeNull())
})

describe('one calm line, and on with what is open', () => {
  const ALL = [THREATS[0], INSULTS[0], INSULTS[4], JOKES[0], SPAM[1], LAUGHTER[0]] as string[]

  test.each(ALL)('%s makes no report', (text) => {
    const wang = new Resident().says(text).causes()
    expect(wang.state.draft).toBeNull()
    expect(wang.state.asking).toBeNull()
    withLead().says(text).causes()
  })

  test.each(EVERY_QUESTION)('$kind $slot stays open, and it counts as no miss', (asking) => {
    for (const text of ALL) {
      const wang = asked(asking).says(text).causes()
      expect(wang.state.asking).toEqual(asking)
      expect(wang.state.misses).toBe(0)
      const [calm] = wang.last.replies
      expect(calm?.kind === 'text' && calm.text.split('\n').length).toBeLessThanOrEqual(2)
      expect(wang.last.text).not.toMatch(/没听明白/)
    }
  })

  test('a threat is no fire: a person is named, and nobody is sent', () => {
    withLead()
      .says('再不来我就放火')
      .causes()
      .hears(/千万做不得/, /王建国（村干部）/, /12345/)
      .hearsNot(/119/)
  })
})
