import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import type { CadreActor } from '../../src/app/accounts.ts'
import { commandCase } from '../../src/app/act-on-case.ts'
import { actOnLead } from '../../src/app/act-on-lead.ts'
import { actOnMeasure } from '../../src/app/act-on-measure.ts'
import { addMember, memberLeaves } from '../../src/app/add-member.ts'
import { answerReferral } from '../../src/app/answer-referral.ts'
import { enterMoney } from '../../src/app/enter-money.ts'
import { planMeasure } from '../../src/app/plan-measure.ts'
import { readCase } from '../../src/app/read-case.ts'
import { recordMonths } from '../../src/app/record-employment.ts'
import { recordFacts } from '../../src/app/record-facts.ts'
import { referHousehold } from '../../src/app/refer-household.ts'
import { idOf } from '../../src/app/set-up-county.ts'
import type { CaseDetail } from '../../src/contract/case.ts'
import { LeadAction } from '../../src/contract/lead.ts'
import { onBoth } from '../support/database.ts'
import { answered, COUNTY, makeWorld } from '../support/world.ts'

const TODAY = '2026-11-23'
const FASTER = { refused: 'somebody_was_faster' }

onBoth('acts that are sent again', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let found: CaseDetail
  let house: string
  const housing: CadreActor = {
    kind: 'cadre',
    county: COUNTY,
    cadreId: idOf(COUNTY, 'department'),
    role: 'department_officer',
    areas: [],
  }

  beforeAll(async () => {
    world = await makeWorld(use())
    await use().database.pool.query(`update cadre set department = 'housing' where role = 'department_officer'`)
    await world.resident('once').reports('房子漏雨，墙都裂了', '张示一')
    const [lead] = await world.village.queue()
    const id = lead?.id ?? ''
    for (const [at, action] of [
      { action: 'claim' },
      { action: 'visit', text: '看过了' },
      { action: 'verify', finding: 'true', findings: '属实' },
    ].entries())
      answered(await actOnLead(world.deps, world.village.actor, id, LeadAction.parse({ ...action, version: at + 1 })))
    found = answered(await world.village.opens(id))
    house = (await world.village.open(id)).householdId
    return world.stop
  })

  const audits = async (act: string) =>
    (await use().database.pool.query(`select count(*)::int as n from audit where act = $1`, [act])).rows[0].n

  it('a step of a case is done once, from two processes at once and days later', async () => {
    const elsewhere = world.elsewhere((await use().another()).store)
    const step = found.steps.find((each) => each.state === 'open')?.step ?? ''
    const evidence = [{ kind: 'visit_record' as const, text: '上门看过', attachments: [] }]
    const command = { command: 'complete_step' as const, id: randomUUID(), version: found.version, step, evidence }
    const send = (deps = world.deps) => commandCase(deps, world.township.actor, found.id, command)
    const all = await Promise.all([send(), send(elsewhere), send(), send(elsewhere)])
    for (const each of all) expect(answered(each).version).toBe(found.version + 1)
    expect(answered(await send())).toEqual(answered(all[0]))
    expect(await audits('case_complete_step')).toBe(1)
    const other = { ...command, id: randomUUID() }
    expect(await commandCase(world.deps, world.township.actor, found.id, other)).toMatchObject(FASTER)
    // It has gone on since: the first act is answered with how the case stands now.
    const stated = {
      command: 'state_household' as const,
      stated: [{ field: 'vehicles' as const, has: false, words: null }],
    }
    const next = { ...stated, id: randomUUID(), version: found.version + 1 }
    const after = answered(await commandCase(world.deps, world.county.actor, found.id, next))
    expect(answered(await send()).version).toBe(after.version)
    expect(answered(await readCase(world.deps, world.township.actor, found.id)).version).toBe(after.version)
  })

  it('an id is one act of one person: for anything else it is taken', async () => {
    const version = answered(await readCase(world.deps, world.county.actor, found.id)).version
    const stated = [{ field: 'vehicles' as const, has: true, words: null }]
    const command = { command: 'state_household' as const, id: randomUUID(), version, stated }
    answered(await commandCase(world.deps, world.county.actor, found.id, command))
    expect(await commandCase(world.deps, world.township.actor, found.id, command)).toEqual({ refused: 'id_taken' })
    const sum = { id: command.id, kind: 'wage' as const, from: '2026-10', to: '2026-10', yuan: 10, words: '' }
    expect(await enterMoney(world.deps, world.county.actor, house, sum)).toEqual({ refused: 'id_taken' })
  })

  it('what was refused has not used its id up', async () => {
    const version = answered(await readCase(world.deps, world.county.actor, found.id)).version
    const stated = [{ field: 'company' as const, has: false, words: null }]
    const command = { command: 'state_household' as const, id: randomUUID(), stated }
    const send = (seen: number) => commandCase(world.deps, world.county.actor, found.id, { ...command, version: seen })
    expect(await send(version - 1)).toMatchObject(FASTER)
    expect(answered(await send(version)).version).toBe(version + 1)
    expect(answered(await send(version)).version).toBe(version + 1)
  })

  it('a help is planned and given once, also when the rules suggest it no more, and the household hears once', async () => {
    const plan = { id: randomUUID(), help: 'housing_repair', forMember: null }
    const planned = answered(await planMeasure(world.deps, world.village.actor, house, plan))
    const give = { action: 'give' as const, id: randomUUID(), version: 1, day: TODAY, text: '修了屋顶' }
    const send = () => actOnMeasure(world.deps, world.village.actor, { householdId: house, id: plan.id }, give)
    const both = await Promise.all([send(), send()])
    for (const each of both) expect(answered(each)).toMatchObject({ state: 'given', version: 2 })
    expect(answered(await send())).toMatchObject({ state: 'given', version: 2 })
    const without = { ...world.deps, packs: world.deps.packs.filter(({ region }) => region === '') }
    expect(answered(await planMeasure(without, world.village.actor, house, plan))).toMatchObject({ id: planned.id })
    await world.deliver()
    const told = (await world.resident('once').news()).filter((text) => text.includes('落实'))
    expect(told).toHaveLength(1)
    expect(await audits('measure_given')).toBe(1)
  })

  it('an office answers once, and who sends it again hears the same', async () => {
    const refer = { id: randomUUID(), need: 'unsafe_housing', text: '请看看屋顶' }
    const asked = answered(await referHousehold(world.deps, world.village.actor, house, refer))
    const answer = { id: randomUUID(), result: 'will_help' as const, text: '下周来看' }
    const send = () => answerReferral(world.deps, housing, asked.id, answer)
    const first = answered(await send())
    expect(first.answer?.text).toBe('下周来看')
    expect(answered(await send())).toEqual(first)
    expect(await answerReferral(world.deps, housing, asked.id, { ...answer, id: randomUUID() })).toMatchObject({
      why: expect.stringContaining('已经答复过了'),
    })
    expect(answered(await referHousehold(world.deps, world.village.actor, house, refer))).toMatchObject({
      state: 'answered',
    })
    expect(await audits('household_referred')).toBe(1)
  })

  it('what is entered into a ledger stands there once, and is written down once', async () => {
    const { deps, village } = world
    const member = {
      id: randomUUID(),
      name: '张示二',
      relation: '儿子',
      born: '1990',
      identityNumber: null,
      joined: null,
    }
    const leaving = { id: randomUUID(), day: TODAY, why: '分家' }
    const sum = { id: randomUUID(), kind: 'wage' as const, from: '2026-10', to: '2026-10', yuan: 900, words: '零工' }
    const fact = { id: randomUUID(), field: 'housing.grade', member: null, value: 'C', period: null }
    const facts = randomUUID()
    const months = { id: randomUUID(), memberId: member.id, months: [{ month: '2026-09', publicPost: false }] }
    const acts = [
      ['member_added', () => addMember(deps, village.actor, house, member)],
      ['work_months_recorded', () => recordMonths(deps, village.actor, house, months)],
      ['member_left', () => memberLeaves(deps, village.actor, house, member.id, leaving)],
      ['money_entered', () => enterMoney(deps, village.actor, house, sum)],
      ['facts_recorded', () => recordFacts(deps, village.actor, house, [fact], facts)],
    ] as const
    for (const [act, send] of acts) {
      const [first, second] = await Promise.all([send(), send()])
      expect(answered(second as object), act).toEqual(answered(first as object))
      answered((await send()) as object)
      expect(await audits(act), act).toBe(1)
    }
  })
})
