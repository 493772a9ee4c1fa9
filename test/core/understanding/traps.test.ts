import { describe, expect, test } from 'vitest'
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
