import type { MassPushed, MassSending } from '../../../app/ports/mass.ts'
import type { Block } from '../../../contract/block.ts'
import { backOffMs } from '../wechat-errors.ts'
import { type ApiAnswer, BAD_TOKEN } from '../wechat-fetch.ts'
import { officialTexts } from './reply-text.ts'
import type { Sending } from './send.ts'

/** What the platform takes in one call, and what one follower gets of a service account in a calendar month. */
const AT_LEAST = 2
const AT_MOST = 10_000
const A_MONTH = 4
/** It looks for the id among the calls of 24 hours; an hour is left for clocks that differ. */
const REMEMBERS_MS = 23 * 3_600_000
/** More than 60 calls a minute are refused. */
const MINUTE_MS = 60_000

const KNOWN_ID = 45065
const SAME_ID_TOO_SOON = 45066
const NO_QUOTA = [45028, 45009]
const TOO_OFTEN = 45011
const BUSY = -1

export function massSending(
  sending: Pick<Sending, 'deps' | 'api' | 'publicUrl' | 'tell'>,
  atMost: number = AT_MOST,
): MassSending {
  const { deps, api, publicUrl, tell } = sending
  return {
    atLeast: AT_LEAST,
    atMost,
    aMonth: A_MONTH,
    remembersMs: REMEMBERS_MS,
    fits: (blocks) => massText(blocks, publicUrl) !== null,
    async send(_county, touser, blocks, clientmsgid) {
      const content = massText(blocks, publicUrl)
      const pushed: MassPushed =
        content === null
          ? { kind: 'refused', why: 'it does not fit into one text' }
          : readAnswer(
              await api.post('/cgi-bin/message/mass/send', { touser, msgtype: 'text', text: { content }, clientmsgid }),
              deps.clock.now(),
            )
      if (pushed.kind === 'refused') tell(`a mass message was refused: ${pushed.why}`)
      return pushed
    },
  }
}

function readAnswer(answer: ApiAnswer, now: Date): MassPushed {
  if (answer.kind === 'failed') return { kind: 'later', why: answer.why, unsure: answer.unasked !== true }
  const { errcode, fields } = answer
  const why = `errcode ${errcode}`
  if (errcode === 0 || errcode === KNOWN_ID)
    return { kind: 'sent', answerId: fields.msg_id === undefined ? null : String(fields.msg_id) }
  if (errcode === SAME_ID_TOO_SOON) return { kind: 'later', why, unsure: true, afterMs: MINUTE_MS }
  if (errcode === TOO_OFTEN) return { kind: 'later', why, unsure: false, afterMs: MINUTE_MS }
  if (errcode === BUSY) return { kind: 'later', why, unsure: true }
  if (BAD_TOKEN.includes(errcode)) return { kind: 'later', why, unsure: false }
  if (NO_QUOTA.includes(errcode)) return { kind: 'refused', why, pauseMs: backOffMs('publicity', now) }
  return { kind: 'refused', why }
}

/** A person gets four a month, so it must be one text: a long card is named, and its page holds the rest. Null: it can't be one. */
export function massText(blocks: Block[], publicUrl: string | null): string | null {
  const whole = officialTexts(blocks, publicUrl)
  if (whole.length === 1) return whole[0] ?? null
  if (publicUrl === null) return null
  const short = blocks.map((block) =>
    block.kind === 'card' && block.card !== undefined ? { ...block, text: undefined, rows: [] } : block,
  )
  const texts = officialTexts(short, publicUrl)
  return texts.length === 1 ? (texts[0] ?? null) : null
}
