import { type Kysely, sql } from 'kysely'

const SYSTEM = `(county_code = (select actor_county()) and (select actor_kind()) = 'system')`

/**
 * Pictures and recordings on their way, in pieces: a line that breaks costs the piece and not the file. Whose they are is checked where the
 * file is kept; until then they are between the phone and the system, and a day later they are gone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
create table upload_piece (
  county_code text not null,
  owner_id uuid not null,
  upload_id uuid not null,
  at_byte int not null check (at_byte >= 0),
  bytes bytea not null,
  total int not null check (at_byte + length(bytes) <= total),
  sha256 text,
  at timestamptz not null,
  primary key (county_code, owner_id, upload_id, at_byte)
);
create index upload_piece_old on upload_piece (county_code, at);
alter table upload_piece enable row level security;
alter table upload_piece force row level security;
create policy upload_piece_select on upload_piece for select using ${SYSTEM};
create policy upload_piece_insert on upload_piece for insert with check ${SYSTEM};
create policy upload_piece_delete on upload_piece for delete using ${SYSTEM};
grant select, insert, delete on upload_piece to mingbai_app;
`)
    .execute(db)
}
