import { describe, expect, test } from 'vitest'
import { maskPrivate } from '../../../src/core/understanding/mask-private.ts'
import { understand } from '../../../src/core/understanding/understand.ts'

const types = (text: string): string[] => understand(text).risks.map((risk) => risk.type)

describe('a keyword is not yet a risk', () => {
  test.each<[string, string, string]>([
    ['denied', '房子没有漏,墙也没裂,就是没工作半年了', 'unsafe_housing'],
    ['denied from behind', '欠债倒没有,就是没水喝', 'other'],
    ['solved', '去年屋顶漏雨,今年修好了', 'unsafe_housing'],
    ['only feared', '担心以后失业', 'job_loss'],
    ['supposed in a question', '如果房子塌了能补多少', 'unsafe_housing'],
    ['a policy by name', '危房改造怎么申请', 'unsafe_housing'],
    ['another village', '听说隔壁村房子塌了', 'unsafe_housing'],
    ['too short', '才失业两个星期', 'job_loss'],
    ['too old', '奶奶九十岁去世了', 'labourer_death'],
    ['not compulsory', '女儿高二不想读了', 'school_dropout'],
    ['bodily reason', '儿子初一,得了白血病没去上学', 'school_dropout'],
    ['paid by the insurance', '住院花了两万,医保全报了', 'medical_cost'],
    ['empty house', '老屋塌了,早就没人住', 'unsafe_housing'],
    ['fields, not people', '田里没水,秧苗要旱死', 'unsafe_water'],
    ['somebody else’s firm', '公司亏本了,跟我没关系', 'business_failure'],
  ])('%s: %s is no %s', (_why, text, type) => expect(types(text)).not.toContain(type))

  test.each<[string, string]>([
    ['修过一次,现在又漏雨了', 'unsafe_housing'],
    ['还没修好,屋顶还在漏', 'unsafe_housing'],
    ['治了两年没治好,欠了八万', 'medical_cost'],
    ['失業大半年了,屋企冇收入', 'job_loss'],
  ])('%s still is', (text, type) => expect(types(text)).toContain(type))
})

describe('urgency', () => {
  test.each([
    ['洪水上来了,快来救人', 'emergency'],
    ['墙要塌了,不敢住', 'high'],
    ['养鸡亏了两万', 'normal'],
  ])('%s is %s', (text, urgency) => expect(understand(text).urgency).toBe(urgency))
})

describe('commands', () => {
  test.each([
    ['我报的事情有结果没', 'progress'],
    ['不对,是两万八', 'correct'],
    ['上一步', 'back'],
    ['重新来', 'restart'],
    ['等下再说', 'stop'],
    ['继续', 'resume'],
    ['水管通了,不用报了', 'withdraw'],
    ['不满意', 'not_content'],
    ['没人管', 'not_content'],
    ['补充一下', 'add'],
    ['不要再给我发消息', 'unsubscribe'],
    ['帮助', 'help'],
  ])('%s is %s', (text, command) => expect(understand(text)).toMatchObject({ intent: 'command', command }))
})

describe('life or limb, now', () => {
  test.each([
    '我爸从屋顶栽下来了,叫他没反应,地上好多血',
    '阿妈饮咗除草剂',
    '他拿菜刀追我,我躲在厕所里',
    '后山在往下垮,石头都滚到门口了',
    '老人家一早出门到现在没回来,天快黑了',
    '电线断下来了,火花乱溅',
    '婆婆吃了山上采的菌子,上吐下泻人说胡话',
    '没什么好留恋的了,孩子拜托你们',
  ])('%s', (text) => expect(understand(text)).toMatchObject({ intent: 'emergency', urgency: 'emergency' }))

  test.each([
    '今天插秧累死了',
    '肚子饿死了,去煮饭先',
    '看新闻有个女的跳河了',
    '去年我爸心梗,送得及时救回来了',
    '我怕哪天煤气漏了,想问能不能换电灶',
    '村里搞消防演练,烟好大',
    '儿子毕业一年半了一直没找到工作',
    '吃的水一股农药味',
    '前年老公打我,已经离了',
  ])('not: %s', (text) => expect(understand(text).urgency).not.toBe('emergency'))
})

test.each(['下坪村', '户主是李大山'])('%s tells no difficulty', (text) => expect(types(text)).toEqual([]))

describe('nothing is wrong', () => {
  test.each(['好的谢谢', '我们村的路灯装得真亮堂', '嗯嗯晓得咯'])('%s', (text) =>
    expect(understand(text)).toMatchObject({ intent: 'smalltalk', risks: [] }),
  )
})

describe('what the greeting gives as an example is understood', () => {
  test.each([
    ['我妈住院，自己掏了三万多', 'medical_cost'],
    ['我爱人住院，自己掏了八万多', 'medical_cost'],
    ['收购商跑路了,我那批姜全打了水漂', 'business_failure'],
    ['幫我阿嬤報,佢間屋冧咗一半', 'unsafe_housing'],
  ])('%s', (text, type) => expect(types(text)).toContain(type))
})

describe('letters to the authorities', () => {
  const LONG =
    '我们小区一直是这样,大家多次反映都没有结果,希望有关部门重视,尽快派人来现场看一看,给业主们一个明确的答复。'
  test('a complaint of an estate is no household in trouble', () =>
    expect(types(`尊敬的领导,物业把小区的停车费涨到每月三百,电梯也三天两头坏。${LONG}${LONG}`)).toEqual([]))
  test('unpaid wages are believed', () =>
    expect(types(`尊敬的领导,我在工地做了半年,包工头拖欠我工资一万二,电话也不接,恳请有关部门帮我讨回血汗钱。`)).toEqual(
      ['other'],
    ))
  test('an illness with its costs is believed', () =>
    expect(
      types(`领导您好,我父亲去年查出尿毒症,每周透析三次,家里亲戚都借遍了,实在无力承担,请求政府给予救助,不胜感激。`),
    ).toContain('medical_cost'))
})

describe('people', () => {
  test.each<[string, number | null]>([
    ['家里三个月没米下锅', null],
    ['家里三个孩子', null],
    ['两个大人三个小孩', 5],
    ['全家6个人', 6],
  ])('%s counts %s', (text, count) => expect(understand(text).people?.count ?? null).toBe(count))
})

test('a bank card is no sum, and masked', () => {
  for (const text of ['卡号6217001234567890123', '打我卡上6217 0012 3456 7890 123']) {
    expect(understand(text).amounts).toEqual([])
    expect(maskPrivate(text, understand(text).privateNumbers)).not.toContain('1234567')
    expect(maskPrivate(text, understand(text).privateNumbers)).not.toContain('3456')
  }
})
