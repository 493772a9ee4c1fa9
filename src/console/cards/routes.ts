import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { CardDeps } from '../../app/card-place.ts'
import { listCards, readCard } from '../../app/read-cards.ts'
import { isRefusal } from '../../app/refusal.ts'
import { CardPlace, CardSize, MAX_QUESTION } from '../../contract/card.ts'
import { asset, browserModules, fileAsset, sendAsset } from '../assets.ts'
import { cardPage } from './card-page.ts'
import type { Asked } from './links.ts'
import { listPage, nothingPage } from './list-page.ts'

export interface CardPagesOptions {
  deps: CardDeps
  /** The deployment's own county. */
  county: string
}

const here = (name: string) => new URL(name, import.meta.url)
/** Pages are no API; a carrier puts whole townships behind one address. */
const page = { schema: { hide: true }, config: { rateLimit: { max: 1_200, timeWindow: 60_000 } } }
const fixed = { schema: { hide: true }, config: { rateLimit: false as const } }

const PageQuery = CardPlace.extend({ size: CardSize.optional().catch(undefined) })
/** Of a longer question the beginning is asked. */
const Question = z
  .string()
  .transform((text) => text.trim().slice(0, MAX_QUESTION) || undefined)
  .optional()
  .catch(undefined)

/** `/cards` and `/cards/:id`, for anybody. */
export async function cardPages(app: FastifyInstance, { deps, county }: CardPagesOptions): Promise<void> {
  const assets = new Map([
    ['style.css', fileAsset(here('style.css'), 'text/css; charset=utf-8')],
    ...browserModules(here('browser/')),
  ])
  for (const [name, each] of assets)
    app.get(`/cards/${name}`, fixed, (request, reply) => sendAsset(request, reply, each))

  const nothing = (request: FastifyRequest, reply: FastifyReply, status: 400 | 404, words: string, asked: Asked) =>
    sendPage(request, reply.code(status), nothingPage(words, asked, county))

  app.get('/cards', page, (request, reply) => {
    const asked = askedIn(request)
    if (!asked) return nothing(request, reply, 400, WRONG_ADDRESS, {})
    const q = Question.parse((request.query as { q?: unknown }).q)
    const list = listCards(deps, county, { ...placeOf(asked), ...(q && { q }) })
    if (isRefusal(list)) return nothing(request, reply, 400, WRONG_ADDRESS, asked)
    return sendPage(request, reply, listPage(list, asked, q))
  })

  app.get('/cards/:id', page, (request, reply) => {
    const asked = askedIn(request)
    if (!asked) return nothing(request, reply, 400, WRONG_ADDRESS, {})
    const card = readCard(deps, county, (request.params as { id: string }).id, placeOf(asked))
    if (!isRefusal(card)) return sendPage(request, reply, cardPage(card, asked))
    return card.refused === 'no_such_card'
      ? nothing(request, reply, 404, NO_CARD, asked)
      : nothing(request, reply, 400, WRONG_ADDRESS, asked)
  })
}

const WRONG_ADDRESS = '这个网址里的地方或日期不对，请从全部明白卡里找。'
const NO_CARD = '这里没有这张明白卡，可能换了新的，请从全部明白卡里找。'

function askedIn({ query }: FastifyRequest): Asked | null {
  return PageQuery.safeParse(query).data ?? null
}

function placeOf({ region, date }: Asked): CardPlace {
  return { ...(region && { region }), ...(date && { date }) }
}

function sendPage(request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply {
  const made = asset(page, 'text/html; charset=utf-8')
  return reply.statusCode === 200 ? sendAsset(request, reply, made) : reply.type(made.type).send(made.body)
}
