/** What the platform keeps: the phones of those who follow an account, its tokens, files, menu and quotas. */

/** Something on a phone's screen. `via`: how the account sent it. */
export interface Shown {
  by: 'user' | 'account'
  via: 'user' | 'answer' | 'message' | 'template' | 'subscribe' | 'mass'
  text: string
  at: Date
}

export interface Phone {
  openId: string
  follows: boolean
  blocked: boolean
  /** Of the last message, and of the last tap, scan or coming: how often the account wrote since. */
  wrote: { at: Date; answered: number } | null
  tapped: { at: Date; answered: number } | null
  shown: Shown[]
  /** Subscribe messages allowed, by template. */
  allows: Map<string, number>
  /** Mass messages got, by month. */
  mass: Map<string, number>
}

export interface Account {
  appId: string
  secret: string
  token: string
  /** EncodingAESKey; null in plain mode. */
  aesKey: string | null
  mode: 'plain' | 'safe' | 'compatible'
  /** The original id, gh_… */
  name: string
  templates: string[]
  /** Of each kind of message, in a day. */
  daily: number
  /** Calls of mass sending in a day. */
  massADay: number
}

/** `filtered`: whom it set out to send to, without those who refuse it or had their four. */
export interface MassJob {
  messageId: number
  status: string
  total: number
  filtered: number
  sent: number
  errors: number
}

export interface Platform {
  now: () => Date
  account: Account
  phones: Map<string, Phone>
  access: { token: string; until: Date; forced: Date[] } | null
  /** The one before, while it is good. */
  before: { token: string; until: Date } | null
  files: Map<string, { type: string; bytes: Buffer; until: Date }>
  menu: unknown
  codes: Map<string, { openId: string } | { errcode: number }>
  /** By clientmsgid. */
  massSent: Map<string, { messageId: number; at: Date }>
  /** Of mass jobs that are over: what the account is still to be told of each. */
  jobs: MassJob[]
  /** How the next mass jobs end in place of the truth; nobody gets one that is not sent. `errors`: so many do not get it all the same. */
  plannedJobs: { status: string; errors: number }[]
  scenes: Map<string, string>
  /** Codes of the mini-program that were asked for. */
  posters: { scene: string; page: string; width: number }[]
  uses: Map<string, number>
  /** Each call that was answered, such as `/cgi-bin/stable_token`, in order. */
  calls: string[]
  /** Hears of each call once it is done, before its answer leaves. */
  onDone: (path: string) => void
  /** What the next calls of an address are answered with in place of the truth. */
  planned: Map<string, number[]>
  made: number
}

export function makePlatform(account: Account, now: () => Date): Platform {
  return {
    now,
    account,
    phones: new Map(),
    access: null,
    before: null,
    files: new Map(),
    menu: null,
    codes: new Map(),
    massSent: new Map(),
    jobs: [],
    plannedJobs: [],
    scenes: new Map(),
    posters: [],
    uses: new Map(),
    calls: [],
    onDone: () => {},
    planned: new Map(),
    made: 0,
  }
}

export function phoneOf(platform: Platform, openId: string): Phone {
  const known = platform.phones.get(openId)
  if (known) return known
  const phone: Phone = {
    openId,
    follows: false,
    blocked: false,
    wrote: null,
    tapped: null,
    shown: [],
    allows: new Map(),
    mass: new Map(),
  }
  platform.phones.set(openId, phone)
  return phone
}

/** Counts one use of a day; false when there were too many. */
export function countUse(platform: Platform, what: string, most: number): boolean {
  const day = new Date(platform.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const key = `${what}/${day}`
  const used = platform.uses.get(key) ?? 0
  if (used >= most) return false
  platform.uses.set(key, used + 1)
  return true
}
