import { afterAll, beforeAll, expect, it } from 'vitest'
import { CardDraft, CardQuestionList, CardQuestionView } from '../../../src/contract/card-question.ts'
import { ChatClient } from '../../support/chat-client.ts'
import { call, expectProblem } from './call.ts'
import { type RealApp, startRealApp } from './real-app.fixture.ts'

let real: RealApp
beforeAll(async () => {
  real = await startRealApp()
}, 180_000)
afterAll(() => real.close())

const VILLAGE = '440229106201'
const PATH = '/api/card-questions'

async function logInTo(area: string): Promise<string> {
  const { body } = await call(real.url, 'GET', '/api/demo/cadres')
  const cadres = body as unknown as { id: string; areas: string[] }[]
  const cadreId = cadres.find(({ areas }) => areas[0] === area)?.id
  return String((await call(real.url, 'POST', '/api/demo/login', { body: { cadreId } })).body.token)
}

it('a question that no card answers is listed, answered into the chat, and made a draft', async () => {
  const wang = await ChatClient.connect(real.url)
  await wang.hello({ village: VILLAGE })
  await wang.says('公益岗怎么报名').hears(/公益岗位/)
  await wang.says('高考加分怎么算').hears(/没有写到/)
  expectProblem(await call(real.url, 'GET', PATH), 401, 'not_signed_in')
  const token = await logInTo(VILLAGE)
  const { questions } = CardQuestionList.parse((await call(real.url, 'GET', PATH, { token })).body)
  expect(questions).toMatchObject([{ question: '高考加分怎么算', state: 'open', seenCard: '公益岗位和以工代赈' }])
  const one = `${PATH}/${questions[0]?.id}`

  expectProblem(await call(real.url, 'POST', `${one}/card-draft`, { token }), 409, 'not_possible_now')
  expectProblem(await call(real.url, 'POST', `${one}/answer`, { token, body: { text: ' ' } }), 400, 'invalid_fields')
  const stranger = await logInTo('440229100001')
  const body = { text: '请问县教育局。' }
  expectProblem(await call(real.url, 'POST', `${one}/answer`, { token: stranger, body }), 404, 'not_found')
  const news = wang.next((frame) => frame.type === 'turn' && JSON.stringify(frame.turn.replies).includes('县教育局'))
  const done = CardQuestionView.parse((await call(real.url, 'POST', `${one}/answer`, { token, body })).body)
  expect(done).toMatchObject({ state: 'answered', answer: body })
  await news
  expectProblem(await call(real.url, 'POST', `${one}/answer`, { token, body }), 409, 'not_possible_now')
  const draft = CardDraft.parse((await call(real.url, 'POST', `${one}/card-draft`, { token })).body)
  expect(draft.yaml).toContain('  - "请问县教育局。"')
  const { body: answeredOnes } = await call(real.url, 'GET', `${PATH}?state=answered`, { token })
  expect(CardQuestionList.parse(answeredOnes).questions.map(({ id }) => id)).toEqual([done.id])
  wang.close()
})
