import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCountyFile } from '../../src/adapters/county-file/read-county-file.ts'
import { DEMO_COUNTY, type RealApp, startRealApp } from '../adapters/http/real-app.fixture.ts'
import { BOT_TOKEN } from '../support/wechat.ts'

const PATIENCE = { timeout: 25_000, interval: 100 }
/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9'

let real: RealApp
let folder: string
const said: { to: string; text: string }[] = []
const running: ChildProcess[] = []

beforeAll(async () => {
  real = await startRealApp({ file: readCountyFile(`demo/${DEMO_COUNTY}`), now: () => new Date() }, BOT_TOKEN)
  folder = await mkdtemp(join(tmpdir(), 'bot-'))
}, 120_000)
afterAll(async () => {
  for (const bot of running) bot.kill('SIGKILL')
  await real.close()
  await rm(folder, { recursive: true, force: true })
})

async function startBot(backendUrl: string): Promise<ChildProcess> {
  const bot = fork('bots/main.ts', {
    env: {
      ...process.env,
      BACKEND_URL: backendUrl,
      BOT_TOKEN,
      BOT_DATA_DIR: folder,
      BOT_PAUSE_MS: '0',
      WECHATY_PUPPET: './test/support/scripted-puppet.ts',
      LOG_LEVEL: 'silent',
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  running.push(bot)
  bot.on('message', (message: { said?: { to: string; text: string } }) => {
    if (message.said) said.push(message.said)
  })
  await once(bot, 'message')
  return bot
}

/** Also all that it told before is heard by then. */
async function end(bot: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = Promise.all([once(bot, 'exit'), once(bot, 'disconnect')])
  bot.kill(signal)
  await gone
}

const kept = async () => (await readdir(join(folder, 'inbox'))).filter((name) => name.endsWith('.json')).length
async function turns() {
  const stored = await real.deps.store.transaction({ kind: 'system', county: DEMO_COUNTY }, async (tx) => {
    const head = await tx.conversations.find('wechaty', 'wang')
    return head ? tx.conversations.turnsAfter(head.conversationId, 0, 50) : []
  })
  return stored.map(({ inbound }) => (inbound?.kind === 'text' ? inbound.text : null))
}

it('loses nothing and doubles nothing when it is killed with messages in hand, and again with answers on their way', async () => {
  const first = ['你好', '我家房子漏雨', '同意']
  const second = ['我自己家', '李示火']
  const offline = await startBot(NOWHERE)
  for (const [at, text] of first.entries()) offline.send({ from: 'wang', text, id: `first-${at}` })
  await expect.poll(kept, PATIENCE).toBe(first.length)
  await end(offline, 'SIGKILL')

  const online = await startBot(real.url)
  await expect.poll(turns, PATIENCE).toEqual(first)
  await expect.poll(() => said.length, PATIENCE).toBe(first.length)
  await expect.poll(kept, PATIENCE).toBe(0)
  for (const [at, text] of second.entries()) online.send({ from: 'wang', text, id: `second-${at}` })
  // Stored by the server or still with the bot: either way nothing was said yet, or not all.
  await expect.poll(async () => (await turns()).length + (await kept()), PATIENCE).toBeGreaterThan(first.length)
  await end(online, 'SIGKILL')
  const saidBefore = said.length

  const again = await startBot(real.url)
  // WeChat brings what it is not sure of once more.
  for (const [at, text] of [...first, ...second].entries())
    again.send({ from: 'wang', text, id: at < first.length ? `first-${at}` : `second-${at - first.length}` })
  await expect.poll(turns, PATIENCE).toEqual([...first, ...second])
  await expect.poll(() => said.length, PATIENCE).toBeGreaterThanOrEqual(first.length + second.length)
  await expect.poll(kept, PATIENCE).toBe(0)
  // At most the one answer that was being handed over when it was killed comes a second time.
  expect(said.length - saidBefore).toBeLessThanOrEqual(second.length)
  await end(again, 'SIGTERM')
}, 110_000)
