import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { commandCase } from '../../src/app/act-on-case.ts'
import { actOnLead } from '../../src/app/act-on-lead.ts'
import { listCaseNotices, seeCaseNotice } from '../../src/app/case-notices.ts'
import { deliverGroupPosts } from '../../src/app/deliver-group-posts.ts'
import type { Deps } from '../../src/app/deps.ts'
import { openCaseOf } from '../../src/app/open-case.ts'
import { readSuggestions } from '../../src/app/read-suggestions.ts'
import { referHousehold } from '../../src/app/refer-household.ts'
import type { CaseDetail } from '../../src/contract/case.ts'
import { LeadAction } from '../../src/contract/lead.ts'
import { onBoth } from '../support/database.ts'
import { answered, COUNTY, makeWorld, VILLAGE } from '../support/world.ts'

onBoth('what a step of a case tells an office', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let deps: Deps
  let found: CaseDetail
  let house: string
  const sent: { to: string; words: string }[] = []

  beforeAll(async () => {
    world = await makeWorld(use())
    const answer = { kind: 'sent', spent: 0 } as const
    deps = {
      ...world.deps,
      groups: {
        wecom: {
          async post(_county, { groupId }, words) {
            sent.push({ to: groupId, words })
            return answer
          },
          async tell(_county, userId, words) {
            sent.push({ to: userId, words })
            return answer
          },
        },
      },
    }
    await use().store.transaction({ kind: 'system', county: COUNTY }, async (tx) => {
      for (const region of [VILLAGE, VILLAGE.slice(0, 9), COUNTY])
        await tx.groups.put({
          channel: 'wecom',
          groupId: region,
          region,
          kind: 'cadres',
          name: '工作群',
          webhook: null,
        })
      await tx.contacts.bind('wecom', 'zhang', world.county.actor.cadreId, deps.clock.now())
    })
    await world.resident('told').reports('我妈住院自己掏了三万二', '李示知')
    const [lead] = await world.village.queue()
    for (const [at, action] of [
      { action: 'claim' },
      { action: 'visit', text: '看过了' },
      { action: 'verify', finding: 'true', findings: '属实' },
    ].entries())
      answered(
        await actOnLead(deps, world.village.actor, lead?.id ?? '', LeadAction.parse({ ...action, version: at + 1 })),
      )
    found = answered(await openCaseOf(deps, world.village.actor, lead?.id ?? ''))
    house = found.householdId
    return world.stop
  })

  const unseen = async (who: { actor: typeof world.village.actor }) => (await listCaseNotices(deps, who.actor)).notices
  const posts = async () => {
    while ((await deliverGroupPosts(deps, COUNTY, () => {})) > 0);
    return sent.splice(0)
  }

  it('stands with those of the level that it is for, and with nobody else, until one of them has seen it', async () => {
    await posts()
    const step = found.steps.find((each) => each.state === 'open')?.step ?? ''
    const evidence = [{ kind: 'visit_record' as const, text: '上门看过', attachments: [] }]
    const command = { command: 'complete_step' as const, id: randomUUID(), version: found.version, step, evidence }
    for (const _ of [1, 2]) answered(await commandCase(deps, world.township.actor, found.id, command))
    const [notice, ...more] = await unseen(world.county)
    expect(more).toEqual([])
    expect(notice).toMatchObject({
      caseId: found.id,
      place: '演示镇联群村',
      text: expect.stringMatching(/^C\d+（李\*+）：乡镇核实办好了。下一步：/),
    })
    for (const who of [world.otherVillage, world.department]) expect(await unseen(who)).toEqual([])
    expect((await unseen(world.township)).map(({ text }) => text)).not.toContain(notice?.text)

    // In the group of the place, without a name, and to whoever is on duty there by himself: each once.
    const told = (await posts()).filter(({ words }) => words.includes('乡镇核实办好了'))
    expect(told.map(({ to }) => to).sort()).toEqual([COUNTY, 'zhang'])
    expect(told.find(({ to }) => to === COUNTY)?.words).not.toContain('李')

    const id = notice?.id ?? ''
    expect(await seeCaseNotice(deps, world.otherVillage.actor, id)).toEqual({ refused: 'not_found' })
    expect(await seeCaseNotice(deps, world.village.actor, id)).toEqual({ refused: 'not_found' })
    for (const _ of [1, 2]) expect(await seeCaseNotice(deps, world.county.actor, id)).toEqual({ seen: true })
    expect(await unseen(world.county)).toEqual([])
  })

  it('an officer hands over what nobody has reported, with his reason, and a village’s cadre is not offered it', async () => {
    const offered = answered(await readSuggestions(deps, world.township.actor, house))
    expect(offered.risks).toEqual(['medical_cost'])
    const school = offered.unreported.find(({ need }) => need === 'school_dropout')
    expect(school).toMatchObject({ department: 'education', source: expect.any(String) })
    expect(answered(await readSuggestions(deps, world.village.actor, house)).unreported).toEqual([])
    const refer = { id: randomUUID(), need: 'school_dropout', text: '请去学校问问' }
    expect(await referHousehold(deps, world.township.actor, house, refer)).toMatchObject({
      why: '这户没有报过“孩子辍学”，请写明为什么转给部门。',
    })
    const reason = '走访时看到孩子没去上学'
    expect(answered(await referHousehold(deps, world.township.actor, house, { ...refer, reason }))).toMatchObject({
      department: 'education',
      text: `请去学校问问（没有人报过，原因：${reason}）`,
    })
  })
})
