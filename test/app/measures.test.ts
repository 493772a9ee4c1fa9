import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import type { CadreActor } from '../../src/app/accounts.ts'
import { actOnMeasure } from '../../src/app/act-on-measure.ts'
import { answerReferral } from '../../src/app/answer-referral.ts'
import type { Deps } from '../../src/app/deps.ts'
import { listReferrals } from '../../src/app/list-referrals.ts'
import { planMeasure } from '../../src/app/plan-measure.ts'
import { readLedger } from '../../src/app/read-ledger.ts'
import { readMeasures } from '../../src/app/read-measures.ts'
import { readSuggestions } from '../../src/app/read-suggestions.ts'
import { recordMonths, recordService } from '../../src/app/record-employment.ts'
import { referHousehold } from '../../src/app/refer-household.ts'
import { isRefusal } from '../../src/app/refusal.ts'
import { reportEmploymentServices, reportWorkBonus } from '../../src/app/report-employment.ts'
import { reportKeyGroups } from '../../src/app/report-key-groups.ts'
import { recordFigure, reportShares } from '../../src/app/report-shares.ts'
import { reportSubsidies } from '../../src/app/report-subsidies.ts'
import { setMonitoring } from '../../src/app/set-monitoring.ts'
import { idOf } from '../../src/app/set-up-county.ts'
import type { MeasureAction, PlanMeasure } from '../../src/contract/measures.ts'
import type { Fact } from '../../src/core/ledger/facts.ts'
import { chinaDay } from '../../src/core/words/when.ts'
import { byCadre, factOf, memberOf, moneyOf } from '../adapters/postgres/ledger.fixture.ts'
import { expectPlain } from '../core/dialogue/plain-language.ts'
import { onBoth } from '../support/database.ts'
import { answered, COUNTY, makeWorld, VILLAGE } from '../support/world.ts'

const DAY_MS = 24 * 3_600_000
const TODAY = '2026-11-23'

onBoth('help for a household', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let deps: Deps
  let roof: string
  let lifted: string
  let marginal: string
  const housing: CadreActor = {
    kind: 'cadre',
    county: COUNTY,
    cadreId: idOf(COUNTY, 'department'),
    role: 'department_officer',
    areas: [],
  }
  const [wang, old] = [randomUUID(), randomUUID()]

  beforeAll(async () => {
    world = await makeWorld(use())
    await use().database.pool.query(`update cadre set department = 'housing' where role = 'department_officer'`)
    await world.resident('roof-1').reports('房子漏雨，墙都裂了', '张示屋')
    const [lead] = await world.village.queue()
    await use().store.transaction({ kind: 'system', county: COUNTY }, async (tx) => {
      roof = (await tx.leads.get(lead?.id ?? ''))?.householdId ?? ''
      lifted = (await tx.households.lockNamed(VILLAGE, '王示范'))[0]?.id ?? ''
      marginal = (await tx.households.lockNamed(VILLAGE, '郑示远'))[0]?.id ?? ''
    })
    const by = byCadre(world.village.actor.cadreId)
    await use().store.transaction({ kind: 'system', county: COUNTY }, async ({ ledgers }) => {
      await ledgers.addMembers(lifted, [memberOf(by, { id: wang, name: '王示范', born: '1975-05-01' })])
      await ledgers.addMembers(marginal, [memberOf(by, { id: old, name: '郑示老', born: '1944' })])
      const said = (member: string, field: Fact['field'], value: Fact['value']) => factOf(by, { member, field, value })
      await ledgers.addFacts(lifted, [
        said(wang, 'basics.labour', 'full'),
        said(wang, 'basics.work', 'jobless'),
        said(wang, 'job_wishes.work', true),
      ])
      await ledgers.addFacts(marginal, [said(old, 'basics.labour', 'none')])
      // Last year's, whole: 9,000 a head. Of the other household's year nothing is known.
      await ledgers.addMoney(lifted, [moneyOf(by, { from: '2025-01', to: '2025-12', yuan: 9_000 })])
    })
    // The paper of Jiangxi, as if it were made for this county.
    const packs = world.deps.packs.map((pack) => (pack.id === 'jiangxi-2024' ? { ...pack, region: COUNTY } : pack))
    deps = { ...world.deps, packs }
    return world.stop
  })

  const plan = (householdId: string, body: Partial<PlanMeasure> & { help: string }, actor = world.village.actor) =>
    planMeasure(deps, actor, householdId, { id: randomUUID(), forMember: null, ...body })
  const step = (householdId: string, id: string, action: MeasureAction['action'], version: number, more: object = {}) =>
    actOnMeasure(deps, world.village.actor, { householdId, id }, { action, version, day: TODAY, text: '办了', ...more })

  it('what is lacking is suggested, with its source, and only to who answers for the place', async () => {
    const answer = answered(await readSuggestions(deps, world.village.actor, roof))
    expect(answer).toMatchObject({ labour: null, risks: ['unsafe_housing'], uncovered: [] })
    const [first] = answer.suggestions
    expect(first).toMatchObject({ help: [{ code: 'housing_repair', held: false }], units: ['住建部门'] })
    expect(first?.source).toContain('翁乡振字〔2023〕10号 第21条')
    expect(first?.runOut).toContain('已到期')
    expect(answer.mismatches).toMatchObject([{ kind: 'risk_without_measure', risk: 'unsafe_housing' }])
    expect(answer.unsaid).toEqual(['台账里还没有家庭成员，没法核对。'])
    expect(answer.departments).toMatchObject([{ department: 'housing', need: 'unsafe_housing' }])
    for (const actor of [world.otherVillage.actor, housing])
      expect(await readSuggestions(deps, actor, roof)).toEqual({ refused: 'not_found' })
  })

  it('is planned, given, published and ended; the household hears once that it is given', async () => {
    const id = randomUUID()
    const planned = answered(await plan(roof, { id, help: 'housing_repair' }))
    expect(planned).toMatchObject({
      state: 'planned',
      plannedOn: TODAY,
      version: 1,
      source: expect.stringMatching(/第21条/),
    })
    expect(answered(await plan(roof, { id, help: 'housing_repair' }))).toEqual(planned)
    expect(await plan(roof, { help: 'housing_repair' })).toMatchObject({ why: '这项帮扶已经有了，不用再加。' })
    expect(answered(await readSuggestions(deps, world.village.actor, roof)).mismatches).toEqual([])

    expect(await step(roof, id, 'publish', 1)).toMatchObject({ refused: 'not_possible_now' })
    expect(await step(roof, id, 'give', 1, { day: '2026-11-24' })).toMatchObject({ why: '日子还没到，不能先记。' })
    const given = answered(await step(roof, id, 'give', 1, { text: '补了两万，电话13800000001' }))
    expect(given).toMatchObject({ state: 'given', givenOn: TODAY, version: 2 })
    expect(given.events.map(({ state, text }) => [state, text])).toEqual([
      ['已计划', expect.stringContaining('缺什么补什么')],
      ['已落实', '补了两万，电话138****0001'],
    ])
    expect(await step(roof, id, 'give', 1)).toMatchObject({ why: expect.stringContaining('刚刚改过') })
    await world.deliver()
    const news = await world.resident('roof-1').news()
    expect(news).toEqual(['您家有一项帮扶落实了：危房改造。不明白的地方，可以问演示甲。'])
    expectPlain(news[0] ?? '')
    expect(answered(await step(roof, id, 'publish', 2))).toMatchObject({ publishedOn: TODAY })
    expect(answered(await step(roof, id, 'end', 3))).toMatchObject({ state: 'ended', version: 4 })
    expect(answered(await readMeasures(deps, world.township.actor, roof))).toHaveLength(1)
    expect(await readMeasures(deps, world.otherVillage.actor, roof)).toEqual({ refused: 'not_found' })
    await world.deliver()
    expect(await world.resident('roof-1').news()).toHaveLength(1)
  })

  it('one’s own choice needs its why; what nobody knows is refused', async () => {
    expect(await plan(marginal, { help: 'public_post' })).toMatchObject({ why: expect.stringContaining('为什么') })
    expect(await plan(marginal, { help: 'nonsense' })).toMatchObject({ refused: 'not_possible_now' })
    const own = answered(await plan(marginal, { help: 'public_post', forMember: old, why: '他自己愿意。' }))
    expect(own).toMatchObject({ source: null, why: '他自己愿意。', units: [] })
    const { mismatches } = answered(await readSuggestions(deps, world.village.actor, marginal))
    expect(mismatches).toContainEqual(expect.objectContaining({ kind: 'no_labour', measureId: own.id, memberId: old }))
  })

  it('two cadres at once: one step stands, nothing is lost', async () => {
    const { id } = answered(await plan(lifted, { help: 'skills_training', forMember: wang }))
    const both = await Promise.all([step(lifted, id, 'give', 1), step(lifted, id, 'give', 1)])
    expect(both.filter(isRefusal)).toHaveLength(1)
    const twice = await Promise.all([
      plan(lifted, { help: 'points_shop', why: '要' }),
      plan(lifted, { help: 'points_shop', why: '要' }),
    ])
    expect(twice.filter(isRefusal)).toHaveLength(1)
  })

  it('a need goes to its department, is answered once, and the household hears what became of it', async () => {
    const id = randomUUID()
    const refer = () =>
      referHousehold(deps, world.village.actor, roof, { id, need: 'unsafe_housing', text: '墙裂了，请来看' })
    const asked = answered(await refer())
    expect(asked).toMatchObject({
      department: 'housing',
      householdName: '张示屋',
      place: '演示镇联群村',
      dueDay: '2026-12-03',
      dueSource: expect.stringContaining('默认'),
      state: 'asked',
      source: expect.stringContaining('第20条'),
    })
    expect(answered(await refer())).toEqual(asked)
    const again = { id: randomUUID(), need: 'unsafe_housing', text: '再问' }
    expect(await referHousehold(deps, world.village.actor, roof, again)).toMatchObject({
      why: expect.stringContaining('还在等'),
    })
    const school = { id: randomUUID(), need: 'school_dropout', text: '孩子不上学' }
    expect(answered(await referHousehold(deps, world.village.actor, roof, school)).department).toBe('education')

    const mine = await listReferrals(deps, housing, { state: 'asked' })
    expect(mine.referrals).toMatchObject([{ id, householdName: '张示屋' }])
    expect((await listReferrals(deps, world.village.actor, { state: 'all', household: roof })).referrals).toHaveLength(
      2,
    )
    expect((await listReferrals(deps, world.otherVillage.actor, { state: 'all' })).referrals).toEqual([])

    world.later(11 * DAY_MS)
    expect((await listReferrals(deps, housing, { state: 'overdue' })).referrals).toMatchObject([
      { id, state: 'overdue' },
    ])
    expect(await answerReferral(deps, housing, school.id, { result: 'helped', text: '好' })).toEqual({
      refused: 'not_found',
    })
    expect(await answerReferral(deps, world.village.actor, id, { result: 'helped', text: '好' })).toMatchObject({
      refused: 'not_allowed',
    })
    const both = await Promise.all(
      ['可以修', '能修'].map((text) => answerReferral(deps, housing, id, { result: 'will_help', text })),
    )
    expect(both.filter(isRefusal)).toHaveLength(1)
    const [done] = (await listReferrals(deps, world.village.actor, { state: 'answered' })).referrals
    expect(done?.householdName).toBe('张**')
    expect(done?.answer).toMatchObject({ resultWords: '可以帮，正在办', by: '演示己', late: true })
    await world.deliver()
    const told = (await world.resident('roof-1').news()).at(-1) ?? ''
    expect(told).toContain('住建部门答复了您家“住房不安全”的事：可以帮，正在办。')
    expectPlain(told)
  })

  it('who only says that he is of the household hears of its help once a cadre found his report true', async () => {
    const claims = world.resident('claims-1')
    await claims.reports('房子漏雨，墙都裂了', '王示范')
    await world.deliver()
    const heard = (await claims.news()).length
    const give = async (help: string) => {
      const { id } = answered(await plan(lifted, { help, why: '要' }))
      answered(await step(lifted, id, 'give', 1, { day: chinaDay(deps.clock.now()) }))
      await world.deliver()
      return (await claims.news()).slice(heard).filter((text) => text.includes('帮扶落实了'))
    }
    expect(await give('charity_fund')).toEqual([])
    const lead = (await world.deputy.queue()).find(({ householdName }) => householdName === '王**')
    if (!lead) throw new Error('no lead of 王示范')
    let next = answered(await world.deputy.does(lead, { action: 'claim' }))
    next = answered(await world.deputy.does(next, { action: 'visit', text: '到家看了' }))
    answered(await world.deputy.does(next, { action: 'verify', finding: 'true', findings: '是真的' }))
    expect(await give('paired_help')).toHaveLength(1)
  })

  it('key groups are computed for the county, entered, and stay until the risk is removed', async () => {
    expect(await reportKeyGroups(deps, world.township.actor, true)).toMatchObject({ refused: 'not_allowed' })
    expect(await setMonitoring(deps, world.village.actor, marginal, MONITORED)).toMatchObject({
      refused: 'not_allowed',
    })
    answered(await setMonitoring(deps, world.county.actor, marginal, MONITORED))
    const report = await computed(true)
    expect(report.entered).toBe(2)
    expect(report).toMatchObject({
      year: 2025,
      source: expect.stringContaining('赣农办字〔2024〕21号'),
      areas: [{ place: '演示镇', households: 2, people: 2 }],
      incomeUnknown: [{ householdName: '郑**', people: 1 }],
    })
    expect(report.households.map(({ householdName, why }) => [householdName, why])).toEqual(
      expect.arrayContaining([
        ['王**', '上年监测户和脱贫户里收入最低的两成。'],
        ['郑**', '监测满两年，风险还没消除。'],
      ]),
    )
    expect((await computed(true)).entered).toBe(0)
    expect(answered(await readSuggestions(deps, world.village.actor, lifted))).toMatchObject({ keyGroup: true })

    const removed = { ...MONITORED, riskRemovedOn: '2026-12-01' }
    answered(await setMonitoring(deps, world.county.actor, marginal, removed))
    expect(answered(await readSuggestions(deps, world.village.actor, marginal))).toMatchObject({ keyGroup: false })
    // The year is over: of the next one nothing is known yet, so the figures name it no more; the ledger still does.
    const nextYear = { ...deps, clock: { now: () => new Date(world.deps.clock.now().getTime() + 60 * DAY_MS) } }
    const later = answered(await reportKeyGroups(nextYear, world.county.actor, false))
    expect(later).toMatchObject({ households: [], staying: [{ householdName: '王**', since: '2026-12-04' }] })
  })

  it('work bonus and services: what was recorded is counted, for the area alone', async () => {
    const months = Array.from({ length: 4 }, (_, i) => ({ month: `2026-0${i + 1}`, publicPost: false }))
    const body = { memberId: wang, months: [...months, { month: '2026-05', publicPost: true }] }
    for (let time = 0; time < 2; time++) answered(await recordMonths(deps, world.village.actor, lifted, body))
    expect(await recordMonths(deps, world.otherVillage.actor, lifted, body)).toEqual({ refused: 'not_found' })
    const bonus = await reportWorkBonus(deps, world.village.actor, 2026)
    expect(bonus).toMatchObject({ total: 200, workers: [{ memberName: '王示范', due: 200, months: 4 }] })
    expect((await reportWorkBonus(deps, world.otherVillage.actor, 2026)).workers).toEqual([])

    const service = { id: randomUUID(), memberId: wang, service: 'guidance' as const, day: TODAY, text: '谈过' }
    for (let time = 0; time < 2; time++) answered(await recordService(deps, world.village.actor, lifted, service))
    const report = await reportEmploymentServices(deps, world.village.actor)
    expect(report).toMatchObject({
      quarter: '2026-Q4',
      dueDay: '2026-12-31',
      people: [{ memberName: '王示范', why: '还差就业培训1次、介绍岗位3个，12月31日以前要办。' }],
    })
  })

  it('nothing is written down of a member of another household', async () => {
    const NOT_HIS = { refused: 'not_possible_now', why: '这个成员不是本户的。' }
    const { actor } = world.village
    const months = [{ month: '2026-09', publicPost: false }]
    expect(await recordMonths(deps, actor, marginal, { memberId: wang, months })).toEqual(NOT_HIS)
    const service = { id: randomUUID(), memberId: wang, service: 'training' as const, day: TODAY, text: '学过' }
    expect(await recordService(deps, actor, marginal, service)).toEqual(NOT_HIS)
    expect(await plan(marginal, { help: 'paired_help', forMember: wang, why: '要' })).toEqual(NOT_HIS)
    expect(await reportWorkBonus(deps, actor, 2026)).toMatchObject({ total: 200, workers: [{ months: 4 }] })
  })

  it('shares come from the county’s own figures, the newest of them, and the scale only warns', async () => {
    const figure = {
      id: randomUUID(),
      of: 'central_funds_for_industry',
      period: '2026',
      part: 55,
      whole: 100,
      source: '财政',
    }
    expect(await recordFigure(deps, world.township.actor, figure)).toMatchObject({ refused: 'not_allowed' })
    expect(await recordFigure(deps, world.county.actor, { ...figure, of: 'nonsense' })).toMatchObject({
      refused: 'not_possible_now',
    })
    answered(await recordFigure(deps, world.county.actor, figure))
    world.later(1_000)
    answered(await recordFigure(deps, world.county.actor, { ...figure, id: randomUUID(), part: 60 }))
    const registered = { ...figure, id: randomUUID(), of: 'registered_population', part: null, whole: 10 }
    answered(await recordFigure(deps, world.county.actor, registered))
    const report = answered(await reportShares(deps, world.county.actor, null))
    expect(report.shares.find(({ of }) => of === figure.of)).toMatchObject({
      kind: 'reached',
      percent: 60,
      from: '财政',
    })
    expect(report.shares.find(({ of }) => of === 'asset_income_to_beneficiaries')).toMatchObject({ kind: 'unknown' })
    expect(report.scale).toMatchObject({ percent: 0, expected: 5, over: false })
    answered(await setMonitoring(deps, world.county.actor, lifted, MONITORED))
    expect(answered(await reportShares(deps, world.county.actor, null)).scale).toMatchObject({
      percent: 10,
      over: true,
    })
  })

  it('all of it stands in the household’s timeline, in its order', async () => {
    const { timeline } = answered(await readLedger(deps, world.village.actor, roof))
    const help = timeline.filter(({ kind }) => kind === 'measure' || kind === 'referral').map(({ text }) => text)
    expect(help.find((text) => text.includes('计划'))).toBeDefined()
    expect(help.findIndex((text) => text.startsWith('转给住建部门'))).toBeLessThan(
      help.findIndex((text) => text.startsWith('住建部门答复')),
    )
    const times = timeline.map(({ at }) => at)
    expect(times).toEqual([...times].sort())
  })

  it('what the ledger counts today is not passed off as another year’s', async () => {
    const last = answered(await reportShares(deps, world.county.actor, '2025'))
    expect(last.scale).toBeNull()
    expect(last.shares.map(({ kind }) => kind)).not.toContain('reached')
    expect(answered(await reportShares(deps, world.county.actor, '2026-Q4')).scale).not.toBeNull()
  })

  const MONITORED = { kind: 'marginal_at_risk' as const, since: '2024-11-01', riskRemovedOn: null }

  async function computed(enter: boolean) {
    const report = answered(await reportKeyGroups(deps, world.county.actor, enter))
    if (report.kind === 'no_rule') throw new Error(report.why)
    return report
  }

  it('subsidies that were planned and did not come in time are listed for the area, page by page, with the clause', async () => {
    const { id } = answered(await plan(lifted, { help: 'temporary_aid', why: '房子过火' }))
    const report = async (actor = world.village.actor, window = { after: 0, limit: 1 }) => {
      const found = await reportSubsidies(deps, actor, window)
      if (found.kind === 'no_rule') throw new Error(found.why)
      return found
    }
    expect((await report()).subsidies.filter(({ measureId }) => measureId === id)).toEqual([])
    world.later(40 * DAY_MS)
    const found = await report(world.county.actor, { after: 0, limit: 100 })
    expect(found.source).toContain('第十条')
    expect(found.subsidies.find(({ measureId }) => measureId === id)).toMatchObject({
      householdName: '王**',
      helpWords: '临时救助',
      state: 'withheld',
      days: 10,
    })
    expect((await report()).next).toBe(found.subsidies.length > 1 ? '1' : null)
    expect((await report(world.otherVillage.actor)).subsidies).toEqual([])
    expect(await reportSubsidies(world.deps, world.village.actor)).toMatchObject({ kind: 'no_rule' })
  })
})
