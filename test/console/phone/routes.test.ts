import Fastify from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { guard } from '../../../src/adapters/http/security.ts'
import { phonePage } from '../../../src/console/phone/routes.ts'

let app: ReturnType<typeof Fastify>
let built = 0
let fails = false

beforeEach(() => {
  built = 0
  fails = false
  app = Fastify()
  guard(app, 1_000)
  app.get('/', () => 'another page')
  app.register(phonePage, {
    build: async () => {
      built += 1
      if (fails) throw new Error('a fault in WXML')
      return {
        script: 'start()',
        style: 'wx-page {}',
        pictures: new Map([['icons/dot.svg', { bytes: Buffer.from('<svg/>'), type: 'image/svg+xml' }]]),
      }
    },
  })
})
afterEach(() => app.close())

it('is built when somebody first asks for it, and once', async () => {
  const page = await app.inject('/phone/')
  expect([page.statusCode, built]).toEqual([200, 0])
  expect(page.body).not.toMatch(/<script>|<style| style=| on\w+="/)
  const [script, style] = await Promise.all([app.inject('/phone/phone.js'), app.inject('/phone/style.css')])
  expect([script.body, style.body, built]).toEqual(['start()', 'wx-page {}', 1])
  expect([script.headers['content-type'], style.headers['content-type']]).toEqual([
    'text/javascript; charset=utf-8',
    'text/css; charset=utf-8',
  ])
  const again = await app.inject({ url: '/phone/phone.js', headers: { 'if-none-match': String(script.headers.etag) } })
  expect(again.statusCode).toBe(304)
})

it('is built again after it failed', async () => {
  fails = true
  expect((await app.inject('/phone/phone.js')).statusCode).toBe(500)
  fails = false
  expect((await app.inject('/phone/phone.js')).body).toBe('start()')
})

it('has the mini-program’s pictures, and nothing else of its folder', async () => {
  const picture = await app.inject('/phone/files/icons/dot.svg')
  expect([picture.body, picture.headers['content-type']]).toEqual(['<svg/>', 'image/svg+xml'])
  for (const path of ['app.json', '../package.json', 'icons/none.svg'])
    expect((await app.inject(`/phone/files/${path}`)).statusCode).toBe(404)
})

it('may be shown in a frame of our own page, and no other page of ours in any', async () => {
  const policy = async (url: string) => String((await app.inject(url)).headers['content-security-policy'])
  expect(await policy('/phone/')).toContain("frame-ancestors 'self'")
  expect(await policy('/')).toContain("frame-ancestors 'none'")
  expect(await policy('/?of=/phone/')).toContain("frame-ancestors 'none'")
  expect(await policy('/phone/')).toContain("script-src 'self';style-src 'self'")
  expect((await app.inject('/phone')).headers.location).toBe('/phone/')
})
