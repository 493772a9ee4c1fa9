import type { LanguageModel } from '../../app/ports/outside.ts'
import { ANSWER_JSON_SCHEMA, readAnswer, saysNothing } from './answer.ts'
import { type Leave, makeBreaker } from './breaker.ts'
import { CHOICE_JSON_SCHEMA, promptForChoice, readChoice } from './card-choice.ts'
import { promptFor } from './prompt.ts'

/** From asking to the last byte: a resident waits no longer for what is only a help. */
const LIMIT_MS = 3_000
/** A whole answer has some 2 KB. */
const MOST_BYTES = 64 * 1024
/** Requests on their way at once; who comes beyond is read by our own rules alone. */
const MOST_AT_ONCE = 8

export interface ModelSettings {
  /** Such as `https://host/v1`. */
  baseUrl: string
  model: string
  key: string | null
  limitMs?: number
}

/**
 * What became of one question. `used`: a suggestion was handed on, whose quotes are still to be checked; `nothing`: the
 * model found nothing; `bad_answer`: too long, no JSON or against the schema; `refused`: no connection, or another status
 * than 200; `no_schema`: it does not know our schema and is asked without it from now on; `given_up`: the resident wrote on; `open`: not asked because of failures before; `busy`: not asked because too many are being asked.
 */
export const OUTCOMES = [
  'used',
  'nothing',
  'timeout',
  'bad_answer',
  'refused',
  'no_schema',
  'given_up',
  'open',
  'busy',
] as const
export interface Told {
  outcome: (typeof OUTCOMES)[number]
  /** From asking to the outcome. */
  ms: number
  /** Of the server's answer, where there was one. */
  status?: number
}

type Result<T> = Omit<Told, 'ms'> & { value: T | null; restMs?: number }

/** One kind of question: what is sent, and what counts as an answer. */
interface Exchange<T> {
  messages: { role: string; content: string }[]
  format: object
  /** Null for whatever is no answer. */
  read: (body: string) => T | null
  saysNothing: (value: T) => boolean
}

/**
 * A language model behind any OpenAI-compatible endpoint. Never throws; whatever goes wrong is null, and `tell` hears why, without
 * a word of the text.
 * @param now milliseconds on a clock that never goes back.
 */
export function openLanguageModel(
  settings: ModelSettings,
  { now, tell }: { now: () => number; tell: (told: Told) => void },
): LanguageModel {
  const breaker = makeBreaker(now)
  const ask = asker(settings)
  let underWay = 0

  const asked = async <T>(exchange: Exchange<T>, giveUp?: AbortSignal): Promise<Result<T>> => {
    if (giveUp?.aborted) return { outcome: 'given_up', value: null }
    if (underWay >= MOST_AT_ONCE) return { outcome: 'busy', value: null }
    const leave = breaker.leave()
    if (leave === null) return { outcome: 'open', value: null }
    underWay++
    try {
      const result = await ask(exchange, giveUp)
      settle(leave, result)
      return result
    } finally {
      underWay--
    }
  }
  const timed = async <T>(exchange: Exchange<T>, giveUp?: AbortSignal): Promise<T | null> => {
    const start = now()
    const { outcome, value, status } = await asked(exchange, giveUp)
    tell({ outcome, ms: now() - start, ...(status === undefined ? {} : { status }) })
    return value
  }
  return {
    suggest: (text, giveUp) =>
      timed({ messages: promptFor(text), format: RESPONSE_FORMAT, read: readAnswer, saysNothing }, giveUp),
    async chooseCard(question, titles, giveUp) {
      const choice = await timed(
        {
          messages: promptForChoice(question, titles),
          format: CHOICE_FORMAT,
          read: (body) => readChoice(body, titles.length),
          saysNothing: () => false,
        },
        giveUp,
      )
      if (choice === null) return undefined
      return choice === 'none' ? null : choice
    },
  }
}

function settle(leave: Leave, { outcome, restMs }: Pick<Result<unknown>, 'outcome' | 'restMs'>): void {
  if (outcome === 'used' || outcome === 'nothing') leave.succeeded()
  else if (outcome === 'given_up' || outcome === 'no_schema') leave.undecided()
  else leave.failed(restMs)
}

/** One question over the wire. */
function asker({ baseUrl, model, key, limitMs = LIMIT_MS }: ModelSettings) {
  const url = `${baseUrl.replace(/\/+$/, '')}/chat/completions`
  const headers = { 'content-type': 'application/json', ...(key === null ? {} : { authorization: `Bearer ${key}` }) }
  /** Some servers answer 400 to a schema instead of ignoring it, and name it: from then on they get it in the prompt alone. */
  let withSchema = true

  return async <T>(exchange: Exchange<T>, giveUp?: AbortSignal): Promise<Result<T>> => {
    const limit = AbortSignal.timeout(limitMs)
    const signal = giveUp ? AbortSignal.any([limit, giveUp]) : limit
    const format = withSchema ? { response_format: exchange.format } : {}
    const body = JSON.stringify({ model, messages: exchange.messages, temperature: 0, ...format })
    try {
      const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
      const { status } = response
      if (status !== 200) {
        if (withSchema && status === 400 && namesSchema(await readAtMost(response, MOST_BYTES))) {
          withSchema = false
          return { outcome: 'no_schema', value: null, status }
        }
        await response.body?.cancel()
        const restMs = restOf(response)
        return { outcome: 'refused', value: null, status, ...(restMs === null ? {} : { restMs }) }
      }
      const answer = await readAtMost(response, MOST_BYTES)
      const value = answer === null ? null : exchange.read(answer)
      if (value === null) return { outcome: 'bad_answer', value, status }
      return exchange.saysNothing(value)
        ? { outcome: 'nothing', value: null, status }
        : { outcome: 'used', value, status }
    } catch {
      if (giveUp?.aborted) return { outcome: 'given_up', value: null }
      return { outcome: limit.aborted ? 'timeout' : 'refused', value: null }
    }
  }
}

const CHOICE_FORMAT = {
  type: 'json_schema',
  json_schema: { name: 'card', strict: true, schema: CHOICE_JSON_SCHEMA },
}

/** Any other 400, such as for a text that the server doesn't like, says nothing about the schema. */
function namesSchema(body: string | null): boolean {
  return body !== null && /response_format|json_schema/i.test(body)
}

const RESPONSE_FORMAT = {
  type: 'json_schema',
  json_schema: { name: 'suggestion', strict: true, schema: ANSWER_JSON_SCHEMA },
}

/** How long the server asks to be left alone, in ms; null where it doesn't say so in seconds. */
function restOf({ status, headers }: Response): number | null {
  const seconds = headers.get('retry-after')?.trim() ?? ''
  return (status === 429 || status === 503) && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1_000 : null
}

/** The body as text, or null when there is more of it than that; what is beyond is not waited for. */
async function readAtMost(response: Response, most: number): Promise<string | null> {
  if (response.body === null) return ''
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body) {
    size += part.byteLength
    if (size > most) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
