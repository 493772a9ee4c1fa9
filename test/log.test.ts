import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { openLog } from '../src/log.ts'

/** As pg throws it: the detail prints the row. */
const broken = () =>
  Object.assign(new Error('duplicate key value violates unique constraint "turn_pkey"'), {
    code: '23505',
    detail: 'Key (phone)=(13812345678) already exists: 王大山 房子漏雨',
    where: 'unnamed portal parameter $2 = 王大山',
  })

function logged() {
  const lines: string[] = []
  return { log: openLog('info', { write: (line) => void lines.push(line) }), lines }
}

it('no way of logging an error prints what people said', () => {
  const { log, lines } = logged()
  log.error({ err: broken() }, 'a chore failed')
  log.error({ error: broken() }, 'a chore failed')
  log.error(broken())
  log.error(broken(), 'a chore failed')
  log.child({ reqId: 1 }).error({ err: broken() })
  log.info('ready')
  expect(lines).toHaveLength(6)
  for (const line of lines) expect(line).not.toMatch(/王大山|漏雨|13812345678|turn_pkey/)
  for (const line of lines.slice(0, 5)) expect(line).toContain('23505')
  expect(lines[1]).toContain('log.test.ts')
})

it('not even through the web server that logs to it', async () => {
  const { log, lines } = logged()
  const app = Fastify({ loggerInstance: log })
  app.get('/', () => {
    throw broken()
  })
  await app.inject('/')
  await app.close()
  expect(lines.join('')).toContain('23505')
  expect(lines.join('')).not.toMatch(/王大山|漏雨|13812345678/)
})
