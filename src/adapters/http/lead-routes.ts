import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actOnLead } from '../../app/act-on-lead.ts'
import { listColleagues } from '../../app/list-colleagues.ts'
import { listQueue } from '../../app/list-queue.ts'
import { openLead } from '../../app/open-lead.ts'
import { readAttachment } from '../../app/read-attachment.ts'
import { revealPhone } from '../../app/reveal-phone.ts'
import { readVisitForm } from '../../app/visit-form.ts'
import { Colleague } from '../../contract/account.ts'
import { LeadAction, LeadDetail, QueuePage, QueueQuery } from '../../contract/lead.ts'
import { VisitForm } from '../../contract/lead-visit.ts'
import { sendFile } from './attachment-routes.ts'
import { fileAnswer, Id, problems, problemsOnLeads, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const Phone = z.object({ phone: z.string() })
const common = { tags: ['leads'], security: signedIn }

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)

  app.get(
    '/api/leads',
    {
      schema: {
        ...common,
        operationId: 'listQueue',
        summary: '待办队列，最急的在前',
        querystring: QueueQuery,
        response: { 200: QueuePage, ...problems },
      },
    },
    async (request) => granted(await listQueue(deps, cadreOf(request), request.query)),
  )
  app.get(
    '/api/leads/:id',
    {
      schema: {
        ...common,
        operationId: 'openLead',
        summary: '一条线索的全部情况',
        params: Id,
        response: { 200: LeadDetail, ...problems },
      },
    },
    async (request) => granted(await openLead(deps, cadreOf(request), request.params.id)),
  )
  app.post(
    '/api/leads/:id/actions',
    {
      schema: {
        ...common,
        operationId: 'actOnLead',
        summary: '办理：接手、记录、走访、转交、退回、核实、办结',
        params: Id,
        body: LeadAction,
        response: { 200: LeadDetail, ...problemsOnLeads },
      },
    },
    async (request) => granted(await actOnLead(deps, cadreOf(request), request.params.id, request.body)),
  )
  app.get(
    '/api/leads/:id/visit-form',
    {
      schema: {
        ...common,
        operationId: 'visitForm',
        summary: '走访表：文件要问什么、已经知道什么（会留痕）',
        params: Id,
        response: { 200: VisitForm, ...problems },
      },
    },
    async (request) => granted(await readVisitForm(deps, cadreOf(request), request.params.id)),
  )
  app.post(
    '/api/leads/:id/phone',
    {
      schema: {
        ...common,
        operationId: 'revealPhone',
        summary: '看完整电话（会留痕）',
        params: Id,
        response: { 200: Phone, ...problems },
      },
    },
    async (request) => granted(await revealPhone(deps, cadreOf(request), request.params.id)),
  )
  app.get(
    '/api/leads/:id/colleagues',
    {
      schema: {
        ...common,
        operationId: 'listColleagues',
        summary: '可以转交给谁',
        params: Id,
        response: { 200: z.array(Colleague), ...problems },
      },
    },
    async (request) => granted(await listColleagues(deps, cadreOf(request), request.params.id)),
  )
  app.get(
    '/api/attachments/:id',
    {
      schema: {
        ...common,
        operationId: 'leadAttachment',
        summary: '线索里的照片或录音（会留痕）',
        params: Id,
        response: fileAnswer,
      },
    },
    async (request, reply) => sendFile(reply, granted(await readAttachment(deps, cadreOf(request), request.params.id))),
  )
  done()
}

export const leadRoutes = plugin('lead-routes', ['@fastify/rate-limit'], routes)
