import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Registry } from 'prom-client'
import type { JobDatabase } from './adapters/jobs/run-by-the-clock.ts'
import { measureLanguageModel } from './adapters/language-model/measure.ts'
import { openLanguageModel, type Told } from './adapters/language-model/open-language-model.ts'
import { measureNotices } from './adapters/measure-notices.ts'
import { argonPasswords } from './adapters/passwords.ts'
import { phoneGateway } from './adapters/phone-gateway.ts'
import { openPolicies, type PolicyNews } from './adapters/policies/live-policies.ts'
import { openDatabase } from './adapters/postgres/database.ts'
import { checkKeys } from './adapters/postgres/key-check.ts'
import { migrate } from './adapters/postgres/migrate.ts'
import { openStore } from './adapters/postgres/store.ts'
import { openVault } from './adapters/vault.ts'
import { isWorkingDay } from './adapters/working-days.ts'
import { cardShelves } from './app/card-shelves.ts'
import { conversationMemory } from './app/conversation-memory.ts'
import type { Deps } from './app/deps.ts'
import type { ChangeFeed } from './app/ports/store.ts'
import { type RegionsInMemory, serveRegions } from './app/serve-regions.ts'
import type { Config } from './config.ts'
import { PRIVACY_NOTICE, PRIVACY_NOTICE_WITH_MODEL } from './core/dialogue/privacy-notice.ts'
import { type WiredChannels, wireChannels } from './wire-channels.ts'

/** Conversations kept in memory: some 2 KB each. */
const CONVERSATIONS_IN_MEMORY = 20_000
const PROJECT = fileURLToPath(new URL('..', import.meta.url))

export interface Wired {
  deps: Deps
  channels: WiredChannels
  feed: ChangeFeed
  regions: RegionsInMemory
  /** What is measured outside of the web server. */
  registries: Registry[]
  /** What jobs by the clock run on. */
  jobs: JobDatabase
  /** Answers whether the database does. */
  ready: () => Promise<boolean>
  maintain: () => Promise<void>
  close: () => Promise<void>
}

/**
 * Puts the parts together: database, keys, policies, and what use cases need of the outside world.
 * @param onModel hears what became of each question to the language model, if there is one.
 * @param onPolicies hears when changed policies were taken, or refused.
 */
export async function wire(
  config: Config,
  onError: (error: unknown) => void,
  onModel: (told: Told) => void = () => {},
  onPolicies: (news: PolicyNews) => void = () => {},
): Promise<Wired> {
  const database = await openDatabase(config.database, onError)
  try {
    await migrate(database.db)
    const vault = openVault(config.keys ?? [await ownKey(config.database)])
    await checkKeys(database.db, vault.hash('key check'))
    const store = openStore(database)
    const regions = await serveRegions(store, database.feed, [config.county], onError)
    const model = config.languageModel && withModel(config.languageModel, onModel)
    const policies = await openPolicies(join(PROJECT, 'policies'), onPolicies)
    const notices = config.phoneNotice ? measureNotices() : null
    const deps: Deps = {
      store,
      vault,
      passwords: argonPasswords(),
      clock: { now: () => new Date() },
      ids: { uuid: () => randomUUID(), secret: (bytes) => randomBytes(bytes).toString('base64url') },
      regions: regions.of,
      get packs() {
        return policies.current().packs
      },
      cards: cardShelves(policies.current),
      isWorkingDay,
      channels: {},
      groups: {},
      memory: conversationMemory(CONVERSATIONS_IN_MEMORY),
      notice: model ? PRIVACY_NOTICE_WITH_MODEL : PRIVACY_NOTICE,
      ...(model && { languageModel: model.languageModel }),
      // Invented numbers may be somebody's: a demo rings nobody.
      phoneNotices:
        config.phoneNotice && !config.demo ? phoneGateway(config.phoneNotice.url, config.phoneNotice.key) : null,
      ...(notices && { noticeEnded: notices.count }),
      demo: config.demo,
    }
    const channels = wireChannels(config, deps, onError)
    return {
      deps,
      channels,
      feed: database.feed,
      regions,
      jobs: { kind: database.kind, pool: database.pool },
      registries: [...(model ? [model.registry] : []), ...(notices ? [notices.registry] : [])],
      ready: async () => (await database.pool.query('select 1')).rowCount === 1,
      maintain: database.maintain,
      async close() {
        regions.stop()
        policies.stop()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

function withModel(settings: NonNullable<Config['languageModel']>, onModel: (told: Told) => void) {
  const { registry, count } = measureLanguageModel()
  const tell = (told: Told) => {
    count(told)
    onModel(told)
  }
  return { registry, languageModel: openLanguageModel(settings, { now: () => performance.now(), tell }) }
}

/** The embedded database's own key, made at the first start and readable by its user alone. */
async function ownKey(database: Config['database']): Promise<Buffer> {
  if ('url' in database) throw new Error('a server database needs MINGBAI_KEYS')
  const file = join(database.dataDir, 'key')
  await mkdir(database.dataDir, { recursive: true })
  try {
    await writeFile(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return Buffer.from(await readFile(file, 'utf8'), 'base64')
}
