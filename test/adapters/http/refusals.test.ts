import { expect, it } from 'vitest'
import { answerTo, type DoorRefusal, doorAnswer, REFUSED_AT_THE_DOOR } from '../../../src/adapters/http/refusals.ts'
import type { Refusal } from '../../../src/app/refusal.ts'
import { leadSummaryOf } from './fake-app.ts'

/** One of each; a new refusal without its example does not compile. */
const EACH = {
  not_found: { refused: 'not_found' },
  not_signed_in: { refused: 'not_signed_in' },
  not_allowed: { refused: 'not_allowed', why: '只有管理员可以发邀请码。' },
  not_possible_now: { refused: 'not_possible_now', why: '这条线索已经办结。' },
  handover_ended: { refused: 'handover_ended', why: '对方已经交回机器。' },
  somebody_was_faster: { refused: 'somebody_was_faster', who: '王主任', current: leadSummaryOf(3) },
  wrong_password: { refused: 'wrong_password' },
  locked_out: { refused: 'locked_out', until: new Date('2026-11-23T02:05:00Z') },
  bad_invitation: { refused: 'bad_invitation' },
  bad_page: { refused: 'bad_page' },
  no_such_attachment: { refused: 'no_such_attachment' },
  account_taken: { refused: 'account_taken' },
  unknown_county: { refused: 'unknown_county' },
  unknown_place: { refused: 'unknown_place' },
  no_such_card: { refused: 'no_such_card' },
  bad_token: { refused: 'bad_token' },
  unsafe_attachment: { refused: 'unsafe_attachment' },
  enough_files: { refused: 'enough_files' },
  id_taken: { refused: 'id_taken' },
  scan_over: { refused: 'scan_over' },
  scan_taken: { refused: 'scan_taken' },
  scan_refused: { refused: 'scan_refused' },
  no_miniprogram: { refused: 'no_miniprogram' },
  no_poster_code: { refused: 'no_poster_code' },
  login_failed: { refused: 'login_failed', why: 'bad_code' },
} satisfies { [Kind in Refusal['refused']]: Extract<Refusal, { refused: Kind }> }

it.each(Object.values(EACH))('%o has a status, a code and a Chinese sentence', (refusal: Refusal) => {
  const answer = answerTo(refusal)
  expect(answer.code).toBe(refusal.refused)
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  for (const words of [answer.title, answer.detail]) expect(words).toMatch(/[一-龥]/)
})

it.each(['bad_code', 'too_often', 'blocked', 'later'] as const)('a login that fails (%s) says what to do', (why) => {
  const { status, detail } = answerTo({ refused: 'login_failed', why })
  expect([401, 403, 429, 503]).toContain(status)
  expect(detail).toMatch(/请/)
})

it('tells the time of the lock by the clock on the wall of the village', () => {
  expect(answerTo(EACH.locked_out).detail).toContain('10:05')
})

it.each(Object.keys(REFUSED_AT_THE_DOOR))('%s is told in Chinese too', (code) => {
  expect(doorAnswer(code as DoorRefusal)).toMatchObject({ code, detail: expect.stringMatching(/[一-龥]/) })
})
