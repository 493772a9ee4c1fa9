import { expect } from 'vitest'

export type Check = () => void
export const holds = (rule: unknown, value: object) => expect(rule).toMatchObject(value)

export function steps(rule: unknown): Record<string, unknown>[] {
  return (rule as { steps: Record<string, unknown>[] }).steps
}
export function of(rule: unknown, fact: string): Record<string, unknown>[] {
  return steps(rule).filter((step) => step.fact === fact)
}
export function helpIn(rule: unknown): string[] {
  return (rule as { measures: { help: string[] }[] }).measures.flatMap(({ help }) => help)
}
export const fiveDays = {
  act: 'public_notice',
  least: { days: 5, counted: 'natural' },
  evidence: expect.arrayContaining(['photo', 'place', 'posted_list', 'dates']),
}
