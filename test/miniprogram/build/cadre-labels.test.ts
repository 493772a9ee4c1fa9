import { expect, test } from 'vitest'
import { FIELDS } from '../../../miniprogram/packages/cadre/lib/fields.ts'
import * as cadre from '../../../miniprogram/packages/cadre/lib/labels.ts'
import { RISK_TYPE_LABEL } from '../../../miniprogram/utils/risk-types.ts'
import { labels } from '../../../src/console/demo/labels.ts'

test('the mini-program calls everything as the desk does', () => {
  const desk = labels()
  expect(FIELDS).toEqual(desk.fields)
  expect(RISK_TYPE_LABEL).toEqual(desk.riskTypes)
  expect({ ...cadre }).toEqual({
    URGENCY: desk.urgencies,
    ROLE: desk.roles,
    STATUS: desk.statuses,
    FINDING: desk.findings,
    OUTCOME: desk.outcomes,
    HOUSEHOLD_KIND: desk.householdKinds,
    LABOUR: desk.labour,
  })
})
