/**
 * Embedded databases that are used again. Opening one costs more than most suites do with it (a second and more of processor
 * time, to unpack 40 MB); emptying one a tenth of that.
 */
import { openAsBlob } from 'node:fs'
import { inject } from 'vitest'
import { type OpenDatabase, overEmbedded } from '../../src/adapters/postgres/database.ts'
import { type Embedded, openEmbedded } from '../../src/adapters/postgres/embedded.ts'

interface Idle {
  embedded: Embedded
  /** What its schema was when it was made. */
  schema: string
}

/** Of this process, whichever file and project asks. Each is used by one at a time; they end with the process. */
const shared: { [key: symbol]: Idle[] | undefined } = globalThis
const IDLE = Symbol.for('embedded databases of this process that nobody uses')

/**
 * A migrated embedded database in memory, in which nobody is yet: as fresh from the template. Whose suite changed the schema,
 * or broke the session, leaves one that is not used again.
 */
export async function migratedInMemory(onError?: (error: Error) => void): Promise<OpenDatabase> {
  shared[IDLE] ??= []
  const idle = shared[IDLE]
  const used = (await emptied(idle.pop())) ?? (await made())
  const database = await overEmbedded(used.embedded, onError)
  return {
    ...database,
    async close() {
      await database.close()
      idle.push(used)
    },
  }
}

async function made(): Promise<Idle> {
  const embedded = await openEmbedded({ copyOf: await openAsBlob(inject('postgres').embeddedCopy) })
  return { embedded, schema: await schemaOf(embedded) }
}

async function emptied(used: Idle | undefined): Promise<Idle | null> {
  if (!used) return null
  const { pglite } = used.embedded
  try {
    // What a suite left open when it broke; without a transaction it is a mere notice.
    await pglite.exec('rollback')
    await pglite.exec('discard all')
    if ((await schemaOf(used.embedded)) === used.schema) {
      await pglite.exec(EMPTY)
      return used
    }
  } catch {
    // Not to be mended: a new one is.
  }
  await pglite.close().catch(() => {})
  return null
}

/** Changes with whatever is made, dropped or made anew. */
async function schemaOf({ pglite }: Embedded): Promise<string> {
  const { rows } = await pglite.query<{ schema: string }>(SCHEMA)
  return rows[0]?.schema ?? ''
}

const SCHEMA = `
  select md5(string_agg(what, ' ' order by what)) as schema from (
    select 'class ' || oid || coalesce(relacl::text, '') as what from pg_class where oid >= 16384
    union all select 'attribute ' || attrelid || ' ' || attnum || attname || atttypid || attnotnull from pg_attribute where attrelid >= 16384
    union all select 'constraint ' || oid || convalidated from pg_constraint where oid >= 16384
    union all select 'function ' || oid || xmin::text from pg_proc where oid >= 16384
    union all select 'trigger ' || oid || tgenabled::text from pg_trigger
    union all select 'policy ' || oid || xmin::text from pg_policy
    union all select 'schema ' || oid from pg_namespace where nspname !~ '^pg_'
    union all select 'role ' || oid || xmin::text from pg_authid
    union all select 'setting ' || setdatabase || setrole || setconfig::text from pg_db_role_setting
    union all select 'migration ' || name from kysely_migration
  ) everything`

const EMPTY = `
  do $$ declare held text; begin
    -- Without their triggers, which would keep the record append-only and every reference whole.
    set local session_replication_role = replica;
    for held in
      select oid::regclass::text from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname !~ '^kysely_' and pg_relation_size(oid) > 0
    loop
      execute 'delete from ' || held;
    end loop;
    perform setval(seqrelid::regclass, seqstart, false) from pg_sequence;
  end $$;`
