import { BOT_BAD_TOKEN, BOT_REPLACED } from '../../contract/bot.ts'

/** Why a socket is closed. Codes from 4000 are ours; a client may show the reason and knows whether to come back. */
export const CLOSES = {
  going_away: { code: 1001, reason: 'server is stopping, connect again' },
  broken: { code: 1011, reason: 'turns could not be read, connect again' },
  no_hello: { code: 4001, reason: 'no hello in time' },
  signed_out: { code: 4003, reason: 'session is over, log in again' },
  bad_token: { code: BOT_BAD_TOKEN, reason: 'unknown service token' },
  replaced: { code: BOT_REPLACED, reason: 'another bot has come' },
  too_slow: { code: 4008, reason: 'reader is too slow, connect again' },
  flood: { code: 4029, reason: 'too many frames' },
} as const
export type Close = keyof typeof CLOSES
