import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RegionTree } from '../../core/region/region-tree.ts'
import { type Asset, asset, browserModules, fileAsset } from './assets.ts'
import { pageHtml, STYLES } from './page.ts'

export interface DemoPageOptions {
  /** False: the same page for real people, who log in with a password. */
  demo: boolean
  county: string
  regions: (county: string) => RegionTree | null
}

const HTML = 'text/html; charset=utf-8'
/** Pages and scripts are no API: not in its description, and not counted against the cadres' requests. */
const options = { schema: { hide: true }, config: { rateLimit: false as const } }

/** The first page, at `/`. */
export async function demoPage(app: FastifyInstance, { demo, county, regions }: DemoPageOptions): Promise<void> {
  const own = () => regions(county)?.county ?? { code: county, name: '本县' }
  const fixed = new Map([
    ...STYLES.map((name) => [name, fileAsset(name, 'text/css; charset=utf-8')] as const),
    ['icon.svg', fileAsset('icon.svg', 'image/svg+xml')],
    ...browserModules(),
  ])
  const modules = [...fixed.keys()].filter((name) => name.endsWith('.js'))

  app.get('/', options, (request, reply) =>
    send(request, reply, asset(pageHtml({ demo, county: own(), modules }), HTML)),
  )
  for (const [name, each] of fixed) app.get(`/demo/${name}`, options, (request, reply) => send(request, reply, each))
  app.get('/demo/places.json', options, (request, reply) =>
    send(request, reply, asset(JSON.stringify(placeNames(regions(county))), 'application/json; charset=utf-8')),
  )
}

/** Names of all places of the county by code: areas of cadres come as codes. */
function placeNames(tree: RegionTree | null): Record<string, string> {
  if (!tree) return {}
  const townships = tree.children(tree.county.code)
  const codes = [tree.county, ...townships, ...townships.flatMap(({ code }) => tree.children(code))]
  return Object.fromEntries(codes.map(({ code }) => [code, tree.placeName(code)]))
}

/** Asked for anew each time, but sent only when it changed: nobody sees last week's script after an update. */
function send(request: FastifyRequest, reply: FastifyReply, { body, type, etag }: Asset): FastifyReply {
  reply.headers({ etag, 'cache-control': 'no-cache' })
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  return reply.type(type).send(body)
}
