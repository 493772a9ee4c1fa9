import { beforeAll, expect, it } from 'vitest'
import { keepAttachment } from '../../src/app/keep-attachment.ts'
import { listColleagues } from '../../src/app/list-colleagues.ts'
import { reassignLeads } from '../../src/app/reassign-leads.ts'
import { receiveMessage } from '../../src/app/receive-message.ts'
import { revealPhone } from '../../src/app/reveal-phone.ts'
import type { Block } from '../../src/contract/block.ts'
import type { LeadSummary } from '../../src/contract/lead.ts'
import { onServer } from '../support/database.ts'
import { answered, COUNTY, makeWorld, wordsOf } from '../support/world.ts'

/** An invented number. */
const PHONE = '13800000001'
const OTHER_PHONE = '13800000002'

onServer('a lead always has a holder who can see it', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld(use())
    return world.stop
  })
  const queueOf = async (who: { queue: () => Promise<LeadSummary[]> }, number: string) =>
    (await who.queue()).find((lead) => lead.number === number)
  const inQueue = async (who: { queue: () => Promise<LeadSummary[]> }, number: string): Promise<LeadSummary> => {
    const lead = await queueOf(who, number)
    if (!lead) throw new Error(`${number} is not in the queue`)
    return lead
  }

  it('a cadre who is named for a household of a village where he has no duty is passed over', async () => {
    const number = numberIn(await world.resident('zheng').reports('房子漏雨，墙都裂了', '郑示远'))
    expect(await inQueue(world.village, number)).toMatchObject({ rule: 'village_duty' })
  })

  it('an emergency that gets its place goes to the cadre named for the household', async () => {
    const wang = world.resident('wang-emergency')
    await wang.reports('家里的水又黄又臭，不能喝', '王示范')
    const number = numberIn(await wang.says('房子塌了，人压在里面，救命'))
    expect(await inQueue(world.deputy, number)).toMatchObject({ rule: 'household_cadre' })
  })

  it('a cry for help about a lead that was looked at starts the short clock again', async () => {
    const wu = world.resident('wu')
    await wu.reports('家里的水又黄又臭，不能喝', '吴示急')
    const number = numberIn(await wu.says('房子塌了，人压在里面，救命'))
    let lead = answered(await world.village.does(await inQueue(world.village, number), { action: 'claim' }))
    lead = answered(await world.village.does(lead, { action: 'visit', text: '人救出来了' }))
    world.later(3 * 3_600_000)
    expect(numberIn(await wu.says('房子塌了，人压在里面，救命'))).toBe(number)
    const dueAt = new Date(world.deps.clock.now().getTime() + 2 * 3_600_000).toISOString()
    expect(await inQueue(world.village, number)).toMatchObject({ status: 'open', dueAt })
  })

  it('leads of a cadre who leaves go to his deputy, and the resident hears of it', async () => {
    const li = world.resident('li')
    const number = numberIn(await li.reports('养的鸭子全死了，亏了五万', '李示鸭'))
    await inQueue(world.village, number)
    await world.reload((file) => {
      for (const cadre of file.cadres) if (cadre.key === 'village') Object.assign(cadre, { active: false })
    })
    expect(await reassignLeads(world.deps, COUNTY)).toBeGreaterThan(0)
    expect(await reassignLeads(world.deps, COUNTY)).toBe(0)
    expect((await inQueue(world.deputy, number)).reason).toContain('不再负责')
    await world.deliver()
    expect((await li.news()).at(-1)).toContain('现在由演示乙')
    await world.reload(() => {})
  })

  it('a county whose duty has run out still takes an emergency', async () => {
    await world.reload((file) => {
      for (const cadre of file.cadres)
        if (cadre.key === 'county' && 'duties' in cadre) Object.assign(cadre.duties[0] ?? {}, { until: '2026-12-31' })
    })
    world.later(60 * 24 * 3_600_000)
    const replies = await world.resident('late').says('心口好痛，喘不上气')
    expect(wordsOf(replies)).toContain('120')
    expect(await inQueue(world.county, numberIn(replies))).toMatchObject({ rule: 'county' })
    await world.reload(() => {})
  })

  it('is offered for transfer only to those who may hold it', async () => {
    const number = numberIn(await world.resident('he').reports('我失业大半年了没活干', '何示业'))
    const lead = await inQueue(world.village, number)
    const names = answered(await listColleagues(world.deps, world.village.actor, lead.id)).map((each) => each.name)
    expect(names.sort()).toEqual(['演示丁', '演示乙', '演示戊'].sort())
    const moved = answered(
      await world.village.does(lead, { action: 'transfer', to: world.deputy.actor.cadreId, reason: `打${PHONE}找他` }),
    )
    expect(moved.reason).toBe('演示甲转给演示乙：打138****0001找他')
  })

  it('two who only say that they have the same name are two households when their phones differ', async () => {
    const first = numberIn(
      await world.resident('twin-1').reports('家里的水又黄又臭，不能喝', '陈示同', '联群村', PHONE),
    )
    const second = numberIn(
      await world.resident('twin-2').reports('家里的水又黄又臭，不能喝', '陈示同', '联群村', OTHER_PHONE),
    )
    expect(second).not.toBe(first)
    const lead = await inQueue(world.village, second)
    expect(answered(await revealPhone(world.deps, world.village.actor, lead.id))).toMatchObject({ phone: OTHER_PHONE })
  })

  it('the newest phone counts, not the first', async () => {
    const fang = world.resident('fang')
    const number = numberIn(await fang.reports('孩子爸车祸没了，家里断了收入', '方示平', '联群村', PHONE))
    await fang.saysAll(`我电话换了，打${OTHER_PHONE}`)
    const lead = await inQueue(world.village, number)
    expect(answered(await revealPhone(world.deps, world.village.actor, lead.id))).toMatchObject({ phone: OTHER_PHONE })
  })

  it('a picture that was never uploaded, or is somebody else’s, is not taken', async () => {
    const thief = world.resident('thief')
    await thief.says('你好')
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])
    const { attachment } = answered(await keepAttachment(world.deps, world.resident('owner').door, png))
    for (const id of [attachment, crypto.randomUUID()])
      expect(
        await receiveMessage(world.deps, thief.door, {
          id: `picture-${id}`,
          message: { kind: 'picture', attachment: id },
        }),
      ).toEqual({ refused: 'no_such_attachment' })
  })
})

function numberIn(replies: Block[]): string {
  const receipt = replies.find((block) => block.kind === 'receipt')
  if (!receipt?.leads[0]) throw new Error(`no receipt, but: ${wordsOf(replies)}`)
  return receipt.leads[0].number
}
