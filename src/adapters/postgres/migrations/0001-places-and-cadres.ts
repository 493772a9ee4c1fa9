import { type Kysely, sql } from 'kysely'

/**
 * The role without bypass that every request runs as, the division tree, the people who handle leads and their logins.
 * Roles belong to the whole server, so another database of it may be making the same one at this moment.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
do $$
begin
  if not exists (select from pg_roles where rolname = 'mingbai_app') then
    create role mingbai_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;

-- Who made the role is its member, but from 16 on without the right to become it; that he must give himself.
do $$
begin
  if current_setting('server_version_num')::int < 160000 then
    if not pg_has_role(current_user, 'mingbai_app', 'member') then
      execute format('grant mingbai_app to %I', current_user);
    end if;
  elsif not pg_has_role(current_user, 'mingbai_app', 'set') then
    execute format('grant mingbai_app to %I with set true', current_user);
  end if;
end $$;

create table region (
  code text primary key check (code ~ '^\\d{2}(\\d{2}(\\d{2}(\\d{3}(\\d{3})?)?)?)?$'),
  name text not null,
  active boolean not null default false
);

create table cadre (
  county_code text not null,
  id uuid not null,
  name text not null,
  role text not null
    check (role in ('village_cadre', 'township_officer', 'county_officer', 'department_officer', 'admin')),
  active boolean not null,
  phone jsonb,
  demo boolean not null,
  primary key (county_code, id)
);

create table duty (
  county_code text not null,
  region text not null check (starts_with(region, county_code)),
  cadre_id uuid not null,
  deputy_id uuid,
  from_day date not null,
  until_day date check (until_day >= from_day),
  primary key (county_code, region, cadre_id, from_day),
  foreign key (county_code, cadre_id) references cadre,
  foreign key (county_code, deputy_id) references cadre
);
create index duty_of_cadre on duty (county_code, cadre_id);
create index duty_of_deputy on duty (county_code, deputy_id) where deputy_id is not null;

create table account (
  county_code text not null,
  cadre_id uuid not null,
  account text not null,
  password_hash text not null,
  failures integer not null,
  locked_until timestamptz,
  primary key (county_code, cadre_id),
  unique (county_code, account),
  foreign key (county_code, cadre_id) references cadre
);

create table invitation (
  county_code text not null,
  code_hash text not null,
  cadre_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (county_code, code_hash),
  foreign key (county_code, cadre_id) references cadre
);

create table session (
  county_code text not null,
  token_hash text not null,
  cadre_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (county_code, token_hash),
  foreign key (county_code, cadre_id) references cadre
);
create index session_of_cadre on session (county_code, cadre_id);
`)
    .execute(db)
}
