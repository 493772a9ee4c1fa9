import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isRefusal, type Refusal } from '../../app/refusal.ts'
import type { Problem } from '../../contract/problem.ts'
import { safeError } from './logging.ts'
import type { Metrics } from './metrics.ts'
import { type Answer, answerTo, type DoorRefusal, doorAnswer } from './refusals.ts'
import { type Field, UnreadableInput } from './validation.ts'

/**
 * A refusal on its way from a route to the error handler. Use cases answer refusals as values; inside this adapter they
 * are thrown so that a route stays one line and the shape of a "no" stands in one place. It is no bug: no stack, no log.
 */
export class Refused extends Error {
  readonly answer: Answer
  constructor(answer: Answer) {
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 0
    super(answer.code)
    Error.stackTraceLimit = limit
    this.answer = answer
  }
}

/** What the use case granted; a refusal goes to the error handler. */
export function granted<T>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Refused(answerTo(result))
  return result
}

export function refuse(code: DoorRefusal): never {
  throw new Refused(doorAnswer(code))
}

/** The turn writer says so by this name; adapters do not know each other. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && error.name === 'TurnQueueFull'
}

/** Every error of every route becomes RFC 9457 problem+json; nothing internal leaves the house. */
export function answerWithProblems(app: FastifyInstance, metrics: Metrics): void {
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    send(request, reply, doorAnswer('no_such_page'), metrics),
  )
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply, metrics))
}

export function answerError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  metrics: Metrics,
): FastifyReply {
  const answer = answerFor(error)
  if (answer.status >= 500) request.log.error({ error: safeError(error) }, 'request failed')
  return send(request, reply, answer, metrics)
}

function send(request: FastifyRequest, reply: FastifyReply, answer: Answer, metrics: Metrics): FastifyReply {
  metrics.refusals.inc({ code: answer.code })
  const problem: Problem = {
    type: `urn:mingbai:problem:${answer.code}`,
    title: answer.title,
    status: answer.status,
    code: answer.code,
    detail: answer.detail,
    instance: `urn:mingbai:request:${request.id}`,
    ...answer.extra,
  }
  // A string, because the route's own response schema would drop what `extra` adds.
  return reply
    .code(answer.status)
    .headers(answer.headers ?? {})
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem))
}

/** Fields that people fill in, as the forms call them. Programs read the paths. */
const FIELD_WORDS: Record<string, string> = {
  account: '账号',
  at: '时间',
  code: '邀请码',
  date: '日期',
  day: '日期',
  from: '开始',
  name: '名字',
  password: '密码',
  reason: '原因',
  region: '地方',
  text: '正文',
  until: '结束',
  value: '数值',
  words: '说明',
  yuan: '金额',
}

function fieldWords({ path, message }: Field): string {
  const name = FIELD_WORDS[path.split('.').at(-1) ?? '']
  return name ? `${name}${message}` : message
}

function answerFor(error: FastifyError): Answer {
  if (error instanceof Refused) return error.answer
  if (isBusy(error)) return doorAnswer('busy')
  if (error instanceof UnreadableInput) {
    const faults = new Set(error.fields.map(fieldWords))
    return {
      ...doorAnswer('invalid_fields'),
      detail: `请检查：${[...faults].join('；')}。`,
      extra: { fields: error.fields },
    }
  }
  switch (error.statusCode) {
    case 413:
      return doorAnswer('too_long')
    case 415:
      return doorAnswer('wrong_media_type')
    case 429:
      return doorAnswer('slow_down')
    case 503:
      return doorAnswer('not_ready')
  }
  const client = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
  return doorAnswer(client ? 'bad_request' : 'internal')
}
