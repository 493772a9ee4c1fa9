/** A conversation at each question that may be open. All people and numbers are invented. */
import type { Asking, ConversationState, Draft } from '../../../src/core/dialogue/conversation.ts'
import { SLOTS } from '../../../src/core/dialogue/conversation.ts'
import { freshState } from '../../../src/core/dialogue/converse.ts'
import { PRIVACY_NOTICE } from '../../../src/core/dialogue/privacy-notice.ts'
import { cleared } from '../../../src/core/dialogue/slots.ts'
import { openVault, Resident } from './resident.ts'

const LIANXI = '440229106201'

/** A report that is told to the end; each case takes out the slot that is being asked. */
export const FULL: Draft = {
  startedAt: '2026-11-23T02:00:00.000Z',
  urgency: 'normal',
  whose: { value: 'own', words: '我妈住院' },
  name: { value: '王大山', words: '王大山' },
  village: { value: LIANXI, words: '连溪村' },
  risks: [
    { type: 'medical_cost', words: '我妈住院' },
    { type: 'unsafe_housing', words: '房子漏雨' },
  ],
  who: { value: '母亲', words: '我妈' },
  since: { value: { text: '三个月', months: 3 }, words: '三个月' },
  amount: { value: { lo: 20_000, hi: 20_000, bound: 'exact', role: 'own_cost' }, words: '两万' },
  people: { value: 4, words: '四口人' },
  income: { value: { lo: 10_000, hi: 10_000, bound: 'exact', role: 'income_household' }, words: '一万' },
  phone: { value: openVault.seal('phone', '13800000001'), words: '138****0001' },
  words: ['我妈住院，房子漏雨'],
  attachments: [],
}

/** A slot, or what else is asked. */
export const openAs = (asking: Asking) => (asking.kind === 'slot' ? asking.slot : asking.kind)

/** The questions of the usual report of one's own household. */
export const OF_REPORT: Asking[] = [
  { kind: 'consent' },
  ...(['whose', 'name', 'village', 'since', 'amount', 'people', 'income', 'phone'] as const).map((slot) => ({
    kind: 'slot' as const,
    slot,
  })),
  { kind: 'confirm' },
  { kind: 'correct_what' },
  { kind: 'confirm_drop' },
]

const LEAD = 'lead-A1001'

/** One of every kind, and every slot: a new kind of question does not compile until it stands here. */
const OF_KIND: Record<Exclude<Asking['kind'], 'slot'>, Asking> = {
  consent: { kind: 'consent' },
  confirm: { kind: 'confirm' },
  correct_what: { kind: 'correct_what' },
  which_lead: { kind: 'which_lead', purpose: 'withdraw', words: '撤回' },
  confirm_withdraw: { kind: 'confirm_withdraw', leadId: LEAD, words: '撤回' },
  confirm_not_content: { kind: 'confirm_not_content', leadId: LEAD, words: '没人来' },
  confirm_drop: { kind: 'confirm_drop' },
  add_words: { kind: 'add_words', leadId: LEAD },
  offer_other: {
    kind: 'offer_other',
    other: { words: '隔壁阿婆也没人管', risks: [{ type: 'other', words: '隔壁阿婆也没人管' }] },
  },
}
export const EVERY_QUESTION: Asking[] = [
  ...SLOTS.map((slot) => ({ kind: 'slot' as const, slot })),
  ...Object.values(OF_KIND),
]

const OF_LEADS = ['which_lead', 'confirm_withdraw', 'confirm_not_content', 'add_words', 'offer_other']

/** A resident who is being asked this, everything else being told. */
export function asked(asking: Asking): Resident {
  const draft = asking.kind === 'slot' ? cleared(FULL, asking.slot) : { ...FULL }
  if (asking.kind === 'slot' && asking.slot === 'what') draft.words = []
  if (asking.kind === 'slot' && asking.slot === 'aware') draft.whose = { value: 'other', words: '帮邻居报' }
  const consent = asking.kind === 'consent' ? null : { version: PRIVACY_NOTICE.version, at: FULL.startedAt }
  const state: ConversationState = {
    ...freshState({}),
    consent,
    draft: OF_LEADS.includes(asking.kind) ? null : draft,
    asking,
    lastAt: '2026-11-23T02:00:00.000Z',
  }
  const wang = new Resident()
  wang.state = state
  wang.leads = (['medical_cost', 'unsafe_housing'] as const).map((riskType, at) => ({
    id: `lead-A100${at + 1}`,
    number: `A100${at + 1}`,
    riskType,
    status: 'open' as const,
    holder: '王建国（村干部）',
    dueAt: new Date('2026-11-24T10:00:00+08:00'),
    news: '等干部来接',
    household: '440229106201/王大山',
  }))
  return wang
}
