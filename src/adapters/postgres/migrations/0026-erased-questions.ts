import { type Kysely, sql } from 'kysely'

/** What a resident asked and no card answered goes with the rest of what he said, when he wants his data deleted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
create policy card_question_delete on card_question for delete
  using (county_code = (select actor_county()) and (select actor_kind()) = 'system');
grant delete on card_question to mingbai_app;
`)
    .execute(db)
}
