import { CASE_PHASES } from '../contract/case.ts'
import { LAST_TIME, UUID } from './list-queue.ts'
import type { CaseKey, CaseRow } from './ports/cases.ts'

/** Where a page of cases ends, for the address of the next one. */
export function writeCaseKey({ case: one }: CaseRow): string {
  return [one.phase, one.finishBy.getTime(), one.id].join('~')
}

/** Null where it is none of ours. */
export function readCaseKey(text: string): CaseKey | null {
  const [phase, due, id] = text.split('~')
  const known = CASE_PHASES.find((each) => each === phase)
  if (!known || !/^\d{1,15}$/.test(due ?? '') || Number(due) > LAST_TIME || !UUID.test(id ?? '')) return null
  return { phase: known, finishBy: new Date(Number(due)), id: id ?? '' }
}
