import { type Kysely, sql } from 'kysely'
import type { Database } from './tables.ts'

/** The keys are not those that this database was filled with. */
export class WrongKeys extends Error {
  override name = 'WrongKeys'
}

/**
 * Remembers a hash made with the deployment's keys at the first start and compares it at every later one: with other keys
 * nobody's phone could be read, and every login and chat would be a stranger's.
 * @throws WrongKeys
 */
export async function checkKeys(db: Kysely<Database>, hash: string): Promise<void> {
  await sql`insert into deployment.key_check (hash) values (${hash}) on conflict do nothing`.execute(db)
  const { rows } = await sql<{ hash: string }>`select hash from deployment.key_check`.execute(db)
  if (rows[0]?.hash !== hash) throw new WrongKeys('the keys are not those that this database was filled with')
}
