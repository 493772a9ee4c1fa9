import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { readAboutMe } from '../../src/app/about-me.ts'
import { actOnMeasure } from '../../src/app/act-on-measure.ts'
import { readPolicies } from '../../src/app/household-policies.ts'
import { planMeasure } from '../../src/app/plan-measure.ts'
import { readLedger } from '../../src/app/read-ledger.ts'
import { setMonitoring } from '../../src/app/set-monitoring.ts'
import type { HouseholdPolicies } from '../../src/contract/household-policies.ts'
import type { FieldName as FactField, FactValue } from '../../src/core/ledger/fields.ts'
import { byCadre, factOf, memberOf } from '../adapters/postgres/ledger.fixture.ts'
import { onServer } from '../support/database.ts'
import { answered, COUNTY, makeWorld, VILLAGE } from '../support/world.ts'

const cards = (list: HouseholdPolicies['mayFit']) => list.map(({ card }) => card)

onServer('the policies of a household', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let lifted: string
  const wang = randomUUID()
  const read = async (who = world.village) => answered(await readPolicies(world.deps, who.actor, lifted))

  const tells = (field: FactField, value: FactValue) =>
    use().store.transaction({ kind: 'system', county: COUNTY }, ({ ledgers }) =>
      ledgers.addFacts(lifted, [factOf(byCadre(world.village.actor.cadreId), { field, value })]),
    )

  beforeAll(async () => {
    world = await makeWorld(use())
    await use().store.transaction({ kind: 'system', county: COUNTY }, async (tx) => {
      lifted = (await tx.households.lockNamed(VILLAGE, '王示范'))[0]?.id ?? ''
      const by = byCadre(world.village.actor.cadreId)
      await tx.ledgers.addMembers(lifted, [memberOf(by, { id: wang, name: '王示范', born: '1975-05-01' })])
    })
    return () => world.stop()
  })

  it('may fit, are not known yet, or do not fit, each with what stands behind it', async () => {
    const before = await read()
    expect(before).toMatchObject({ day: '2026-11-23', place: '演示镇联群村', headName: '王示范', held: [] })
    expect(cards(before.mayFit)).toContain('wengyuan-2023-anti-poverty-insurance')
    expect(before.unknown.find(({ card }) => card === 'wengyuan-2023-public-post')).toMatchObject({
      title: '公益岗位和以工代赈',
      why: ['王**的劳动能力'],
      source: '翁源县2023年防止返贫动态监测和帮扶工作要点 翁乡振字〔2023〕10号 第10条',
    })
    expect(cards(before.doesNotFit)).toContain('wengyuan-2023-school-aid')
    for (const list of [before.mayFit, before.unknown])
      for (const { says, source } of list) expect(says.length * source.length).toBeGreaterThan(0)

    await use().store.transaction({ kind: 'system', county: COUNTY }, ({ ledgers }) => {
      const by = byCadre(world.village.actor.cadreId)
      return ledgers.addFacts(lifted, [factOf(by, { member: wang, field: 'basics.labour', value: 'none' })])
    })
    const after = await read()
    expect(after.doesNotFit.find(({ card }) => card === 'wengyuan-2023-public-post')?.why).toEqual([
      '登记里家里没有这样的人',
    ])
    expect(after.doesNotFit.find(({ card }) => card === 'guangdong-2020-help-kinds')?.why).toEqual([
      '登记的户类不在里面',
    ])
    answered(
      await setMonitoring(world.deps, world.county.actor, lifted, {
        kind: 'unstable_lifted',
        since: '2026-11-01',
        riskRemovedOn: null,
      }),
    )
    expect(cards((await read()).mayFit)).toContain('guangdong-2020-help-kinds')
  })

  it('a house of grade A needs no repair', async () => {
    expect(cards((await read()).unknown)).toContain('wengyuan-2023-housing-repair')
    await tells('housing.grade', 'A')
    expect(cards((await read()).doesNotFit)).toContain('wengyuan-2023-housing-repair')
  })

  it('show what it has, until that ends', async () => {
    const plan = { id: randomUUID(), help: 'basic_allowance', forMember: null, why: '家里没有劳动力' }
    const planned = answered(await planMeasure(world.deps, world.village.actor, lifted, plan))
    expect((await read()).held).toEqual([{ words: '低保', stateWords: '已计划' }])
    const step = async (action: 'give' | 'end', version: number) =>
      answered(
        await actOnMeasure(
          world.deps,
          world.village.actor,
          { householdId: lifted, id: planned.id },
          { action, version, day: '2026-11-23', text: '办了' },
        ),
      )
    const { version } = await step('give', planned.version)
    expect((await read()).held).toEqual([{ words: '低保', stateWords: '已落实' }])
    await step('end', version)
    expect((await read()).held).toEqual([])
  })

  it('are nobody’s who does not answer for the place, and each reading leaves a trace', async () => {
    for (const stranger of [world.otherVillage, world.department])
      expect(await readPolicies(world.deps, stranger.actor, lifted)).toEqual({ refused: 'not_found' })
    const { rows } = await use().database.pool.query(`select count(*)::int as n from audit where act = 'policies_read'`)
    expect(rows[0].n).toBeGreaterThan(3)
  })

  const text = async (who: ReturnType<typeof world.resident>) => JSON.stringify(await who.says('我家有什么政策'))
  const verifies = async (risk: string) => {
    const act = async (action: Parameters<typeof world.deputy.does>[1]) => {
      const lead = (await world.deputy.queue()).find(({ riskType }) => riskType === risk)
      if (!lead) throw new Error('no lead')
      answered(await world.deputy.does(lead, action))
    }
    await act({ action: 'claim' })
    await act({ action: 'visit', text: '去看了' })
    await act({ action: 'verify', finding: 'true', findings: '属实' })
  }
  const told = async () =>
    (await use().database.pool.query(`select subject from audit where act = 'own_policies_read'`)).rows

  it('are told in the chat only once a cadre has found true what he reported, and his number is the household’s', async () => {
    await world.reload((file) => Object.assign(file.households[0] ?? {}, { phone: '13800000021' }))
    const own = world.resident('own-policies', VILLAGE)
    await own.reports('我老公下岗没工作了', '王示范', '联群村', '13800000021')
    expect(await text(own)).toMatch(/还不能确定您是哪一户/)
    await verifies('job_loss')
    expect(await told()).toEqual([])
    await planMeasure(world.deps, world.village.actor, lifted, {
      id: randomUUID(),
      help: 'medical_aid',
      forMember: null,
      why: '看病',
    })
    const heard = await text(own)
    expect(heard).toMatch(/您家的帮扶.*医疗救助.*打算安排/)
    expect(heard).toMatch(/您家可能适用的政策.*防返贫保险.*第23条/)
    expect(await told()).toContainEqual({ subject: lifted })
    // It is his own ledger, so he is told which offices looked into it.
    const looks = async () =>
      (await readAboutMe(world.deps, own.door)).readers.find(({ who }) => who === '村干部')?.times
    const before = (await looks()) ?? 0
    await read()
    answered(await readLedger(world.deps, world.village.actor, lifted))
    expect(await looks()).toBe(before + 2)
    expect(JSON.stringify(await own.says('防返贫保险'))).toMatch(/wengyuan-2023-anti-poverty-insurance/)

    // Whoever types the same name, and even reports for it, hears nothing of what its ledger holds.
    const stranger = world.resident('names-him', VILLAGE)
    await stranger.reports('我家房子漏雨', '王示范')
    expect(await text(stranger)).toMatch(/还不能确定您是哪一户/)
    expect(await text(stranger)).not.toMatch(/医疗救助|您家可能适用/)
  })

  it('what the ledger names as enjoyed is held too', async () => {
    await tells('policies_enjoyed.policies', ['医保参保补助'])
    expect((await read()).held).toContainEqual({ words: '医保参保补助', stateWords: '登记里正享受' })
  })

  it('are not told to a neighbour whose report of a real trouble was found true, until a number of his is the household’s', async () => {
    const neighbour = world.resident('real-trouble', VILLAGE)
    await neighbour.reports('我家的井水又黄又臭没法喝', '王示范', '联群村', '13800000022')
    await verifies('unsafe_water')
    const before = (await told()).length
    expect(await text(neighbour)).toMatch(/还不能确定您是哪一户/)
    expect(await text(neighbour)).not.toMatch(/医疗救助|您家可能适用/)
    expect((await told()).length).toBe(before)

    const identity = world.deps.vault.seal('identity_number', '000000197505010012')
    const { rows } = await use().database.pool.query(`select resident_id from identity where user_id = 'real-trouble'`)
    await use().store.transaction({ kind: 'system', county: COUNTY }, async (tx) => {
      await tx.residents.remember(rows[0].resident_id, { householdId: lifted, village: VILLAGE, phone: null, identity })
      await tx.ledgers.addIdentity(wang, identity)
    })
    expect(await text(neighbour)).toMatch(/您家可能适用/)
    expect((await told()).length).toBe(before + 1)
  })
})
