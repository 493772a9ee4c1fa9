import { type Kysely, sql } from 'kysely'

/**
 * The audit, one chain per county. Nobody may insert: entries are made by `audit_append` alone, which takes the county
 * from the transaction's actor, reads the head of the chain (which a cadre may not) and makes the hash. Only the system names
 * who acted and when; of everybody else the entry says himself, and the time by the database's own clock.
 * The canonical entry is a row of netstrings, so that no two entries share one; `audit-hash.ts` makes the same.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
-- Of the deployment, not of a county; apart, so that the application's role cannot even name it.
create schema deployment;
create table deployment.key_check (
  one boolean primary key default true check (one),
  hash text not null
);

create table audit (
  county_code text not null,
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  actor text not null,
  act text not null,
  subject text not null,
  hash bytea not null,
  primary key (county_code, seq)
);

create function netstring(field text) returns text language sql immutable strict
  return octet_length(convert_to(field, 'UTF8')) || ':' || field || ',';

create function audit_append(at timestamptz, actor text, act text, subject text) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, public
as $$
declare
  who text := current_setting('mingbai.actor', true);
  county text := current_setting('mingbai.county', true);
  head record;
  next bigint;
  stamp timestamptz := audit_append.at;
begin
  if coalesce(county, '') = '' then
    raise exception 'audit_append needs an actor';
  end if;
  -- Forced security holds for the owner too, and the actor may be one who can't read the audit. (A SET clause of the function
  -- would be shorter, but only a superuser may write one for a parameter of ours.)
  perform set_config('mingbai.actor', 'system', true);
  -- One writer per county at a time, until its commit: the next one must read this entry's hash.
  perform pg_advisory_xact_lock(hashtextextended('mingbai.audit.' || county, 0));
  if who is distinct from 'system' then
    if audit_append.actor is distinct from current_setting('mingbai.person', true) then
      raise exception 'an audit entry in the name of somebody else' using errcode = 'insufficient_privilege';
    end if;
    -- Read behind the lock, so that the times rise with the chain.
    stamp := clock_timestamp();
  end if;
  stamp := date_trunc('milliseconds', stamp);
  select a.seq, a.hash into head from audit a where a.county_code = county order by a.seq desc limit 1;
  next := coalesce(head.seq, 0) + 1;
  insert into audit values (county, next, stamp, actor, act, subject, sha256(
    coalesce(head.hash, ''::bytea) || convert_to(
      netstring(county) || netstring(next::text)
      || netstring(to_char(stamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      || netstring(actor) || netstring(act) || netstring(subject), 'UTF8')));
  perform set_config('mingbai.actor', who, true);
end $$;
revoke execute on function audit_append from public;
`)
    .execute(db)
}
