import { type Kysely, sql } from 'kysely'

const COUNTY = '(select actor_county())'
const SYSTEM = `(select actor_kind()) = 'system'`
const CHANNELS = `'web', 'miniprogram', 'official_account', 'wecom', 'wechaty'`

/** What the system alone reads and writes: nothing here is shown to anybody. */
const TABLES: Record<string, string[]> = {
  inbox: ['select', 'insert', 'update', 'delete'],
  reach: ['select', 'insert', 'update'],
  channel_token: ['select', 'insert', 'update'],
  channel_use: ['select', 'insert', 'update', 'delete'],
}

/**
 * Channels that we must send to, because nobody holds a line open to us. `inbox`: what came in, before it is answered, so that we may
 * say "received" at once; sealed, for nobody has masked its numbers yet. `reach`: up to which turn a conversation was handed to its
 * channel, and what the channel lets us send just now.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const policies = Object.entries(TABLES).flatMap(([table, commands]) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    ...commands.map(
      (command) =>
        `create policy ${table}_${command} on ${table} for ${command} ${command === 'insert' ? 'with check' : 'using'} (county_code = ${COUNTY} and ${SYSTEM})`,
    ),
    `grant ${commands.join(', ')} on ${table} to mingbai_app`,
  ])
  await sql
    .raw(`
create table inbox (
  county_code text not null,
  channel text not null check (channel in (${CHANNELS})),
  message_id text not null,
  user_id text not null,
  body text not null,
  at timestamptz not null,
  next_at timestamptz not null,
  attempts integer not null default 0,
  error text,
  done_at timestamptz,
  primary key (county_code, channel, message_id)
);
create index inbox_left on inbox (county_code, channel, next_at) where done_at is null;
create index inbox_done on inbox (county_code, done_at) where done_at is not null;

create table reach (
  county_code text not null,
  conversation_id uuid not null,
  channel text not null check (channel in (${CHANNELS})),
  user_id text not null,
  told_seq integer not null default 0,
  owing boolean not null default false,
  answered_id text,
  answered_from integer,
  answered_to integer,
  noticed_seq integer not null default 0,
  put_off integer[] not null default '{}',
  open_until timestamptz,
  free_left integer not null default 0,
  claimed_until timestamptz,
  next_at timestamptz not null,
  attempts integer not null default 0,
  error text,
  gone_at timestamptz,
  primary key (county_code, conversation_id),
  unique (county_code, channel, user_id),
  foreign key (county_code, conversation_id) references conversation,
  check ((answered_id is null) = (answered_from is null)),
  check ((answered_id is null) = (answered_to is null))
);
create index reach_owing on reach (county_code, channel, next_at) where owing;

create table channel_token (
  county_code text not null,
  channel text not null check (channel in (${CHANNELS})),
  app text not null,
  token text not null,
  expires_at timestamptz not null,
  primary key (county_code, channel, app)
);

create table channel_use (
  county_code text not null,
  channel text not null check (channel in (${CHANNELS})),
  what text not null,
  period text not null,
  used integer not null check (used >= 0),
  primary key (county_code, channel, what, period)
);
${policies.join(';\n')};
`)
    .execute(db)
}
