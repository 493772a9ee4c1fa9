import type { RegionTree } from '../region/region-tree.ts'
import type { Draft, Known } from './conversation.ts'

/** A value taken from what we knew has no words: he did not say it this time. */
const KNOWN_WORDS = ''

/** So long an answer that changes from year to year still holds, and a refusal is not asked for once more. */
const LATELY_MS = 24 * 3_600_000

function latelySaid({ lately }: Known, now: Date): NonNullable<Known['lately']> | null {
  return lately !== undefined && now.getTime() - Date.parse(lately.at) < LATELY_MS ? lately : null
}

/** Fills in what is known, so that it is not asked again. Somebody else's household takes nothing but our resident's phone. */
export function withKnown(draft: Draft, known: Known, regions: RegionTree, now: Date): Draft {
  const filled: Draft = { ...draft }
  const lately = latelySaid(known, now)
  if (known.phone && !draft.phone) filled.phone = { value: known.phone, words: KNOWN_WORDS }
  else if (lately?.phone === null && !draft.phone) filled.phone = { value: null, words: KNOWN_WORDS }
  if (draft.whose?.value !== 'own') return filled
  if (known.name && !draft.name) filled.name = { value: known.name, words: KNOWN_WORDS }
  if (known.people && !draft.people) filled.people = { value: known.people, words: KNOWN_WORDS }
  else if (lately?.people === null && !draft.people) filled.people = { value: null, words: KNOWN_WORDS }
  if (lately?.income && !draft.income) filled.income = { ...lately.income, words: KNOWN_WORDS }
  if (known.village && !draft.village && regions.get(known.village)?.active)
    filled.village = { value: known.village, words: KNOWN_WORDS }
  return filled
}

/** Takes our resident's own data out again when the report turns out to be about somebody else. */
export function withoutKnown(draft: Draft): Draft {
  const rest = { ...draft }
  // Nor is anybody's identity number ours to keep but his own.
  delete rest.identity
  for (const slot of ['name', 'village', 'people', 'income'] as const)
    if (rest[slot]?.words === KNOWN_WORDS) delete rest[slot]
  return rest
}

/** Whose it is has turned: what he told of the other household's head, people and income is not this one's. */
export function ofHousehold(before: Draft, after: Draft): Draft {
  if (before.whose === undefined || before.whose.value === after.whose?.value) return after
  const rest = { ...after }
  for (const slot of ['name', 'people', 'income', 'who', 'aware', 'identity', 'alsoFor'] as const) delete rest[slot]
  return rest
}

/** What a confirmed report teaches us about the one who wrote it. */
export function remembered(known: Known, draft: Draft, now: Date): Known {
  const next: Known = { ...known }
  if (draft.phone?.value) next.phone = draft.phone.value
  if (draft.whose?.value !== 'own') return next
  next.lately = {
    at: now.toISOString(),
    ...(draft.people?.value === null ? { people: null } : {}),
    ...(draft.income ? { income: draft.income } : {}),
    ...(draft.phone?.value === null ? { phone: null } : {}),
  }
  if (draft.name?.value) next.name = draft.name.value
  if (draft.village?.value) next.village = draft.village.value
  if (draft.people?.value) next.people = draft.people.value
  return next
}
