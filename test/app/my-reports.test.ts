import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { commandCase } from '../../src/app/act-on-case.ts'
import { actOnMyReport } from '../../src/app/act-on-my-report.ts'
import { keepAttachment } from '../../src/app/keep-attachment.ts'
import { keepCaseAttachment } from '../../src/app/keep-case-attachment.ts'
import { listMyReports, readMyReport } from '../../src/app/my-reports.ts'
import { readCase } from '../../src/app/read-case.ts'
import type { CaseCommand } from '../../src/contract/case-command.ts'
import type { LeadDetail, LeadSummary } from '../../src/contract/lead.ts'
import type { MyReport, MyReportAct } from '../../src/contract/my-reports.ts'
import { onServer } from '../support/database.ts'
import { answered, COUNTY, makeWorld } from '../support/world.ts'

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])
const SECRET = '墙角有旧家具'

onServer('my reports', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld(use())
    return world.stop
  })

  const door = (userId: string) => world.resident(userId).door
  const reportsOf = async (userId: string) => (await listMyReports(world.deps, door(userId))).reports
  const only = async (userId: string): Promise<MyReport> => {
    const reports = await reportsOf(userId)
    expect(reports).toHaveLength(1)
    return reports[0] as MyReport
  }
  const acts = (userId: string, id: string, act: MyReportAct) => actOnMyReport(world.deps, door(userId), id, act)
  /** Done, and the report is still his. */
  const acted = (result: Awaited<ReturnType<typeof acts>>) => {
    const { report, turn } = answered(result)
    if (!report) throw new Error('it is his no more')
    return { report, turn }
  }
  const inQueue = async (number: string): Promise<LeadSummary> => {
    const leads = [...(await world.village.queue()), ...(await world.township.queue())]
    const found = leads.find((lead) => lead.number === number)
    if (!found) throw new Error(`${number} is in nobody's queue`)
    return found
  }
  const textsOf = (report: MyReport) => report.timeline.map(({ text }) => text)

  it('before he ever wrote there are none, and nothing is stored', async () => {
    expect(await reportsOf('nobody')).toEqual([])
    expect(await readMyReport(world.deps, door('nobody'), randomUUID())).toEqual({ refused: 'not_found' })
  })

  it('says who is on it, by when, and what comes next', async () => {
    await world.resident('own').reports('房子漏雨，墙都裂了', '吴示户')
    const report = await only('own')
    expect(report).toMatchObject({
      whose: 'own',
      matter: '住房不安全',
      status: 'open',
      ended: false,
      who: { name: '演示甲（村干部）', office: '演示镇联群村' },
      due: { late: false, step: '联系您' },
      finish: { daysLeft: 15 },
      next: '干部接手以后联系您',
      steps: [],
      may: ['add', 'withdraw', 'not_content'],
    })
    expect(report.due?.words).toMatch(/以前$/)
    expect(textsOf(report)).toEqual([expect.stringMatching(/^您报了：.*房子漏雨/)])
    world.later(72 * 3_600_000)
    expect((await only('own')).due).toMatchObject({ late: true, daysLeft: expect.any(Number) })
    world.later(-72 * 3_600_000)
  })

  it('shows what cadres did in plain words, and nothing that they wrote among themselves', async () => {
    const { number, id } = await only('own')
    let lead: LeadSummary | LeadDetail = await inQueue(number)
    lead = answered(await world.village.does(lead, { action: 'claim' }))
    lead = answered(await world.village.does(lead, { action: 'note', text: `${SECRET}，再看看` }))
    lead = answered(await world.village.does(lead, { action: 'visit', text: `${SECRET}，屋顶漏` }))
    answered(await world.village.does(lead, { action: 'verify', finding: 'true', findings: `${SECRET}，属实` }))
    const report = answered(await readMyReport(world.deps, door('own'), id))
    expect(textsOf(report).slice(1)).toEqual(['接手了，会联系您', '上门了解了情况', '核实了：情况属实'])
    expect(JSON.stringify(report)).not.toContain(SECRET)
  })

  it('adding, with a picture of his own, is what the same words in the chat are', async () => {
    const { id, number } = await only('own')
    const { attachment } = answered(await keepAttachment(world.deps, door('own'), PNG))
    const second = answered(await keepAttachment(world.deps, door('own'), PNG)).attachment
    const act: MyReportAct = {
      act: 'add',
      id: 'page-0001',
      words: '又漏了，电话13812345678',
      attachments: [attachment, second],
    }
    const { report, turn } = acted(await acts('own', id, act))
    expect(turn.replies).toEqual([{ kind: 'text', text: `补充到${number}（住房不安全）了，干部会看到。` }])
    const added = report.timeline.at(-1)
    expect(added).toMatchObject({ mine: true, by: '您', attachments: [attachment, second] })
    expect(added?.text).toBe('您补充了：又漏了，电话138****5678')
    expect((await world.village.open(id)).events.at(-1)?.attachments).toEqual([attachment, second])
    // Once more, as after a lost answer.
    const again = acted(await acts('own', id, act))
    expect(again.turn.seq).toBe(turn.seq)
    expect(again.report.timeline).toHaveLength(report.timeline.length)
    expect((await world.resident('own').chat()).at(-1)).toMatchObject({ messageId: 'page-0001' })
  })

  it('the same act sent many times at once, in two processes, is done once', async () => {
    const { id } = await only('own')
    const before = (await only('own')).timeline.length
    const other = world.elsewhere((await use().another()).store)
    const act: MyReportAct = { act: 'add', id: 'page-race-1', words: '一起发的', attachments: [] }
    const all = await Promise.all(
      [world.deps, other, world.deps, other].map((deps) => actOnMyReport(deps, door('own'), id, act)),
    )
    expect(new Set(all.map((each) => answered(each).turn.seq)).size).toBe(1)
    expect((await only('own')).timeline).toHaveLength(before + 1)
  })

  it('not content: it goes up, at once and once', async () => {
    const { id } = await only('own')
    const { report } = acted(await acts('own', id, { act: 'not_content', id: 'page-0002', words: '没人管' }))
    expect(report.who).toEqual({ name: '演示丁（乡镇干部）', office: '演示镇' })
    expect(textsOf(report).at(-1)).toBe('您说不满意，已经交给上一级')
    acted(await acts('own', id, { act: 'not_content', id: 'page-0002', words: '没人管' }))
    expect((await only('own')).who?.office).toBe('演示镇')
  })

  it('nobody reaches a report that is not his, nor a picture', async () => {
    const { id } = await only('own')
    await world.resident('stranger').reports('家里的水又黄又臭', '冯示客')
    expect(await readMyReport(world.deps, door('stranger'), id)).toEqual({ refused: 'not_found' })
    for (const act of ['add', 'withdraw', 'not_content'] as const) {
      const said = { act, id: `foreign-${act}`, words: '不是我的', attachments: [] } as MyReportAct
      expect(await acts('stranger', id, said)).toEqual({ refused: 'not_found' })
    }
    const foreign = answered(await keepAttachment(world.deps, door('own'), PNG)).attachment
    const his = await only('stranger')
    expect(await acts('stranger', his.id, { act: 'add', id: 'foreign-pic', attachments: [foreign] })).toEqual({
      refused: 'no_such_attachment',
    })
  })

  it('taking back ends it; a question that is open in the chat stays open', async () => {
    const stranger = world.resident('stranger')
    const { id } = await only('stranger')
    await stranger.send('我妈住院花了两万', 'stranger-second-1')
    const { report, turn } = acted(await acts('stranger', id, { act: 'withdraw', id: 'page-0003' }))
    expect(report).toMatchObject({ status: 'withdrawn', ended: true, who: null, due: null, next: null, may: [] })
    expect(turn.replies.length).toBeGreaterThan(1)
    expect(turn.replies.at(-1)?.kind).toBe('quick_replies')
    expect(
      await acts('stranger', id, { act: 'add', id: 'page-0004', words: '再说一句', attachments: [] }),
    ).toMatchObject({
      refused: 'not_possible_now',
    })
    const { report: same } = acted(await acts('stranger', id, { act: 'withdraw', id: 'page-0003' }))
    expect(same.timeline).toHaveLength(report.timeline.length)
  })

  it('a question in the chat about that very report is over with it', async () => {
    const asker = world.resident('asker')
    await asker.reports('摔断了腿，三个月不能做工', '褚示工')
    expect(JSON.stringify(await asker.says('撤回'))).toContain('确认撤回')
    const { id } = await only('asker')
    acted(await acts('asker', id, { act: 'withdraw', id: 'page-0005' }))
    expect(JSON.stringify(await asker.says('确认撤回'))).not.toContain('已经撤回了')
    expect(textsOf(await only('asker')).filter((text) => text === '您撤回了')).toHaveLength(1)
  })

  it('who reported for a neighbour sees what he is told today, and no more', async () => {
    const neighbour = world.resident('neighbour')
    await neighbour.saysAll(
      '我帮隔壁报，他家屋顶塌了半边',
      '同意',
      '他知道',
      '卫示邻',
      '联群村',
      '半年',
      '1人',
      '不知道',
      '13800000009',
      '确认提交',
    )
    // The same as his receipt said: nobody calls on who reported for a neighbour.
    expect(await only('neighbour')).toMatchObject({ due: { step: '去那一家了解' }, next: null })
    await world.resident('household').reports('屋顶塌了半边，没法住', '卫示邻')
    const { number, id } = await only('neighbour')
    let lead: LeadSummary | LeadDetail = await inQueue(number)
    lead = answered(await world.village.does(lead, { action: 'claim' }))
    lead = answered(await world.village.does(lead, { action: 'visit', text: SECRET }))
    lead = answered(await world.village.does(lead, { action: 'verify', finding: 'true', findings: SECRET }))
    answered(await world.village.opens(id))
    const report = await only('neighbour')
    expect(report).toMatchObject({ whose: 'other', due: null, next: null, finish: null, steps: [] })
    expect(textsOf(report).slice(1)).toEqual(['接手了', '上门了解了情况'])
    const own = await only('household')
    expect(own.whose).toBe('own')
    expect(textsOf(own)).toContain('核实属实，开始按程序办')
    expect(own.words.join()).not.toContain('隔壁')
    expect(report.words.join()).not.toContain('没法住')
  })

  it('taking back what was joined to a report of the same house is done, also when it is asked again or twice at once', async () => {
    await world.resident('first').reports('屋顶塌了半边，没法住', '蒋示合')
    await world.resident('second').reports('屋顶塌了半边，没法住', '蒋示合')
    const { id } = await only('second')
    expect((await only('first')).id).toBe(id)
    const other = world.elsewhere((await use().another()).store)
    const act: MyReportAct = { act: 'withdraw', id: 'page-joined-1' }
    const done = await Promise.all(
      [world.deps, other, world.deps].map((deps) => actOnMyReport(deps, door('second'), id, act)),
    )
    expect(done.map((each) => answered(each).report)).toEqual([null, null, null])
    expect(answered(await acts('second', id, act)).report).toBeNull()
    expect(new Set(done.map((each) => answered(each).turn.seq)).size).toBe(1)
    expect(await reportsOf('second')).toEqual([])
    expect(await only('first')).toMatchObject({ ended: false, status: 'open' })
    // His no more: nothing else can be done to it.
    expect(await acts('second', id, { act: 'withdraw', id: 'page-joined-2' })).toEqual({ refused: 'not_found' })
  })

  it('with a case its steps stand there, decisions too, but not what cadres and offices wrote', async () => {
    const own = await only('household')
    expect(own.steps.filter(({ state }) => state === 'now')).toHaveLength(1)
    expect(own.next).toMatch(/^接下来是/)
    const { cases } = await world.village.cases()
    const caseId = cases.find((one) => one.householdName === '卫**')?.id ?? ''
    const photo = answered(await keepCaseAttachment(world.deps, world.township.actor, caseId, PNG)).attachment
    await upToApproval(caseId, photo)
    const report = await only('household')
    expect(textsOf(report)).toEqual(expect.arrayContaining(['乡镇核实办好了', '请有关部门核对', '有关部门答复了']))
    expect(textsOf(report)).toContain('批准纳入监测（边缘易致贫户）')
    expect(JSON.stringify(report)).not.toMatch(new RegExp(`${SECRET}|车辆|公安`))
    expect(JSON.stringify(await only('neighbour'))).not.toMatch(/部门|批准|监测/)
  })

  const staff = () => [world.village, world.township, world.county]
  const does = async (who: typeof world.village, caseId: string, command: object) => {
    const { version } = answered(await readCase(world.deps, who.actor, caseId))
    return answered(await commandCase(world.deps, who.actor, caseId, { ...command, version } as CaseCommand))
  }

  /** Step after step, each by whoever may do it, until the county has approved. */
  const upToApproval = async (caseId: string, photo: string) => {
    for (let turn = 0; turn < 12; turn++)
      for (const who of staff()) {
        const { may, steps } = answered(await readCase(world.deps, who.actor, caseId))
        const next = may.find(({ command }) => ['approve', 'complete_step'].includes(command))
        const wanted = steps.find(({ step }) => step === next?.step)?.evidenceWanted ?? []
        const evidence = wanted.map(({ kind }) => ({ kind, text: SECRET, attachments: [photo] }))
        const asks = may.find(({ command }) => command === 'ask_department')
        const compared = steps.some(({ comparison }) => comparison?.some((row) => row.answers.length > 0))
        if (next?.command === 'approve') {
          const approval = { command: 'approve', step: next.step, monitoredKind: 'marginal_at_risk', evidence }
          return does(who, caseId, approval)
        }
        if (asks && !compared) {
          const asked = { department: 'public_security', fields: ['vehicles'] }
          await does(who, caseId, { command: 'ask_department', step: asks.step, ...asked })
          const answers = [{ field: 'vehicles', has: true, words: SECRET }]
          const from = { department: 'public_security', source: '公安回函', date: '2026-11-23', answers }
          await does(who, caseId, { command: 'record_answer', step: asks.step, ...from })
        } else if (next) await does(who, caseId, { command: 'complete_step', step: next.step, evidence })
      }
    throw new Error('nobody could approve')
  }

  it('no sentence is long, and no code shows', async () => {
    for (const userId of ['own', 'household', 'neighbour', 'stranger'])
      for (const report of await reportsOf(userId)) {
        const told = [report.now, report.next ?? '', report.due?.words ?? '', ...textsOf(report)]
        for (const words of told) {
          expect(words.length, words).toBeLessThanOrEqual(60)
          expect(words, words).not.toMatch(/[a-z_]{3,}/)
        }
      }
    expect(COUNTY).toBe('440229')
  })
})
