type Query = (text: string) => Promise<{ line: string }[]>

const OURS = `n.nspname = 'public' and c.relname not like 'kysely\\_%'`

const SEQUENCES = `
select format('create sequence %I start %s;', c.relname, s.seqstart)
  || format(E'\\ngrant %s on sequence %I to mingbai_app;', (select string_agg(lower(privilege_type), ', ')
    from aclexplode(c.relacl) where grantee = 'mingbai_app'::regrole), c.relname) as line
from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_sequence s on s.seqrelid = c.oid
where ${OURS} order by c.relname`

const TABLES = `
select c.relname as line from pg_class c join pg_namespace n on n.oid = c.relnamespace
where ${OURS} and c.relkind = 'r' order by c.relname`

const columns = (table: string) => `
select format('  %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
  case when a.attstorage <> t.typstorage then ' storage ' || case a.attstorage when 'e' then 'external' else a.attstorage::text end else '' end,
  case when a.attnotnull then ' not null' else '' end,
  case when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
    when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end) as line
from pg_attribute a join pg_type t on t.oid = a.atttypid
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attrelid = 'public.${table}'::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`

// 18 lists NOT NULL as a constraint as well; the column says it already.
const constraints = (table: string) => `
select format('  constraint %I %s', conname, pg_get_constraintdef(oid)) as line
from pg_constraint where conrelid = 'public.${table}'::regclass and contype in ('p', 'u', 'f', 'c')
order by array_position(array['p', 'u', 'f', 'c'], contype::text), conname`

const after = (table: string) => `
select line from (
  select 1 as part, indexname::text as name, indexdef || ';' as line from pg_indexes
  where schemaname = 'public' and tablename = '${table}'
    and not exists (select from pg_constraint where conname = indexname and contype in ('p', 'u'))
  union all
  select 2, tgname::text, pg_get_triggerdef(oid) || ';' from pg_trigger
  where tgrelid = 'public.${table}'::regclass and not tgisinternal
  union all
  select 3, word, format('alter table %I %s row level security;', '${table}', word)
  from pg_class, unnest(array[case when relrowsecurity then 'enable' end, case when relforcerowsecurity then 'force' end]) as word
  where oid = 'public.${table}'::regclass and word is not null
  union all
  select 4, policyname::text, format('create policy %I on %I for %s%s%s;', policyname, tablename, lower(cmd),
    coalesce(E'\\n  using ' || qual, ''), coalesce(E'\\n  with check ' || with_check, ''))
  from pg_policies where schemaname = 'public' and tablename = '${table}'
  union all
  select 5, grantee::text, format('grant %s on %I to %I;', string_agg(lower(privilege_type), ', ' order by privilege_type), '${table}', grantee)
  from information_schema.table_privileges
  where table_schema = 'public' and table_name = '${table}' and grantee = 'mingbai_app' group by grantee
  union all
  select 6, privilege, format('grant %s (%s) on %I to mingbai_app;', privilege, string_agg(quote_ident(attname), ', ' order by attnum), '${table}')
  from (
    select lower(a.privilege_type) as privilege, attname, attnum from pg_attribute, aclexplode(attacl) a
    where attrelid = 'public.${table}'::regclass and a.grantee = 'mingbai_app'::regrole
  ) as columns group by privilege
) as parts order by part, name`

const FUNCTIONS = `
select pg_get_functiondef(p.oid) || ';' || case when exists (
    select from aclexplode(p.proacl) a where a.grantee = 'mingbai_app'::regrole
  ) then format(E'\\ngrant execute on function %I to mingbai_app;', p.proname) else '' end as line
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname = 'public' order by p.proname`

/** The whole schema as text: the same for the same migrations, on any machine and engine. */
export async function readSchema(query: Query): Promise<string> {
  const lines = async (text: string) => (await query(text)).map((row) => row.line)
  const parts = ['-- Made by `npm run schema` from the migrations. Not run by anything; here to be read and compared.']
  parts.push((await lines(SEQUENCES)).join('\n'))
  for (const table of await lines(TABLES)) {
    const body = [...(await lines(columns(table))), ...(await lines(constraints(table)))].join(',\n')
    parts.push([`create table ${table} (\n${body}\n);`, ...(await lines(after(table)))].join('\n'))
  }
  parts.push(...(await lines(FUNCTIONS)).map((text) => text.trimEnd()))
  // How PostgreSQL spells out an expression, without what it adds to it.
  return `${parts.join('\n\n').replaceAll(/::text\b(?!\[)| AS actor_\w+/g, '')}\n`
}
