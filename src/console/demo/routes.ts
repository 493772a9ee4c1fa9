import type { FastifyInstance } from 'fastify'
import type { RegionTree } from '../../core/region/region-tree.ts'
import { asset, browserModules, fileAsset, sendAsset } from '../assets.ts'
import { startHtml } from '../start/page.ts'
import { pageHtml, STYLES } from './page.ts'

export interface DemoPageOptions {
  /** False: the same page for real people, who log in with a password. */
  demo: boolean
  county: string
  regions: (county: string) => RegionTree | null
}

const here = (name: string) => new URL(name, import.meta.url)
const HTML = 'text/html; charset=utf-8'
/** Pages and scripts are no API: not in its description, and not counted against the cadres' requests. */
const options = { schema: { hide: true }, config: { rateLimit: false as const } }

/**
 * The desk at the computer, beside a chat: at `/desk`, and at `/` for whoever comes by a code. Elsewhere than in the demo it is the
 * first page; in the demo that is the page with two phones.
 */
export async function demoPage(app: FastifyInstance, { demo, county, regions }: DemoPageOptions): Promise<void> {
  const own = () => regions(county)?.county ?? { code: county, name: '本县' }
  const fixed = new Map([
    ...STYLES.map((name) => [name, fileAsset(here(name), 'text/css; charset=utf-8')] as const),
    ['icon.svg', fileAsset(here('icon.svg'), 'image/svg+xml')],
    ...browserModules(here('browser/')),
  ])
  const start = new Map([
    ['start.css', fileAsset(here('../start/start.css'), 'text/css; charset=utf-8')],
    ...browserModules(here('../start/browser/')),
  ])
  const modules = [...fixed.keys()].filter((name) => name.endsWith('.js'))

  const desk = () => asset(pageHtml({ demo, county: own(), modules }), HTML)
  app.get('/desk', options, (request, reply) => sendAsset(request, reply, desk()))
  app.get('/', options, (request, reply) => {
    const cameByCode = Object.keys(request.query as object).length > 0
    return sendAsset(request, reply, demo && !cameByCode ? asset(startHtml(own().name), HTML) : desk())
  })
  for (const [name, each] of start)
    app.get(`/start/${name}`, options, (request, reply) => sendAsset(request, reply, each))
  for (const [name, each] of fixed)
    app.get(`/demo/${name}`, options, (request, reply) => sendAsset(request, reply, each))
  app.get('/demo/places.json', options, (request, reply) =>
    sendAsset(request, reply, asset(JSON.stringify(placeNames(regions(county))), 'application/json; charset=utf-8')),
  )
}

/** Names of all places of the county by code: areas of cadres come as codes. */
function placeNames(tree: RegionTree | null): Record<string, string> {
  if (!tree) return {}
  const townships = tree.children(tree.county.code)
  const codes = [tree.county, ...townships, ...townships.flatMap(({ code }) => tree.children(code))]
  return Object.fromEntries(codes.map(({ code }) => [code, tree.placeName(code)]))
}
