import { MAX_ATTACHMENT } from '../../contract/chat.ts'

/** How much one sender may ask of us. Tests and benchmarks pass their own. */
export interface Limits {
  /** Largest frame and JSON body, in bytes. A text longer than MAX_TEXT but within this still gets a kind answer. */
  frame: number
  /** Beyond this a frame is not even read: the WebSocket library closes with 1009. */
  hardFrame: number
  attachment: number
  /** Unsent bytes on one socket before we call its reader too slow. */
  buffer: number
  helloMs: number
  heartbeatMs: number
  /** How often a live queue asks whether its session still holds. */
  sessionMs: number
  /** How long a shutdown waits for the messages in hand. */
  finishMs: number
  /** How long it waits for everything else, such as a slow upload; then connections are cut. */
  cutMs: number
  /** Token bucket of one resident: so many at once, so many a second after that. */
  burst: number
  perSecond: number
  /** A socket that goes on after so many refused frames in a row is closed. */
  refusedInARow: number
  /** Requests a minute from one address. A carrier puts whole townships behind one (NAT), so both are generous. */
  chatPerMinute: number
  cadrePerMinute: number
  /** Cards, read without a login; their pages as many again. */
  cardsPerMinute: number
  /** Pictures of cards; each costs a fifth of a second. */
  cardPicturesPerMinute: number
  /** Pictures and recordings of one guest; after a restart he begins anew. */
  filesPerMinute: number
  filesPerDay: number
  /** Enough for a hall of cadres in training behind one router; each account also locks after a few wrong passwords. */
  loginPerMinute: number
}

export const LIMITS: Limits = {
  frame: 64 * 1024,
  hardFrame: 1024 * 1024,
  attachment: MAX_ATTACHMENT,
  buffer: 1024 * 1024,
  helloMs: 10_000,
  heartbeatMs: 30_000,
  sessionMs: 60_000,
  finishMs: 7_000,
  cutMs: 10_000,
  burst: 20,
  perSecond: 5,
  refusedInARow: 100,
  chatPerMinute: 3_000,
  cadrePerMinute: 3_000,
  cardsPerMinute: 1_200,
  cardPicturesPerMinute: 120,
  filesPerMinute: 12,
  filesPerDay: 50,
  loginPerMinute: 30,
}
