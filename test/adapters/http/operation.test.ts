import { Counter, Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ChatClient } from '../../support/chat-client.ts'
import { call } from './call.ts'
import { world } from './fake-app.ts'
import { type Running, startServer } from './server.fixture.ts'

/** What is measured by another part. */
const elsewhere = new Registry()
new Counter({ name: 'elsewhere_total', help: 'Elsewhere.', registers: [elsewhere] }).inc(3)

let server: Running
let ready = true
beforeAll(async () => {
  server = await startServer({ ready: async () => ready, registries: [elsewhere] })
})
afterAll(() => server.close())

type Operation = { operationId?: string; summary?: string; responses?: Record<string, unknown> }
interface Document {
  openapi: string
  info: { description: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown>; securitySchemes: object }
}

const openapi = async () => (await (await fetch(`${server.url}/openapi.json`)).json()) as Document

function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : refsIn(inner)))
}

describe('the OpenAPI document', () => {
  it('names every route that is served', async () => {
    const document = await openapi()
    const listed = new Set(
      Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`)),
    )
    const served = server.routes.filter((route) => !/^(head|options) | \/docs|^get \/openapi.json$/.test(route))
    expect(served).toContain('get /chat')
    expect([...listed].sort()).toEqual([...new Set(served)].sort())
  })

  it('describes each operation: its name, its purpose, its problems', async () => {
    const { paths } = await openapi()
    const names: string[] = []
    for (const [path, item] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(item)) {
        expect(operation.operationId, `${method} ${path}`).toBeTruthy()
        expect(operation.summary, `${method} ${path}`).toMatch(/[一-龥]/)
        expect(Object.keys(operation.responses ?? {}).length, `${method} ${path}`).toBeGreaterThan(0)
        names.push(operation.operationId ?? '')
      }
    }
    expect(new Set(names).size).toBe(names.length)
  })

  it('leads to every schema that it refers to, frames of both sockets too', async () => {
    const document = await openapi()
    expect(document.openapi).toBe('3.1.0')
    const named = Object.keys(document.components.schemas)
    for (const ref of new Set(refsIn(document))) {
      expect(ref).toMatch(/^#\/components\/schemas\//)
      expect(named).toContain(ref.split('/').at(-1))
    }
    for (const frames of ['ChatClientFrame', 'ChatServerFrame', 'QueueClientFrame', 'QueueServerFrame', 'Problem']) {
      expect(named).toContain(frames)
      if (frames !== 'Problem') expect(document.info.description).toContain(frames)
    }
  })
})

describe('the docs page', () => {
  it('works offline, under the strict policy', async () => {
    const page = await fetch(`${server.url}/docs`)
    expect(page.status).toBe(200)
    const html = await page.text()
    expect(html).not.toMatch(/https?:\/\//)
    expect(html).not.toMatch(/<script>|style=|onload=/)
    for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await fetch(new URL(path ?? '', `${server.url}/docs/`))).status, path).toBe(200)
    }
    const csp = page.headers.get('content-security-policy') ?? ''
    expect(csp).toContain("default-src 'none'")
    expect(csp).toContain(`ws://${new URL(server.url).host}`)
    expect(csp).toContain("script-src 'self';")
    expect(csp).not.toMatch(/unsafe-eval|\*|https:/)
    const elsewhere = (await fetch(`${server.url}/health`)).headers.get('content-security-policy')
    expect(elsewhere).not.toMatch(/unsafe-inline/)
  })
})

describe('health', () => {
  it('lives, and is ready when its store is', async () => {
    expect(await call(server.url, 'GET', '/health/live')).toMatchObject({ status: 200, body: { status: 'ok' } })
    expect((await call(server.url, 'GET', '/health/ready')).status).toBe(200)
    ready = false
    expect((await call(server.url, 'GET', '/health/live')).status).toBe(200)
    expect(await call(server.url, 'GET', '/health/ready')).toMatchObject({ status: 503, body: { code: 'not_ready' } })
    expect((await call(server.url, 'GET', '/health')).status).toBe(503)
    ready = true
    expect((await call(server.url, 'GET', '/health')).status).toBe(200)
  })
})

describe('metrics', () => {
  const metrics = async () => (await fetch(`${server.url}/metrics`)).text()

  it('count turns, sockets, refusals and requests by route', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    await wang.say('房子漏雨')
    world.refusal = { refused: 'unknown_county' }
    await wang.say('房子漏雨').catch(() => {})
    world.refusal = null
    wang.raw('{')
    await wang.ping()
    await call(server.url, 'GET', '/api/nothing/at/all')
    const during = await metrics()
    expect(during).toContain('elsewhere_total 3')
    expect(during).toContain('mingbai_open_sockets{kind="chat"} 1')
    expect(during).toContain('mingbai_turns_total{door="websocket"} 1')
    expect(during).toContain('mingbai_turn_seconds_count 1')
    expect(during).toContain('mingbai_refusals_total{code="unknown_county"} 1')
    expect(during).toContain('mingbai_refusals_total{code="not_json"} 1')
    expect(during).toContain('mingbai_refusals_total{code="no_such_page"} 1')
    expect(during).toContain('mingbai_http_request_seconds_count{method="GET",route="none",status="404"} 1')
    expect(during).toContain('process_cpu_seconds_total')
    await wang.close()
    expect(await metrics()).toContain('mingbai_open_sockets{kind="chat"} 0')
  })
})

describe('every answer', () => {
  it('carries a request id, keeps out of caches and frames, and allows no other site', async () => {
    const { headers } = await call(server.url, 'GET', '/api/leads')
    expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })
})
