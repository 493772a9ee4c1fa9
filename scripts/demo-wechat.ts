/**
 * mingbai with its demo county beside stand-ins for WeChat, WeCom and a bot, and a page that is a phone: whoever opens it writes to the
 * official account as a follower would, or as a cadre to the application, the bot and the cadres' group. Needs no account. Everything is
 * thrown away when it ends.
 */
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startWechat } from '../test/support/wechat/stand-in.ts'
import { startWeCom, WECOM } from '../test/support/wechat/wecom.ts'
import type { PhoneApp } from './demo-wechat/app.ts'
import { type BotPhones, botPhones } from './demo-wechat/bot-phone.ts'
import { registerGroup } from './demo-wechat/group.ts'
import { type AppName, servePhone } from './demo-wechat/phone.ts'
import { weComPhone } from './demo-wechat/wecom-phone.ts'

const PROJECT = fileURLToPath(new URL('..', import.meta.url))
const { PORT = '3000', PHONE_PORT = '3001' } = process.env

/** As WeCom waits for an answer. */
const PATIENCE_MS = 5_000
const BOT_TOKEN = randomBytes(32).toString('hex')

const wechat = await startWechat()
const weCom = await startWeCom(() => new Date(), PATIENCE_MS)
const folder = await mkdtemp(join(tmpdir(), 'mingbai-wechat-'))
const { appId, secret, token, templates } = wechat.account
const mingbai = spawn(process.execPath, ['src/main.ts'], {
  cwd: PROJECT,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...process.env,
    PORT,
    DATA_DIR: folder,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    // Cards that the account sends lead back here.
    PUBLIC_URL: process.env.PUBLIC_URL ?? `http://localhost:${PORT}`,
    WECHAT_API_URL: wechat.url,
    WECHAT_OA_APP_ID: appId,
    WECHAT_OA_SECRET: secret,
    WECHAT_OA_TOKEN: token,
    WECHAT_OA_TEMPLATE_ID: templates[0],
    WECOM_API_URL: weCom.url,
    WECOM_CORP_ID: WECOM.corpId,
    WECOM_AGENT_ID: WECOM.agentId,
    WECOM_SECRET: WECOM.secret,
    WECOM_TOKEN: WECOM.token,
    WECOM_AES_KEY: WECOM.aesKey.toString('base64').replace(/=$/, ''),
    BOT_TOKEN,
  },
})
const apps: Partial<Record<AppName, PhoneApp>> = { wecom: weComPhone(weCom) }
let bot: BotPhones | null = null
const phone = await servePhone(wechat, apps, Number(PHONE_PORT), () => `visitor-${randomUUID().slice(0, 8)}`)

mingbai.stdout.on('data', (chunk: Buffer) => {
  const address = /https?:\/\/\S+/.exec(chunk.toString())?.[0]
  if (!address) return
  wechat.setCallback(`${address}/channels/official-account`)
  weCom.call(`${address}/channels/wecom`)
  void welcome(address)
})
const LOOK_MS = 300

/** Once it can take somebody in: the first words are not to wait for what is still being read. */
async function welcome(address: string): Promise<void> {
  process.stdout.write('正在准备，请稍等。\n')
  const ready = () =>
    fetch(`${address}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await ready())) await sleep(LOOK_MS)
  // The first question of cards has them all read.
  await fetch(`${address}/cards?q=${encodeURIComponent('医保费怎么交')}`).catch(() => null)
  bot = botPhones(address, BOT_TOKEN)
  await registerGroup(address, bot)
  Object.assign(apps, { bot: bot.alone, group: bot.group })
  process.stdout.write(
    `手机（公众号、企业微信、机器人、干部群）：${phone.url}\n村干部的电脑：${address}/desk\n按 Ctrl+C 结束，数据不保留。\n`,
  )
}
mingbai.on('exit', (code) => void end(code ?? 0))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => mingbai.kill(signal))

async function end(code: number): Promise<void> {
  await phone.close()
  await bot?.stop()
  await weCom.stop()
  await wechat.close()
  await rm(folder, { recursive: true, force: true })
  process.exit(code)
}
