import { afterAll, beforeAll, expect, it } from 'vitest'
import { CountyFile } from '../../../src/app/county-file.ts'
import { idOf } from '../../../src/app/set-up-county.ts'
import { CaseDetail, DATA_HOLDERS } from '../../../src/contract/case.ts'
import { CasePage } from '../../../src/contract/case-list.ts'
import { ComparisonDetail, ComparisonList } from '../../../src/contract/comparison.ts'
import { LeadDetail, QueuePage } from '../../../src/contract/lead.ts'
import { NoticeBoard } from '../../../src/contract/notice-board.ts'
import { HOLDS } from '../../../src/core/procedure/comparison.ts'
import { resident, wordsOf } from '../../support/world.ts'
import { type Answered, call, expectProblem } from './call.ts'
import { type RealApp, startRealApp } from './real-app.fixture.ts'

const COUNTY = '360425'
const VILLAGE = '360425100201'
const DAY_MS = 24 * 3_600_000
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])

/** An invented county at a real place: whose papers hold depends on it. */
const duty = (region: string) => [{ region, from: '2021-01-01' }]
const FILE = CountyFile.parse({
  county: { code: COUNTY, name: '演示县' },
  demo: true,
  regions: [
    { code: VILLAGE.slice(0, 9), name: '演示镇' },
    { code: VILLAGE, name: '联群村委会' },
  ],
  cadres: [
    {
      key: 'village',
      name: '演示甲',
      role: 'village_cadre',
      duties: [{ region: VILLAGE, from: '2021-01-01', deputy: 'deputy' }],
    },
    { key: 'deputy', name: '演示乙', role: 'village_cadre' },
    { key: 'township', name: '演示丙', role: 'township_officer', duties: duty(VILLAGE.slice(0, 9)) },
    { key: 'county', name: '演示戊', role: 'county_officer', duties: duty(COUNTY) },
    { key: 'housing', name: '演示己', role: 'department_officer', department: 'housing' },
  ],
  activate: [VILLAGE],
})

type Given = { kind: string; text: string }[]

let now = new Date('2021-09-22T02:00:00Z')
let real: RealApp
let found: CaseDetail
const tokens = new Map<string, string>()
const days = (n: number) => {
  now = new Date(now.getTime() + n * DAY_MS)
  tokens.clear()
}

beforeAll(async () => {
  real = await startRealApp({ file: FILE, now: () => now })
}, 60_000)
afterAll(() => real.close())

/** As that cadre, logged in anew each day. */
async function as(key: string, method: string, path: string, body?: unknown): Promise<Answered> {
  const cadreId = idOf(COUNTY, key)
  const token =
    tokens.get(key) ?? String((await call(real.url, 'POST', '/api/demo/login', { body: { cadreId } })).body.token)
  tokens.set(key, token)
  return call(real.url, method, path, body === undefined ? { token } : { token, body })
}

async function does(key: string, command: Record<string, unknown>): Promise<Answered> {
  const answer = await as(key, 'POST', `/api/cases/${found.id}/commands`, { ...command, version: found.version })
  if (answer.status === 200) found = CaseDetail.parse(answer.body)
  return answer
}

/** The first step that is not done, completed with words for all that it asks. */
async function completes(key: string, evidence: Given): Promise<void> {
  const answer = await does(key, { command: 'complete_step', step: nextStep(), evidence })
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ id: found.id })
}

const nextStep = () => found.steps.find((step) => step.state !== 'done')?.step ?? ''

async function posts(key: string): Promise<void> {
  const { body } = await call(real.url, 'POST', `/api/cases/${found.id}/attachments`, {
    raw: PNG,
    type: 'image/png',
    token: tokens.get(key) ?? '',
  })
  const notice = { place: '村务公开栏', content: '拟纳入：王示范', photos: [body.attachment], from: today() }
  expect(await does(key, { command: 'post_notice', step: nextStep(), ...notice })).toMatchObject({ status: 200 })
  expect(found.steps.find((step) => step.step === nextStep())?.notice).toMatchObject({ content: '拟纳入：王**' })
}

async function board(key: string): Promise<NoticeBoard['entries']> {
  return NoticeBoard.parse((await as(key, 'GET', '/api/notices')).body).entries
}

const today = () => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

/** Refused with the clause in what a person reads. */
function refusedBy(clause: string, answer: Answered, words: string) {
  expectProblem(answer, 409, 'not_possible_now')
  expect(answer.body.detail).toContain(words)
  expect(answer.body.detail).toContain(
    `（依据：永修县关于健全防止返贫动态监测和帮扶机制的实施方案 永党农字〔2021〕3号 ${clause}）`,
  )
}

/** The newest lead of the village, verified and made a case. */
async function opensCase(): Promise<void> {
  const { leads } = QueuePage.parse((await as('village', 'GET', '/api/leads')).body)
  let lead = leads.find(({ status }) => status === 'open')
  for (const action of [
    { action: 'claim' },
    { action: 'visit', text: '到家看了，单据都在' },
    { action: 'verify', finding: 'true', findings: '大病自费三万二' },
  ])
    lead = LeadDetail.parse(
      (await as('village', 'POST', `/api/leads/${lead?.id}/actions`, { ...action, version: lead?.version })).body,
    )
  found = CaseDetail.parse((await as('village', 'POST', `/api/leads/${lead?.id}/case`)).body)
}

it('walks a household of Yongxiu from its own words to the approval, and refuses with the clause what is too early', async () => {
  const wang = resident(real.deps, { county: COUNTY, channel: 'web', userId: 'wang', village: null })
  await wang.reports('我妈住院自己掏了三万二', '王示范')
  await opensCase()
  expect(found).toMatchObject({ phase: 'identification', now: '村委会评议', daysLeft: 15 })

  refusedBy('三（三）2', await does('village', { command: 'end_notice', step: 'village_notice' }), '村委会评议')
  expect(await board('village')).toEqual([])
  await completes('village', [{ kind: 'minutes', text: '到会九人，都同意' }])
  expect(await board('village')).toMatchObject([{ mayPost: true, notice: null, case: { householdName: '王**' } }])
  expect(await board('township')).toEqual([])
  await posts('village')
  const hung = { mayPost: false, state: 'running', notice: { place: '村务公开栏', list: ['王**'] } }
  for (const key of ['village', 'township']) expect(await board(key)).toMatchObject([hung])
  expect(await board('housing')).toEqual([])
  expectProblem(await as('village', 'GET', '/api/notices?after=x'), 400, 'bad_page')
  expect(wordsOf(await wang.says('查进度'))).toBe('')
  expect(JSON.stringify(await wang.says('查进度'))).toContain('正在村委会公示，最早9月28日（周二）结束')
  days(5)
  refusedBy('三（三）2', await does('village', { command: 'end_notice', step: 'village_notice' }), '现在满了4天')
  days(1)
  expect(await does('village', { command: 'end_notice', step: 'village_notice' })).toMatchObject({ status: 200 })
  await completes('township', [{ kind: 'review_opinion', text: '材料齐，同意上报' }])

  await compares()
  await completes('township', [{ kind: 'review_opinion', text: '再审过，同意' }])
  await posts('township')
  days(6)
  expect(await does('township', { command: 'end_notice', step: nextStep() })).toMatchObject({ status: 200 })

  const approve = {
    command: 'approve',
    step: nextStep(),
    monitoredKind: 'sudden_severe',
    evidence: [{ kind: 'decision', text: '会议定了，同意' }],
  }
  refusedBy('三（三）5', await does('township', approve), '县领导小组')
  const stale = { ...approve, version: found.version - 1 }
  const late = await as('county', 'POST', `/api/cases/${found.id}/commands`, stale)
  expectProblem(late, 409, 'somebody_was_faster')
  expect(late.body).toMatchObject({ who: '演示丙（乡镇干部）', current: { version: found.version } })
  expect(await does('county', approve)).toMatchObject({ status: 200 })
  expect(found).toMatchObject({ phase: 'on_register', monitoredKind: 'sudden_severe' })
  expect(CasePage.parse((await as('county', 'GET', '/api/cases?phase=on_register')).body).cases).toHaveLength(1)
}, 60_000)

/** One office answers for itself, the county writes down what the others answered. */
async function compares(): Promise<void> {
  const step = nextStep()
  refusedBy('三（三）3', await does('county', { command: 'complete_step', step, evidence: [] }), '还没有一个部门答复')
  for (const department of DATA_HOLDERS) {
    const fields = HOLDS[department]
    expect(await does('county', { command: 'ask_department', step, department, fields })).toMatchObject({ status: 200 })
    const answer = {
      source: '比对回函',
      date: today(),
      answers: fields.map((field) => ({ field, has: false })),
    }
    if (department === 'housing') await answersItself(answer)
    else
      expect(await does('county', { command: 'record_answer', step, department, ...answer })).toMatchObject({
        status: 200,
      })
  }
  await completes('county', [])
}

async function answersItself(answer: object): Promise<void> {
  const { comparisons } = ComparisonList.parse((await as('housing', 'GET', '/api/comparisons')).body)
  const path = `/api/comparisons/${comparisons[0]?.id}`
  expect(ComparisonDetail.parse((await as('housing', 'GET', path)).body)).toMatchObject({ householdName: '王示范' })
  expectProblem(await as('housing', 'GET', `/api/cases/${found.id}`), 404, 'not_found')
  expect((await as('housing', 'POST', `${path}/answer`, answer)).body).toMatchObject({ state: 'answered' })
  found = CaseDetail.parse((await as('county', 'GET', `/api/cases/${found.id}`)).body)
}

it('of more cases than fit, the board goes on page by page, and no page is empty', async () => {
  const names = ['郑示页', '吴示页', '冯示页']
  for (const [at, name] of names.entries()) {
    const one = resident(real.deps, { county: COUNTY, channel: 'web', userId: `page-${at}`, village: null })
    await one.reports('我妈住院自己掏了三万二', name)
    await opensCase()
    // The middle one has nothing to be put up.
    if (at !== 1) await completes('village', [{ kind: 'minutes', text: '到会九人，都同意' }])
  }
  const whole = NoticeBoard.parse((await as('village', 'GET', '/api/notices')).body)
  expect(whole.next).toBeNull()
  const paged: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const path = `/api/notices?limit=1${next && `&after=${encodeURIComponent(next)}`}`
    const page: NoticeBoard = NoticeBoard.parse((await as('village', 'GET', path)).body)
    if (page.next !== null) expect(page.entries).toHaveLength(1)
    paged.push(...page.entries.map((entry) => entry.case.id))
    next = page.next
  }
  expect(paged.length).toBeGreaterThanOrEqual(2)
  expect(paged.toSorted()).toEqual(whole.entries.map((entry) => entry.case.id).toSorted())
})
