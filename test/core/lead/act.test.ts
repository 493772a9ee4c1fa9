import { describe, expect, it } from 'vitest'
import { LEAD_STATUSES, type LeadAction } from '../../../src/contract/lead.ts'
import { act } from '../../../src/core/lead/act.ts'
import type { Lead } from '../../../src/core/lead/lead.ts'
import { actAsResident } from '../../../src/core/lead/resident-acts.ts'
import type { Cadre } from '../../../src/core/routing/roster.ts'
import { cadre, county, lead, monday, roster } from '../roster.fixture.ts'

const ACTIONS: Record<LeadAction['action'], LeadAction> = {
  claim: { action: 'claim', version: 1 },
  note: { action: 'note', version: 1, text: '打过电话，下午在家' },
  visit: { action: 'visit', version: 1, text: '看了病历和发票' },
  transfer: { action: 'transfer', version: 1, to: 'deputy', reason: '我要去县里学习' },
  return: { action: 'return', version: 1, reason: '这户不住在本村' },
  verify: { action: 'verify', version: 1, finding: 'true', findings: '自付三万二，有发票' },
  close: { action: 'close', version: 1, outcome: 'helped', text: '办了医疗救助' },
}

function does(action: LeadAction, on: Lead, by: Cadre = cadre('village-cadre')) {
  return act(on, action, by, {
    now: monday,
    roster: roster(),
    candidates: [cadre('deputy'), cadre('township-officer')],
  })
}

/** Written out once more, apart from the table in the code: a slip there must show here. */
const LEGAL = new Set([
  'open claim',
  'open note',
  'open transfer',
  'open return',
  'claimed note',
  'claimed visit',
  'claimed transfer',
  'claimed return',
  'claimed verify',
  'visited note',
  'visited visit',
  'visited transfer',
  'visited return',
  'visited verify',
  'verified note',
  'verified transfer',
  'verified close',
])

describe('legal moves', () => {
  const cells = LEAD_STATUSES.flatMap((status) =>
    Object.values(ACTIONS).map((action) => ({ status, action, name: action.action })),
  )
  it.each(cells)('in state $status: $name', ({ status, action }) => {
    const result = does(action, lead({ status }))
    expect(result.kind).toBe(LEGAL.has(`${status} ${action.action}`) ? 'done' : 'refused')
    if (result.kind === 'refused') expect(result.why).toMatch(/^这条线索现在是“.+”，不能这样办。$|^这条您已经接了/)
    if (result.kind === 'done') expect([result.lead.version, result.event.seq]).toEqual([2, 2])
  })

  it.each(['visit', 'verify', 'transfer', 'return'] as const)('%s is for the holder', (name) => {
    const result = does(ACTIONS[name], lead({ status: 'claimed' }), cadre('deputy'))
    expect(result).toEqual({ kind: 'refused', why: '这条线索在别的干部手里，要先接过来。' })
  })

  it('an officer of the township may act in place of a village cadre', () => {
    expect(does(ACTIONS.transfer, lead({ status: 'claimed' }), cadre('township-officer')).kind).toBe('done')
  })
})

describe('claiming', () => {
  it('tells the resident who and by when', () => {
    const result = does(ACTIONS.claim, lead())
    expect(result.kind === 'done' && result.news?.own).toBe(
      '您报的A1024（看病花钱多），演示甲（村干部）已经接手，11月26日（周四）上午10点前联系您。',
    )
  })

  it('by the deputy makes him the holder', () => {
    const result = does(ACTIONS.claim, lead(), cadre('deputy'))
    expect(result.kind === 'done' && [result.lead.holderId, result.lead.reason]).toEqual(['deputy', '演示乙主动接单'])
  })

  it('what one holds already is told so; of another’s it is said how it stands', () => {
    const taken = lead({ status: 'claimed' })
    expect(does(ACTIONS.claim, taken)).toMatchObject({ why: '这条您已经接了，去了户里请记“已入户”。' })
    expect(does(ACTIONS.claim, taken, cadre('deputy'))).toMatchObject({ why: '这条线索现在是“已接单”，不能这样办。' })
  })

  it('does not promise a time that has passed', () => {
    const result = does(ACTIONS.claim, lead({ dueAt: new Date('2026-11-20T02:00:00Z') }))
    expect(result.kind === 'done' && result.news?.own).toContain('会尽快联系您')
  })
})

describe('changing hands', () => {
  it('keeps the clock running', () => {
    const before = lead({ status: 'claimed' })
    const result = does(ACTIONS.transfer, before)
    expect(result.kind === 'done' && result.lead).toMatchObject({
      holderId: 'deputy',
      status: 'open',
      dueAt: before.dueAt,
    })
  })

  it('is refused towards somebody who does not answer for the place', () => {
    expect(does({ ...ACTIONS.transfer, to: 'other-village-cadre' } as LeadAction, lead()).kind).toBe('refused')
  })

  it('returning goes one level up', () => {
    const result = does(ACTIONS.return, lead({ status: 'claimed' }))
    expect(result.kind === 'done' && result.lead).toMatchObject({
      holderId: 'township-officer',
      rule: 'returned',
      status: 'open',
    })
  })

  it('the township gives it back to the village', () => {
    const held = lead({ status: 'claimed', holderId: 'township-officer' })
    const result = does(ACTIONS.return, held, cadre('township-officer'))
    expect(result.kind === 'done' && result.lead.holderId).toBe('village-cadre')
  })

  it('what has no other place to go cannot be returned: a lead never has no holder', () => {
    const held = lead({ status: 'claimed', holderId: 'county-officer', region: county })
    expect(does(ACTIONS.return, held, cadre('county-officer')).kind).toBe('refused')
  })

  it('what went up is not taken down again by those below', () => {
    const up = lead({ holderId: 'township-officer', rule: 'not_content' })
    expect(does(ACTIONS.claim, up)).toEqual({ kind: 'refused', why: '这条线索已经交到上一级，请等上级来办。' })
  })
})

describe('what the resident does', () => {
  const context = { now: monday, roster: roster(), contactBy: new Date('2026-11-24T02:00:00Z'), householdCadreId: null }

  it('not content: one level up, with a new time to be contacted by', () => {
    const { lead: after } = actAsResident(
      lead({ status: 'closed' }),
      { kind: 'not_content', words: '没人来' },
      'resident-1',
      context,
    )
    expect(after).toMatchObject({
      holderId: 'township-officer',
      rule: 'not_content',
      status: 'open',
      dueAt: context.contactBy,
    })
  })

  it('not content at the county: stays there, open again', () => {
    const { lead: after } = actAsResident(
      lead({ holderId: 'county-officer', status: 'verified' }),
      { kind: 'not_content', words: '不对' },
      'r',
      context,
    )
    expect(after).toMatchObject({ holderId: 'county-officer', status: 'open' })
  })

  it('withdrawing ends a lead that nobody else reported', () => {
    const { lead: after } = actAsResident(lead(), { kind: 'withdraw', words: '好了', reportsLeft: 0 }, 'r', context)
    expect(after.status).toBe('withdrawn')
  })

  it('withdrawing leaves a lead that a neighbour reported too', () => {
    const { lead: after, event } = actAsResident(
      lead({ reports: 2 }),
      { kind: 'withdraw', words: '好了', reportsLeft: 1 },
      'r',
      context,
    )
    expect([after.status, event.kind]).toEqual(['open', 'withdrawn'])
  })
})

describe('who only reported for the household', () => {
  it.each(['claim', 'visit', 'close'] as const)('hears of %s, but not what came of it', (name) => {
    const status = name === 'claim' ? 'open' : name === 'visit' ? 'claimed' : 'verified'
    const result = does(ACTIONS[name], lead({ status }))
    const other = result.kind === 'done' ? result.news?.other : undefined
    expect(other).toMatch(/接手|上门|办完/)
    expect(other).not.toMatch(/属实|帮扶|符合|转交|结果|联系您|不满意/)
  })

  it('hears nothing of findings', () => {
    const result = does(ACTIONS.verify, lead({ status: 'visited' }))
    expect(result.kind === 'done' && result.news).toMatchObject({ other: null })
  })
})
