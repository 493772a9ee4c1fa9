import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Asset, asset, sendAsset } from '../assets.ts'
import { PHONE_HTML } from './page.ts'

/** The mini-program as one browser page; see `miniprogram/web/build`. */
interface Phone {
  script: string
  style: string
  pictures: Map<string, { bytes: Buffer; type: string }>
}

const options = { schema: { hide: true }, config: { rateLimit: false as const } }

/** The mini-program in a browser, at `/phone/`. It is built when somebody first asks for it, and once. */
export async function phonePage(app: FastifyInstance, { build }: { build: () => Promise<Phone> }): Promise<void> {
  let building: Promise<Phone> | null = null
  const phone = () => {
    building ??= build().catch((error: unknown) => {
      // Somebody is mending it: the next one finds it mended.
      building = null
      throw error
    })
    return building
  }
  const page = asset(PHONE_HTML, 'text/html; charset=utf-8')
  const send = (made: (phone: Phone) => Asset) => {
    let kept: Asset | null = null
    return async (request: FastifyRequest, reply: FastifyReply) => {
      kept ??= made(await phone())
      return sendAsset(request, reply, kept)
    }
  }

  app.get('/phone', options, (_request, reply) => reply.redirect('/phone/'))
  app.get('/phone/', options, (request, reply) => sendAsset(request, reply, page))
  app.get(
    '/phone/phone.js',
    options,
    send(({ script }) => asset(script, 'text/javascript; charset=utf-8')),
  )
  app.get(
    '/phone/style.css',
    options,
    send(({ style }) => asset(style, 'text/css; charset=utf-8')),
  )
  app.get<{ Params: { '*': string } }>('/phone/files/*', options, async (request, reply) => {
    const picture = (await phone()).pictures.get(request.params['*'])
    if (!picture) return reply.callNotFound()
    return reply.header('cache-control', 'no-cache').type(picture.type).send(picture.bytes)
  })
}
