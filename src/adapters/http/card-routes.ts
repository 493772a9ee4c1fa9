import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { DrawnPicture } from '../../app/ports/pictures.ts'
import { listCards, readCard } from '../../app/read-cards.ts'
import { CardList, CardName, CardPictureQuery, CardPlace, CardQuery, CardView } from '../../contract/card.ts'
import { chatAddress } from '../../core/region/chat-address.ts'
import { chinaDay } from '../../core/words/when.ts'
import { problems } from './describe.ts'
import { ownAddress } from './own-address.ts'
import { type Parts, plugin } from './parts.ts'
import { granted, refuse } from './problems.ts'
import { perMinute } from './security.ts'

const tags = ['cards']

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps, county, limits }, done) => {
  const config = { rateLimit: perMinute(limits.cardsPerMinute) }
  app.get(
    '/api/cards',
    {
      config,
      schema: {
        tags,
        operationId: 'listCards',
        summary: '一个地方的明白卡；带问题就帮着找',
        querystring: CardQuery,
        response: { 200: CardList, ...problems },
      },
    },
    async ({ query }) => granted(listCards(deps, county, query)),
  )
  app.get(
    '/api/cards/:id',
    {
      config,
      schema: {
        tags,
        operationId: 'readCard',
        summary: '一张明白卡，连同依据和念的句子',
        params: CardName,
        querystring: CardPlace,
        response: { 200: CardView, ...problems },
      },
    },
    async ({ params, query }) => granted(readCard(deps, county, params.id, query)),
  )
  done()
}

const pictureRoutes: FastifyPluginCallbackZod<Parts> = (app, parts, done) => {
  const { deps, county, limits, pictures } = parts
  app.get(
    '/cards/:id/picture.png',
    {
      config: { rateLimit: perMinute(limits.cardPicturesPerMinute) },
      schema: {
        tags,
        operationId: 'cardPicture',
        summary: '明白卡的图片，带二维码，可以存、可以转发',
        description:
          '1080 pixels wide, as high as its words. The QR code opens the chat, with the village or county known.',
        params: CardName,
        querystring: CardPictureQuery,
        response: {
          200: { description: 'The picture.', content: { 'image/png': { schema: z.custom<Uint8Array>() } } },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { size, ...asked } = request.query
      const card = granted(readCard(deps, county, request.params.id, asked))
      const link = chatAddress(parts.publicUrl ?? ownAddress(request), card.region)
      const outcome = await pictures({ card, size, made: chinaDay(deps.clock.now()), link }, request.ip)
      switch (outcome.kind) {
        case 'drawn':
          return send(request, reply, outcome.picture)
        case 'too_many':
          return refuse('slow_down_pictures')
        case 'not_now':
          return refuse('no_picture')
      }
    },
  )
  done()
}

/** Asked for anew each time: a card that was mended must not live on in a cache. */
function send(request: FastifyRequest, reply: FastifyReply, { png, etag }: DrawnPicture): FastifyReply {
  reply.headers({ etag, 'cache-control': 'no-cache' })
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  return reply.type('image/png').send(png)
}

const needs = ['@fastify/rate-limit']
export const cardRoutes = plugin('card-routes', needs, routes)
export const cardPictureRoutes = plugin('card-picture-routes', needs, pictureRoutes)
