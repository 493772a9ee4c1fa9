import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { addMember, memberLeaves } from '../../app/add-member.ts'
import { correctMoney, enterMoney } from '../../app/enter-money.ts'
import { keepHouseholdPhoto, readHouseholdPhoto } from '../../app/household-photo.ts'
import { listHouseholds } from '../../app/list-households.ts'
import { readLedger } from '../../app/read-ledger.ts'
import { recordFacts, settleConflict } from '../../app/record-facts.ts'
import { recordVisit } from '../../app/record-visit.ts'
import { AttachmentBody } from '../../contract/chat.ts'
import * as ledger from '../../contract/ledger.ts'
import { UploadProgress, UploadQuery } from '../../contract/upload.ts'
import { sendFile } from './attachment-routes.ts'
import { fileAnswer, Id, problems, signedIn } from './describe.ts'
import { arrivedOf, fileErrors, PICTURE_WAYS, RESUMED, takeFiles } from './one-file.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const common = { tags: ['households'], security: signedIn }
const response = { 200: ledger.LedgerView, ...problems }
const Entry = Id.extend({ entry: z.uuid() })
const Member = Id.extend({ member: z.uuid() })
const Photo = Id.extend({ photo: z.uuid() })

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)

  app.get(
    '/api/households',
    {
      schema: {
        ...common,
        operationId: 'listHouseholds',
        summary: '我负责的农户，可以按姓名找',
        querystring: ledger.HouseholdsQuery,
        response: { 200: ledger.HouseholdsPage, ...problems },
      },
    },
    async (request) => granted(await listHouseholds(deps, cadreOf(request), request.query)),
  )
  app.get(
    '/api/households/:id',
    {
      schema: {
        ...common,
        operationId: 'readLedger',
        summary: '一户的台账（会留痕）',
        params: Id,
        querystring: ledger.LedgerQuery,
        response,
      },
    },
    async (request) => granted(await readLedger(deps, cadreOf(request), request.params.id, request.query.day)),
  )
  app.post(
    '/api/households/:id/members',
    {
      schema: {
        ...common,
        operationId: 'addMember',
        summary: '登记家庭成员',
        params: Id,
        body: ledger.NewMember,
        response,
      },
    },
    async (request) => granted(await addMember(deps, cadreOf(request), request.params.id, request.body)),
  )
  app.post(
    '/api/households/:id/members/:member/leaving',
    {
      schema: {
        ...common,
        operationId: 'memberLeaves',
        summary: '成员不在本户了',
        params: Member,
        body: ledger.MemberLeaving,
        response,
      },
    },
    async (request) => {
      const { id, member } = request.params
      return granted(await memberLeaves(deps, cadreOf(request), id, member, request.body))
    },
  )
  app.post(
    '/api/households/:id/money',
    {
      schema: {
        ...common,
        operationId: 'enterMoney',
        summary: '记一笔收入或支出',
        params: Id,
        body: ledger.NewMoney,
        response,
      },
    },
    async (request) => granted(await enterMoney(deps, cadreOf(request), request.params.id, request.body)),
  )
  app.post(
    '/api/households/:id/money/:entry/correction',
    {
      schema: {
        ...common,
        operationId: 'correctMoney',
        summary: '改一笔收支，或者核定对不上的数；原来的留着',
        params: Entry,
        body: ledger.MoneyCorrection,
        response,
      },
    },
    async (request) => {
      const { id, entry } = request.params
      return granted(await correctMoney(deps, cadreOf(request), id, entry, request.body))
    },
  )
  app.post(
    '/api/households/:id/facts',
    {
      schema: {
        ...common,
        operationId: 'recordFacts',
        summary: '记家里的情况',
        params: Id,
        body: ledger.NewFacts,
        response,
      },
    },
    async (request) => granted(await recordFacts(deps, cadreOf(request), request.params.id, request.body.facts)),
  )
  app.post(
    '/api/households/:id/settlings',
    {
      schema: {
        ...common,
        operationId: 'settleConflict',
        summary: '核定对不上的情况，写明原因',
        params: Id,
        body: ledger.FactSettling,
        response,
      },
    },
    async (request) => granted(await settleConflict(deps, cadreOf(request), request.params.id, request.body)),
  )
  app.post(
    '/api/households/:id/visits',
    {
      schema: {
        ...common,
        operationId: 'recordVisit',
        summary: '记一次走访，重发同一个编号不会记两次',
        params: Id,
        body: ledger.NewVisit,
        response,
      },
    },
    async (request) => granted(await recordVisit(deps, cadreOf(request), request.params.id, request.body)),
  )
  done()
}

/** Pictures come as bytes, so they have a parser of their own. */
const photoRoutes: FastifyPluginCallbackZod<Parts> = (app, { deps, limits }, done) => {
  requireSession(app, deps)
  takeFiles(app, limits, /^image\//)
  app.post(
    '/api/households/:id/photos',
    {
      bodyLimit: limits.attachment,
      ...fileErrors,
      schema: {
        ...common,
        operationId: 'keepHouseholdPhoto',
        summary: '上传走访照片，再在走访里引用',
        description: `JPEG, PNG and WebP are kept. ${RESUMED}`,
        consumes: PICTURE_WAYS,
        querystring: UploadQuery,
        params: Id,
        body: z.custom<unknown>(),
        response: { 200: AttachmentBody, 202: UploadProgress, ...problems },
      },
    },
    async (request, reply) => {
      const [actor, { id }] = [cadreOf(request), request.query]
      const arrived = await arrivedOf(deps, request, request.query, () => ({
        county: actor.county,
        owner: actor.cadreId,
      }))
      if ('received' in arrived) return reply.code(202).send(arrived)
      return granted(await keepHouseholdPhoto(deps, actor, request.params.id, arrived.whole, id))
    },
  )
  app.get(
    '/api/households/:id/photos/:photo',
    {
      schema: {
        ...common,
        operationId: 'householdPhoto',
        summary: '走访的照片（会留痕）',
        params: Photo,
        response: fileAnswer,
      },
    },
    async (request, reply) => {
      const { id, photo } = request.params
      return sendFile(reply, granted(await readHouseholdPhoto(deps, cadreOf(request), id, photo)))
    },
  )
  done()
}

export const householdRoutes = plugin('household-routes', ['@fastify/rate-limit'], routes)
export const householdPhotoRoutes = plugin('household-photo-routes', ['@fastify/rate-limit'], photoRoutes)
