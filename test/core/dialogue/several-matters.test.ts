import { describe, expect, test } from 'vitest'
import { KNOWN, Resident } from './resident.ts'

const types = ({ state }: Resident) => state.draft?.risks.map(({ type }) => type)

describe('several matters in one message', () => {
  test.each([
    ['我妈住院花了三万，房子又漏雨，养的鸡也全死了亏了两万', ['medical_cost', 'unsafe_housing', 'business_failure']],
    ['我失业半年了，家里水也不能喝', ['job_loss', 'unsafe_water']],
  ])('%s', (words, risks) => {
    const wang = new Resident(KNOWN).says(words)
    expect(types(wang)?.toSorted()).toEqual(risks.toSorted())
  })

  test('each becomes a lead of its own', () => {
    const wang = new Resident(KNOWN)
      .says('我家房子漏雨半年了，水也不能喝')
      .says('同意')
      .says('不想说')
      .says('确认提交')
      .causes('reported')
    expect(wang.leads.map(({ riskType }) => riskType).toSorted()).toEqual(['unsafe_housing', 'unsafe_water'])
    wang.hears(/A1001报上了/, /A1002报上了/)
  })
})

describe('two households in one message', () => {
  test.each([
    '我家漏雨，隔壁阿婆也没人管',
    '隔壁李叔家的房子塌了，我家的房子也裂了',
    '我家水不能喝，对门张奶奶瘫了没人照顾',
    '我家房子漏雨半年了；还有邻居家也漏雨',
  ])('%s: his own first', (words) => {
    const wang = new Resident(KNOWN).says(words).hears(/先报您自己家的/)
    expect(wang.state.draft).toMatchObject({ whose: { value: 'own' }, alsoFor: { words: expect.any(String) } })
    expect(wang.state.draft?.risks).toHaveLength(1)
    expect(wang.state.draft?.words.join()).not.toMatch(/隔壁|对门|邻居/)
  })

  const reported = (last = '确认提交') =>
    new Resident(KNOWN).says('我家漏雨半年了，隔壁阿婆也没人管').says('同意').says('不想说').says(last)

  test('then the neighbour is offered, and reported by the rules for neighbours', () => {
    const wang = reported()
      .causes('reported')
      .hears(/A1001/, /隔壁阿婆也没人管.*要帮那一家报吗/)
    expect(wang.reported[0]).toMatchObject({ whose: 'own', risks: [{ type: 'unsafe_housing' }] })
    wang
      .says('帮那一家报')
      .hears(/那一家知道您来报吗/)
      .says('还不知道')
      .hears(/那一家的户主/)
    for (const words of ['不知道名字', '连溪村', '半年', '1人', '不知道', '确认提交']) wang.says(words)
    expect(wang.reported[1]).toMatchObject({ whose: 'other', aware: false, risks: [{ words: '隔壁阿婆也没人管' }] })
  })

  test.each(['不用报', '不用', '算了'])('%s leaves it', (words) => {
    const wang = reported()
      .says(words)
      .causes()
      .hears(/先不报/)
    expect(wang.state.asking).toBeNull()
    expect(wang.state.draft).toBeNull()
  })

  test('a second tap on 确认提交 reports nothing', () => {
    reported()
      .says('确认提交')
      .causes()
      .hears(/要帮那一家报吗/)
  })

  test('the button of an older offer starts nothing', () => {
    reported()
      .says('不用报')
      .says('帮那一家报')
      .causes()
      .hears(/没有没报完的事/)
    new Resident(KNOWN)
      .says('还不知道')
      .causes()
      .hears(/没有没报完的事/)
  })

  test('said while his own report is under way', () => {
    const wang = new Resident(KNOWN)
      .says('我家漏雨')
      .says('同意')
      .says('隔壁张奶奶瘫了没人照顾')
      .hears(/先报您自己家的/)
    expect(types(wang)).toEqual(['unsafe_housing'])
    expect(wang.state.draft?.alsoFor?.risks).toEqual([{ type: 'medical_cost', words: '隔壁张奶奶瘫了没人照顾' }])
  })

  test.each(['我家房子漏雨，隔壁盖房子把墙震裂了', '邻居的牛把我家的菜吃光了', '我家漏雨，借了邻居三千块'])(
    '%s is one household',
    (words) => {
      expect(new Resident(KNOWN).says(words).hearsNot(/先报您自己家的/).state.draft?.alsoFor).toBeUndefined()
    },
  )
})
