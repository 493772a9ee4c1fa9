import { expect, test } from 'vitest'
import { understand } from '../../../src/core/understanding/understand.ts'

const CRIES = [
  '我不想活了',
  '我想自杀',
  '我爸晕过去叫不醒',
  '我喝了农药',
  '我家着火了',
  '孩子触电了',
  '房子塌了,人压在里面',
  '煤气漏了,头好晕',
  '他拿刀追我',
  '孩子噎住了,脸都紫了',
  '洪水进屋了,出不去',
  '老头子没气了',
  '孩子掉井里了',
  '他喝了百草枯',
]
/** What people say in the same breath: a greeting, a place, a worry, another trouble. */
const COMPANY = [
  '%，家里没钱看病',
  '%，我家是低保户',
  '你好，%',
  '%，江尾镇连溪村',
  '我老公没工作，%',
  '书记你好，%',
  '%，怎么办',
]
const PAIRS = COMPANY.flatMap((company) => CRIES.map((cry) => company.replace('%', cry)))

test.each(PAIRS)('%s: whatever stands beside it, a cry for help is heard', (text) =>
  expect(understand(text).intent).toBe('emergency'),
)

const REASONS = [
  '欠了三十万还不上',
  '我老公打工没拿到工资',
  '房子漏雨没钱修',
  '得了癌症没钱治',
  '生意亏光了',
  '孩子不读书了',
]
const GIVING_UP = ['我想自杀', '想跳楼', '不想活了', '我想喝农药', '活着没意思', '不如一了百了']
test.each(REASONS.flatMap((reason) => GIVING_UP.flatMap((end) => [`${reason}，${end}`, `${end}，${reason}`])))(
  '%s: no reason takes it back',
  (text) => expect(understand(text).urgency).toBe('emergency'),
)

test.each(['孩子不想活动', '救命的药吃不起', '跳楼价大甩卖'])('%s is none', (text) =>
  expect(understand(text).urgency).not.toBe('emergency'),
)

test('who calls for help at length is heard too', () => {
  const text =
    '书记你好,我们村后山一直在往下滑泥土,刚才已经埋了老王家的厨房,老王和他老婆都被埋在里面喊救命,我们几个人用锄头挖不动,手机信号又不好,请政府马上派人来救援,要快点'
  expect(understand(text).intent).toBe('emergency')
})
