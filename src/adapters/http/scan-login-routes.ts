import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { renderSVG } from 'uqr'
import { askScanLogin, decideScanLogin, lookAtScanLogin, pollScanLogin } from '../../app/scan-login.ts'
import {
  ScanAskBody,
  ScanAsked,
  ScanDecided,
  ScanDecision,
  ScanDetails,
  ScanPoll,
  ScanState,
  TicketPath,
} from '../../contract/scan-login.ts'
import { problems, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { perMinute } from './security.ts'
import { bearer, cadreOf, requireSession } from './session.ts'

const tags = ['accounts']

/** For the browser, which is nobody yet. */
const asking: FastifyPluginCallbackZod<Parts> = (app, { deps, county, limits }, done) => {
  app.post(
    '/api/login/scan',
    {
      config: { rateLimit: perMinute(limits.loginPerMinute) },
      schema: {
        operationId: 'askScanLogin',
        tags,
        summary: '扫码登录：要一个二维码，两分钟有效',
        description:
          'The code carries the ticket alone. `secret` stays in this browser; without it nobody gets the session.',
        body: ScanAskBody,
        response: { 200: ScanAsked, ...problems },
      },
    },
    async (request) => {
      const userAgent = request.headers['user-agent'] ?? ''
      const from = { userAgent, address: request.ip }
      const { ticket, secret, expiresAt } = granted(await askScanLogin(deps, request.body.county ?? county, from))
      const code = `mingbai:login:${ticket}`
      return { ticket, secret, code, svg: renderSVG(code, { border: 2 }), expiresAt: expiresAt.toISOString() }
    },
  )
  app.post(
    '/api/login/scan/:ticket/poll',
    {
      // Each browser asks every two seconds; an office of them sits behind one address.
      config: { rateLimit: perMinute(limits.cadrePerMinute) },
      schema: {
        operationId: 'pollScanLogin',
        tags,
        summary: '扫码登录：手机上同意了没有',
        params: TicketPath,
        body: ScanPoll,
        response: { 200: ScanState, ...problems },
      },
    },
    async ({ params, body }) => granted(await pollScanLogin(deps, params.ticket, body.secret)),
  )
  done()
}

/** For the phone of a cadre who is logged in there. */
const deciding: FastifyPluginCallbackZod<Parts> = (app, { deps, limits }, done) => {
  requireSession(app, deps)
  const config = { rateLimit: perMinute(limits.loginPerMinute) }
  app.get(
    '/api/login/scan/:ticket',
    {
      config,
      schema: {
        operationId: 'lookAtScanLogin',
        tags,
        summary: '扫码登录：哪里、什么时候要登录',
        security: signedIn,
        params: TicketPath,
        response: { 200: ScanDetails, ...problems },
      },
    },
    async (request) => granted(await lookAtScanLogin(deps, cadreOf(request), request.params.ticket)),
  )
  app.post(
    '/api/login/scan/:ticket/decision',
    {
      config,
      schema: {
        operationId: 'decideScanLogin',
        tags,
        summary: '扫码登录：同意，或者不同意（会留痕）',
        security: signedIn,
        params: TicketPath,
        body: ScanDecision,
        response: { 200: ScanDecided, ...problems },
      },
    },
    async (request) => {
      const { decision } = request.body
      const { ticket } = request.params
      return granted(await decideScanLogin(deps, cadreOf(request), bearer(request) ?? '', ticket, decision))
    },
  )
  done()
}

export const scanAskingRoutes = plugin('scan-asking-routes', ['@fastify/rate-limit'], asking)
export const scanDecidingRoutes = plugin('scan-deciding-routes', ['@fastify/rate-limit'], deciding)
