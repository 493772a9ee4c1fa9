import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { demoPage } from '../../../src/console/demo/routes.ts'
import { FINDING_WORDS, OUTCOME_WORDS, STATUS_WORDS } from '../../../src/core/lead/words.ts'
import { buildRegionTree } from '../../../src/core/region/region-tree.ts'

const county = '440229'
const tree = buildRegionTree(county, [
  { code: county, name: '翁源县<b>', active: true },
  { code: '440229106', name: '江尾镇', active: true },
  { code: '440229106201', name: '联群村委会', active: true },
])

let app: FastifyInstance
const serve = (demo: boolean) => {
  app = Fastify()
  app.register(demoPage, { demo, county, regions: () => tree })
}
afterEach(() => app.close())
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })

describe('the desk', () => {
  it('brings everything that it asks for, with its type, and nothing inline that the CSP forbids', async () => {
    serve(true)
    const { body } = await get('/desk')
    const asked = [...body.matchAll(/(?:src|href)="(\/demo\/[^"]+)"/g)].map(([, url]) => url ?? '')
    expect(asked.length).toBeGreaterThan(15)
    for (const url of asked) {
      const answer = await get(url)
      expect([url, answer.statusCode]).toEqual([url, 200])
      expect(answer.headers['content-type']).toMatch(/^(text\/javascript|text\/css|image\/svg\+xml)/)
    }
    expect(body).not.toMatch(/<script>|<style| style=| on\w+="/)
  })

  it('serves modules without types that import each other by the names under which they are served', async () => {
    serve(true)
    const { body } = await get('/demo/chat-panel.js')
    expect(body).not.toMatch(/\.ts'|interface |import type/)
    const imports = [...body.matchAll(/from '\.\/([\w-]+\.js)'/g)].map(([, name]) => name)
    expect(imports).toContain('chat-link.js')
    for (const name of imports) expect((await get(`/demo/${name}`)).statusCode).toBe(200)
  })

  it('brings the words that are stored and told, for the cadre to choose from', async () => {
    serve(true)
    const { body } = await get('/desk')
    const data = JSON.parse(/id="page-data">(.*?)<\/script>/.exec(body)?.[1] ?? '')
    expect(data).toMatchObject({ statuses: STATUS_WORDS, findings: FINDING_WORDS, outcomes: OUTCOME_WORDS })
    for (const name of ['words.js', 'lead-actions.js', 'queue-list.js', 'lead-view.js'])
      for (const label of [STATUS_WORDS, FINDING_WORDS, OUTCOME_WORDS].flatMap((table) => Object.values(table)))
        expect((await get(`/demo/${name}`)).body, name).not.toContain(label)
  })

  it('is sent again only when it changed', async () => {
    serve(true)
    for (const url of ['/', '/desk', '/start/start.js', '/demo/page.js', '/demo/style.css', '/demo/places.json']) {
      const { etag } = (await get(url)).headers
      expect((await get(url, { 'if-none-match': String(etag) })).statusCode).toBe(304)
      expect((await get(url, { 'if-none-match': '"old"' })).statusCode).toBe(200)
    }
  })

  it('names places in words', async () => {
    serve(true)
    expect((await get('/demo/places.json')).json()).toMatchObject({ '440229106201': '江尾镇联群村' })
  })

  it('takes no markup from names', async () => {
    serve(true)
    const { body } = await get('/desk')
    expect(body).toContain('翁源县&lt;b>')
    expect(body).not.toContain('翁源县<b>')
  })

  it('is the same outside the demo, without a word or a button of it', async () => {
    serve(false)
    const { body } = await get('/')
    for (const part of ['href="/docs"', 'href="/health"', 'id="chat-log"', 'id="cadre-body"', '翁源县'])
      expect(body).toContain(part)
    expect(body).not.toMatch(/演示|虚构|换个村民|试试这样说/)
    expect((await get('/demo/page.js')).statusCode).toBe(200)
    expect((await get('/demo/places.json')).json()).toMatchObject({ '440229106201': '江尾镇联群村' })
  })

  it('stands behind two phones in the demo, but whoever comes by a code gets the chat at once', async () => {
    serve(true)
    const first = (await get('/')).body
    expect(first).toContain('翁源县&lt;b>')
    expect(first).toContain('href="/desk"')
    expect(first.match(/<iframe/g)).toHaveLength(2)
    for (const [, url] of first.matchAll(/(?:src|href)="(\/(?:demo|start)\/[^"]+)"/g))
      expect([url, (await get(url ?? '')).statusCode]).toEqual([url, 200])
    expect(first).not.toMatch(/<script>|<style| style=| on\w+="/)
    for (const url of ['/?village=440229106201', '/?county=440229', '/?say=x'])
      expect((await get(url)).body).toBe((await get('/desk')).body)
  })
})
