import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { BROADCAST_STATES, type BroadcastState, QuietHours, USUAL_QUIET } from '../../../src/contract/broadcast.ts'
import { CADRE_ROLES } from '../../../src/contract/terms.ts'
import { audienceWords } from '../../../src/core/broadcast/audience.ts'
import { compose, HOW_TO_STOP } from '../../../src/core/broadcast/compose.ts'
import { handedOver } from '../../../src/core/broadcast/handed-over.ts'
import { periodsOf } from '../../../src/core/broadcast/limits.ts'
import { after, LEGAL_MOVES, MOVES, type Move } from '../../../src/core/broadcast/moves.ts'
import { previewNotes } from '../../../src/core/broadcast/preview-notes.ts'
import { progressOf } from '../../../src/core/broadcast/progress.ts'
import { isQuiet, nextOpen, openTimeAfter } from '../../../src/core/broadcast/quiet.ts'
import { mayCompose, mayMove, movesFor, type Who } from '../../../src/core/broadcast/who-may.ts'
import { plainWords } from '../../../src/core/channel/plain-words.ts'
import { runs } from '../../support/runs.ts'
import { shelfOf } from './shelf.ts'

const at = (china: string) => new Date(`${china}+08:00`)
const VILLAGE = '440229106201'

describe('moves', () => {
  const anyMoves = fc.array(fc.constantFrom(...MOVES), { maxLength: 30 })
  const walk = (moves: Move[]): { states: BroadcastState[]; made: Move[] } => {
    const states: BroadcastState[] = ['draft']
    const made: Move[] = []
    for (const move of moves) {
      const next = after(states.at(-1) ?? 'draft', move)
      if (next === null) continue
      states.push(next)
      made.push(move)
    }
    return { states, made }
  }

  test('nothing is sent that was not approved since it was last changed', () => {
    fc.assert(
      fc.property(anyMoves, (moves) => {
        const { states, made } = walk(moves)
        for (const [step, state] of states.entries()) {
          if (!['approved', 'scheduled', 'sending', 'paused', 'done'].includes(state)) continue
          const before = made.slice(0, step)
          expect(before.lastIndexOf('approve')).toBeGreaterThan(before.lastIndexOf('edit'))
          expect(before.lastIndexOf('approve')).toBeGreaterThan(before.lastIndexOf('return'))
        }
      }),
    )
  })

  test('what was stopped stays so, and every state can be reached', () => {
    fc.assert(
      fc.property(anyMoves, (moves) => {
        const { states } = walk(moves)
        const stopped = states.indexOf('stopped')
        if (stopped !== -1) expect(states.length).toBe(stopped + 1)
      }),
    )
    const reached = new Set<string>(['draft', ...Object.values(LEGAL_MOVES).flatMap((moves) => Object.values(moves))])
    expect([...reached].sort()).toEqual([...BROADCAST_STATES].sort())
  })
})

describe('who may', () => {
  const who = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    role: fc.constantFrom(...CADRE_ROLES),
    areas: fc.subarray([VILLAGE, '440229106202', '440229106', '440229']),
  })
  const broadcast = fc.record({
    region: fc.constantFrom(VILLAGE, '440229106', '440229'),
    state: fc.constantFrom(...BROADCAST_STATES),
    composedBy: fc.constantFrom('a', 'b', 'c'),
    level: fc.constantFrom('village_cadre', 'township_officer', 'county_officer' as const),
  })

  test('nobody approves his own, nor outside of his area, nor below the level that it takes', () => {
    fc.assert(
      fc.property(who, broadcast, (person, one) => {
        const own = one.composedBy === person.id
        const covers = person.areas.some((area) => one.region.startsWith(area))
        const takes = one.level === 'village_cadre' ? 'township_officer' : 'county_officer'
        expect(mayMove(person, 'approve', one) === null).toBe(!own && covers && person.role === takes)
        for (const move of MOVES) if (mayMove(person, move, one) === null) expect(covers).toBe(true)
        for (const move of movesFor(person, one)) expect(after(one.state, move)).not.toBeNull()
        expect(movesFor(person, one)).not.toContain('start')
        if (own) expect(movesFor(person, one)).not.toContain('approve')
      }),
    )
  })

  test('composes for his own places only; departments and administrators do not', () => {
    const person: Who = { id: 'a', role: 'village_cadre', areas: [VILLAGE] }
    expect(mayCompose(person, VILLAGE)).toBeNull()
    expect(mayCompose(person, VILLAGE.slice(0, 9))).toMatch(/自己负责/)
    expect(mayCompose({ ...person, role: 'department_officer' }, VILLAGE)).toMatch(/村、镇、县/)
  })
})

describe('quiet hours', () => {
  it('begin at nine in the evening and end at eight', () => {
    expect(isQuiet(at('2026-11-23T20:59'), USUAL_QUIET)).toBe(false)
    expect(nextOpen(at('2026-11-23T21:00'), USUAL_QUIET)).toEqual(at('2026-11-24T08:00'))
    expect(nextOpen(at('2026-11-24T03:00'), USUAL_QUIET)).toEqual(at('2026-11-24T08:00'))
    expect(isQuiet(at('2026-11-24T08:00'), USUAL_QUIET)).toBe(false)
  })

  it('may be longer than the least, and never shorter', () => {
    expect(QuietHours.safeParse({ from: 20, until: 9 }).success).toBe(true)
    expect(QuietHours.safeParse({ from: 23, until: 8 }).success).toBe(false)
    expect(QuietHours.safeParse({ from: 21, until: 6 }).success).toBe(false)
  })

  test('open time is counted as if minute by minute', () => {
    const quiet = fc.record({ from: fc.integer({ min: 18, max: 22 }), until: fc.integer({ min: 7, max: 12 }) })
    const minutes = fc.integer({ min: 0, max: 4_000 })
    fc.assert(
      fc.property(quiet, fc.integer({ min: 0, max: 3_000 }), minutes, (hours, begin, wait) => {
        const start = new Date(at('2026-11-23T00:00').getTime() + begin * 60_000)
        let now = nextOpen(start, hours)
        for (let left = wait; left > 0; left--) {
          if (isQuiet(now, hours)) now = nextOpen(now, hours)
          now = new Date(now.getTime() + 60_000)
        }
        expect(openTimeAfter(start, wait * 60_000, hours)).toEqual(now)
      }),
      { numRuns: runs(50) },
    )
  })
})

describe('limits and progress', () => {
  it('counts by months and by weeks that begin on Monday, in China', () => {
    expect(periodsOf(at('2026-11-29T23:30'))).toEqual({ month: at('2026-11-01T00:00'), week: at('2026-11-23T00:00') })
    expect(periodsOf(at('2026-11-30T00:30'))).toEqual({ month: at('2026-11-01T00:00'), week: at('2026-11-30T00:00') })
  })

  it('tells how fast and until when, over the night too', () => {
    const counts = { queued: 600, sent: 90, failed: 4, skipped: 6 }
    const pace = { since: at('2026-11-23T20:50'), dealtWith: 0 }
    const now = at('2026-11-23T20:55')
    expect(progressOf(counts, 'sending', pace, USUAL_QUIET, now)).toEqual({
      ...counts,
      perMinute: 20,
      expectedEnd: at('2026-11-24T08:25').toISOString(),
    })
    expect(progressOf(counts, 'paused', pace, USUAL_QUIET, now)).toMatchObject({ perMinute: null, expectedEnd: null })
    expect(progressOf(counts, 'sending', pace, USUAL_QUIET, at('2026-11-23T22:00')).perMinute).toBeNull()
    expect(progressOf(counts, 'sending', null, USUAL_QUIET, now).perMinute).toBeNull()
  })
})

describe('what the channels said', () => {
  const said = (
    [
      [null, null, false, 3],
      ['told', null, false, 5],
      ['told', null, true, 2],
      ['waiting', null, false, 1],
      ['in_call', null, false, 2],
      ['closed', null, false, 4],
      ['closed', 'month_full', false, 1],
      ['closed', null, true, 6],
      ['untold', 'gone', true, 1],
    ] as const
  ).map(([told, reason, isOld, count]) => ({ told, reason, isOld, massFailures: 0, count }))

  it('counts who has it, who waits and who will not get it, with reasons, most first', () => {
    expect(handedOver(said, 'done')).toMatchObject({ inChat: 3, told: 7, waiting: 8, untold: 7 })
    expect(handedOver(said, 'done').reasons.map(({ state, reason, count }) => [state, reason, count])).toEqual([
      ['untold', 'too_old', 6],
      ['waiting', 'until_he_writes', 4],
      ['waiting', 'on_its_way', 3],
      ['waiting', 'month_full', 1],
      ['untold', 'gone', 1],
    ])
  })

  it('lets those be sent to once more of whom a whole mass sending failed, once and within the week', () => {
    const failed = { told: 'untold', reason: 'mass_ad', isOld: false, massFailures: 1, count: 4 } as const
    const others = [
      { ...failed, massFailures: 2 },
      { ...failed, isOld: true },
      { ...failed, reason: 'unreported', massFailures: 0 },
      { ...failed, reason: 'mass_error' },
    ] as const
    expect(handedOver([failed, ...others], 'done')).toMatchObject({ told: 0, untold: 20, mayRetry: 4 })
  })

  it('counts nobody as waiting for what was stopped, but for those in a call under way', () => {
    expect(handedOver(said, 'stopped')).toMatchObject({ told: 7, waiting: 2, untold: 13 })
  })
})

it('tells beforehand who is sent to with many others, or only later', () => {
  const outlook = { byChannel: [{ channel: 'official_account' as const, count: 2 }], skipped: [], languages: null }
  expect(previewNotes(outlook, { region: VILLAGE }, true)).toEqual([expect.stringContaining('群发')])
  expect(previewNotes(outlook, { region: VILLAGE }, false)).toEqual([expect.stringContaining('下次写话时才收到')])
})

describe('composing', () => {
  const text = (words: string) => compose({ kind: 'text', text: words }, shelfOf())

  it('says at the end how to stop it', () => {
    const composed = text('医保可以交了，一人400元。十二月底前交。')
    expect(composed).toMatchObject({ kind: 'composed', title: '医保可以交了，一人400元' })
    if (composed.kind === 'composed') expect(plainWords(composed.blocks, String).endsWith(HOW_TO_STOP)).toBe(true)
  })

  it('takes a card of the place with its source', () => {
    const shelf = shelfOf()
    const [id = ''] = shelf.cards.keys()
    const composed = compose({ kind: 'card', card: id }, shelf)
    expect(composed).toMatchObject({ kind: 'composed', title: shelf.cards.get(id)?.card.title })
    if (composed.kind === 'composed') expect(composed.blocks[1]).toMatchObject({ kind: 'card', card: id })
    expect(compose({ kind: 'card', card: 'no-such-card' }, shelf)).toMatchObject({ kind: 'refused' })
  })

  it.each(['找老王，电话13800000001', '身份证440229198001010019的来领钱', '打13900000002问'])('refuses %s', (words) => {
    expect(text(words)).toEqual({ kind: 'refused', why: expect.stringMatching(/不能写手机号/) })
  })

  it.each([
    '钱打到6222021234567894',
    '卡号 6222 0212 3456 7890 128，别忘了',
    '加我微信号：wang_shifan01',
    '微信wangshifan 联系',
    'VX: abc-12345',
  ])('refuses %s', (words) => {
    expect(text(words)).toEqual({ kind: 'refused', why: '宣传里不能写银行卡号和个人的微信号。' })
  })

  it.each([
    '关注微信公众号“翁源发布”',
    '微信公众号wengyuan_fabu发了通知',
    '文号6222021234567890不是卡号',
    '用微信支付，一人400元',
  ])('lets stand %s', (words) => {
    expect(text(words).kind).toBe('composed')
  })

  it('lets the number of an office stand', () => {
    expect(text('有事打0751-2862222，或者12345。').kind).toBe('composed')
  })

  it('refuses what says nothing, or too much for one message', () => {
    expect(text('！！！')).toMatchObject({ kind: 'refused' })
    expect(text('医'.repeat(700))).toEqual({ kind: 'refused', why: '太长了，请写短一些。' })
  })
})

it('says in words who gets it', () => {
  const regions = { placeName: () => '江尾镇联群村' }
  expect(audienceWords({ region: VILLAGE }, regions)).toBe('江尾镇联群村：所有人')
  expect(
    audienceWords(
      {
        region: VILLAGE,
        kinds: ['poverty_lifted'],
        labour: ['full', 'weak_or_half'],
        languages: ['hakka', 'cantonese'],
        risks: ['medical_cost'],
      },
      regions,
    ),
  ).toBe('江尾镇联群村：脱贫户；家里有人能干活或能干一点活；家里说客家话或粤语；正报着困难（看病花钱多）')
})
