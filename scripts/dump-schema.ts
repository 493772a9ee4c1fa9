/**
 * Writes src/adapters/postgres/schema.sql: the schema that the migrations make, as a person would read it. With `--check` it
 * compares instead and exits 1 where the committed file differs. Not pg_dump, whose text changes with its version.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { openDatabase } from '../src/adapters/postgres/database.ts'
import { migrate } from '../src/adapters/postgres/migrate.ts'
import { readSchema } from './schema/read-schema.ts'

const FILE = fileURLToPath(new URL('../src/adapters/postgres/schema.sql', import.meta.url))

const database = await openDatabase({ memory: true })
await migrate(database.db)
const schema = await readSchema(async (text) => (await sql.raw<{ line: string }>(text).execute(database.db)).rows)
await database.close()

if (process.argv.includes('--check')) {
  const committed = await readFile(FILE, 'utf8').catch(() => '')
  if (committed !== schema) {
    console.error('schema.sql is not what the migrations make; run: npm run schema')
    console.error(differences(committed, schema))
    process.exitCode = 1
  }
} else await writeFile(FILE, schema)

/** The lines that only one of the two has; enough to see what is meant. */
function differences(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')]
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ].join('\n')
}
