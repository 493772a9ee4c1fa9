/**
 * Whatever comes in between, or after a restart: the conversation ends in the same state. Doubled deliveries are kept out
 * by the store's unique key: test/app/interleavings.test.ts sends them through the real path.
 */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { hear } from '../../../src/app/hear.ts'
import type { Inbound } from '../../../src/contract/chat.ts'
import type { ConversationState, DialogueContext, DialogueEvent } from '../../../src/core/dialogue/conversation.ts'
import { converse, freshState } from '../../../src/core/dialogue/converse.ts'
import { LABEL } from '../../../src/core/dialogue/labels.ts'
import { PRIVACY_NOTICE } from '../../../src/core/dialogue/privacy-notice.ts'
import { runs, timeFor } from '../../support/runs.ts'
import { wengyuan } from '../region/wengyuan.ts'
import { CARDS } from './cards.fixture.ts'
import { asked, EVERY_QUESTION } from './open-questions.ts'
import { expectPlainReplies } from './plain-language.ts'
import { openVault } from './resident.ts'

const RUNS = runs(150)
vi.setConfig({ testTimeout: timeFor(600_000) })

const said = (text: string): Inbound => ({ kind: 'text', text })
const at = (label: string): Inbound => ({ kind: 'location', latitude: 24, longitude: 114, label })
const file = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** Answers that fit each question of a report, and what people send besides. */
const ANSWERS = [
  '同意',
  '我自己家',
  '王大山',
  '连溪村',
  '半年',
  '两万',
  '四口人',
  '不想说',
  '没有电话',
  '确认提交',
  '知道',
]
const TALES = [
  '我妈住院，自己掏了三万二',
  '我家房子漏雨半年了，住连溪村',
  '我帮隔壁报，他家房子塌了半边',
  '我家漏雨，隔壁阿婆也没人管',
]
const CORRECTIONS = [
  '不是两万，是两万三',
  '不是我妈，是我爸',
  '不是连溪村，是东鹊村',
  '五口人不是四口',
  '不是我家，是隔壁家',
  '不对',
]
const BETWEEN = [
  '临时救助怎么申请',
  '返回',
  '先停一下',
  '继续',
  '从头来',
  '谢谢',
  '妈的',
  '哈哈哈哈',
  '咕咕咕',
  '找干部',
  '查进度',
  '心口好痛，喘不上气',
]

const message: fc.Arbitrary<Inbound> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...ANSWERS).map(said) },
  { weight: 3, arbitrary: fc.constantFrom(...TALES, ...CORRECTIONS).map(said) },
  { weight: 2, arbitrary: fc.constantFrom(...BETWEEN).map(said) },
  // Buttons of questions that are long gone.
  { weight: 2, arbitrary: fc.constantFrom(...Object.values(LABEL)).map(said) },
  { weight: 1, arbitrary: fc.nat(9).map((number) => ({ kind: 'picture' as const, attachment: file(number) })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ number: fc.nat(9), text: fc.constantFrom(undefined, '我妈住院花了两万', '四口人') })
      .map(({ number, text }) => ({ kind: 'voice' as const, attachment: file(number), ...(text ? { text } : {}) })),
  },
  { weight: 1, arbitrary: fc.constantFrom('江尾镇东鹊村', '广州塔').map(at) },
)

interface Step {
  message: Inbound
  minutes: number
  /** The process starts anew before it. */
  restarts: boolean
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    message,
    minutes: fc.constantFrom(0, 1, 5, 50),
    restarts: fc.boolean(),
  }),
  { minLength: 1, maxLength: 18 },
)

/** The caller in small: what was stored is all that is left after a restart. */
function run(all: Step[], { restarts }: { restarts: boolean }) {
  let stored = JSON.stringify(freshState({}))
  let state: ConversationState = freshState({})
  const events: DialogueEvent[] = []
  let now = Date.parse('2026-11-23T10:00:00+08:00')
  for (const step of all) {
    now += step.minutes * 60_000
    if (restarts && step.restarts) state = JSON.parse(stored)
    const { heard } = hear(step.message, openVault, wengyuan, '2026-11-23')
    const answer = converse(state, heard, contextAt(now))
    expectPlainReplies(answer.replies)
    state = answer.state
    stored = JSON.stringify(state)
    events.push(...answer.events)
  }
  return { state: JSON.parse(stored) as ConversationState, live: state, events }
}

function contextAt(now: number): DialogueContext {
  return {
    now: new Date(now),
    county: wengyuan.county,
    regions: wengyuan,
    notice: PRIVACY_NOTICE,
    leads: [],
    dutyCadre: '王建国（村干部）',
    cards: () => CARDS('2026-11-23'),
    household: null,
  }
}

test('with restarts the same comes of it as without', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const plain = run(all, { restarts: false })
      const rough = run(all, { restarts: true })
      expect(rough).toEqual(plain)
      expect(plain.live).toStrictEqual(plain.state)
    }),
    { numRuns: RUNS },
  )
})

test('nothing is reported before both 同意 and 确认, emergencies apart', () => {
  const YES = /同意|确认|提交|报|^(?:是|对|好|行|可以|没错|嗯)/
  fc.assert(
    fc.property(steps, (all) => {
      let state = freshState({})
      let now = Date.parse('2026-11-23T10:00:00+08:00')
      for (const step of all) {
        now += step.minutes * 60_000
        const { heard } = hear(step.message, openVault, wengyuan, '2026-11-23')
        const before = state
        const answer = converse(before, heard, contextAt(now))
        for (const event of answer.events) {
          const words = heard.kind === 'text' ? heard.text : ''
          if (event.kind === 'consented') {
            expect(before.asking?.kind).toBe('consent')
            expect(words).toMatch(YES)
          }
          if (event.kind !== 'reported' || event.report.urgency === 'emergency') continue
          expect(before.consent?.version).toBe(PRIVACY_NOTICE.version)
          expect(before.asking?.kind).toBe('confirm')
          expect(words).toMatch(YES)
        }
        state = answer.state
      }
    }),
    { numRuns: RUNS },
  )
})

test('what the neighbour is not asked for is never in his report', () => {
  const begun = ['我帮隔壁报，他家房子塌了半边', '同意', '还不知道', '王大山', '连溪村', '半年', '1人', '不知道'].map(
    said,
  )
  fc.assert(
    fc.property(steps, fc.nat(8), (all, at) => {
      const identity = said('他身份证440229199001011110')
      const talk = [...begun.slice(0, at), identity, ...begun.slice(at), said('没有电话'), said('确认提交')]
      const whole = [...talk.map((one) => ({ message: one, minutes: 0, restarts: true })), ...all]
      for (const event of run(whole, { restarts: true }).events)
        if (event.kind === 'reported' && event.report.whose === 'other') {
          expect(event.report.identity).toBeNull()
          expect(event.report.aware).not.toBeUndefined()
        }
    }),
    { numRuns: Math.ceil(RUNS / 2) },
  )
})

/** Any state that a question can be open in × anything that may be heard. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(...'不是我妈爸家两三万口人月村，。改错了对啊哈妈的放火隔壁报同意确认12345 \u0000\ud800“”？'),
      { maxLength: 60 },
    )
    .map((all) => all.join('')),
  fc.constantFrom(...ANSWERS, ...TALES, ...CORRECTIONS, ...BETWEEN),
)

test('converse answers every state and every message, and never throws', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...EVERY_QUESTION),
      anything,
      fc.nat(4),
      fc.constantFrom('text', 'voice', 'location'),
      fc.boolean(),
      (asking, text, misses, kind, withLeads) => {
        const wang = asked(asking)
        const state = { ...wang.state, misses }
        const inbound: Inbound =
          kind === 'text' ? said(text) : kind === 'location' ? at(text) : { kind: 'voice', attachment: file(1), text }
        const { heard } = hear(inbound, openVault, wengyuan, '2026-11-23')
        const context = { ...contextAt(Date.parse('2026-11-23T10:00:00+08:00')), leads: withLeads ? wang.leads : [] }
        const answer = converse(state, heard, context)
        // Who asked for a person hears of it from the routing, outside of the core.
        const calls = answer.events.some((event) => event.kind === 'handover_asked')
        expect(answer.replies.length > 0 || calls).toBe(true)
        expectPlainReplies(answer.replies)
        expect(JSON.parse(JSON.stringify(answer.state))).toStrictEqual(answer.state)
      },
    ),
    { numRuns: RUNS * 8 },
  )
})
