import { describe, expect, it } from 'vitest'
import { checklistFor } from '../../../src/core/ledger/checklist.ts'
import { factsInForce, memberWith } from '../../../src/core/ledger/facts.ts'
import { FIELD_NAMES, fieldNamed, readFact, readFactWords } from '../../../src/core/ledger/fields.ts'
import { ledgerTimeline } from '../../../src/core/ledger/timeline.ts'
import { packs } from '../policy/packs.fixture.ts'
import { at, fact, HOSPITAL, LI, member, REGISTER, row } from './ledger.fixture.ts'

describe('what is in force', () => {
  it('is what a person said last; a list that says otherwise never takes its place', () => {
    const early = fact('housing.grade', 'B', { day: '2023-05-01' })
    const late = fact('housing.grade', 'C', { day: '2024-02-01' })
    const listed = fact('housing.grade', 'A', { day: '2024-03-01', source: REGISTER })
    for (const order of [
      [early, late, listed],
      [listed, late, early],
    ])
      expect(factsInForce(order)).toEqual([{ fact: late, others: [listed] }])
  })

  it('shows both until a cadre settles it', () => {
    const said = fact('water.source', 'well')
    const listed = fact('water.source', 'tap', { source: REGISTER })
    const settled = fact('water.source', 'tap', { day: '2024-02-01', settles: [listed.id], why: '看过了，通了自来水' })
    expect(factsInForce([said, listed, settled])).toEqual([{ fact: settled, others: [] }])
    const kept = { ...settled, value: 'well' }
    expect(factsInForce([said, listed, kept])).toEqual([{ fact: kept, others: [] }])
    const again = fact('water.source', 'tap', { day: '2024-06-01', source: HOSPITAL })
    expect(factsInForce([said, listed, kept, again])).toEqual([{ fact: kept, others: [again] }])
  })

  it('takes the newest word of each list, and two lists that differ are a conflict too', () => {
    const old = fact('medical.own_hospital_cost', 100, { period: '2023', source: HOSPITAL, day: '2023-06-01' })
    const now = fact('medical.own_hospital_cost', 200, { period: '2023', source: HOSPITAL, day: '2023-12-01' })
    expect(factsInForce([old, now])).toEqual([{ fact: now, others: [] }])
    const other = fact('medical.own_hospital_cost', 300, { period: '2023', source: REGISTER, day: '2023-07-01' })
    expect(factsInForce([old, now, other])).toEqual([{ fact: now, others: [other] }])
    const nextYear = fact('medical.own_hospital_cost', 50, { period: '2024', source: HOSPITAL })
    expect(factsInForce([now, nextYear])).toHaveLength(2)
  })

  it('makes the member', () => {
    const wang = { ...member('王建国', { born: '1970' }), at: at('2023-01-01'), by: LI, leaving: null }
    const facts = [
      fact('basics.labour', 'full', { member: wang.id }),
      fact('medical.insured_by', 'none', { member: wang.id }),
      fact('job_wishes.work', true, { member: wang.id }),
    ]
    const known = memberWith(wang, factsInForce(facts))
    expect(known).toMatchObject({ labour: 'full', insured: false, wantsWork: true, work: null, born: '1970' })
  })
})

describe('a field', () => {
  it('is refused with what may be said instead', () => {
    expect(readFact('housing.colour', 'red', false)).toMatchObject({ wrong: expect.stringContaining('housing.grade') })
    expect(readFact('housing.grade', 'E', false)).toEqual({ wrong: '“住房等级”不能写成“E”，要写A、B、C、D。' })
    expect(readFact('housing.grade', 'A', true)).toMatchObject({ wrong: expect.stringContaining('全户') })
    expect(readFact('basics.labour', 'full', false)).toMatchObject({ wrong: expect.stringContaining('哪个成员') })
    expect(readFact('water.repair_cost', -1, false)).toMatchObject({ wrong: expect.stringContaining('元') })
    expect(readFact('water.repair_cost', 12.34, false)).toEqual({ field: 'water.repair_cost', value: 12.34 })
  })

  it('is also read from the words of a table', () => {
    expect(readFactWords('参加医保', '居民医保', true)).toEqual({ field: 'medical.insured_by', value: 'resident' })
    expect(readFactWords('供水设施坏了', '是', false)).toEqual({ field: 'water.works_damaged', value: true })
    expect(readFactWords('housing.repair_cost', '1200.5', false)).toMatchObject({ value: 1200.5 })
    expect(readFactWords('享受的政策', '低保、公益岗', false)).toMatchObject({ value: ['低保', '公益岗'] })
    expect(readFactWords('housing.repair_cost', '很多', false)).toHaveProperty('wrong')
  })

  it('has a label of its own and a question without any code', () => {
    const labels = FIELD_NAMES.map((name) => fieldNamed(name).label)
    expect(new Set(labels).size).toBe(labels.length)
    for (const name of FIELD_NAMES) expect(fieldNamed(name).question).toMatch(/^[一-龥，]+？$/)
  })
})

describe('the checklist of a visit', () => {
  const wang = member('王建国', { born: '1970' })
  const child = member('王小明', { born: '2014-03' })
  const ask = (region: string, day: string, facts = factsInForce([])) =>
    checklistFor(packs, { region, day, members: [wang, child], facts, money: [] })

  it('asks what the papers of the place name (YX-4, WY-4), and elsewhere what the house names', () => {
    const yongxiu = ask('360425', '2024-10-15')
    expect(yongxiu.citations).toMatchObject([{ clause: '三（二）' }])
    for (const field of [
      'water.works_damaged',
      'housing.aid_sum',
      'medical.major_illness_aid',
      'schooling.aid_by_stage',
    ])
      expect(yongxiu.ask.map((each) => each.field)).toContain(field)
    expect(yongxiu.ask.map((each) => each.field)).not.toContain('policies_enjoyed.policies')
    const wengyuan = ask('440229', '2023-08-15')
    expect(wengyuan.citations).toMatchObject([{ clause: '默认走访内容' }, { clause: '第6条' }])
    for (const field of ['policies_enjoyed.policies', 'job_wishes.work', 'water.source'])
      expect(wengyuan.ask.map((each) => each.field)).toContain(field)
    expect(wengyuan.incomeMissing?.question).toBe('2022年8月到2023年7月家里有哪些收入？')
  })

  it('asks each of whom it is, by his name', () => {
    const { ask: asked } = ask('360425', '2024-10-15')
    expect(asked.filter(({ field }) => field === 'schooling.dropout')).toMatchObject([
      { member: child.id, question: '王小明还在上学吗？' },
    ])
    expect(asked.filter(({ field }) => field === 'basics.labour')).toMatchObject([
      { member: wang.id, question: '王建国能干活吗？' },
    ])
  })

  it('does not ask again what is known (GD-10, YX-13), until it is a year old', () => {
    const grade = fact('housing.grade', 'C', { day: '2023-10-16' })
    const water = fact('water.source', 'well', { day: '2023-10-15' })
    const { known, ask: asked } = ask('360425', '2024-10-15', factsInForce([grade, water]))
    expect(known).toEqual([grade])
    expect(asked.filter(({ last }) => last)).toMatchObject([{ field: 'water.source', last: water }])
  })
})

it('tells all of it in order, in plain words', () => {
  const wang = { ...member('王建国', { left: '2024-03-01' }), relation: '户主' }
  const wage = row('wage', '2024-01', '2024-01', 3000, { words: '在县城做工', at: at('2024-02-02') })
  const listed = row('wage', '2024-01', '2024-01', 3600, { source: REGISTER, contests: wage.id, at: at('2024-02-05') })
  const timeline = ledgerTimeline({
    members: [{ ...wang, at: at('2024-01-02'), by: LI, leaving: { why: '搬到儿子家', at: at('2024-03-02'), by: LI } }],
    facts: [
      fact('medical.own_hospital_cost', 800, { member: wang.id, period: '2023', day: '2024-01-03' }),
      fact('housing.grade', 'C', { day: '2024-02-10', settles: ['x'], why: '看过房子' }),
    ],
    money: [
      listed,
      wage,
      row('wage', '2024-01', '2024-01', 3200, { replaces: wage.id, at: at('2024-02-07'), words: '工资条' }),
    ],
    visits: [
      {
        id: 'v',
        day: '2024-02-10',
        cadre: { id: 'li', name: '李干部' },
        words: '房子漏雨',
        photos: ['p'],
        place: null,
        at: at('2024-02-10'),
      },
    ],
  })
  expect(timeline.map(({ text, by }) => `${text} · ${by}`)).toEqual([
    '登记家庭成员：王建国（户主） · 李干部录入',
    '王建国的住院自付（2023年）：800元 · 李干部录入',
    '2024年1月工资性收入：3000元（在县城做工） · 李干部录入',
    '2024年1月工资性收入另有说法：3600元，待核定 · 导入（省系统）',
    '2024年1月工资性收入从3000元改为3200元（工资条） · 李干部录入',
    '2024-02-10走访，照片1张：房子漏雨 · 李干部',
    '核定住房等级：C级（局部危险）。原因：看过房子 · 李干部录入',
    '王建国2024-03-01起不算本户的人：搬到儿子家 · 李干部录入',
  ])
})
