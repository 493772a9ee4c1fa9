import type { Selectable } from 'kysely'
import type { CardQuestion, CardQuestions } from '../../app/ports/card-questions.ts'
import type { Database } from './tables.ts'
import type { Trx } from './transaction.ts'

export function cardQuestionsOf(trx: Trx, county: string): CardQuestions {
  return {
    ask: (question, mostOpen) => askCardQuestion(trx, question, mostOpen),
    get: async (id) => rowOf(await questions(trx, county).where('id', '=', id).executeTakeFirst()),
    lock: async (id) => rowOf(await questions(trx, county).where('id', '=', id).forUpdate().executeTakeFirst()),
    answer: (id, answer) => answerCardQuestion(trx, county, id, answer),
    ofResident: async (id) => {
      const rows = await questions(trx, county)
        .where('resident_id', '=', id)
        .orderBy('asked_at')
        .orderBy('id')
        .execute()
      return rows.flatMap((row) => rowOf(row) ?? [])
    },
    list: (state, limit) => listCardQuestions(trx, county, state, limit),
  }
}

async function askCardQuestion(trx: Trx, asked: CardQuestion, mostOpen: number): Promise<'asked' | 'waiting'> {
  const { county, conversationId } = asked
  const { open } = await trx
    .selectFrom('card_question')
    .select((of) => of.fn.countAll<string>().as('open'))
    .where('county_code', '=', county)
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  if (Number(open) >= mostOpen) return 'waiting'
  const row = await trx
    .insertInto('card_question')
    .values({
      county_code: county,
      id: asked.id,
      region: asked.region,
      conversation_id: conversationId,
      resident_id: asked.residentId,
      question: asked.question,
      seen_card: asked.seenCard,
      asked_at: asked.askedAt,
      state: 'open',
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row ? 'asked' : 'waiting'
}

async function answerCardQuestion(
  trx: Trx,
  county: string,
  id: string,
  { text, by, at }: NonNullable<CardQuestion['answer']>,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('card_question')
    .set({ state: 'answered', answer: text, answered_by: by.id, answered_by_name: by.name, answered_at: at })
    .where('county_code', '=', county)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error(`question ${id} was answered already`)
}

async function listCardQuestions(
  trx: Trx,
  county: string,
  state: 'open' | 'answered',
  limit: number,
): Promise<CardQuestion[]> {
  const rows = await questions(trx, county)
    .where('state', '=', state)
    .orderBy(state === 'open' ? 'asked_at' : 'answered_at', state === 'open' ? 'asc' : 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.flatMap((row) => rowOf(row) ?? [])
}

function questions(trx: Trx, county: string) {
  return trx.selectFrom('card_question').selectAll().where('county_code', '=', county)
}

function rowOf(row: Selectable<Database['card_question']> | undefined): CardQuestion | null {
  if (!row) return null
  const { answer: text, answered_by: id, answered_by_name: name, answered_at: at } = row
  const open = text === null || id === null || name === null || at === null
  return {
    id: row.id,
    county: row.county_code,
    region: row.region,
    conversationId: row.conversation_id,
    residentId: row.resident_id,
    question: row.question,
    seenCard: row.seen_card,
    askedAt: row.asked_at,
    answer: open ? null : { text, by: { id, name }, at },
  }
}
