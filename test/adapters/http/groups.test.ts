import { afterAll, beforeAll, expect, it } from 'vitest'
import { ContactCode, GroupList, GroupView } from '../../../src/contract/group.ts'
import { call, expectProblem } from './call.ts'
import { type RealApp, startRealApp } from './real-app.fixture.ts'

let real: RealApp
beforeAll(async () => {
  real = await startRealApp()
})
afterAll(() => real.close())

interface Cadre {
  id: string
  role: string
  areas: string[]
}
async function logIn(role: string) {
  const cadres = (await call(real.url, 'GET', '/api/demo/cadres')).body as unknown as Cadre[]
  const cadre = cadres.find((each) => each.role === role && each.areas.length > 0)
  const { body } = await call(real.url, 'POST', '/api/demo/login', { body: { cadreId: cadre?.id } })
  return { token: String(body.token), areas: cadre?.areas ?? [] }
}
const webhook = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0000-robot-of-a-test'

it('a cadre takes a code for his contact', async () => {
  const { token } = await logIn('village_cadre')
  const made = ContactCode.parse((await call(real.url, 'POST', '/api/me/contact-code', { token })).body)
  expect(made).toMatchObject({ code: expect.stringMatching(/^\d{8}$/), open: [] })
  expect((await call(real.url, 'GET', '/api/me/contacts', { token })).body).toEqual({ contacts: [] })
  expectProblem(await call(real.url, 'GET', '/api/me/contacts'), 401, 'not_signed_in')
  expectProblem(await call(real.url, 'DELETE', '/api/me/contacts?channel=fax', { token }), 400, 'invalid_fields')
  expect((await call(real.url, 'DELETE', '/api/me/contacts?channel=wecom', { token })).status).toBe(204)
  expectProblem(await call(real.url, 'POST', '/api/me/contact-code'), 401, 'not_signed_in')
})

it('an officer registers a robot’s group and takes it back; its key is shown nowhere', async () => {
  const { token, areas } = await logIn('township_officer')
  const region = areas.find((area) => area.length === 9) ?? ''
  const body = { channel: 'wecom', name: '镇工作群', kind: 'cadres', region, webhook }
  const made = GroupView.parse((await call(real.url, 'POST', '/api/groups', { token, body })).body)
  const list = await call(real.url, 'GET', '/api/groups', { token })
  expect(GroupList.parse(list.body)).toEqual({ groups: [made], open: [] })
  expect(made).toMatchObject({ lastPost: null, mayRemove: true })
  expect(JSON.stringify(list.body) + real.log()).not.toContain('0000-robot')
  const wrong = { ...body, webhook: 'https://elsewhere.example.cn/send?key=0000-robot-of-a-test' }
  expectProblem(await call(real.url, 'POST', '/api/groups', { token, body: wrong }), 400, 'invalid_fields')
  const village = await logIn('village_cadre')
  expectProblem(await call(real.url, 'POST', '/api/groups', { token: village.token, body }), 403, 'not_allowed')
  const path = `/api/groups/wecom/${made.id}`
  expectProblem(await call(real.url, 'DELETE', path, { token: village.token }), 403, 'not_allowed')
  expect((await call(real.url, 'DELETE', path, { token })).status).toBe(204)
  expectProblem(await call(real.url, 'DELETE', path, { token }), 404, 'not_found')
})
