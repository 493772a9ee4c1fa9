/** A cadre is to be told of a lead by telephone. The key is the gateway's too: a second delivery is known by it. */
export interface Notice {
  key: string
  leadId: string
  cadreId: string
}

/** `failed`: the gateway will never take it, or we gave up. */
export interface NoticeEnd {
  state: 'sent' | 'failed' | 'no_number' | 'not_configured'
  error: string | null
}

export interface Notices {
  put(notice: Notice, at: Date): Promise<void>
  /** Up to `limit` that are due; nobody else gets them before `until`. `attempts` counts this one. */
  claim(limit: number, now: Date, until: Date): Promise<(Notice & { attempts: number })[]>
  end(key: string, end: NoticeEnd, at: Date): Promise<void>
  /** The first failure waits five seconds, each later one twice as long, up to five minutes. */
  retry(key: string, now: Date, error: string): Promise<void>
  /** Deletes what ended before that time and whose lead is ended too; answers how many. */
  drop(before: Date): Promise<number>
}

/** What goes out by telephone: of the resident neither name nor words. */
export interface PhoneNotice {
  to: string
  template: 'emergency'
  /** The lead's receipt number. */
  number: string
  place: string
  /** Kind of risk, in words. */
  kind: string
  urgency: string
}

/** The county's gateway for short messages or calls. */
export interface PhoneNotices {
  /** `refused`: never to be tried again. `later`: it did not answer, or said that it can't now. */
  send(notice: PhoneNotice, key: string): Promise<{ kind: 'sent' } | { kind: 'refused' | 'later'; why: string }>
}
