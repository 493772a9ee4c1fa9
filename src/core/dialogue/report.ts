import type { Draft, Report } from './conversation.ts'

/** The name that stands in for a household whose head is not yet known; only an emergency goes out without a name. */
export const UNNAMED = '（未说明）'

/** Even masked, somebody else's identity number is none of ours. */
const MASKED_IDENTITY = /\d{4}\*{8,}[\dXx]{4}/g

export function reportOf(draft: Draft, continues: string | null = null): Report {
  const other = draft.whose?.value === 'other'
  const told = (words: string) => (other ? words.replace(MASKED_IDENTITY, '（身份证号）') : words)
  return {
    whose: other ? 'other' : 'own',
    ...(other ? { aware: draft.aware?.value ?? null } : {}),
    householdName: draft.name?.value ?? UNNAMED,
    village: draft.village?.value ?? null,
    urgency: draft.urgency,
    risks: draft.risks.map((risk) => ({ ...risk, words: told(risk.words) })),
    ...(draft.who ? { who: draft.who } : {}),
    since: draft.since,
    amount: draft.amount,
    people: draft.people,
    income: draft.income,
    phone: draft.phone?.value ?? null,
    identity: other ? null : (draft.identity ?? null),
    words: draft.words.map(told),
    attachments: draft.attachments,
    ...(continues === null ? {} : { continues }),
  }
}

export function newDraft(now: Date): Draft {
  return { startedAt: now.toISOString(), urgency: 'normal', risks: [], words: [], attachments: [] }
}
