import { type Kysely, sql } from 'kysely'

/**
 * The people who write to us and what was said. A turn refers to its conversation without a foreign key: the check
 * would lock the conversation's row once per turn, and turns are the one table that is written thousands of times a second.
 * Its JSON is `json`, not `jsonb`: what a resident typed is kept to the byte, even what jsonb refuses (U+0000, half a
 * surrogate pair), and it is written without being taken apart.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
create table household (
  county_code text not null,
  id uuid not null,
  region text not null check (starts_with(region, county_code)),
  head_name text not null,
  kind text not null check (kind in ('poverty_lifted', 'marginal', 'ordinary')),
  cadre_id uuid,
  phone jsonb,
  unconfirmed boolean not null,
  demo boolean not null,
  primary key (county_code, id),
  foreign key (county_code, cadre_id) references cadre
);
create index household_by_name on household (county_code, region, head_name);

create table resident (
  county_code text not null,
  id uuid not null,
  household_id uuid,
  village text,
  phone jsonb,
  identity_number jsonb,
  consent_version text,
  consent_at timestamptz,
  opted_out_at timestamptz,
  created_at timestamptz not null,
  demo boolean not null,
  primary key (county_code, id),
  foreign key (county_code, household_id) references household
);

create table identity (
  county_code text not null,
  channel text not null check (channel in ('web', 'miniprogram', 'official_account', 'wecom', 'wechaty')),
  user_id text not null,
  resident_id uuid not null,
  primary key (county_code, channel, user_id),
  foreign key (county_code, resident_id) references resident
);
create index identity_of_resident on identity (county_code, resident_id);

create table conversation (
  county_code text not null,
  id uuid not null,
  resident_id uuid not null,
  channel text not null check (channel in ('web', 'miniprogram', 'official_account', 'wecom', 'wechaty')),
  created_at timestamptz not null,
  primary key (county_code, id),
  unique (county_code, resident_id, channel),
  foreign key (county_code, resident_id) references resident
);

create table turn (
  county_code text not null,
  conversation_id uuid not null,
  seq integer not null check (seq > 0),
  inbound_id text not null,
  at timestamptz not null,
  inbound json,
  replies json not null,
  state json not null,
  primary key (county_code, conversation_id, seq),
  unique (county_code, conversation_id, inbound_id)
);
`)
    .execute(db)
}
