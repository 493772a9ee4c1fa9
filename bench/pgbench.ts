import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { postgresBinaries } from '../test/support/postgres-binaries.ts'
import type { DurablePostgres } from './durable-postgres.ts'
import type { SampleTurn } from './sample.ts'

/** Conversations that each client writes to in turn. */
const CONVERSATIONS = 50
const INSERT = (
  k: number,
) => `insert into bench_turn (county_code, conversation_id, seq, inbound_id, at, inbound, replies, state)
values ('440229', ('00000000-0000-4000-8000-' || lpad(:c::text, 12, '0'))::uuid, :n::int, 'bench-' || :c::text || '-' || :n::text,
  now(), :inbound${k}::json, :replies${k}::json, :state${k}::json);`

/** `transaction`: begin, insert, commit, as any program would; `statement`: the lone insert, the least there is to send. */
export type Way = 'transaction' | 'statement'

export const RIVALS: { way: Way; clients: number }[] = [
  { way: 'transaction', clients: 50 },
  { way: 'transaction', clients: 16 },
  { way: 'statement', clients: 50 },
  { way: 'statement', clients: 16 },
]

export function findPgbench(): string | null {
  const folders = [...postgresBinaries(), ...(process.env.PATH ?? '').split(delimiter)]
  return folders.map((folder) => join(folder, 'pgbench')).find(existsSync) ?? null
}

/** pgbench with prepared statements, one turn a transaction. */
export async function runPgbench(
  pgbench: string,
  postgres: DurablePostgres,
  samples: SampleTurn[],
  { way, clients, seconds }: { way: Way; clients: number; seconds: number },
): Promise<{ perSecond: number; transactions: number }> {
  const scripts = samples.flatMap((_, k) => ['-f', scriptOf(postgres.socket, way, k)])
  const variables = samples.flatMap((sample, k) =>
    Object.entries(sample).flatMap(([name, value]) => ['-D', `${name}${k}=${value}`]),
  )
  const options = ['-h', postgres.socket, '-U', 'postgres', '-n', '-M', 'prepared', '-T', String(seconds), '-D', 'n=0']
  const load = ['-c', String(clients), '-j', String(Math.min(clients, 2))]
  const { code, out } = await run(pgbench, [...options, ...load, ...variables, ...scripts, postgres.database])
  const perSecond = Number(/^tps = ([\d.]+)/m.exec(out)?.[1])
  const transactions = Number(/^number of transactions actually processed: (\d+)/m.exec(out)?.[1])
  if (code !== 0 || !(perSecond > 0 && transactions > 0)) throw new Error(`pgbench: ${out}`)
  return { perSecond, transactions }
}

function scriptOf(folder: string, way: Way, k: number): string {
  const count = `\\set n :n + 1\n\\set c :client_id * ${CONVERSATIONS} + :n % ${CONVERSATIONS}\n`
  // pgbench ends a statement at the semicolon, not at the line.
  const insert = INSERT(k)
  const file = join(folder, `${way}-${k}.sql`)
  writeFileSync(file, count + (way === 'transaction' ? `begin;\n${insert}\ncommit;\n` : `${insert}\n`))
  return file
}

function run(command: string, args: string[]): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (out += chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, out }))
  })
}
