/** Questions on the cadres' sockets, over the real use cases; what changes them comes from another process. */
import { pino } from 'pino'
import { beforeAll, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { z } from 'zod'
import { buildServer } from '../../../src/adapters/http/server.ts'
import { answerCardQuestion } from '../../../src/app/card-questions.ts'
import type { Deps } from '../../../src/app/deps.ts'
import { QueueServerFrame } from '../../../src/contract/lead.ts'
import { onBoth } from '../../support/database.ts'
import { answered, COUNTY, makeWorld, OTHER_VILLAGE, VILLAGE } from '../../support/world.ts'
import { call } from './call.ts'

onBoth('questions that no card answered, live', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let url: string
  let elsewhere: Deps

  beforeAll(async () => {
    world = await makeWorld(use())
    const other = await use().another()
    elsewhere = world.elsewhere(other.store)
    const { feed } = use().database
    const logger = pino({ level: 'silent' })
    const app = buildServer({
      deps: world.deps,
      feed,
      county: COUNTY,
      logger,
      ready: async () => true,
      demo: true,
      drawPicture: () => Promise.reject(new Error('nothing is drawn here')),
    })
    url = await app.listen({ port: 0, host: '127.0.0.1' })
    return async () => {
      await app.close()
      world.stop()
    }
  })

  async function watching({ actor }: { actor: { cadreId: string } }) {
    const { body } = await call(url, 'POST', '/api/demo/login', { body: { cadreId: actor.cadreId } })
    const socket = new WebSocket(`${url.replace('http', 'ws')}/queue`)
    const frames: z.infer<typeof QueueServerFrame>[] = []
    socket.on('message', (data) => frames.push(QueueServerFrame.parse(JSON.parse(data.toString()))))
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send(JSON.stringify({ type: 'hello', token: body.token }))
    await vi.waitFor(() => expect(frames.some(({ type }) => type === 'ready')).toBe(true), { timeout: 15_000 })
    const questions = () => frames.flatMap((frame) => (frame.type === 'card_question' ? [frame.question] : []))
    return { socket, questions }
  }

  it('come to those of the place as they are asked and answered, and to nobody else', async () => {
    const [village, otherVillage, county, department] = await Promise.all(
      [world.village, world.otherVillage, world.county, world.department].map(watching),
    )
    if (!village || !otherVillage || !county || !department) throw new Error('four watch')
    await world.resident('live-1', VILLAGE, elsewhere).says('高考加分怎么算，电话13800000001')
    await expect
      .poll(village.questions)
      .toMatchObject([
        { question: '高考加分怎么算，电话138****0001', state: 'open', place: '演示镇联群村', answer: null },
      ])
    const id = village.questions()[0]?.id ?? ''
    answered(await answerCardQuestion(elsewhere, world.deputy.actor, id, { text: '问县招生办。' }))
    await expect
      .poll(() => village.questions().at(-1))
      .toMatchObject({ id, state: 'answered', answer: { text: '问县招生办。', by: '演示乙' } })

    // What comes later of his own village proves that the cadre of the other one was passed over, not only slow.
    await world.resident('live-2', OTHER_VILLAGE, elsewhere).says('驾驶证过期了怎么换')
    await expect.poll(otherVillage.questions).toMatchObject([{ question: '驾驶证过期了怎么换', state: 'open' }])
    await expect.poll(() => county.questions().map(({ state }) => state)).toEqual(['open', 'answered', 'open'])
    expect(village.questions().map(({ id: each }) => each)).toEqual([id, id])
    expect(department.questions()).toEqual([])
    for (const { socket } of [village, otherVillage, county, department]) socket.close()
  })

  it('asked again while they wait change nothing, and nobody is told', async () => {
    const village = await watching(world.village)
    const wang = world.resident('live-3', VILLAGE, elsewhere)
    await wang.saysAll('导游证怎么考呢', '导游证怎么考呢', '律师证怎么考呢')
    await expect
      .poll(() => village.questions().map(({ question }) => question))
      .toEqual(['导游证怎么考呢', '律师证怎么考呢'])
    village.socket.close()
  })
})
