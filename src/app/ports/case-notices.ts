import type { DutyLevel } from '../../core/duty/answers.ts'

/** What an office is to know of a case: whoever is on duty at that level of its place. */
export interface CaseNotice {
  id: string
  /** The same when it is written again. */
  key: string
  caseId: string
  /** 12-digit village code. */
  region: string
  level: DutyLevel
  text: string
  at: Date
}

export interface CaseNotices {
  /** Putting it a second time does nothing. */
  put(notice: CaseNotice): Promise<void>
  /** Those of his level and area that nobody has seen, oldest first. */
  unseen(limit: number): Promise<CaseNotice[]>
  /** False where it is none of his; seen by whoever came first. */
  see(id: string, by: string, at: Date): Promise<boolean>
  /** Deletes what was seen before that time; answers how many. */
  drop(before: Date): Promise<number>
}
