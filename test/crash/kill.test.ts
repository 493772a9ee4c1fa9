/**
 * `kill -9` at any moment loses nothing that was acknowledged and tells nobody anything twice. Villagers report and cadres work
 * while the server under them dies a dozen times. `CRASH_SEED=… vitest run test/crash` makes other choices.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { call } from '../adapters/http/call.ts'
import type { Engine } from '../support/database.ts'
import { deaths, Lives } from './lives.ts'
import { Officer } from './officer.ts'
import { expectDone, expectKept, replay } from './promises.ts'
import { randomOf } from './random.ts'
import { type Home, makeHome } from './server-process.ts'
import { groups, readStored, type Stored } from './stored.ts'
import type { Person } from './talk.ts'
import { Villager } from './villager.ts'
import { expectWhole } from './whole.ts'

const SEED = Number(process.env.CRASH_SEED ?? 20_261_128)
const DEATHS = 8
/** 江尾镇连溪村, where they all live. */
const VILLAGE = '440229106201'
/** Nothing waits for a clock here; this only ends a run that hangs, however busy the machine is. */
const PATIENCE_MS = 900_000
/** The last two report about one household. */
const PEOPLE: Person[] = [
  { name: '李大山', whose: '我自己家' },
  { name: '陈小花', whose: '我自己家' },
  { name: '王秀英', whose: '我自己家' },
  { name: '王秀英', whose: '帮别人家报' },
]

describe.concurrent('a server that is killed again and again', () => {
  const ends: (() => Promise<void>)[] = []
  afterAll(async () => {
    for (const end of ends.reverse()) await end()
  }, PATIENCE_MS)

  for (const engine of ['pglite', 'server'] as const)
    it(`keeps what it acknowledged (${engine})`, { timeout: PATIENCE_MS }, () => run(engine, ends))
})

async function run(engine: Engine, ends: (() => Promise<void>)[]): Promise<void> {
  const home = await makeHome(engine, ends)
  const lives = new Lives(home)
  ends.push(async () => void (await lives.end('SIGKILL')))
  const random = randomOf(engine === 'pglite' ? SEED : SEED + 1)
  const plan = deaths(random, DEATHS)
  console.info(`CRASH_SEED=${SEED} ${engine}: ${plan.map((death) => JSON.stringify(Object.values(death))).join(' ')}`)

  await lives.start()
  const villagers = PEOPLE.map((person) => new Villager(person, lives, random.fork()))
  const officers = (await pickCadres(await lives.up())).map((id) => new Officer(id, lives, random.fork()))
  const everybody = [...villagers, ...officers]
  let failed = false
  const living = Promise.all(everybody.map((each) => each.live()))
  const dying = (async () => {
    for (const death of plan) if (!failed) await lives.liveAndDie(death)
    lives.over = true
    await lives.start()
  })()
  living.catch(() => {
    failed = true
  })
  const [lived] = await Promise.allSettled([living, dying])
  if (lived.status === 'rejected') {
    await lives.end('SIGTERM')
    throw new Error(`${lived.reason}\n${lives.complaints}`)
  }
  await dying

  await settle(lives, home)
  await lives.start()
  const url = await lives.up()
  const replays = await Promise.all(villagers.map((each) => replay(url, each)))
  for (const villager of villagers) await expectPictures(url, villager)
  expect(await lives.end('SIGTERM')).toMatchObject({ code: 0 })
  const stored = await readStored(home.where)

  console.info(`${engine}: ${summary(stored, villagers, officers)}`)
  expect(lives.deaths).toBe(DEATHS)
  expect(lives.complaints).toBe('')
  for (const [at, villager] of villagers.entries()) expectKept(villager, replays[at] ?? [], stored)
  for (const officer of officers) expectDone(officer, stored)
  expectWhole(stored)
}

/** The cadre on duty in the village, and one of the county who works on the same leads. */
async function pickCadres(url: string): Promise<string[]> {
  const { body } = await call(url, 'GET', '/api/demo/cadres')
  const all = body as unknown as { id: string; role: string; areas: string[] }[]
  const village = all.find((cadre) => cadre.areas.includes(VILLAGE))
  const county = all.find((cadre) => cadre.role === 'county_officer')
  if (!village || !county) throw new Error('the demo county has no such cadres')
  return [village.id, county.id]
}

/** Ends with an empty outbox. What is left after an orderly end, if anything, is delivered by the next life. */
async function settle(lives: Lives, home: Home): Promise<void> {
  while (true) {
    expect(await lives.end('SIGTERM')).toMatchObject({ code: 0 })
    const waiting = (await readStored(home.where)).outbox.filter((item) => !item.delivered)
    if (waiting.length === 0) return
    await sleep(Math.max(0, ...waiting.map((item) => item.nextAt.getTime() - Date.now())))
    await lives.start()
  }
}

async function expectPictures(url: string, villager: Villager): Promise<void> {
  for (const [id, bytes] of villager.pictures) {
    const answer = await fetch(`${url}/api/chat/attachments/${id}`, {
      headers: { authorization: `Bearer ${villager.token}` },
    })
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes), `picture ${id}`).toBe(true)
  }
}

/** That the run was worth something can be read here. */
function summary({ turns, reports, leads, events }: Stored, villagers: Villager[], officers: Officer[]): string {
  const steps = officers.flatMap((officer) => officer.steps).filter((step) => step.unanswered > 0).length
  const again = villagers.reduce((sum, villager) => sum + villager.saidAgain, 0)
  const kinds = [...groups(events, (event) => event.kind)].map(([kind, all]) => `${kind} ${all.length}`).join(', ')
  const cut = `cut off: ${again} messages, ${steps} steps`
  return `${turns.length} turns, ${reports.length} reports, ${leads.length} leads; ${cut}; ${kinds}`
}
