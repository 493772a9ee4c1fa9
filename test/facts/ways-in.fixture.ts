import { randomUUID } from 'node:crypto'
import { CountyFile } from '../../src/app/county-file.ts'
import { idOf } from '../../src/app/set-up-county.ts'
import { CaseDetail } from '../../src/contract/case.ts'
import { LeadDetail, type LeadSummary, QueuePage } from '../../src/contract/lead.ts'
import { LeadEntered } from '../../src/contract/lead-entry.ts'
import { call } from '../adapters/http/call.ts'
import { startRealApp } from '../adapters/http/real-app.fixture.ts'

/** An invented county at a real place, whose papers hold there on that day, behind a real server. */
export async function countyAt(village: string, now: Date) {
  const county = village.slice(0, 6)
  const duty = (region: string) => [{ region, from: '2021-01-01' }]
  const file = CountyFile.parse({
    county: { code: county, name: '演示县' },
    demo: true,
    regions: [
      { code: village.slice(0, 9), name: '演示镇' },
      { code: village, name: '联群村委会' },
    ],
    cadres: [
      {
        key: 'village',
        name: '演示甲',
        role: 'village_cadre',
        duties: [{ region: village, from: '2021-01-01', deputy: 'deputy' }],
      },
      { key: 'deputy', name: '演示乙', role: 'village_cadre' },
      { key: 'township', name: '演示丙', role: 'township_officer', duties: duty(village.slice(0, 9)) },
      { key: 'county', name: '演示戊', role: 'county_officer', duties: duty(county) },
      { key: 'department', name: '演示己', role: 'department_officer', department: 'medical_insurance' },
    ],
    activate: [village],
  })
  const real = await startRealApp({ file, now: () => now })
  const as = async (key: string, method: string, path: string, body?: unknown) => {
    const cadreId = idOf(county, key)
    const token = String((await call(real.url, 'POST', '/api/demo/login', { body: { cadreId } })).body.token)
    return (await call(real.url, method, path, body === undefined ? { token } : { token, body })).body
  }
  return {
    deps: real.deps,
    close: real.close,
    enters: async (key: string, headName: string, more: object): Promise<LeadEntered> =>
      LeadEntered.parse(
        await as(key, 'POST', '/api/leads', {
          id: randomUUID(),
          household: { village, headName },
          riskType: 'medical_cost',
          words: '老人住院，自己花得多',
          ...more,
        }),
      ),
    queue: async (key: string): Promise<LeadSummary[]> => QueuePage.parse(await as(key, 'GET', '/api/leads')).leads,
    /** The village goes there, finds it true and opens the case. */
    caseOf: async ({ id, version }: LeadSummary): Promise<CaseDetail> => {
      const acts = [
        { action: 'claim' },
        { action: 'visit', text: '到家看了，单据都在' },
        { action: 'verify', finding: 'true', findings: '情况属实，自己花得多' },
      ]
      let seen = version
      for (const action of acts)
        seen = LeadDetail.parse(
          await as('village', 'POST', `/api/leads/${id}/actions`, { ...action, version: seen }),
        ).version
      return CaseDetail.parse(await as('village', 'POST', `/api/leads/${id}/case`))
    },
  }
}

/** Both are due at the same moment, so the queue may have them either way round. */
export const byOrigin = (leads: LeadSummary[]) =>
  [...leads].sort((one, other) => one.origin.localeCompare(other.origin))
