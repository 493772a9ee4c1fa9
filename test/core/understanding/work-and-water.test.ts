import { expect, test } from 'vitest'
import type { RiskType } from '../../../src/contract/terms.ts'
import { understand } from '../../../src/core/understanding/understand.ts'

const typesOf = (text: string): RiskType[] => understand(text).risks.map(({ type }) => type)

test.each([
  '打工受伤了没工资',
  '我老公在工地摔了老板不给钱',
  '在厂里手被机器压断了老板让回家了一分钱没给',
  '干了半年活老板跑了工资一分没发',
  '做工伤了腰老板赶我回来',
  '搬砖伤到手了停工没钱拿',
  '打工摔断手回家养伤没收入',
  '上班扭到腰厂里不给看',
  '老板拖欠工资不给',
  '被厂里赶回来了没活做',
  '老板叫我走人工钱也不结',
])('%s: whoever lost health, wage or place at work reports', (text) => {
  expect(understand(text).intent).toBe('report')
  expect(typesOf(text)).not.toEqual([])
})

test.each<[string, RiskType[]]>([
  ['打工受伤了没工资', ['disaster_loss', 'other']],
  ['在工地干活伤了脚', ['disaster_loss']],
  ['老板把我赶回来了', ['job_loss']],
  ['厂里叫我们回家', ['job_loss']],
  ['没工钱拿', ['other']],
])('%s is read as %j', (text, types) => expect(typesOf(text)).toEqual(expect.arrayContaining(types)))

const THINGS = ['手机', '我老公手机', '钥匙', '我妈的钱包', '小孩的鞋', '帽子', '水桶', '身份证']
const PLACES = ['掉河里了', '掉水里了', '掉进塘里了', '掉井里去了']
test.each([...THINGS.flatMap((thing) => PLACES.map((place) => thing + place)), '井绳断了桶掉下去了'])(
  '%s is no danger',
  (text) => expect(understand(text).urgency).not.toBe('emergency'),
)

test.each([
  '我老公掉河里了',
  '孩子捡球掉河里了',
  '他拿着手机掉河里了',
  '我老公连车掉河里了',
  '手机掉河里了，我老公下去捞沉下去了',
  '我妈洗衣服掉塘里了',
  '老人掉井里了',
  '我爸砍柴掉河里了',
  '我女儿看手机掉河里了',
  '他接电话掉塘里了',
  '老人修水泵掉塘里了',
  '孩子拍球掉河里了',
  '奶奶刷鞋滑进水库了',
  '我弟撑伞掉水里了',
])('%s: a person in the water is one', (text) => expect(understand(text).intent).toBe('emergency'))

test.each<[string, RiskType[]]>([
  ['我妈住院花了三万我儿子没活干了房子还漏雨', ['medical_cost', 'job_loss', 'unsafe_housing']],
  ['没水喝房子裂了老人瘫了', ['unsafe_water', 'unsafe_housing', 'medical_cost']],
  ['失业了娃读不起书老娘要透析', ['job_loss', 'school_dropout', 'medical_cost']],
  ['猪死光了房子漏雨我又住院', ['business_failure', 'unsafe_housing', 'medical_cost']],
  ['房子塌了一角娃不肯上学我爸中风', ['unsafe_housing', 'school_dropout', 'medical_cost']],
  ['水井干了稻子淹了我丢了工作', ['unsafe_water', 'disaster_loss', 'job_loss']],
])('%s: of three matters without a mark none is lost', (text, types) =>
  expect(typesOf(text).sort()).toEqual(expect.arrayContaining(types.sort())),
)

test('a question put before a tale is a report all the same', () => {
  const { intent, risks } = understand('妹子我问下子我屋里个老倌病得要死冇得钱看咋搞')
  expect(intent).toBe('report')
  expect(risks.map(({ type }) => type)).toContain('medical_cost')
})

test.each(['活着没意思', '活着有什么意思', '活得冇盼头'])('%s: whoever sees no sense in living is in danger', (text) =>
  expect(understand(text).intent).toBe('emergency'),
)

test.each(['活得有劲', '现在有了补贴，活着有盼头了', '现在日子好了，活得有奔头'])('%s is said by who is well', (text) =>
  expect(understand(text).urgency).not.toBe('emergency'),
)
