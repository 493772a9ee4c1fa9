import { expect, it } from 'vitest'
import { kindAfterLeaving, kindOnRegister, kindWords } from '../../../src/core/procedure/household-kind.ts'

it('keeps a household as what was decided', () => {
  expect(kindOnRegister('ordinary', 'marginal_at_risk')).toBe('marginal')
  expect(kindOnRegister('ordinary', 'unstable_lifted')).toBe('poverty_lifted')
  expect(kindWords('ordinary', 'marginal')).toBe('。台账里从一般户改为边缘户')
})

it('changes nothing where it is that already, where a sudden hardship decides nothing, and where nobody knows', () => {
  expect(kindOnRegister('marginal', 'marginal_at_risk')).toBeNull()
  expect(kindOnRegister('poverty_lifted', 'sudden_severe')).toBeNull()
  expect(kindOnRegister(undefined, 'marginal_at_risk')).toBeNull()
  expect(kindOnRegister('ordinary', null)).toBeNull()
  expect(kindWords('ordinary', null)).toBe('')
})

it('who leaves is at risk no more, and who was lifted stays lifted', () => {
  expect(kindAfterLeaving('marginal')).toBe('ordinary')
  expect(kindAfterLeaving('poverty_lifted')).toBeNull()
  expect(kindAfterLeaving('ordinary')).toBeNull()
})
