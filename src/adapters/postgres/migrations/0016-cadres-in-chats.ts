import { type Kysely, sql } from 'kysely'

const COUNTY = '(select actor_county())'
const SYSTEM = `(select actor_kind()) = 'system'`
const HANDLER = `(select actor_kind()) in ('village_cadre', 'township_officer', 'county_officer')`
const CHANNELS = `'web', 'miniprogram', 'official_account', 'wecom', 'wechaty'`
/** Of his place, around it or in it. */
const NEAR = `(${HANDLER} and exists (select from unnest((select actor_areas())::text[]) area
    where group_chat.region ^@ area or area ^@ group_chat.region))`
const OWN = `(${HANDLER} and cadre_id = (select actor_id()))`
/** Of a lead that he sees: to groups around its place, and to its holder. */
const OF_LEAD = `(${HANDLER} and delivered_at is null and exists (select from lead l
    where l.county_code = group_post.county_code and l.id = group_post.lead_id
      and (l.holder_id = group_post.cadre_id or exists (select from group_chat g
        where g.county_code = group_post.county_code and g.channel = group_post.channel
          and g.group_id = group_post.group_id and l.region ^@ g.region))))`

const POLICIES: Record<string, Record<string, string>> = {
  cadre_contact: { select: SYSTEM, insert: SYSTEM, update: SYSTEM, delete: SYSTEM },
  contact_code: { select: SYSTEM, insert: SYSTEM, update: SYSTEM, delete: SYSTEM },
  cadre_message: { select: `${SYSTEM} or ${OWN}`, insert: `${SYSTEM} or ${OWN}`, delete: SYSTEM },
  group_chat: { select: `${SYSTEM} or ${NEAR}`, insert: SYSTEM, update: SYSTEM, delete: SYSTEM },
  group_post: { select: SYSTEM, insert: `${SYSTEM} or ${OF_LEAD}`, update: SYSTEM, delete: SYSTEM },
}

/**
 * Cadres in chats. `cadre_contact`: whose contact it is, bound by a one-time code. `cadre_message`: what was answered, so that a message
 * that comes again does nothing twice; written with what it caused. `group_post`: what groups, and cadres by themselves, are to be told.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const policies = Object.entries(POLICIES).flatMap(([table, commands]) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    ...Object.entries(commands).map(
      ([command, who]) =>
        `create policy ${table}_${command} on ${table} for ${command} ${command === 'insert' ? 'with check' : 'using'} (county_code = ${COUNTY} and (${who}))`,
    ),
    `grant ${Object.keys(commands).join(', ')} on ${table} to mingbai_app`,
  ])
  await sql
    .raw(`
create table cadre_contact (
  county_code text not null,
  channel text not null check (channel in (${CHANNELS})),
  user_id text not null,
  cadre_id uuid not null,
  bound_at timestamptz not null,
  primary key (county_code, channel, user_id),
  unique (county_code, cadre_id, channel),
  foreign key (county_code, cadre_id) references cadre
);

create table contact_code (
  county_code text not null,
  cadre_id uuid not null,
  code_hash text not null,
  expires_at timestamptz not null,
  primary key (county_code, cadre_id),
  unique (county_code, code_hash),
  foreign key (county_code, cadre_id) references cadre
);

create table cadre_message (
  county_code text not null,
  channel text not null check (channel in (${CHANNELS})),
  message_id text not null,
  cadre_id uuid not null,
  reply text,
  done boolean not null,
  at timestamptz not null,
  primary key (county_code, channel, message_id),
  foreign key (county_code, cadre_id) references cadre
);
create index cadre_message_at on cadre_message (county_code, at);

create table group_chat (
  county_code text not null,
  channel text not null check (channel in (${CHANNELS})),
  group_id text not null,
  region text not null check (starts_with(region, county_code)),
  kind text not null check (kind in ('cadres', 'publicity')),
  name text not null,
  webhook text,
  primary key (county_code, channel, group_id)
);

create table group_post (
  county_code text not null,
  key text not null,
  channel text,
  group_id text,
  cadre_id uuid,
  lead_id uuid,
  words text not null,
  mentions text[] not null,
  taps text[] not null,
  at timestamptz not null,
  next_at timestamptz not null,
  attempts integer not null default 0,
  error text,
  delivered_at timestamptz,
  primary key (county_code, key),
  foreign key (county_code, channel, group_id) references group_chat on delete cascade,
  foreign key (county_code, cadre_id) references cadre,
  foreign key (county_code, lead_id) references lead,
  check (num_nulls(group_id, cadre_id) = 1 and (channel is null) = (group_id is null))
);
create index group_post_waiting on group_post (county_code, next_at) where delivered_at is null;
create index group_post_of_group on group_post (county_code, channel, group_id);
create index group_post_of_lead on group_post (county_code, lead_id) where lead_id is not null;
${policies.join(';\n')};
`)
    .execute(db)
}
