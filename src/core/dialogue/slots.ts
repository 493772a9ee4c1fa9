import type { RiskType } from '../../contract/terms.ts'
import { type Draft, SLOTS, type Slot } from './conversation.ts'

/** Slots that may stay unknown: the cadre can find out, and nobody is to be kept from reporting. */
export const OPTIONAL: Record<Slot, boolean> = {
  whose: false,
  aware: true,
  name: false,
  village: false,
  what: false,
  who: true,
  since: true,
  amount: true,
  people: true,
  income: true,
  phone: true,
}

/** Who speaks for others may not know the head's name; his own everybody knows. */
export function mayStayOpen(slot: Slot, draft: Draft): boolean {
  return OPTIONAL[slot] || (slot === 'name' && draft.whose?.value === 'other')
}

/** What the amount means for a risk; a risk that is not listed is not asked for money. */
export const MONEY_OF: Partial<Record<RiskType, 'own_cost' | 'loss'>> = {
  medical_cost: 'own_cost',
  business_failure: 'loss',
  disaster_loss: 'loss',
}

export function moneyAsked(draft: Draft): 'own_cost' | 'loss' | null {
  for (const { type } of draft.risks) {
    const role = MONEY_OF[type]
    if (role !== undefined) return role
  }
  return null
}

/** Filled, whether with a value or with "he would rather not say". */
export function isFilled(draft: Draft, slot: Slot): boolean {
  return slot === 'what' ? draft.risks.length > 0 : draft[slot] !== undefined
}

/** Whether this report asks for the slot at all. */
function isAsked(draft: Draft, slot: Slot): boolean {
  switch (slot) {
    case 'amount':
      return moneyAsked(draft) !== null
    case 'aware':
      return draft.whose?.value === 'other'
    case 'who':
      return false
    case 'whose':
    case 'name':
    case 'village':
    case 'what':
    case 'since':
    case 'people':
    case 'income':
    case 'phone':
      return true
  }
}

export function nextOpen(draft: Draft): Slot | null {
  return SLOTS.find((slot) => !isFilled(draft, slot) && isAsked(draft, slot)) ?? null
}

/** Whether a message told something that the report did not say before. Values that stay are the same objects. */
export function learnt(before: Draft, after: Draft): boolean {
  const types = (draft: Draft) => draft.risks.map(({ type }) => type).join()
  return types(before) !== types(after) || SLOTS.some((slot) => slot !== 'what' && before[slot] !== after[slot])
}

export function cleared(draft: Draft, slot: Slot): Draft {
  if (slot === 'what') return { ...draft, risks: [] }
  const rest = { ...draft }
  delete rest[slot]
  return rest
}
