import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { answerCardQuestion, draftCard, listCardQuestions } from '../../app/card-questions.ts'
import {
  AnswerCardQuestion,
  CardDraft,
  CardQuestionList,
  CardQuestionQuery,
  CardQuestionView,
} from '../../contract/card-question.ts'
import { Id, problems, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const common = { tags: ['card-questions'], security: signedIn }

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)

  app.get(
    '/api/card-questions',
    {
      schema: {
        ...common,
        operationId: 'listCardQuestions',
        summary: '明白卡答不了的问题，等得最久的在前',
        querystring: CardQuestionQuery,
        response: { 200: CardQuestionList, ...problems },
      },
    },
    async (request) => listCardQuestions(deps, cadreOf(request), request.query.state),
  )
  app.post(
    '/api/card-questions/:id/answer',
    {
      schema: {
        ...common,
        operationId: 'answerCardQuestion',
        summary: '回答，对方在聊天里看到',
        params: Id,
        body: AnswerCardQuestion,
        response: { 200: CardQuestionView, ...problems },
      },
    },
    async (request) => granted(await answerCardQuestion(deps, cadreOf(request), request.params.id, request.body)),
  )
  app.post(
    '/api/card-questions/:id/card-draft',
    {
      schema: {
        ...common,
        operationId: 'draftCard',
        summary: '把问和答做成明白卡的草稿，交技术员改好',
        params: Id,
        response: { 200: CardDraft, ...problems },
      },
    },
    async (request) => granted(await draftCard(deps, cadreOf(request), request.params.id)),
  )
  done()
}

export const cardQuestionRoutes = plugin('card-question-routes', ['@fastify/rate-limit'], routes)
