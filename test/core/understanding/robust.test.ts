import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskPrivate } from '../../../src/core/understanding/mask-private.ts'
import { understand } from '../../../src/core/understanding/understand.ts'
import type { Span, Understood } from '../../../src/core/understanding/understood.ts'
import { runs, timeFor } from '../../support/runs.ts'

function spansOf(understood: Understood): Span[] {
  const { risks, amounts, privateNumbers, duration, people, persons } = understood
  const found = [
    ...risks,
    ...amounts,
    ...privateNumbers,
    ...persons,
    ...(duration ? [duration] : []),
    ...(people ? [people] : []),
  ]
  return found.map((value) => value.span)
}

/** Pieces of real talk and of nonsense, so that the readers are met and not only passed by. */
const PIECES = [
  ...'我家没有水房子漏雨塌了一二三四五六七八九十百千万亿几多半年个月块元欠花医院死了不，。？ \n\u0000😀x0123456789-.,万w',
  '13812345678',
  '11010519491231002X',
  '失业',
  '初二不去上学',
  '如果',
  '修好了',
  '\ud800',
]
const talk = fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }).map((pieces) => pieces.join(''))

test(
  'never throws, stays inside the text and says the same twice',
  () => {
    fc.assert(
      fc.property(fc.oneof(talk, fc.string({ unit: 'binary' }), fc.string()), (text) => {
        const understood = understand(text)
        for (const { start, end } of spansOf(understood)) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
        }
        expect(understand(text)).toEqual(understood)
        maskPrivate(text, understood.privateNumbers)
      }),
      { numRuns: runs(400) },
    )
  },
  timeFor(60_000),
)

/** Pieces in runs, mirrored, cut in half: what a reader with a hidden square or an offset by one would stumble on. */
const piled = fc
  .array(
    fc.record({
      piece: fc.constantFrom(...PIECES, '我妈', '不是', '隔壁', '俺', '\udc00', '\u200b', '\ufeff', 'ｗ', '㈠', '½'),
      times: fc.integer({ min: 1, max: 400 }),
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((runs) =>
    runs
      .map(({ piece, times }) => piece.repeat(times))
      .join('')
      .slice(0, 2_000),
  )

test(
  '2,000 adversarial characters: every span lies within them',
  () => {
    fc.assert(
      fc.property(piled, (text) => {
        const understood = understand(text)
        for (const { start, end } of spansOf(understood)) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
        }
        for (const { words, span } of understood.persons) expect(words.length).toBe(span.end - span.start)
      }),
      { numRuns: runs(150) },
    )
  },
  timeFor(60_000),
)

test.each([
  ['nothing', ''],
  ['blanks', ' \n\t '],
  ['emoji', '👨‍👩‍👧‍👦🙏'],
  ['control characters', '\u0000\u0007\u001b[31m'],
  ['a lone surrogate', '\ud83d'],
])('%s is small talk', (_what, text) => expect(understand(text)).toMatchObject({ intent: 'smalltalk', risks: [] }))

/** The worst of each reader: one clause, no marks, cues or numbers throughout. */
const WORST = [
  '房',
  '漏',
  '没漏雨',
  '一',
  '十',
  '1',
  '1-',
  '三万二',
  '房子没塌',
  '邻居',
  '13812345678 ',
  '九个月',
  '自己掏三万',
  '没',
  ',',
  '死了老公',
  '想死',
  '从去年三月',
  '喝',
  '一年零',
  '不是一万',
  '我家有两个',
  '我家',
  '我的妈',
  '家公公',
]

/** A reader that runs away needs minutes for this; milliseconds are measured by `npm run bench:understanding`. */
test.each(WORST)(
  '10,000 characters of %s are read before the patience ends',
  (piece) => {
    const text = piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000)
    expect(understand(text).intent).toBeTypeOf('string')
  },
  20_000,
)

test('10,000 characters are read', () => {
  expect(understand('老房子漏雨,没钱修。'.repeat(1000)).risks.map((risk) => risk.type)).toContain('unsafe_housing')
})
