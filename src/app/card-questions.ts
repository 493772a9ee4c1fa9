import type { AnswerCardQuestion, CardDraft, CardQuestionList, CardQuestionView } from '../contract/card-question.ts'
import { cardDraft } from '../core/card/card-draft.ts'
import { CARD_WORDS } from '../core/dialogue/card-words.ts'
import { quoted } from '../core/dialogue/decision-questions.ts'
import { chainFor } from '../core/policy/chain.ts'
import { cadreWords } from '../core/words/person.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import { butForPhones } from './answer-handover.ts'
import type { Deps } from './deps.ts'
import type { CardQuestion } from './ports/card-questions.ts'
import type { Refusal } from './refusal.ts'
import { signedIn } from './signed-in.ts'

const MOST = 100

/** What was asked in his area and no card answered. At most 100; `more`: there are others. */
export async function listCardQuestions(
  deps: Deps,
  actor: CadreActor,
  state: 'open' | 'answered',
): Promise<CardQuestionList> {
  return deps.store.transaction(actor, async (tx) => {
    const found = await tx.cardQuestions.list(state, MOST + 1)
    return { questions: found.slice(0, MOST).map((each) => questionView(deps, each)), more: found.length > MOST }
  })
}

/** One as the list shows it; null when this cadre may not see it. */
export async function cardQuestionNow(deps: Deps, actor: CadreActor, id: string): Promise<CardQuestionView | null> {
  const found = await deps.store.transaction(actor, (tx) => tx.cardQuestions.get(id))
  return found && questionView(deps, found)
}

/** Answers it once; the answer goes into the resident's chat under the cadre's name. */
export async function answerCardQuestion(
  deps: Deps,
  actor: CadreActor,
  id: string,
  said: AnswerCardQuestion,
): Promise<CardQuestionView | Refusal> {
  const seen = await deps.store.transaction(actor, (tx) => tx.cardQuestions.get(id))
  if (!seen) return { refused: 'not_found' }
  return deps.store.transaction(
    { kind: 'system', county: actor.county },
    async (tx): Promise<CardQuestionView | Refusal> => {
      const asked = await tx.cardQuestions.lock(id)
      if (!asked) return { refused: 'not_found' }
      if (asked.answer) return { refused: 'not_possible_now', why: `${asked.answer.by.name}已经回答过了。` }
      const by = await signedIn(tx, deps, actor)
      if (!by) return { refused: 'not_signed_in' }
      const at = deps.clock.now()
      const answer = { text: butForPhones(said.text), by, at }
      await tx.cardQuestions.answer(id, answer)
      const { county, conversationId } = asked
      const blocks = [
        { kind: 'text' as const, text: CARD_WORDS.answered(quoted(asked.question)) },
        { kind: 'text' as const, text: answer.text, from: cadreWords({ name: by.name, role: actor.role }) },
      ]
      await tx.outbox.put({ key: `card-question:${id}`, county, conversationId, blocks, at })
      await tx.announce({ topic: 'outbox', county })
      await tx.announce({ topic: 'card_question', county, questionId: id })
      await tx.audit.append({ at, actor: actor.cadreId, act: 'card_question_answered', subject: id })
      return questionView(deps, { ...asked, answer })
    },
  )
}

/** The beginning of a card from question and answer, for the technician to finish. Nothing is changed by it. */
export async function draftCard(deps: Deps, actor: CadreActor, id: string): Promise<CardDraft | Refusal> {
  const asked = await deps.store.transaction(actor, (tx) => tx.cardQuestions.get(id))
  if (!asked) return { refused: 'not_found' }
  if (!asked.answer) return { refused: 'not_possible_now', why: '先回答，才能做成明白卡的草稿。' }
  const { name, yaml } = cardDraft({ id, question: asked.question, answer: asked.answer.text })
  const [pack] = chainFor(deps.packs, asked.region, chinaDay(deps.clock.now()))
  if (!pack) throw new Error(`no pack speaks for ${asked.region}`)
  return { pack: pack.id, file: `cards/${name}`, yaml }
}

function questionView(
  deps: Deps,
  { id, county, region, question, seenCard, askedAt, answer }: CardQuestion,
): CardQuestionView {
  return {
    id,
    state: answer ? 'answered' : 'open',
    region,
    place: deps.regions(county)?.placeName(region) ?? region,
    question,
    seenCard,
    askedAt: askedAt.toISOString(),
    answer: answer && { text: answer.text, by: answer.by.name, at: answer.at.toISOString() },
  }
}
