import type { RiskType } from '../../contract/terms.ts'
import { type Draft, SLOTS, type Slot } from './conversation.ts'

/** Slots that may stay unknown: the cadre can find out, and nobody is to be kept from reporting. */
export const OPTIONAL: Record<Slot, boolean> = {
  whose: false,
  name: false,
  village: false,
  what: false,
  since: true,
  amount: true,
  people: false,
  income: true,
  phone: true,
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

export function nextOpen(draft: Draft): Slot | null {
  return SLOTS.find((slot) => !isFilled(draft, slot) && (slot !== 'amount' || moneyAsked(draft) !== null)) ?? null
}

export function filledCount(draft: Draft): number {
  return SLOTS.filter((slot) => isFilled(draft, slot)).length + draft.risks.length
}

export function cleared(draft: Draft, slot: Slot): Draft {
  if (slot === 'what') return { ...draft, risks: [] }
  const rest = { ...draft }
  delete rest[slot]
  return rest
}
