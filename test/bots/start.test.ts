import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { openLink } from '../../bots/link.ts'
import { readSettings } from '../../bots/settings.ts'

const TOKEN = 'invented-token-of-at-least-32-characters'

function run(env: Record<string, string>) {
  const { PATH, HOME } = process.env
  const { stderr, status } = spawnSync(process.execPath, ['bots/main.ts'], {
    env: { PATH, HOME, ...env },
    encoding: 'utf8',
  })
  return { stderr, status }
}

it('says in one go, in Chinese, what is not set', () => {
  const { stderr, status } = run({})
  expect(status).toBe(1)
  expect(stderr).toMatch(/^没有设 BOT_TOKEN：.*\n没有设 WECHATY_PUPPET：.*\n$/)
}, 180_000)

it('says which puppet it does not find', () => {
  const { stderr, status } = run({ BOT_TOKEN: TOKEN, WECHATY_PUPPET: 'wechaty-puppet-invented' })
  expect(status).toBe(1)
  expect(stderr).toMatch(/^找不到接入方式 wechaty-puppet-invented：请先装好/)
}, 180_000)

it('tells what is wrong from what is missing', () => {
  expect(() => readSettings({ BOT_TOKEN: 'short', WECHATY_PUPPET: 'x', BACKEND_URL: 'ftp://x' })).toThrow(
    /^不对 BACKEND_URL：.*\n不对 BOT_TOKEN：.*$/,
  )
})

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** An address where nothing listens yet. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}

/** A server that says it is ready; answers what bots said to it. */
function serverAt(port: number): string[] {
  const server = new WebSocketServer({ port, host: '127.0.0.1' })
  const heard: string[] = []
  server.on('connection', (socket) =>
    socket.on('message', (data) => {
      heard.push(JSON.parse(data.toString()).type)
      socket.send(JSON.stringify({ type: 'ready' }))
    }),
  )
  ends.push(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  return heard
}

async function startBot(port: number): Promise<{ bot: ChildProcess; told: () => string }> {
  const folder = await mkdtemp(join(tmpdir(), 'bot-'))
  ends.push(() => rm(folder, { recursive: true, force: true }))
  const bot = fork('bots/main.ts', {
    env: {
      ...process.env,
      BACKEND_URL: `http://127.0.0.1:${port}`,
      BOT_TOKEN: TOKEN,
      BOT_DATA_DIR: folder,
      WECHATY_PUPPET: './test/support/scripted-puppet.ts',
      LOG_LEVEL: 'info',
    },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  ends.push(async () => {
    bot.kill('SIGKILL')
    await once(bot, 'exit')
  })
  let told = ''
  for (const stream of [bot.stdout, bot.stderr]) stream?.on('data', (data) => (told += data))
  await once(bot, 'message')
  return { bot, told: () => told }
}

it('says in plain words that the server is not there and how the login goes, and comes when the server does', async () => {
  const port = await freePort()
  const { bot, told } = await startBot(port)
  const patience = { timeout: 30_000, interval: 50 }
  expect(told()).toContain(`连不上服务端 http://127.0.0.1:${port}：请检查 BACKEND_URL`)
  await expect.poll(told, patience).toContain('微信登录好了')
  await expect.poll(told, patience).toContain('服务端接不上，过一会儿再接')
  bot.send({ scan: { qrcode: 'https://login.example.cn/l/of-the-bot', status: 2 } })
  await expect
    .poll(told, patience)
    .toMatch(/等着扫码登录[\s\S]*█[\s\S]*\nhttps:\/\/login\.example\.cn\/l\/of-the-bot\n/)
  bot.send({ scan: { qrcode: '', status: 3 } })
  await expect.poll(told, patience).toContain('码扫到了，请在手机上点确认')
  const heard = serverAt(port)
  await expect.poll(() => heard[0], patience).toBe('hello')
  await expect.poll(told, patience).toContain('接上服务端了')
}, 90_000)

it('tries again later and later, up to a minute, and at once again after it was connected', async () => {
  const port = await freePort()
  const waits: number[] = []
  const tries = 10
  const enough = Promise.withResolvers<void>()
  const link = openLink({
    backendUrl: `http://127.0.0.1:${port}`,
    token: TOKEN,
    send: async () => 'sent',
    log: () => {},
    ended: () => {},
    rest: async (ms) => {
      waits.push(ms)
      if (waits.length === tries) enough.resolve()
      if (waits.length >= tries) await new Promise((resolve) => setTimeout(resolve, 20))
    },
  })
  ends.push(() => link.stop())
  await enough.promise
  for (const [at, wait] of waits.slice(0, tries).entries()) {
    const usual = Math.min(500 * 2 ** at, 60_000)
    expect(wait).toBeGreaterThanOrEqual(usual / 2)
    expect(wait).toBeLessThanOrEqual(usual * 1.5)
  }
  serverAt(port)
  expect(await link.ready()).toBe(true)
  const before = waits.length
  await ends.pop()?.()
  await expect.poll(() => waits.length).toBeGreaterThan(before)
  expect(waits[before]).toBeLessThanOrEqual(750)
})
