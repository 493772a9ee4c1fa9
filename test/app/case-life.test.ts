import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { commandCase } from '../../src/app/act-on-case.ts'
import { answerComparison } from '../../src/app/answer-comparison.ts'
import { keepCaseAttachment } from '../../src/app/keep-case-attachment.ts'
import { listComparisons } from '../../src/app/list-comparisons.ts'
import { readAttachment } from '../../src/app/read-attachment.ts'
import { readCase } from '../../src/app/read-case.ts'
import { readComparison } from '../../src/app/read-comparison.ts'
import { readLedger } from '../../src/app/read-ledger.ts'
import { isRefusal } from '../../src/app/refusal.ts'
import type { Block } from '../../src/contract/block.ts'
import type { CaseDetail } from '../../src/contract/case.ts'
import type { LeadDetail } from '../../src/contract/lead.ts'
import { onBoth } from '../support/database.ts'
import { answered, makeWorld, VILLAGE } from '../support/world.ts'

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])
const DAY_MS = 24 * 3_600_000

onBoth('from a verified lead to the register', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let li: ReturnType<typeof world.resident>
  let lead: LeadDetail
  let found: CaseDetail

  beforeAll(async () => {
    world = await makeWorld(use())
    li = world.resident('li')
    lead = await verified(li, '我妈住院自己掏了三万二', '李示好')
    return world.stop
  })

  async function verified(who: ReturnType<typeof world.resident>, what: string, name: string): Promise<LeadDetail> {
    return verify(receiptIn(await who.reports(what, name)))
  }

  async function verify(number: string): Promise<LeadDetail> {
    const one = (await world.village.queue()).find((each) => each.number === number)
    if (!one) throw new Error(`${number} is not in the queue`)
    let next = answered(await world.village.does(one, { action: 'claim' }))
    next = answered(await world.village.does(next, { action: 'visit', text: '到家看了，住院单据都在' }))
    return answered(await world.village.does(next, { action: 'verify', finding: 'true', findings: '大病，自费三万二' }))
  }

  /** Given and ended before anybody reported anything. */
  async function helpedLongAgo(householdId: string): Promise<void> {
    const { actor } = world.village
    await use().store.transaction({ kind: 'system', county: actor.county }, async (tx) => {
      const days = { plannedOn: '2024-05-01', givenOn: '2024-05-20', publishedOn: null, endedOn: '2025-05-20' }
      const what = { help: 'skills_training', measure: 'employment' as const, basis: 'own' as const, why: '想学电工' }
      const whose = { id: randomUUID(), householdId, forMember: null }
      const rest = { state: 'ended' as const, citation: null, units: [], version: 1 }
      const measure = { ...whose, ...what, ...days, ...rest }
      const by = { id: actor.cadreId, name: '李干部' }
      const event = {
        measureId: whose.id,
        seq: 1,
        state: rest.state,
        day: days.endedOn,
        at: world.deps.clock.now(),
        by,
      }
      await tx.measures.insert(measure, { ...event, text: '学完了' })
    })
  }

  it('a lead says how many days are left and what uses them up', async () => {
    expect(lead).toMatchObject({ daysLeft: 15, eatenBy: '已经核实，等着立案或办结', caseId: null })
  })

  it('nobody opens a case of what is not verified, or of another village', async () => {
    const number = receiptIn(await world.resident('new').reports('房子漏雨，墙都裂了', '赵示新'))
    const open = (await world.village.queue()).find((each) => each.number === number)
    expect(await world.village.opens(open?.id ?? '')).toMatchObject({
      refused: 'not_possible_now',
      why: expect.stringContaining('还没有核实属实'),
    })
    expect(await world.otherVillage.opens(lead.id)).toEqual({ refused: 'not_found' })
    expect(await world.department.opens(lead.id)).toEqual({ refused: 'not_found' })
  })

  it('two who open it at once open one case, and nothing of the lead is entered twice', async () => {
    const both = await Promise.all([world.village.opens(lead.id), world.township.opens(lead.id)])
    const [first, second] = both.map(answered)
    expect(second?.id).toBe(first?.id)
    found = answered(await readCase(world.deps, world.village.actor, first?.id ?? ''))
    expect(found).toMatchObject({ phase: 'identification', householdName: '李示好', leadIds: [lead.id], daysLeft: 15 })
    expect(found.steps.filter((step) => step.state === 'done').map((step) => step.act)).toEqual(['report', 'verify'])
    expect(found.steps[1]?.evidence[0]?.text).toContain('大病，自费三万二')
    const after = await world.village.open(lead.id)
    expect(after).toMatchObject({ caseId: found.id, daysLeft: 15, eatenBy: '等乡镇核实' })
    expect(after.events.map((event) => event.kind).filter((kind) => kind === '立案')).toHaveLength(1)
  })

  it('the household hears of it, and asks how far it is', async () => {
    await world.deliver()
    expect((await li.news()).join()).toContain('开始按规定办监测对象识别')
    expect(rowsOf(await li.says('查进度'))).toEqual([
      ['现在', '轮到乡镇核实'],
      ['谁在办', '乡镇'],
      ['什么时候前', expect.stringMatching(/^\d+月\d+日/)],
    ])
  })

  it('another lead of the household joins its case', async () => {
    const second = await verified(li, '养的鸭子全死了，亏了五万', '李示好')
    const joined = answered(await world.village.opens(second.id))
    expect(joined).toMatchObject({ id: found.id, version: found.version + 1 })
    expect(joined.leadIds.sort()).toEqual([lead.id, second.id].sort())
    expect((await world.village.open(second.id)).events.at(-1)?.text).toContain(found.number)
    expect(answered(await world.township.opens(second.id)).version).toBe(joined.version)
    await world.deliver()
    expect((await li.news()).join()).toContain(`您报的${second.number}也核实了，和您家正在办的一起办`)
    found = joined
  })

  it('a step that is not his is refused with the clause, and changes nothing', async () => {
    const command = { command: 'complete_step' as const, version: found.version, step: 'township_verify', evidence: [] }
    const step = found.steps.find((each) => each.state === 'open')?.step ?? ''
    expect(await commandCase(world.deps, world.village.actor, found.id, { ...command, step })).toMatchObject({
      refused: 'not_possible_now',
      why: '这一步要由乡镇来办。',
      source: expect.stringContaining('二（三）2'),
    })
    const mine = await readCase(world.deps, world.village.actor, found.id)
    expect(answered(mine).may.map((each) => each.command)).not.toContain('complete_step')
    const theirs = await readCase(world.deps, world.township.actor, found.id)
    expect(answered(theirs).may).toContainEqual({ command: 'complete_step', step })
    expect((await readDetail()).version).toBe(found.version)
  })

  it('of two officers at once one wins; the other is told who was faster', async () => {
    const step = (await readDetail()).steps.find((each) => each.state === 'open')?.step ?? ''
    const evidence = [{ kind: 'visit_record' as const, text: '上门看过，情况和说的一样', attachments: [] }]
    const command = { command: 'complete_step' as const, version: found.version, step, evidence }
    const other = await use().another()
    const results = await Promise.all([
      commandCase(world.deps, world.township.actor, found.id, command),
      commandCase(world.elsewhere(other.store), world.township.actor, found.id, command),
    ])
    expect(results.filter(isRefusal)).toMatchObject([
      { refused: 'somebody_was_faster', who: '演示丁（乡镇干部）', current: { version: found.version + 1 } },
    ])
    found = await readDetail()
    expect(found.actions.filter((action) => action.text.includes('情况和说的一样'))).toHaveLength(1)
  })

  it('an office sees what it is asked and nothing else, and its answer stands with source and date', async () => {
    await world.county.opens(lead.id)
    const step = found.steps.find((each) => each.act === 'compare')?.step ?? ''
    const ask = {
      command: 'ask_department' as const,
      version: found.version,
      step,
      fields: ['commercial_housing' as const],
    }
    found = answered(await commandCase(world.deps, world.county.actor, found.id, { ...ask, department: 'housing' }))
    const asked = async (who: typeof world.department) =>
      (await listComparisons(world.deps, who.actor, 'open')).comparisons
    const [request] = await asked(world.department)
    expect(request).toMatchObject({ householdName: '李**', fields: [{ label: '商品房' }] })
    expect(await asked(world.taxOffice)).toEqual([])
    const id = request?.id ?? ''
    expect(await readComparison(world.deps, world.taxOffice.actor, id)).toEqual({ refused: 'not_found' })
    expect(answered(await readComparison(world.deps, world.department.actor, id)).people[0]).toMatchObject({
      who: '户主',
      name: '李示好',
    })
    expect(await readCase(world.deps, world.department.actor, found.id)).toEqual({ refused: 'not_found' })

    const date = '2026-11-23'
    const answers = [{ field: 'commercial_housing' as const, has: false, words: null }]
    const answer = { source: '比对回函', date, answers }
    expect(await answerComparison(world.deps, world.taxOffice.actor, id, answer)).toEqual({ refused: 'not_found' })
    const tooMuch = { ...answer, answers: [{ field: 'deposits' as const, has: true, words: null }] }
    expect(await answerComparison(world.deps, world.department.actor, id, tooMuch)).toMatchObject({
      refused: 'not_possible_now',
    })
    const both = await Promise.all([
      answerComparison(world.deps, world.department.actor, id, answer),
      answerComparison(world.deps, world.department.actor, id, answer),
    ])
    expect(both.filter((each) => !isRefusal(each))).toMatchObject([{ state: 'answered' }])
    expect(both.filter(isRefusal)).toMatchObject([{ why: '这条比对已经答复过了。' }])
    found = await readDetail()
    expect(found.steps.find((each) => each.act === 'compare')?.comparison).toMatchObject([
      { field: 'commercial_housing', answers: [{ source: '比对回函', date, has: false }] },
    ])
  })

  it('a picture is put in for its case; a stranger’s is not taken, and other villages see neither', async () => {
    const { attachment } = answered(await keepCaseAttachment(world.deps, world.county.actor, found.id, PNG))
    expect(answered(await readAttachment(world.deps, world.village.actor, attachment)).mime).toBe('image/png')
    for (const foreign of [world.otherVillage, world.department]) {
      expect(await readAttachment(world.deps, foreign.actor, attachment)).toEqual({ refused: 'not_found' })
      expect(await keepCaseAttachment(world.deps, foreign.actor, found.id, PNG)).toEqual({ refused: 'not_found' })
    }
    const step = found.steps.find((each) => each.act === 'compare')?.step ?? ''
    const done = (id: string) => ({
      command: 'complete_step' as const,
      version: found.version,
      step,
      evidence: [{ kind: 'comparison_answers' as const, text: null, attachments: [id] }],
    })
    expect(await commandCase(world.deps, world.county.actor, found.id, done(randomUUID()))).toEqual({
      refused: 'no_such_attachment',
    })
    found = answered(await commandCase(world.deps, world.county.actor, found.id, done(attachment)))
  })

  it('lists what is due first, overdue ones alone, page by page', async () => {
    world.later(DAY_MS)
    const zhao = await verified(world.resident('zhao'), '台风把屋顶掀了', '赵示风')
    answered(await world.village.opens(zhao.id))
    const { cases, next } = await world.village.cases({ limit: 1 })
    expect(cases.map((each) => each.number)).toEqual([found.number])
    expect((await world.village.cases({ limit: 1, after: next ?? '' })).cases[0]?.householdName).toBe('赵**')
    expect((await world.otherVillage.cases()).cases).toEqual([])
    expect((await world.village.cases({ overdue: 'true' })).cases).toEqual([])
    world.later(16 * DAY_MS)
    expect((await world.county.cases({ overdue: 'true', region: VILLAGE })).cases).toMatchObject([
      { daysLeft: -2 },
      { daysLeft: -1 },
    ])
  })

  it('the approved household hears it', async () => {
    await helpedLongAgo(found.householdId)
    const step = found.steps.find((each) => each.act === 'approve')?.step ?? ''
    const evidence = [
      { kind: 'decision' as const, text: '会议定了，同意', attachments: [] },
      { kind: 'system_entry' as const, text: '录好了', attachments: [] },
    ]
    const monitoredKind = 'marginal_at_risk' as const
    const approve = { command: 'approve' as const, version: found.version, step, monitoredKind, evidence }
    found = answered(await commandCase(world.deps, world.county.actor, found.id, approve))
    expect(found).toMatchObject({ phase: 'on_register', monitoredKind: 'marginal_at_risk', daysLeft: null })
    await world.deliver()
    expect((await li.news()).at(-1)).toContain('县里已经批准')
    expect(rowsOf(await li.says('查进度')).flat()).toContain('已经纳入监测，干部会常来看您')
  })

  it('the register has it from that day on, until its risk is marked as removed', async () => {
    const registered = () => use().store.transaction(world.county.actor, (tx) => tx.monitored.get(found.householdId))
    expect(await registered()).toMatchObject({ kind: 'marginal_at_risk', since: '2026-12-10', riskRemovedOn: null })
    const mark = { command: 'mark_risk_removed' as const, version: found.version, text: '收入稳了，病也好了' }
    found = answered(await commandCase(world.deps, world.county.actor, found.id, mark))
    expect(await registered()).toMatchObject({ since: '2026-12-10', riskRemovedOn: '2026-12-10' })
    const { cases, timeline, household } = answered(
      await readLedger(world.deps, world.village.actor, found.householdId),
    )
    expect(cases).toMatchObject([{ number: found.number, phase: '已纳入监测' }])
    expect(timeline.filter(({ kind }) => kind === 'case')).toHaveLength(found.actions.length)
    // As the county decided, so the ledger keeps it, and says since when.
    expect(household.kind).toBe('marginal')
    expect(timeline.map(({ text }) => text).join()).toContain('台账里从一般户改为边缘户')
    // The paper ends with the decision: the help is still to come, so the lead stays with who holds it.
    expect((await world.village.open(lead.id)).status).toBe('verified')
  })

  it('the mark falls when another risk of the household proves true, and it is told as what it is', async () => {
    const again = await verified(li, '房子漏雨，墙都裂了', '李示好')
    found = answered(await world.village.opens(again.id))
    expect(found).toMatchObject({ phase: 'on_register', riskRemovedAt: null })
    const monitoring = await use().store.transaction(world.village.actor, (tx) => tx.monitored.get(found.householdId))
    expect(monitoring).toMatchObject({ since: '2026-12-10', riskRemovedOn: null })
    await world.deliver()
    expect((await li.news()).join()).toContain('您家已经在监测里')
  })

  it('ends when the household takes its report back before anything is approved', async () => {
    const sun = world.resident('sun')
    const opened = answered(await world.village.opens((await verified(sun, '家里的水又黄又臭，不能喝', '孙示水')).id))
    await sun.saysAll('撤回', '确认撤回')
    const after = answered(await readCase(world.deps, world.village.actor, opened.id))
    expect(after).toMatchObject({ phase: 'ended', ended: { why: 'withdrawn' } })
    expect(after.actions.at(-1)).toMatchObject({ by: '农户本人' })
  })

  it('is nothing for a neighbour who reported the household: he learns nothing of it and can’t end it', async () => {
    const neighbour = world.resident('neighbour')
    await neighbour.saysAll('我帮隔壁报，他家房子漏雨', '同意', '他知道', '周示邻', '联群村', '半年', '1人', '不知道')
    const number = receiptIn(await neighbour.saysAll('13800000009', '确认提交'))
    const opened = answered(await world.village.opens((await verify(number)).id))
    expect(opened.actions[1]).toMatchObject({ by: '系统', kind: '办好一步' })
    await world.deliver()
    expect((await neighbour.news()).join()).not.toContain('识别')
    expect(rowsOf(await neighbour.says('查进度'))).toContainEqual(['现在', '已核实'])
    await neighbour.saysAll('撤回', '确认撤回')
    const after = answered(await readCase(world.deps, world.village.actor, opened.id))
    expect(after).toMatchObject({ phase: 'identification', version: opened.version })
  })

  async function readDetail(): Promise<CaseDetail> {
    return answered(await readCase(world.deps, world.village.actor, found.id))
  }
})

function receiptIn(replies: Block[]): string {
  const receipt = replies.find((block) => block.kind === 'receipt')
  return receipt?.leads[0]?.number ?? ''
}

/** The rows of the last card: the oldest report. */
function rowsOf(replies: Block[]): string[][] {
  const cards = replies.filter((block) => block.kind === 'card')
  return cards.at(-1)?.rows.map(({ label, value }) => [label, value]) ?? []
}
