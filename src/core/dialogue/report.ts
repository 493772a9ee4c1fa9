import type { Draft, Report } from './conversation.ts'

/** The name that stands in for a household whose head is not yet known; only an emergency goes out without a name. */
export const UNNAMED = '（未说明）'

export function reportOf(draft: Draft, continues: string | null = null): Report {
  return {
    whose: draft.whose?.value ?? 'own',
    householdName: draft.name?.value ?? UNNAMED,
    village: draft.village?.value ?? null,
    urgency: draft.urgency,
    risks: draft.risks,
    since: draft.since,
    amount: draft.amount,
    people: draft.people,
    income: draft.income,
    phone: draft.phone?.value ?? null,
    identity: draft.identity ?? null,
    words: draft.words,
    attachments: draft.attachments,
    ...(continues === null ? {} : { continues }),
  }
}

export function newDraft(now: Date): Draft {
  return { startedAt: now.toISOString(), urgency: 'normal', risks: [], words: [], attachments: [] }
}
