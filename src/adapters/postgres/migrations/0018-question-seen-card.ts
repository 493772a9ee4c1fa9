import { type Kysely, sql } from 'kysely'

/** The title of the card that the resident had just seen when he asked: without it 一个月多少钱 says nothing to a cadre. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table card_question add column seen_card text').execute(db)
}
