import { cpus } from 'node:os'
import type { ChatLoad } from './chat-load.ts'
import type { ChatServer } from './chat-server.ts'
import type { DurablePostgres } from './durable-postgres.ts'
import { type Load, median, say } from './figures.ts'
import { RIVALS, runPgbench, type Way } from './pgbench.ts'
import { runPlainPg } from './plain-pg.ts'
import { processorOf, processorOfAll, processorOfTheDead } from './processor.ts'
import { EMPTY_RIVAL_TABLES, type SampleTurn } from './sample.ts'

interface Parts {
  server: ChatServer
  load: ChatLoad
  postgres: DurablePostgres
  pgbench: string | null
  samples: SampleTurn[]
  seconds: number
  inFlight: number
}

/** Microseconds of processor time a turn: what stays comparable when others use the machine too. */
interface Cost {
  server: number
  database: number
  residents: number
  /** Processors that strangers kept busy meanwhile: with more than a little, the round tells of them too. */
  strangers: number
}

interface Round {
  full: Load
  half: Load
  cost: Cost
  /** Of each of RIVALS; none without pgbench. */
  pgbench: { perSecond: number; cost: number }[]
  plain: Load
}

/** Ours and the rivals one after the other, again and again, so that what disturbs the machine disturbs all of them. */
export class Rounds {
  readonly #parts: Parts
  readonly #done: Round[] = []

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get columns(): string[] {
    const rivals = this.#parts.pgbench ? RIVALS.map(({ way, clients }) => `pgbench ${way}, ${clients}`) : []
    const ours = [
      'turns/s',
      'p50 ms',
      'p99 ms',
      'half load: p50',
      'p99',
      'µs: server',
      'database',
      'residents',
      'strangers',
    ]
    return ['round', ...ours, ...rivals, 'three statements']
  }

  get refused(): number {
    return this.#done.reduce((sum, { full, half }) => sum + full.refused + half.refused, 0)
  }

  async next(): Promise<number[]> {
    const { full, cost } = await this.#ours()
    const { load, postgres, samples, seconds, pgbench: command } = this.#parts
    const half = await load.ask('paced', { seconds: seconds / 2, perSecond: full.perSecond / 2 })
    const pgbench: Round['pgbench'] = []
    for (const rival of command ? RIVALS : []) pgbench.push(await this.#rival(command ?? '', rival))
    const plain = await runPlainPg(postgres.url, samples, seconds / 2)
    this.#done.push({ full, half, cost, pgbench, plain })
    const { server, database, residents, strangers } = cost
    const ours = [full.perSecond, full.p50, full.p99, half.p50, half.p99, server, database, residents, strangers]
    return [...ours, ...pgbench.map(({ perSecond }) => perSecond), plain.perSecond]
  }

  /** Medians over the rounds; a ratio is taken within its round. */
  tell(): void {
    const of = (read: (round: Round) => number) => median(this.#done.map(read))
    const ms = (load: (round: Round) => Load) =>
      `p50 ${of((round) => load(round).p50).toFixed(1)} ms, p99 ${of((round) => load(round).p99).toFixed(1)} ms`
    say(`\nprocessors that strangers kept busy: ${of(({ cost }) => cost.strangers).toFixed(1)} of ${cpus().length}`)
    say(`median: ${of(({ full }) => full.perSecond).toFixed(0)} turns a second, ${ms(({ full }) => full)}`)
    say(`at half of that: ${ms(({ half }) => half)}`)
    const withResidents = ({ cost }: Round) => cost.server + cost.database + cost.residents
    for (const way of ['transaction', 'statement'] as const) {
      if (!this.#parts.pgbench) break
      const best = (round: Round) => bestOf(round, way)
      const speed = of((round) => round.full.perSecond / best(round).perSecond)
      const thrift = of((round) => best(round).cost / withResidents(round))
      say(
        `pgbench -M prepared, ${way}, best of 16 and 50 clients: ${of((round) => best(round).perSecond).toFixed(0)} a second`,
      )
      say(
        `  ours is ${speed.toFixed(2)} × as many; for the same processor time, all processes counted, ${thrift.toFixed(2)} ×`,
      )
    }
    const plain = of((round) => round.full.perSecond / round.plain.perSecond)
    say(
      `three statements over node-postgres: ${of((round) => round.plain.perSecond).toFixed(0)}; ours is ${plain.toFixed(2)} ×`,
    )
  }

  async #ours(): Promise<{ full: Load; cost: Cost }> {
    const { server, load, postgres, seconds, inFlight } = this.#parts
    const used = () => [server.pid, postgres.pid, load.pid].map(processorOf)
    const [before, allBefore] = [used(), processorOfAll()]
    const full = await load.ask('full', { seconds, inFlight })
    const own = used().map((after, k) => after - (before[k] ?? 0))
    const strangers = (processorOfAll() - allBefore - own.reduce((sum, each) => sum + each, 0)) / seconds
    const [ours, database, residents] = own.map((each) => (each / full.turns) * 1e6) as [number, number, number]
    return { full, cost: { server: ours, database, residents, strangers } }
  }

  async #rival(pgbench: string, rival: (typeof RIVALS)[number]): Promise<Round['pgbench'][number]> {
    const { postgres, samples, seconds } = this.#parts
    await postgres.client.query(EMPTY_RIVAL_TABLES)
    const used = () => processorOf(postgres.pid) + processorOfTheDead()
    const before = used()
    const { perSecond, transactions } = await runPgbench(pgbench, postgres, samples, { ...rival, seconds: seconds / 2 })
    return { perSecond, cost: ((used() - before) / transactions) * 1e6 }
  }
}

function bestOf({ pgbench }: Round, way: Way): Round['pgbench'][number] {
  const all = pgbench.filter((_, k) => RIVALS[k]?.way === way)
  return all.reduce((best, each) => (each.perSecond > best.perSecond ? each : best))
}
