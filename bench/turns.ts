/**
 * `npm run bench:turns`: chat turns a second through the real server on a durable PostgreSQL, against pgbench and against a
 * plain three-statement transaction, in turn and in one run. What the figures mean: bench/RESULTS.md.
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { type ChatLoad, startChatLoad } from './chat-load.ts'
import { type ChatServer, startChatServer } from './chat-server.ts'
import { startDurablePostgres } from './durable-postgres.ts'
import { header, type Load, median, row, say } from './figures.ts'
import { findPgbench, RIVALS, runPgbench } from './pgbench.ts'
import { runPlainPg } from './plain-pg.ts'
import { bytesPerRow, EMPTY_RIVAL_TABLES, RIVAL_TABLES, type SampleTurn, sampleTurns } from './sample.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '8' },
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
const SAMPLES = 8
/** Who come before there are statistics. */
const STRANGERS = 100

interface Round {
  ours: Load
  /** Microseconds of the server's processor time a turn. */
  cost: number
  /** Transactions a second of each of RIVALS; none without pgbench. */
  pgbench: number[]
  plain: Load
}

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
    `${residents} residents, ${inFlight} messages on their way, ${pgbench ?? 'no pgbench: its columns are missing'}\n`,
  )
  const memory = [server.memory()]
  // A county's database has statistics; a new one is without until autovacuum comes by, and plans badly meanwhile.
  await load.ask('enter', { residents: STRANGERS })
  await postgres.client.query('analyze')
  const opening = await load.ask('enter', { residents: residents - STRANGERS })
  const warm = await load.ask('full', { seconds, inFlight })
  memory.push(server.memory())
  await postgres.client.query(RIVAL_TABLES)
  const samples = await sampleTurns(postgres.client, SAMPLES)

  const rivals = pgbench ? RIVALS.map(({ way, clients }) => `pgbench ${way}, ${clients}`) : []
  header(['round', 'turns/s', 'p50 ms', 'p99 ms', 'µs a turn', ...rivals, 'three statements', 'memory MB'])
  const done: Round[] = []
  for (let n = 1; n <= rounds; n++) {
    const round = await oneRound(server, load, pgbench, samples)
    const { ours, cost, plain } = round
    done.push(round)
    memory.push(server.memory())
    row([`${n}`, ours.perSecond, ours.p50, ours.p99, cost, ...round.pgbench, plain.perSecond, server.memory()])
  }
  const bytes = [await bytesPerRow(postgres.client, 'turn'), await bytesPerRow(postgres.client, 'bench_turn')]

  const half = await load.ask('paced', {
    seconds: seconds * 2,
    perSecond: median(done.map((r) => r.ours.perSecond)) / 2,
  })
  memory.push(server.memory())
  const told = await load.ask('reports', { count: reports })
  memory.push(server.memory())

  ratios(done)
  say(`\nhalf load: ${show(half)}`)
  say(`whole reports: ${(told.told / told.seconds).toFixed(0)} a second, ${told.told} of ${reports}; ${show(told)}`)
  say(`  the turn that makes the lead: p50 ${told.last.p50.toFixed(1)} ms, p99 ${told.last.p99.toFixed(1)} ms`)
  say(`first words of ${residents - STRANGERS} people, each with a consent: ${show(opening)}`)
  say(`memory MB: start ${memory.map((mb) => mb.toFixed(0)).join(', ')} (warm, rounds, half load, reports)`)
  say(`bytes of a row: ours ${bytes[0]}, pgbench's ${bytes[1]}`)
  const refused = [opening, warm, half, told, ...done.map(({ ours }) => ours)].reduce(
    (sum, each) => sum + each.refused,
    0,
  )
  if (refused > 0 || told.told !== reports) {
    say(
      `\n${refused} messages were refused, ${reports - told.told} reports had no receipt: these figures do not count.`,
    )
    process.exitCode = 1
  }
}

async function oneRound(
  server: ChatServer,
  load: ChatLoad,
  pgbench: string | null,
  samples: SampleTurn[],
): Promise<Round> {
  const before = server.processor()
  const ours = await load.ask('full', { seconds, inFlight })
  const cost = ((server.processor() - before) / ours.turns) * 1e6
  const theirs: number[] = []
  const rivalSeconds = Math.max(2, seconds / 2)
  for (const rival of pgbench ? RIVALS : []) {
    await postgres.client.query(EMPTY_RIVAL_TABLES)
    theirs.push(await runPgbench(pgbench as string, postgres, samples, { ...rival, seconds: rivalSeconds }))
  }
  const plain = await runPlainPg(postgres.url, samples, rivalSeconds)
  return { ours, cost, pgbench: theirs, plain }
}

/** Of each round with itself, then the median: what disturbs the machine disturbs both sides of a round. */
function ratios(done: Round[]): void {
  const of = (rival: (round: Round) => number) => median(done.map((round) => round.ours.perSecond / rival(round)))
  say('\nturns a second, as a multiple of:')
  for (const way of ['transaction', 'statement'] as const) {
    const best = (round: Round) => Math.max(...round.pgbench.filter((_, k) => RIVALS[k]?.way === way))
    if (done[0]?.pgbench.length) say(`  pgbench -M prepared, ${way}, best of 16 and 50 clients: ${of(best).toFixed(2)}`)
  }
  say(`  three statements over node-postgres, pool of 16: ${of((round) => round.plain.perSecond).toFixed(2)}`)
}

function show({ turns, perSecond, p50, p99 }: Load): string {
  return `${turns} turns, ${perSecond.toFixed(0)} a second, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`
}
