import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { z } from 'zod'
import { Colleague } from '../../../src/contract/account.ts'
import { CaseDetail } from '../../../src/contract/case.ts'
import { QueuePage } from '../../../src/contract/lead.ts'
import type { CadreRole } from '../../../src/contract/terms.ts'
import { call } from '../../adapters/http/call.ts'

/** The verified lead of that village (12 digits) becomes a case, and the township checks it. Answers who is told: the county's officer. */
export async function goesOnToTheCounty(demo: string, village: string): Promise<string> {
  const cadres = z.array(Colleague).parse((await call(demo, 'GET', '/api/demo/cadres')).body)
  const one = (role: CadreRole) => {
    const cadre = cadres.find((each) => each.role === role && each.areas.some((area) => village.startsWith(area)))
    if (!cadre) throw new Error(`no ${role} of ${village}`)
    return cadre
  }
  const as = async (role: CadreRole, method: 'GET' | 'POST', path: string, body: object = {}) => {
    const login = await call(demo, 'POST', '/api/demo/login', { body: { cadreId: one(role).id } })
    const sent = method === 'POST' ? { body } : {}
    const answer = await call(demo, method, path, { token: String(login.body.token), ...sent })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }
  const { leads } = QueuePage.parse(await as('village_cadre', 'GET', '/api/leads'))
  const lead = leads.find(({ status }) => status === 'verified')
  const { id, version, steps } = CaseDetail.parse(await as('village_cadre', 'POST', `/api/leads/${lead?.id}/case`))
  const step = steps.find(({ state }) => state === 'open')?.step
  const evidence = [{ kind: 'visit_record', text: '上门看过' }]
  const command = { command: 'complete_step', id: randomUUID(), version, step, evidence }
  await as('township_officer', 'POST', `/api/cases/${id}/commands`, command)
  return one('county_officer').name
}
