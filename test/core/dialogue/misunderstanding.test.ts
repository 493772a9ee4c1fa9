import { describe, expect, test } from 'vitest'
import type { Block } from '../../../src/contract/block.ts'
import { LABEL } from '../../../src/core/dialogue/labels.ts'
import { asked, EVERY_QUESTION, OF_REPORT, openAs } from './open-questions.ts'
import { Resident } from './resident.ts'

const question = ({ last }: Resident) => {
  const at = last.replies.findIndex(({ kind }) => kind === 'quick_replies')
  const block = last.replies[at - 1]
  return block?.kind === 'text' ? block.text : ''
}
const options = ({ last }: Resident) =>
  last.replies.flatMap((block: Block) => (block.kind === 'quick_replies' ? block.options : []))

/** Nothing that any question could take for an answer. */
const NOISE = '咕咕咕'
/** Whatever is written there is what he wants to add. */
const TAKES_ANYTHING = ['add_words']

describe.each(EVERY_QUESTION.filter((asking) => !TAKES_ANYTHING.includes(asking.kind)))('$kind $slot', (asking) => {
  test('again with an example, then otherwise, then with a person', () => {
    const wang = asked(asking)
    const first = question(asked(asking).sendsNothing())
    const withExample = question(wang.says(NOISE))
    expect(wang.state.asking && openAs(wang.state.asking)).toBe(openAs(asking))
    expect(withExample).not.toBe(first)
    expect(withExample).toMatch(/比如|点|就行|也行/)
    expect(options(wang)).not.toContain(LABEL.person)

    const otherwise = question(wang.says(NOISE))
    expect(otherwise).not.toBe(withExample)
    expect(otherwise).not.toBe(first)

    wang.says(NOISE).hears(/王建国（村干部）/, /12345/)
    expect(options(wang)).toContain(LABEL.person)
    expect(question(wang)).toBe(otherwise)

    // Whom to call for depends on where he is.
    wang.says(LABEL.person).hears(/王建国（村干部）|您在哪个村/)
    expect(wang.state.handover).toBeDefined()
    expect(wang.state.asking && openAs(wang.state.asking)).toBe(openAs(asking))
  })
})

test('an answer after two misses is taken as if nothing had been', () => {
  const wang = asked({ kind: 'slot', slot: 'people' }).says(NOISE).says(NOISE).says('五口')
  expect(wang.state.draft?.people?.value).toBe(5)
  expect(wang.state.misses).toBe(0)
})

test('what may stay unknown can be skipped the third time', () => {
  const wang = asked({ kind: 'slot', slot: 'since' }).says(NOISE).says(NOISE).says(NOISE)
  expect(options(wang)).toContain(LABEL.skip)
  wang.says(LABEL.skip).hears(/请您核对/)
})

/** The menu of a channel stays under the chat, whatever is asked. */
test.each(OF_REPORT.filter((asking) => !(asking.kind === 'slot' && asking.slot === 'whose')))(
  '我家有难处 within a report, at $kind $slot, is no miss: it goes on',
  (asking) => {
    const wang = asked(asking)
      .says(LABEL.report)
      .hears(/这次的还没报完/)
    expect(wang.last.text).not.toContain('没听明白')
    expect(wang.state.misses).toBe(0)
    expect(wang.state.asking && openAs(wang.state.asking)).toBe(openAs(asking))
  },
)

test('我家有难处 where he is asked for his village, to find a person, begins the report instead', () => {
  const wang = new Resident()
  wang
    .says(LABEL.person)
    .hears(/您在哪个村/)
    .says(LABEL.report)
  expect(wang.state.handover).toBeUndefined()
  expect(wang.state.asking).toEqual({ kind: 'slot', slot: 'what' })
})
