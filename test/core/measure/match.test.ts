import { describe, expect, it } from 'vitest'
import { matchCheck } from '../../../src/core/measure/match.ts'
import { expectPlain } from '../dialogue/plain-language.ts'
import { packs } from '../policy/packs.fixture.ts'
import { household, measure, member, NOWHERE, SHANGYOU, with2027, YONGXIU } from './household.fixture.ts'

const old = member({ id: 'old', name: '王示老', born: '1944-02-10', labour: 'none', wantsWork: false })

function found(of: Parameters<typeof matchCheck>[2], where = SHANGYOU, with_ = packs) {
  const answer = matchCheck(with_, where, of)
  if (answer.kind === 'no_rule') throw new Error('no rule')
  for (const { why } of answer.mismatches) expectPlain(why)
  return answer.mismatches.map(({ kind, measureId, memberId, risk, why, citation }) => ({
    kind,
    measureId,
    memberId,
    risk,
    why,
    clause: citation.clause,
  }))
}
const kinds = (of: Parameters<typeof matchCheck>[2], where = SHANGYOU) => found(of, where).map(({ kind }) => kind)

describe('JX-2: measures held against members, labour and risks', () => {
  it('a household that fits has nothing flagged', () => {
    const fits = household([member(), old], {
      risks: ['job_loss', 'medical_cost'],
      measures: [measure('skills_training', { forMember: 'wang' }), measure('medical_aid')],
    })
    expect(found(fits)).toEqual([])
  })

  it('a public post, or industry, for a household without labour', () => {
    const of = household([old], { measures: [measure('public_post'), measure('order_farming'), measure('social_aid')] })
    expect(found(of)).toMatchObject([
      { kind: 'no_labour', measureId: 'm-public_post', clause: '第一条' },
      { kind: 'no_labour', measureId: 'm-order_farming' },
    ])
    expect(kinds(household([old], { measures: [measure('farming_on_behalf')] }))).toEqual([])
  })

  it('work for the one member who can not do any', () => {
    const of = household([member(), old], { measures: [measure('workshop', { forMember: 'old' })] })
    expect(found(of)).toMatchObject([{ kind: 'no_labour', memberId: 'old' }])
  })

  it('training for one of 80; a public post knows no upper age (JX-8)', () => {
    const strong = member({ born: '1944' })
    const training = household([strong], { measures: [measure('skills_training', { forMember: 'wang' })] })
    expect(found(training)).toMatchObject([{ kind: 'age', why: expect.stringContaining('过了70岁') }])
    expect(kinds(household([strong], { measures: [measure('public_post', { forMember: 'wang' })] }))).toEqual([])
    const child = member({ born: '2010-01-01' })
    expect(kinds(household([child], { measures: [measure('public_post', { forMember: 'wang' })] }))).toEqual(['age'])
  })

  it('flags an age only when it is certain: born in 1954 may be 69 or 70', () => {
    const of = (born: string | null) =>
      kinds(household([member({ born })], { measures: [measure('skills_training', { forMember: 'wang' })] }))
    expect(of('1953')).toEqual([])
    expect(of('1953-10-16')).toEqual([])
    expect(of('1953-10-15')).toEqual(['age'])
    expect(of(null)).toEqual([])
  })

  it('help for somebody who left, or whom the ledger does not know', () => {
    const gone = member({ id: 'son', name: '王示儿', left: '2024-10-15' })
    const of = household([member(), gone], {
      measures: [
        measure('public_post', { id: 'a', forMember: 'son' }),
        measure('workshop', { id: 'b', forMember: 'nobody' }),
      ],
    })
    expect(found(of)).toMatchObject([
      { kind: 'member_left', measureId: 'a', memberId: 'son' },
      { kind: 'member_unknown', measureId: 'b' },
    ])
  })

  it('a risk without a measure against it', () => {
    const of = household([member()], { risks: ['unsafe_housing', 'job_loss'], measures: [measure('job_offers')] })
    expect(found(of)).toMatchObject([{ kind: 'risk_without_measure', risk: 'unsafe_housing' }])
    const ended = household([member()], { risks: ['job_loss'], measures: [measure('job_offers', { state: 'ended' })] })
    expect(kinds(ended)).toEqual(['too_few_measures', 'risk_without_measure'])
  })

  it('full labour without a measure of development, no labour without security', () => {
    expect(found(household([member()]))).toMatchObject([{ kind: 'too_few_measures', clause: '第二条' }])
    expect(found(household([old]))).toMatchObject([{ kind: 'no_security', clause: '第二条' }])
  })

  it('says what it could not check', () => {
    const answer = matchCheck(packs, SHANGYOU, household([member({ labour: null })]))
    expect(answer).toMatchObject({ mismatches: [], unsaid: ['王示范的劳动能力还没问清。'] })
    expect(matchCheck(packs, SHANGYOU, household([]))).toMatchObject({
      unsaid: [expect.stringContaining('还没有家庭成员')],
    })
  })
})

it('where no paper asks for it the house does', () => {
  for (const where of [NOWHERE, YONGXIU])
    expect(matchCheck(packs, where, household([old], { measures: [measure('public_post')] }))).toMatchObject({
      mismatches: expect.arrayContaining([expect.objectContaining({ kind: 'no_labour', house: true })]),
    })
})

it('a paper of 2027 that looks at risks alone changes what is flagged', () => {
  const changed = with2027('jiangxi-2024', 'match-check', { against: ['risk_causes'] })
  const of = household([old], { risks: ['unsafe_water'], measures: [measure('public_post')] })
  const then = { ...SHANGYOU, day: '2027-02-01' }
  expect(found(of, then, changed).map(({ kind }) => kind)).toEqual(['risk_without_measure'])
})
