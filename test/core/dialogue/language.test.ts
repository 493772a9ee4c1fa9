import { describe, expect, test } from 'vitest'
import { LEAD_STATUS_LABEL, OUTCOME_LABEL } from '../../../src/contract/lead.ts'
import { RISK_TYPE_LABEL } from '../../../src/contract/terms.ts'
import * as CARD from '../../../src/core/dialogue/card-words.ts'
import { SLOTS } from '../../../src/core/dialogue/conversation.ts'
import { greeting } from '../../../src/core/dialogue/converse.ts'
import * as EMERGENCY from '../../../src/core/dialogue/emergency-words.ts'
import { HANDOVER_LABEL, HANDOVER_WORDS } from '../../../src/core/dialogue/handover-words.ts'
import { LABEL } from '../../../src/core/dialogue/labels.ts'
import * as OPTIONS from '../../../src/core/dialogue/option-values.ts'
import { PRIVACY_NOTICE, PRIVACY_NOTICE_WITH_MODEL } from '../../../src/core/dialogue/privacy-notice.ts'
import { emergencyPlace, questionOf } from '../../../src/core/dialogue/questions.ts'
import * as WORDS from '../../../src/core/dialogue/words.ts'
import { STATUS_FOR_HIM } from '../../../src/core/lead/resident-words.ts'
import { wengyuan } from '../region/wengyuan.ts'
import { CARDS } from './cards.fixture.ts'
import { FULL } from './open-questions.ts'
import { expectPlain, expectPlainReplies } from './plain-language.ts'

/** Names as long as they come: what is put into a sentence must leave it short. */
const SAMPLES = ['A1024（生产经营失败）', '江尾镇连溪村', '王建国（村干部）']

/** Every string within, those that functions make included. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return SAMPLES.flatMap((sample) => stringsIn(value(sample, ...SAMPLES)))
  if (value instanceof Map) return [...value.keys()]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsIn)
}

describe.each(
  Object.entries({
    WORDS,
    CARD,
    EMERGENCY,
    OPTIONS,
    LABEL,
    HANDOVER_WORDS,
    HANDOVER_LABEL,
    NOTICE: [PRIVACY_NOTICE.text, PRIVACY_NOTICE_WITH_MODEL.text],
    RISK_TYPE_LABEL,
    LEAD_STATUS_LABEL,
    STATUS_FOR_HIM,
    OUTCOME_LABEL,
  }),
)('%s', (_file, words) => {
  const all = [...new Set(stringsIn(words))]
  test('is there', () => expect(all.length).toBeGreaterThan(0))
  test.each(all)('%s', (sentence) => {
    expectPlain(sentence)
    expect(sentence.match(/？/g)?.length ?? 0).toBeLessThanOrEqual(1)
  })
})

test.each(SLOTS)('every form of the question for %s', (slot) => {
  for (const whose of ['own', 'other'] as const)
    for (const risk of ['medical_cost', 'business_failure'] as const)
      for (const misses of [0, 1, 2, 3]) {
        const draft = { ...FULL, whose: { value: whose, words: '' }, risks: [{ type: risk, words: '' }] }
        const { text, options } = questionOf(slot, draft, misses)
        expectPlainReplies([
          { kind: 'text', text },
          { kind: 'quick_replies', options },
        ])
        expect(text).toMatch(/？/)
        expect(options.length).toBeGreaterThan(0)
      }
})

test('the place of an emergency and the greeting', () => {
  for (const misses of [0, 1, 2]) expectPlain(emergencyPlace(misses).text)
  expectPlainReplies(
    greeting({
      now: new Date(0),
      county: wengyuan.county,
      regions: wengyuan,
      notice: PRIVACY_NOTICE,
      leads: [],
      dutyCadre: null,
      cards: () => CARDS('2026-11-23'),
      household: null,
    }),
  )
})
