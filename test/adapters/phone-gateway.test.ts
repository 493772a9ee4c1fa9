import { afterAll, beforeAll, expect, it } from 'vitest'
import { phoneGateway } from '../../src/adapters/phone-gateway.ts'
import type { PhoneNotice } from '../../src/app/ports/notices.ts'
import { startGateway } from '../support/phone-gateway.ts'

const NOTICE: PhoneNotice = {
  to: '13800000101',
  template: 'emergency',
  number: 'A1024',
  place: '演示镇联群村',
  kind: '灾害或事故损失',
  urgency: '紧急',
}

let gateway: Awaited<ReturnType<typeof startGateway>>
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.stop())

it('posts the notice with its key and, where there is one, the password', async () => {
  gateway.answers(202, 200)
  expect(await phoneGateway(gateway.url, 'secret').send(NOTICE, 'emergency:l:c')).toEqual({ kind: 'sent' })
  expect(await phoneGateway(gateway.url, null).send(NOTICE, 'emergency:l:c')).toEqual({ kind: 'sent' })
  expect(gateway.deliveries).toEqual([
    { key: 'emergency:l:c', authorization: 'Bearer secret', body: NOTICE },
    { key: 'emergency:l:c', authorization: undefined, body: NOTICE },
  ])
})

it.each([
  [400, 'refused'],
  [401, 'refused'],
  [422, 'refused'],
  [302, 'refused'],
  [408, 'later'],
  [429, 'later'],
  [500, 'later'],
  [503, 'later'],
] as const)('%i means: %s', async (status, kind) => {
  gateway.answers(status)
  const told = await phoneGateway(gateway.url, null).send(NOTICE, 'key')
  expect(told).toEqual({ kind, why: `the gateway answered ${status}` })
})

it('waits no longer than its limit, and says nothing of the number when it fails', async () => {
  gateway.answers('silent')
  const late = await phoneGateway(gateway.url, null, 100).send(NOTICE, 'key')
  expect(late).toEqual({ kind: 'later', why: 'the gateway did not answer in time' })
  const nobody = await phoneGateway('http://127.0.0.1:9/', null).send(NOTICE, 'key')
  expect(nobody).toEqual({ kind: 'later', why: 'the gateway was not reached' })
})
