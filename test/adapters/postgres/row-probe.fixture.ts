import type pg from 'pg'
import { beginAs } from '../../../src/adapters/postgres/transaction.ts'
import type { Actor } from '../../../src/app/ports/store.ts'
import type { Row } from './row-scopes.fixture.ts'

/** For each row of a table: whether it was read, changed and deleted, and with which code inserting it again ended. */
export interface Found {
  read: boolean[]
  update: boolean[]
  remove: boolean[]
  insert: string[]
}
type Ids = Record<'read' | 'update' | 'remove', string[] | null> & { insert: string[] }

export interface Probe {
  rows: Record<string, Row[]>
  /** Tries everything on every table as that actor, each by a statement without a WHERE, and leaves no trace. */
  tryAll(actor: Actor): Promise<Record<string, Found>>
}

/** Made of what the tables hold now. The trying is done in the database, because it is tens of thousands of statements. */
export async function makeProbe(pool: pg.Pool, tables: string[]): Promise<Probe> {
  const shapes = await shapesOf(pool)
  const rows: Record<string, Row[]> = {}
  const ids: Record<string, string[]> = {}
  for (const table of tables) {
    const shape = shapes[table]
    if (!shape) throw new Error(`no table ${table}`)
    const held = (await pool.query(`select to_jsonb(t) as row, ${shape.id} as id from ${table} t`)).rows
    rows[table] = held.map((each) => each.row)
    ids[table] = held.map((each) => each.id)
    await pool.query(probeFunction(table, shape))
  }
  // One object for each: a function takes no more than a hundred arguments.
  const each = tables.map((table) => `jsonb_build_object('${table}', probe_${table}($1::jsonb -> '${table}'))`)
  const call = `select ${each.join(' || ')} as row`
  return {
    rows,
    async tryAll(actor) {
      const [answer] = (await asActor(pool, actor, call, [JSON.stringify(rows)])) as Record<string, Ids>[]
      return Object.fromEntries(
        Object.entries(answer ?? {}).map(([table, found]) => {
          const which = (reached: string[] | null) => ids[table]?.map((id) => reached?.includes(id) ?? false) ?? []
          const { read, update, remove, insert } = found
          return [table, { read: which(read), update: which(update), remove: which(remove), insert }]
        }),
      )
    },
  }
}

/** The rows that the statement answers with, rolled back. */
export async function asActor(pool: pg.Pool, actor: Actor, statement: string, values?: unknown[]): Promise<Row[]> {
  const client = await pool.connect()
  try {
    await client.query(beginAs(actor))
    const { rows } = await client.query(statement, values)
    return rows.map((each) => each.row)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** Of a table: what tells its rows apart, and the columns that an insert may name. */
interface Shape {
  id: string
  columns: string[]
}

async function shapesOf(pool: pg.Pool): Promise<Record<string, Shape>> {
  const { rows } = await pool.query(
    `select table_name as name, array_agg(column_name::text) filter (where is_generated = 'NEVER') as columns,
       (select 'concat_ws(''/'', ' || string_agg(k.column_name, ', ') || ')' from information_schema.key_column_usage k
        where k.table_schema = 'public' and k.constraint_name = c.table_name || '_pkey') as id
     from information_schema.columns c where table_schema = 'public' group by table_name`,
  )
  return Object.fromEntries(rows.map(({ name, ...shape }) => [name, shape]))
}

/** A function for each table: so its statements are planned once, and not once for each actor and row. */
function probeFunction(table: string, { id, columns }: Shape): string {
  const attempt = (into: string, statement: string) => `
  begin
    ${statement} into ${into};
    raise exception using errcode = 'UNDO1';
  exception
    -- A command that was never granted reaches nothing.
    when sqlstate 'UNDO1' or insufficient_privilege then null;
  end;`
  const key = table === 'region' ? 'code' : 'county_code'
  return `
create or replace function probe_${table}(rows jsonb) returns jsonb language plpgsql as $$
declare
  given ${table};
  seen text[];
  changed text[];
  removed text[];
  codes text[] := '{}';
begin
  ${attempt('seen', `select array_agg(${id}) from ${table}`)}
  ${attempt('changed', `with done as (update ${table} set ${key} = ${key} returning ${id} as id) select array_agg(id) from done`)}
  ${attempt('removed', `with done as (delete from ${table} returning ${id} as id) select array_agg(id) from done`)}
  for given in select * from jsonb_populate_recordset(null::${table}, rows) loop
    begin
      insert into ${table} (${columns.join(', ')}) values (${columns.map((column) => `given.${column}`).join(', ')});
      codes := codes || 'inserted'::text;
    exception when others then codes := codes || sqlstate::text;
    end;
  end loop;
  return jsonb_build_object('read', seen, 'update', changed, 'remove', removed, 'insert', codes);
end $$`
}
