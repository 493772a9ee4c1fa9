import { afterAll, beforeAll, expect, it } from 'vitest'
import { ContactCode, GroupList, GroupView } from '../../../src/contract/group.ts'
import { call, expectProblem } from './call.ts'
import { DEMO_COUNTY, type RealApp, startRealApp } from './real-app.fixture.ts'

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
  return { token: String(body.token), id: cadre?.id ?? '', areas: cadre?.areas ?? [] }
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

it('a cadre whose telephone is lost lets go of all that he bound, and of nobody else’s', async () => {
  const { token, id } = await logIn('village_cadre')
  const other = await logIn('township_officer')
  const system = { kind: 'system', county: DEMO_COUNTY } as const
  const bind = (channel: 'wecom' | 'wechaty', userId: string, cadreId: string) =>
    real.deps.store.transaction(system, (tx) => tx.contacts.bind(channel, userId, cadreId, new Date()))
  await bind('wecom', 'his-wecom', id)
  await bind('wechaty', 'his-wechat', id)
  await bind('wecom', 'of-another', other.id)
  const unbind = (as?: string) => call(real.url, 'DELETE', '/api/me/contacts', as === undefined ? {} : { token: as })
  const all = async () =>
    (await real.deps.store.transaction(system, (tx) => tx.contacts.all())).map((one) => one.userId)
  const entries = async () => (await real.deps.store.transaction(system, (tx) => tx.audit.verify(DEMO_COUNTY))).entries
  const before = await entries()
  expectProblem(await unbind(), 401, 'not_signed_in')
  expect((await all()).toSorted()).toEqual(['his-wechat', 'his-wecom', 'of-another'])
  expect((await unbind(token)).status).toBe(204)
  expect(await all()).toEqual(['of-another'])
  expect(await entries()).toBe(before + 1)
  // Where he has none nothing changes, and nothing is written down.
  expect((await unbind(token)).status).toBe(204)
  expect(await entries()).toBe(before + 1)
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
