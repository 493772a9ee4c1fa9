/** The demo county with the real use cases on PostgreSQL in memory, behind a real server on a free port. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { openWechaty } from '../../../src/adapters/channels/wechaty/bot-desk.ts'
import { readCountyFile } from '../../../src/adapters/county-file/read-county-file.ts'
import { LIMITS } from '../../../src/adapters/http/limits.ts'
import { ownAddress } from '../../../src/adapters/http/own-address.ts'
import { buildServer } from '../../../src/adapters/http/server.ts'
import { argonPasswords } from '../../../src/adapters/passwords.ts'
import { drawCards } from '../../../src/adapters/picture/draw-cards.ts'
import { openStore } from '../../../src/adapters/postgres/store.ts'
import { openVault } from '../../../src/adapters/vault.ts'
import { isWorkingDay } from '../../../src/adapters/working-days.ts'
import { conversationMemory } from '../../../src/app/conversation-memory.ts'
import type { CountyFile } from '../../../src/app/county-file.ts'
import type { Deps } from '../../../src/app/deps.ts'
import { keepDoing } from '../../../src/app/keep-doing.ts'
import { serveRegions } from '../../../src/app/serve-regions.ts'
import { setUpCounty } from '../../../src/app/set-up-county.ts'
import { cardPages } from '../../../src/console/cards/routes.ts'
import { PRIVACY_NOTICE } from '../../../src/core/dialogue/privacy-notice.ts'
import { migratedInMemory } from '../../support/embedded.ts'
import { policies, shelves } from '../../support/policies.ts'

/** Of an app with a bot: what the codes on its pictures open. */
const PUBLIC_URL = 'https://mingbai.example.cn'
export const DEMO_COUNTY = '440229'

export interface RealApp {
  url: string
  app: FastifyInstance
  deps: Deps
  log: () => string
  close: () => Promise<void>
}

/** `file`: another invented county in place of the demo's; `now`: a clock that is set by hand; `botToken`: lets a wechaty bot in. */
export async function startRealApp(
  { file, now }: { file: CountyFile; now: () => Date } = {
    file: readCountyFile(`demo/${DEMO_COUNTY}`),
    now: () => new Date(),
  },
  botToken?: string,
): Promise<RealApp> {
  const lines: string[] = []
  const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
  const onError = (error: unknown) => logger.error({ error: String(error) }, 'in the fixture')
  const database = await migratedInMemory(onError)
  const store = openStore(database)
  const base = {
    store,
    vault: openVault([randomBytes(32)]),
    passwords: argonPasswords(),
    clock: { now },
    ids: { uuid: () => randomUUID(), secret: (bytes: number) => randomBytes(bytes).toString('base64url') },
  }
  const county = file.county.code
  await setUpCounty(base, file, { demo: true })
  const regions = await serveRegions(store, database.feed, [county], onError)
  const deps: Deps = {
    ...base,
    regions: regions.of,
    isWorkingDay,
    packs: policies.packs,
    cards: shelves,
    memory: conversationMemory(1_000),
    channels: {},
    groups: {},
    phoneNotices: null,
    notice: PRIVACY_NOTICE,
    demo: true,
  }
  const stopDoing = keepDoing(deps, database.feed, regions.counties, onError)
  const pictures = drawCards()
  const app = buildServer({
    deps,
    feed: database.feed,
    county,
    logger,
    ready: async () => true,
    demo: true,
    drawPicture: pictures.draw,
    publicUrl: botToken === undefined ? null : PUBLIC_URL,
    ...(botToken !== undefined && { bot: { desk: openWechaty(deps, PUBLIC_URL), token: botToken } }),
  })
  app.register(cardPages, { deps, county, siteOf: ownAddress, perMinute: LIMITS.cardsPerMinute })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    app,
    deps,
    log: () => lines.join(''),
    async close() {
      await app.close()
      await pictures.stop()
      await stopDoing()
      regions.stop()
      await database.close()
    },
  }
}
