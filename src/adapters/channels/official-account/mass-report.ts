import type { MassReport } from '../../../app/ports/mass.ts'
import type { MassFailure } from '../../../contract/broadcast.ts'
import type { Field } from '../wechat-message.ts'

/** The platform's documented reasons for which a mass sending is stopped. */
const FAILURE_OF: Record<string, MassFailure> = {
  10001: 'mass_ad',
  20001: 'mass_politics',
  20002: 'mass_porn',
  20004: 'mass_society',
  20006: 'mass_crime',
  20008: 'mass_fraud',
  20013: 'mass_copyright',
  21000: 'mass_unfit',
  22000: 'mass_promotion',
  30001: 'mass_reprint',
  30002: 'mass_reprint',
  30003: 'mass_reprint',
  40001: 'mass_not_agreed',
  40002: 'mass_admin_silent',
}

/** Of the event MASSSENDJOBFINISH; null where it does not name the call. */
export function readMassReport(one: Field): MassReport | null {
  const answerId = one('MsgID') || one('MsgId')
  if (!/^\d{1,30}$/.test(answerId)) return null
  const [sent, notReached] = [countOf(one('SentCount')), countOf(one('ErrorCount'))]
  const status = one('Status').toLowerCase().replaceAll(' ', '')
  // Where some have it all the same, it has not failed as a whole: nobody of it may get it a second time.
  if (status === 'sendsuccess' || (sent !== null && sent > 0)) return { answerId, failure: null, sent, notReached }
  const code = /^err\((\d+)\)$/.exec(status)?.[1] ?? ''
  return { answerId, failure: FAILURE_OF[code] ?? 'mass_failed', sent: 0, notReached }
}

function countOf(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}
