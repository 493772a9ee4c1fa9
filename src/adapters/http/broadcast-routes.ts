import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { actOnBroadcast } from '../../app/act-on-broadcast.ts'
import { composeBroadcast, editBroadcast, previewBroadcast } from '../../app/compose-broadcast.ts'
import { findCards, listBroadcasts, readBroadcast } from '../../app/list-broadcasts.ts'
import {
  BroadcastAction,
  BroadcastDetail,
  BroadcastList,
  BroadcastPreview,
  BroadcastQuery,
  BroadcastSummary,
  CardSearch,
  ComposeBroadcast,
  EditBroadcast,
  FoundCards,
} from '../../contract/broadcast.ts'
import { Id, problems, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const common = { tags: ['broadcasts'], security: signedIn }
const summary = { 200: BroadcastSummary, ...problems }

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)

  app.get(
    '/api/broadcasts',
    {
      schema: {
        ...common,
        operationId: 'listBroadcasts',
        summary: '辖区里的政策宣传，新的在前',
        querystring: BroadcastQuery,
        response: { 200: BroadcastList, ...problems },
      },
    },
    async (request) => listBroadcasts(deps, cadreOf(request), request.query),
  )
  app.get(
    '/api/broadcasts/cards',
    {
      schema: {
        ...common,
        operationId: 'findCardsToSend',
        summary: '找一张明白卡来发',
        querystring: CardSearch,
        response: { 200: FoundCards, ...problems },
      },
    },
    async (request) => findCards(deps, cadreOf(request), request.query.search),
  )
  app.post(
    '/api/broadcasts',
    {
      schema: {
        ...common,
        operationId: 'composeBroadcast',
        summary: '写一条宣传的草稿',
        body: ComposeBroadcast,
        response: summary,
      },
    },
    async (request) => granted(await composeBroadcast(deps, cadreOf(request), request.body)),
  )
  app.post(
    '/api/broadcasts/preview',
    {
      schema: {
        ...common,
        operationId: 'previewBroadcast',
        summary: '先看看：会发给多少人，谁不发，为什么',
        body: ComposeBroadcast,
        response: { 200: BroadcastPreview, ...problems },
      },
    },
    async (request) => granted(await previewBroadcast(deps, cadreOf(request), request.body)),
  )
  app.get(
    '/api/broadcasts/:id',
    {
      schema: {
        ...common,
        operationId: 'readBroadcast',
        summary: '一条宣传，和发到哪里了',
        params: Id,
        response: { 200: BroadcastDetail, ...problems },
      },
    },
    async (request) => granted(await readBroadcast(deps, cadreOf(request), request.params.id)),
  )
  app.put(
    '/api/broadcasts/:id',
    {
      schema: {
        ...common,
        operationId: 'editBroadcast',
        summary: '改草稿',
        params: Id,
        body: EditBroadcast,
        response: summary,
      },
    },
    async (request) => {
      const { version, ...wanted } = request.body
      return granted(await editBroadcast(deps, cadreOf(request), request.params.id, version, wanted))
    },
  )
  app.post(
    '/api/broadcasts/:id/actions',
    {
      schema: {
        ...common,
        operationId: 'actOnBroadcast',
        summary: '送审、批准、退回、安排发送、暂停、接着发、停发、重发没发成的',
        params: Id,
        body: BroadcastAction,
        response: summary,
      },
    },
    async (request) => granted(await actOnBroadcast(deps, cadreOf(request), request.params.id, request.body)),
  )
  done()
}

export const broadcastRoutes = plugin('broadcast-routes', ['@fastify/rate-limit'], routes)
