import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCountyFile } from '../src/adapters/county-file/read-county-file.ts'
import type { CadreActor } from '../src/app/accounts.ts'
import { actOnBroadcast } from '../src/app/act-on-broadcast.ts'
import { composeBroadcast } from '../src/app/compose-broadcast.ts'
import { listBroadcasts } from '../src/app/list-broadcasts.ts'
import { idOf, setUpCounty } from '../src/app/set-up-county.ts'
import { readConfig } from '../src/config.ts'
import { ComposeBroadcast } from '../src/contract/broadcast.ts'
import { wire } from '../src/wire.ts'
import { COMPILED } from './support/compiled.ts'
import { freshUrl } from './support/database.ts'
import { answered, resident } from './support/world.ts'

const COUNTY = '440229'
const VILLAGE = '440229111201'
const ends: (() => Promise<void>)[] = []
let env: NodeJS.ProcessEnv
let author = ''
let approver = ''

beforeAll(async () => {
  // On a server: the embedded database would be opened by each of eight commands, which takes longer than what they do.
  env = {
    ...process.env,
    DATABASE_URL: await freshUrl(ends),
    MINGBAI_KEYS: randomBytes(32).toString('base64'),
    COUNTY,
    DEMO: 'on',
    NODE_COMPILE_CACHE: COMPILED,
  }
  const wired = await wire(readConfig(env), (error) => {
    throw error
  })
  answered(await setUpCounty(wired.deps, readCountyFile(`demo/${COUNTY}`), { demo: true }))
  await wired.regions.load(COUNTY)
  author = idOf(COUNTY, `cadre-${VILLAGE}`)
  approver = await wired.deps.store.transaction({ kind: 'system', county: COUNTY }, async (tx) => {
    const { cadres, duties } = await tx.roster.onDay(COUNTY, '2026-11-28')
    const township = duties.find(({ region }) => region === VILLAGE.slice(0, 9))
    return cadres.find(({ id }) => id === township?.cadreId)?.id ?? ''
  })
  const actor: CadreActor = { kind: 'cadre', county: COUNTY, cadreId: author, role: 'village_cadre', areas: [VILLAGE] }
  const wanted = { content: { kind: 'text', text: '医保可以交了。' }, audience: { region: VILLAGE } }
  answered(await composeBroadcast(wired.deps, actor, ComposeBroadcast.parse(wanted)))
  const door = { county: COUNTY, channel: 'official_account', userId: 'somebody', village: VILLAGE } as const
  await resident(wired.deps, door).reports('我家房子漏雨', '王示范', '光明村')
  await wired.close()
}, 120_000)
afterAll(async () => {
  for (const end of ends.reverse()) await end()
})

function run(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['src/broadcast.ts', ...args], {
    env,
    encoding: 'utf8',
  })
  return { stdout, stderr, status }
}

/** As at the desk. */
async function approve() {
  const wired = await wire(readConfig(env), (error) => {
    throw error
  })
  const areas = [VILLAGE.slice(0, 9)]
  const actor: CadreActor = { kind: 'cadre', county: COUNTY, cadreId: approver, role: 'township_officer', areas }
  const [one] = (await listBroadcasts(wired.deps, actor, { limit: 10 })).broadcasts
  if (!one) throw new Error('nothing was submitted')
  await wired.regions.load(COUNTY)
  answered(await actOnBroadcast(wired.deps, actor, one.id, { action: 'approve', version: one.version }))
  await wired.close()
}

it('goes from the draft to the end, with the approval of a second person at the desk', async () => {
  const listed = run('list', '--as', author).stdout
  const id = listed.slice(0, 8)
  expect(listed).toMatch(/草稿 {2}周陂镇光明村 {2}医保可以交了/)
  expect(run('preview', id, '--as', author).stdout).toMatch(
    /会发给 1 人：公众号 1 人\n公众号的 1 人，两天内没写过话的，下次写话时才收到。\n不发：这户没有人来聊过/,
  )
  expect(run('submit', id, '--as', author).stdout).toBe('医保可以交了：等审批\n')
  expect(run('approve', id, '--as', approver)).toMatchObject({ status: 1, stderr: '请在工作台审批。\n' })
  expect(run('send', id, '--as', author)).toMatchObject({ status: 1 })
  await approve()
  // At night it waits for the morning.
  expect(run('send', id, '--as', approver).stdout).toMatch(
    /(?:发完了 █+ 100% 放进聊天 1|正在发 ░+ 0% 放进聊天 0) 没发成 0 不发 \d+ 还有 [01]/,
  )
  expect(run('show', id, '--as', author).stdout).toMatch(
    /不想再收，发“不要宣传”。[\s\S]*送审（命令行）[\s\S]*批准\n[\s\S]*现在就发（命令行）/,
  )
}, 240_000)

it('says how it is used, and who is not known', () => {
  expect(run('send')).toMatchObject({ status: 1, stderr: expect.stringContaining('用法') })
  expect(run('list', '--as', '没有这人')).toMatchObject({ status: 1, stderr: '没有叫“没有这人”的干部。\n' })
}, 180_000)
