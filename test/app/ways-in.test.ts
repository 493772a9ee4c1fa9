import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { commandCase } from '../../src/app/act-on-case.ts'
import { enterLead } from '../../src/app/enter-lead.ts'
import { readCase } from '../../src/app/read-case.ts'
import { isRefusal } from '../../src/app/refusal.ts'
import { NewLeadEntry } from '../../src/contract/lead-entry.ts'
import { onServer } from '../support/database.ts'
import { answered, COUNTY, makeWorld, OTHER_VILLAGE, VILLAGE, wordsOf } from '../support/world.ts'

type Cadre = Awaited<ReturnType<typeof makeWorld>>['village']

onServer('a lead that no resident reported', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>

  beforeAll(async () => {
    world = await makeWorld(use())
    return world.stop
  })

  const survey = (headName: string, more: object = {}) =>
    NewLeadEntry.parse({
      origin: 'cadre_survey',
      id: randomUUID(),
      household: { village: VILLAGE, headName },
      riskType: 'medical_cost',
      words: '上门看到老人住院，电话13800000001，自己花了三万',
      ...more,
    })
  const enters = ({ actor }: Pick<Cadre, 'actor'>, entry: NewLeadEntry) => enterLead(world.deps, actor, entry)
  const system = { kind: 'system', county: COUNTY } as const
  const acts = async (leadId: string) =>
    (await use().database.pool.query('select act from audit where subject = $1 order by seq', [leadId])).rows.map(
      ({ act }) => act,
    )

  it('is the entering cadre’s own where he is on duty, masked, with the clock of the packs, and once however often it is sent', async () => {
    const entry = survey('孙示新')
    const both = (await Promise.all([enters(world.village, entry), enters(world.village, entry)])).map(answered)
    const again = answered(await enters(world.village, entry))
    const lead = again.lead
    expect(new Set([...both, again].map((one) => one.lead?.id)).size).toBe(1)
    expect(lead).toMatchObject({ origin: 'cadre_survey', reports: 1, version: 1, status: 'open', daysLeft: 15 })
    expect(lead?.holder).toMatchObject({ id: world.village.actor.cadreId })
    const detail = await world.village.open(lead?.id ?? '')
    expect(detail.events).toMatchObject([{ kind: '干部摸排', by: '演示甲（村干部）' }])
    expect(detail.facts[0]).toMatchObject({ label: '线索来源', value: '干部摸排，演示甲（村干部）录入' })
    expect(JSON.stringify(detail)).not.toContain('13800000001')
    expect((await world.village.queue()).map(({ id }) => id)).toContain(lead?.id)
    expect(await acts(lead?.id ?? '')).toEqual(['lead_entered', 'lead_opened'])
    const household = await use().store.transaction(system, async (tx) =>
      tx.households.get((await tx.leads.get(lead?.id ?? ''))?.householdId ?? ''),
    )
    expect(household).toMatchObject({ headName: '孙示新', unconfirmed: true, region: VILLAGE })
  })

  it('goes by the usual rules where another enters it: the household’s named cadre has it', async () => {
    const { lead } = answered(await enters(world.township, survey('王示范', { riskType: 'job_loss' })))
    expect(lead).toMatchObject({ rule: 'household_cadre', holder: { id: world.deputy.actor.cadreId } })
  })

  it('is nobody’s outside his area, and not the administrator’s', async () => {
    expect(await enters(world.otherVillage, survey('孙示新'))).toEqual({ refused: 'not_found' })
    const byName = answered(await enters(world.village, survey('周示家', { riskType: 'other' })))
    const id = (await use().store.transaction(system, (tx) => tx.leads.get(byName.lead?.id ?? '')))?.householdId
    expect(await enters(world.otherVillage, survey('', { household: { id } }))).toEqual({ refused: 'not_found' })
    expect(answered(await enters(world.village, survey('', { household: { id } }))).lead).toMatchObject({ reports: 1 })
    const admin = { actor: { ...world.county.actor, role: 'admin' as const } }
    expect(await enters(admin, survey('孙示新'))).toMatchObject({ refused: 'not_allowed' })
  })

  it('merges with the household’s own report, which goes on when the household takes its words back', async () => {
    const li = world.resident('li')
    const number = /A\d+/.exec(JSON.stringify(await li.reports('我妈住院自己掏了三万二', '李示好')))?.[0]
    const { lead, words } = answered(await enters(world.county, survey('李示好')))
    expect(lead).toMatchObject({ number, origin: 'self_report', reports: 2 })
    expect(words).toContain(`和${number}是同一件事`)
    expect((await world.village.open(lead?.id ?? '')).events.map(({ kind }) => kind)).toEqual([
      '农户申报',
      '干部录入并入',
    ])
    await world.deliver()
    expect(await li.news()).toEqual([])
    await li.saysAll('撤回', '确认撤回')
    const after = await world.village.open(lead?.id ?? '')
    expect(after.events.at(-1)?.kind).toBe('农户撤回')
    expect(after.status).toBe('open')
  })

  it('is one lead when the household reports the same at the same moment', async () => {
    const names = ['何示一', '何示二', '何示三']
    await Promise.all(
      names.flatMap((name) => [
        world.resident(name).reports('房子漏雨，墙都裂了', name),
        enters(world.village, survey(name, { riskType: 'unsafe_housing' })),
      ]),
    )
    const rows = await use().database.pool.query(
      `select h.head_name as name, l.reports, count(*) over (partition by h.head_name)::int as leads from lead l
       join household h using (county_code) where h.id = l.household_id and h.head_name = any ($1)`,
      [names],
    )
    expect(rows.rows.sort((a, b) => a.name.localeCompare(b.name, 'zh'))).toHaveLength(3)
    for (const row of rows.rows) expect(row).toMatchObject({ reports: 2, leads: 1 })
  })

  it('what a household then reports itself is new to it, not “reported before”', async () => {
    answered(await enters(world.village, survey('钱示初')))
    const replies = await world.resident('qian').reports('我妈住院自己掏了三万二', '钱示初')
    expect(wordsOf(replies)).not.toContain('以前报过')
    expect(replies.find((block) => block.kind === 'receipt')).toMatchObject({ leads: [{ merged: false }] })
  })

  it('an emergency rings its holder and the deputy', async () => {
    const { lead } = answered(await enters(world.township, survey('吴示急', { urgency: 'emergency' })))
    const { rows } = await use().database.pool.query('select cadre_id from notice where lead_id = $1', [lead?.id])
    const told = [world.village, world.deputy].map(({ actor }) => actor.cadreId)
    expect(rows.map((row) => row.cadre_id).sort()).toEqual(told.sort())
  })

  it('a department brings in what its comparison found, and learns nothing of the household', async () => {
    const compared = (more: object = {}) =>
      survey('李示好', { origin: 'data_comparison', date: '2026-11-20', words: '自付费用超过三万', ...more })
    const known = answered(await enters(world.department, compared()))
    const unknown = answered(
      await enters(world.department, compared({ household: { village: OTHER_VILLAGE, headName: '冯示外' } })),
    )
    expect(known).toEqual({ lead: null, words: expect.stringContaining('上门核实') })
    expect(unknown).toEqual(known)
    const [lead] = await world.otherVillage.queue()
    expect(lead).toMatchObject({ origin: 'data_comparison', householdName: '冯**', rule: 'village_duty' })
    const [first] = (await world.otherVillage.open(lead?.id ?? '')).events
    expect(first).toMatchObject({
      kind: '部门比对',
      by: '演示己（部门干部）',
      text: expect.stringContaining('住建部门'),
    })
    expect(await world.department.queue({ mine: 'false' })).toEqual([])
    expect(await enters(world.department, survey('李示好'))).toMatchObject({ refused: 'not_allowed' })
    expect(await enters(world.department, compared({ date: '2027-01-01' }))).toMatchObject({
      why: expect.stringContaining('还没到'),
    })
    expect(await enters(world.village, compared())).toMatchObject({ why: expect.stringContaining('哪个部门') })
  })

  it('where the paper lets only households report (Guangdong), the case waits for the household’s application', async () => {
    let lead = answered(await enters(world.village, survey('郭示申'))).lead
    if (!lead) throw new Error('the village sees its leads')
    lead = answered(await world.village.does(lead, { action: 'claim' }))
    lead = answered(await world.village.does(lead, { action: 'visit', text: '单据都在' }))
    lead = answered(await world.village.does(lead, { action: 'verify', finding: 'true', findings: '大病，自费三万' }))
    const opened = answered(await world.village.opens(lead.id))
    const found = answered(await readCase(world.deps, world.village.actor, opened.id))
    expect(found).toMatchObject({ now: '农户申报' })
    expect(found.steps.filter(({ state }) => state === 'done')).toEqual([])
    expect(found.actions[0]?.text).toContain('请先交上农户的申请')
    const [report, next] = found.steps
    const complete = (step = '', text = '') => {
      const evidence = [{ kind: 'application' as const, text, attachments: [] }]
      const version = found.version
      return commandCase(world.deps, world.village.actor, found.id, {
        command: 'complete_step',
        version,
        step,
        evidence: text ? evidence : [],
      })
    }
    const early = await complete(next?.step)
    expect(early).toMatchObject({ refused: 'not_possible_now', source: expect.stringContaining('二（三）') })
    const handedIn = await complete(report?.step, '户主郭示申写的申请')
    expect(isRefusal(handedIn) ? handedIn : handedIn.steps[0]?.state).toBe('done')
  })
})
