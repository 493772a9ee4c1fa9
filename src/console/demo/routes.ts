import type { FastifyInstance } from 'fastify'
import type { RegionTree } from '../../core/region/region-tree.ts'
import { asset, browserModules, fileAsset, sendAsset } from '../assets.ts'
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

/** The first page, at `/`. */
export async function demoPage(app: FastifyInstance, { demo, county, regions }: DemoPageOptions): Promise<void> {
  const own = () => regions(county)?.county ?? { code: county, name: '本县' }
  const fixed = new Map([
    ...STYLES.map((name) => [name, fileAsset(here(name), 'text/css; charset=utf-8')] as const),
    ['icon.svg', fileAsset(here('icon.svg'), 'image/svg+xml')],
    ...browserModules(here('browser/')),
  ])
  const modules = [...fixed.keys()].filter((name) => name.endsWith('.js'))

  app.get('/', options, (request, reply) =>
    sendAsset(request, reply, asset(pageHtml({ demo, county: own(), modules }), HTML)),
  )
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
