import { type Kysely, sql } from 'kysely'

/**
 * Who asks for an account's next token holds a lease on its row: no transaction is open meanwhile, and it runs out with a process that
 * died. A post to a group may name the card whose picture goes along.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
alter table channel_token
  alter token drop not null,
  alter expires_at drop not null,
  add holder text,
  add held_until timestamptz,
  add forced_at timestamptz,
  add check ((token is null) = (expires_at is null)),
  add check ((holder is null) = (held_until is null));
alter table group_post add card json;
`)
    .execute(db)
}
