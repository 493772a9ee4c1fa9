/**
 * `npm run bench:turns`: chat turns a second through the real server on a durable PostgreSQL, against pgbench and against a
 * plain three-statement transaction, in turn and in one run. What the figures mean: bench/RESULTS.md.
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { type ChatLoad, startChatLoad } from './chat-load.ts'
import { type ChatServer, startChatServer } from './chat-server.ts'
import { startDurablePostgres } from './durable-postgres.ts'
import { header, row, say, show } from './figures.ts'
import { findPgbench } from './pgbench.ts'
import { Rounds } from './rounds.ts'
import { bytesPerRow, RIVAL_TABLES, sampleTurns } from './sample.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '6' },
    residents: { type: 'string', default: '2500' },
    'in-flight': { type: 'string', default: '128' },
    reports: { type: 'string', default: '1000' },
    /** A folder for a CPU profile of the server. */
    profile: { type: 'string' },
  },
})
const [rounds, seconds, residents, inFlight, reports] = (
  ['rounds', 'seconds', 'residents', 'in-flight', 'reports'] as const
).map((name) => Number(values[name])) as [number, number, number, number, number]
/** Who come before there are statistics: enough that the planner sees no table as small. */
const STRANGERS = 600
const SAMPLES = 8

const postgres = await startDurablePostgres()
let server: ChatServer | undefined
let load: ChatLoad | undefined
const stop = async () => {
  load?.stop()
  await server?.stop()
  await postgres.stop()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().finally(() => process.exit(1)))
try {
  server = await startChatServer(postgres.url, values.profile)
  load = startChatLoad(server.url)
  await measure(server, load)
} finally {
  await stop()
}

async function measure(server: ChatServer, load: ChatLoad): Promise<void> {
  const pgbench = findPgbench()
  say(`Node ${process.version}, ${cpus().length} processors, PostgreSQL ${JSON.stringify(postgres.settings)}`)
  say(
    `${residents} residents, ${inFlight} messages on their way, ${pgbench ?? 'no pgbench: its figures are missing'}\n`,
  )
  const memory = [server.memory()]
  // A county's database has statistics; a new one is without until autovacuum comes by, and plans badly meanwhile.
  await load.ask('enter', { residents: STRANGERS })
  await postgres.client.query('analyze')
  const opening = await load.ask('enter', { residents: residents - STRANGERS })
  const warm = await load.ask('full', { seconds: seconds * 2, inFlight })
  memory.push(server.memory())
  await postgres.client.query(RIVAL_TABLES)
  const samples = await sampleTurns(postgres.client, SAMPLES)

  const all = new Rounds({ server, load, postgres, pgbench, samples, seconds, inFlight })
  header(all.columns)
  for (let n = 1; n <= rounds; n++) {
    row([`${n}`, ...(await all.next())])
    memory.push(server.memory())
  }
  const bytes = [await bytesPerRow(postgres.client, 'turn'), await bytesPerRow(postgres.client, 'bench_turn')]
  const told = await load.ask('reports', { count: reports })
  memory.push(server.memory())

  all.tell()
  say(`\nwhole reports: ${(told.told / told.seconds).toFixed(0)} a second, ${told.told} of ${reports}; ${show(told)}`)
  say(`  the turn that makes the lead: p50 ${told.last.p50.toFixed(1)} ms, p99 ${told.last.p99.toFixed(1)} ms`)
  say(`first words of ${residents - STRANGERS} people, each with a consent: ${show(opening)}`)
  say(`memory MB: ${memory.map((mb) => mb.toFixed(0)).join(', ')} (start, warm, each round, reports)`)
  say(`bytes of a row: ours ${bytes[0]}, pgbench's ${bytes[1]}`)
  const refused = opening.refused + warm.refused + told.refused + all.refused
  if (refused > 0 || told.told !== reports) {
    say(
      `\n${refused} messages were refused, ${reports - told.told} reports had no receipt: these figures do not count.`,
    )
    process.exitCode = 1
  }
}
