import { renderAsync } from '@resvg/resvg-js'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { renderSVG } from 'uqr'
import { z } from 'zod'
import { fileKind } from '../../app/file-kind.ts'
import { overdueByVillage, servedVillage, villagePoster } from '../../app/village-work.ts'
import { RegionCode } from '../../contract/terms.ts'
import { OverdueByVillage, OverdueQuery, VillageCodeQuery } from '../../contract/village-work.ts'
import { chatAddress } from '../../core/region/chat-address.ts'
import { problems, signedIn } from './describe.ts'
import { ownAddress } from './own-address.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { perMinute } from './security.ts'
import { cadreOf, requireSession } from './session.ts'

const VillageCode = z.object({ code: RegionCode })
const picture = (...mimes: string[]) => ({
  200: {
    description: 'The picture.',
    content: Object.fromEntries(mimes.map((mime) => [mime, { schema: z.custom<Uint8Array>() }])),
  },
  ...problems,
})
/** For printing: across the page of a notice. */
const PNG_WIDTH = 1_280

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps, limits, publicUrl }, done) => {
  requireSession(app, deps)
  const config = { rateLimit: perMinute(limits.cardPicturesPerMinute) }

  app.get(
    '/api/overdue',
    {
      schema: {
        tags: ['leads'],
        security: signedIn,
        operationId: 'overdueByVillage',
        summary: '按村看：没办完的、快到期的、超期的',
        querystring: OverdueQuery,
        response: { 200: OverdueByVillage, ...problems },
      },
    },
    async (request) => overdueByVillage(deps, cadreOf(request), request.query.region ?? null),
  )
  app.get(
    '/api/villages/:code/qr',
    {
      config,
      schema: {
        tags: ['leads'],
        security: signedIn,
        operationId: 'villageQr',
        summary: '村里的二维码：扫了就说自己村的事（网页）',
        params: VillageCode,
        querystring: VillageCodeQuery,
        response: picture('image/svg+xml', 'image/png'),
      },
    },
    async (request, reply) => {
      const village = granted(servedVillage(deps, cadreOf(request), request.params.code))
      const svg = renderSVG(chatAddress(publicUrl ?? ownAddress(request), village.code), { ecc: 'M', border: 2 })
      if (request.query.format === 'svg') return reply.type('image/svg+xml').send(Buffer.from(svg))
      const png = await renderAsync(svg, { fitTo: { mode: 'width', value: PNG_WIDTH } })
      return reply.type('image/png').send(png.asPng())
    },
  )
  app.get(
    '/api/villages/:code/miniprogram-code',
    {
      config,
      schema: {
        tags: ['leads'],
        security: signedIn,
        operationId: 'villagePoster',
        summary: '村里的小程序码，微信做的，可以打印',
        description: 'The scene is the village code; the page is the chat.',
        params: VillageCode,
        response: picture('image/jpeg', 'image/png'),
      },
    },
    async (request, reply) => {
      const { bytes } = granted(await villagePoster(deps, cadreOf(request), request.params.code))
      return reply.type(fileKind(bytes) ?? 'application/octet-stream').send(Buffer.from(bytes))
    },
  )
  done()
}

export const villageRoutes = plugin('village-routes', ['@fastify/rate-limit'], routes)
