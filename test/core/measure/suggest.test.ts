import { describe, expect, it } from 'vitest'
import { RISK_TYPES, type RiskType } from '../../../src/contract/terms.ts'
import { suggestMeasures } from '../../../src/core/measure/suggest.ts'
import { helpMeaning } from '../../../src/core/policy/code-words.ts'
import { problemsBetween } from '../../../src/core/policy/problems.ts'
import { expectPlain } from '../dialogue/plain-language.ts'
import { packs } from '../policy/packs.fixture.ts'
import {
  GUANGDONG,
  HUIZHOU,
  household,
  measure,
  member,
  NOWHERE,
  SHANGYOU,
  WENGYUAN,
  with2027,
  YONGXIU,
} from './household.fixture.ts'

const helpFor = (risk: RiskType, answer: ReturnType<typeof suggestMeasures>) =>
  answer.suggestions.filter((each) => each.risk === risk).flatMap(({ help }) => help.map(({ code }) => code))
const byLabour = (answer: ReturnType<typeof suggestMeasures>) => answer.suggestions.filter(({ by }) => by === 'labour')
const old = member({ id: 'old', name: '王示老', born: '1940', labour: 'none', wantsWork: false })

it('a child is not asked whether it can work: a household of old people and children has no labour', () => {
  const child = member({ id: 'child', name: '王示小', born: '2012', labour: null, work: null, wantsWork: null })
  const answer = suggestMeasures(packs, YONGXIU, household([old, child]))
  expect(answer).toMatchObject({ labour: 'none', labourUnsaid: [] })
  expect(byLabour(answer).flatMap(({ help }) => help.map(({ code }) => code))).toContain('basic_allowance')
  const ageUnsaid = suggestMeasures(packs, YONGXIU, household([old, { ...child, born: null }]))
  expect(ageUnsaid).toMatchObject({ labour: null, labourUnsaid: ['王示小'] })
})

describe('YX-12: what is lacking is what is given', () => {
  it('one risk has its own help, several risks have several', () => {
    const roof = suggestMeasures(packs, YONGXIU, household([member()], { risks: ['unsafe_housing'] }))
    expect(helpFor('unsafe_housing', roof)).toEqual(['housing_repair'])
    const three = suggestMeasures(
      packs,
      YONGXIU,
      household([member()], { risks: ['unsafe_housing', 'medical_cost', 'job_loss'] }),
    )
    expect(helpFor('medical_cost', three)).toContain('medical_aid')
    expect(helpFor('medical_cost', three)).not.toContain('housing_repair')
    expect(helpFor('job_loss', three)).toEqual(expect.arrayContaining(['job_services', 'public_post']))
    expect(three.uncovered).toEqual([])
  })

  it('names the units, and cites the clause', () => {
    const { suggestions } = suggestMeasures(packs, YONGXIU, household([member()], { risks: ['unsafe_housing'] }))
    expect(suggestions[0]).toMatchObject({
      measure: 'comprehensive_security',
      citation: { number: '永党农字〔2021〕3号', clause: '四' },
      house: false,
      units: expect.arrayContaining([{ code: 'housing', words: '住建部门' }]),
    })
    expect(suggestions[0]?.why).toContain('住房不安全')
  })

  it('gives those without labour the allowance, and no work', () => {
    const answer = suggestMeasures(packs, YONGXIU, household([old], { risks: ['income_below_line'] }))
    expect(byLabour(answer)[0]?.help.map(({ code }) => code)).toEqual(['basic_allowance', 'destitute_support'])
    expect(answer.suggestions.every(({ help }) => help.every(({ code }) => !helpMeaning(packs, code)?.work))).toBe(true)
    expect(answer.uncovered).toEqual([])
  })
})

describe('JX-4: by labour', () => {
  it('full labour: at least one measure of development, counted', () => {
    const none = byLabour(suggestMeasures(packs, SHANGYOU, household([member()])))
    expect(none[0]).toMatchObject({ least: 1, why: expect.stringContaining('至少要有1项，现在有0项') })
    const has = household([member()], { measures: [measure('workshop')] })
    expect(byLabour(suggestMeasures(packs, SHANGYOU, has))[0]?.why).toContain('现在有1项')
  })

  it('weak or half labour, and none, get what suits them', () => {
    const weak = byLabour(suggestMeasures(packs, SHANGYOU, household([member({ labour: 'weak_or_half' })])))
    expect(weak.flatMap(({ help }) => help.map(({ code }) => code))).toEqual([
      'public_post',
      'workshop',
      'order_farming',
      'courtyard_economy',
    ])
    const none = byLabour(suggestMeasures(packs, SHANGYOU, household([old])))
    expect(none.flatMap(({ help }) => help.map(({ code }) => code)).sort()).toEqual(
      ['asset_dividend', 'farming_on_behalf', 'land_transfer', 'social_aid'].sort(),
    )
  })

  it('unknown labour is said, never guessed', () => {
    const answer = suggestMeasures(packs, SHANGYOU, household([old, member({ labour: null })], { risks: ['job_loss'] }))
    expect(answer).toMatchObject({ labour: null, labourUnsaid: ['王示范'] })
    expect(byLabour(answer)).toEqual([])
    expect(answer.suggestions.find(({ risk }) => risk === 'job_loss')?.conditions).toContain('labour_unsaid')
  })

  it('a paper of 2027 asks for two: data alone', () => {
    const labour = [{ labour: 'full', help: ['employment'], leastMeasures: 2 }]
    const changed = with2027('jiangxi-2024', 'measures-by-labour', { labour })
    const answer = suggestMeasures(changed, { ...SHANGYOU, day: '2027-05-01' }, household([member()]))
    expect(byLabour(answer)[0]).toMatchObject({ least: 2, pack: 'jiangxi-2024-2027' })
  })
})

it('GD-7: six kinds of help, and security for those without labour', () => {
  const answer = suggestMeasures(packs, GUANGDONG, household([member()]))
  expect(new Set(answer.suggestions.map(({ measure }) => measure))).toEqual(
    new Set(['industry', 'employment', 'comprehensive_security', 'motivation', 'science', 'other']),
  )
  const none = suggestMeasures(packs, GUANGDONG, household([old]))
  expect(byLabour(none)[0]?.help.map(({ code }) => code)).toEqual([
    'basic_allowance',
    'medical_insurance',
    'pension',
    'destitute_support',
  ])
})

it('WY-8, HZ-8: premiums are paid in full; JX-6: no ceiling for the key groups alone', () => {
  for (const where of [WENGYUAN, HUIZHOU]) {
    const full = suggestMeasures(packs, where, household([member()])).suggestions.filter((each) => each.paidInFull)
    expect(full.flatMap(({ help }) => help.map(({ code }) => code))).toEqual(['medical_premium', 'pension_premium'])
    expect(full[0]?.why).toContain('全额代缴')
  }
  const free = (keyGroup: boolean) =>
    suggestMeasures(packs, SHANGYOU, household([member()], { keyGroup })).suggestions.filter((each) => each.noCeiling)
  expect(free(false)).toEqual([])
  expect(free(true)).toMatchObject([{ help: [{ code: 'industry_award' }], citation: { clause: '第五条' } }])
})

it('where no paper says anything, the house does, for every risk, and says that it is the house', () => {
  const answer = suggestMeasures(packs, NOWHERE, household([member()], { risks: [...RISK_TYPES] }))
  expect(answer.uncovered).toEqual([])
  for (const { house, citation } of answer.suggestions) {
    expect(house).toBe(true)
    expect(citation.paper).toContain('非政策规定')
  }
})

it('a paper that has run out says so', () => {
  const later = { ...WENGYUAN, day: '2024-10-15' }
  const { suggestions } = suggestMeasures(packs, later, household([member()], { risks: ['unsafe_housing'] }))
  expect(suggestions.find(({ risk }) => risk === 'unsafe_housing')).toMatchObject({
    pack: 'wengyuan-2023',
    runOut: expect.stringContaining('已到期'),
  })
})

it('every why is plain, everywhere, for every risk and labour', () => {
  for (const where of [YONGXIU, SHANGYOU, WENGYUAN, HUIZHOU, GUANGDONG, NOWHERE])
    for (const labour of ['full', 'weak_or_half', 'none', null] as const)
      for (const monitored of ['unstable_lifted', null] as const) {
        const of = household([member({ labour })], { risks: [...RISK_TYPES], monitored, keyGroup: true })
        for (const { why, help, units } of suggestMeasures(packs, where, of).suggestions) {
          for (const sentence of [why, ...help.map(({ words }) => words), ...units.map(({ words }) => words)])
            expectPlain(sentence)
          expect(why).toMatch(/。$/)
        }
      }
})

describe('words for codes', () => {
  it('every code of every pack has them', () => {
    expect(problemsBetween(packs)).toEqual([])
  })

  it('a code that nobody can say is a fault of its pack, with its remedy; with words of its own it is none', () => {
    const labour = [{ labour: 'none', help: ['orchard_care'] }]
    const changed = with2027('jiangxi-2024', 'measures-by-labour', { labour })
    expect(problemsBetween(changed)).toEqual([expect.stringMatching(/jiangxi-2024-2027.*orchard_care.*codes/)])
    const codes = { orchard_care: { words: '果园代管', measure: 'industry' as const } }
    const said = changed.map((pack) => (pack.id === 'jiangxi-2024-2027' ? { ...pack, codes } : pack))
    expect(problemsBetween(said)).toEqual([])
    const [one] = byLabour(suggestMeasures(said, { ...SHANGYOU, day: '2027-05-01' }, household([old])))
    expect(one).toMatchObject({ measure: 'industry', help: [{ words: '果园代管' }] })
  })
})
