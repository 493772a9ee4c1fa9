import type { CaseSummary } from '../contract/case.ts'
import type { LeadSummary } from '../contract/lead.ts'
import type { LoginFailure } from './ports/miniprogram.ts'

/**
 * An expected "no". Use cases answer it as a value; one table turns it into HTTP (`adapters/http/refusals.ts`), so that
 * every refusal has one status, one code and one Chinese sentence.
 */
export type Refusal =
  | { refused: 'not_found' }
  | { refused: 'not_signed_in' }
  | { refused: 'not_allowed'; why: string }
  /** `source`: paper and clause behind the reason, in words. */
  | { refused: 'not_possible_now'; why: string; source?: string }
  | { refused: 'handover_ended'; why: string }
  | { refused: 'somebody_was_faster'; who: string; current: LeadSummary | CaseSummary }
  | { refused: 'wrong_password' }
  | { refused: 'locked_out'; until: Date }
  | { refused: 'bad_invitation' }
  | { refused: 'account_taken' }
  /** A code that was scanned: over or unknown · used, or confirmed by somebody else · refused on the phone. */
  | { refused: 'scan_over' }
  | { refused: 'scan_taken' }
  | { refused: 'scan_refused' }
  | { refused: 'bad_page' }
  | { refused: 'unknown_county' }
  | { refused: 'unknown_place' }
  | { refused: 'no_such_card' }
  | { refused: 'bad_token' }
  | { refused: 'no_such_attachment' }
  | { refused: 'unsafe_attachment' }
  /** What a device chose as its own is somebody else's already. */
  | { refused: 'id_taken' }
  | { refused: 'enough_files' }
  | { refused: 'no_miniprogram' }
  /** WeChat makes no code now. */
  | { refused: 'no_poster_code' }
  | { refused: 'login_failed'; why: LoginFailure }

export function isRefusal<T>(result: T | Refusal): result is Refusal {
  return typeof result === 'object' && result !== null && 'refused' in result && typeof result.refused === 'string'
}
