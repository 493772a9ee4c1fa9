import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { CardDeps } from '../../app/card-place.ts'
import { listCards, readCard } from '../../app/read-cards.ts'
import { isRefusal } from '../../app/refusal.ts'
import { CardPlace, CardSize, MAX_QUESTION } from '../../contract/card.ts'
import { withoutNumbers } from '../../core/understanding/without-numbers.ts'
import { chinaDay } from '../../core/words/when.ts'
import { asset, browserModules, fileAsset, sendAsset } from '../assets.ts'
import { cardPage } from './card-page.ts'
import { type Asked, listAddress } from './links.ts'
import { listPage, nothingPage } from './list-page.ts'

export interface CardPagesOptions {
  deps: CardDeps
  /** The deployment's own county. */
  county: string
  /** The address of this site as people reach it, for the code on paper. */
  siteOf: (request: FastifyRequest) => string
  /** Pages a minute for one address. */
  perMinute: number
}

const here = (name: string) => new URL(name, import.meta.url)
const fixed = { schema: { hide: true }, config: { rateLimit: false as const } }

const PageQuery = CardPlace.extend({ size: CardSize.optional().catch(undefined) })
const Question = z
  .string()
  .transform((text) => text.trim())
  .optional()
  .catch(undefined)

/** `/cards` and `/cards/:id`, for anybody. */
export async function cardPages(
  app: FastifyInstance,
  { deps, county, siteOf, perMinute }: CardPagesOptions,
): Promise<void> {
  // Pages are no API.
  const page = { schema: { hide: true }, config: { rateLimit: { max: perMinute, timeWindow: 60_000 } } }
  const assets = new Map([
    ['style.css', fileAsset(here('style.css'), 'text/css; charset=utf-8')],
    ...browserModules(here('browser/')),
  ])
  for (const [name, each] of assets)
    app.get(`/cards/${name}`, fixed, (request, reply) => sendAsset(request, reply, each))

  const nothing = (request: FastifyRequest, reply: FastifyReply, status: 400 | 404, words: string, asked: Asked) =>
    sendPage(request, reply.code(status), nothingPage(words, asked, county))

  app.get('/cards', page, (request, reply) => {
    const asked = askedIn(request, chinaDay(deps.clock.now()))
    if (!asked) return nothing(request, reply, 400, WRONG_ADDRESS, {})
    const question = Question.parse((request.query as { q?: unknown }).q)
    const masked = question && withoutNumbers(question)
    // Of a longer question the beginning is asked; a number cut in two would be none any more, so it is hidden first.
    const q = masked?.slice(0, MAX_QUESTION) || undefined
    if (q !== undefined) reply.header('cache-control', 'no-store')
    // His number stays in no address, which phones remember and people pass on.
    if (masked !== question) return reply.redirect(listAddress(asked, q), 303)
    const list = listCards(deps, county, { ...placeOf(asked), ...(q && { q }) })
    if (isRefusal(list)) return nothing(request, reply, 400, WRONG_ADDRESS, asked)
    return sendPage(request, reply, listPage(list, asked, q))
  })

  app.get('/cards/:id', page, (request, reply) => {
    const asked = askedIn(request, chinaDay(deps.clock.now()))
    if (!asked) return nothing(request, reply, 400, WRONG_ADDRESS, {})
    const card = readCard(deps, county, (request.params as { id: string }).id, placeOf(asked))
    if (!isRefusal(card)) return sendPage(request, reply, cardPage(card, asked, siteOf(request)))
    return card.refused === 'no_such_card'
      ? nothing(request, reply, 404, NO_CARD, asked)
      : nothing(request, reply, 400, WRONG_ADDRESS, asked)
  })
}

const WRONG_ADDRESS = '这个网址里的地方或日期不对，请从全部明白卡里找。'
const NO_CARD = '这里没有这张明白卡，可能换了新的，请从全部明白卡里找。'

/** A day that is today is left out: that is what everybody is shown. */
function askedIn({ query }: FastifyRequest, today: string): Asked | null {
  const asked = PageQuery.safeParse(query).data
  return asked ? { ...asked, date: asked.date === today ? undefined : asked.date } : null
}

function placeOf({ region, date }: Asked): CardPlace {
  return { ...(region && { region }), ...(date && { date }) }
}

function sendPage(request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply {
  const made = asset(page, 'text/html; charset=utf-8')
  const kept = reply.statusCode === 200 && !reply.hasHeader('cache-control')
  return kept ? sendAsset(request, reply, made) : reply.type(made.type).send(made.body)
}
