/**
 * mingbai with its demo county beside a stand-in for the platform, and a page that is a phone: whoever opens it writes to the official
 * account as a follower would. Needs no account. Everything is thrown away when it ends.
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startWechat } from '../test/support/wechat/stand-in.ts'
import { servePhone } from './demo-wechat/phone.ts'

const PROJECT = fileURLToPath(new URL('..', import.meta.url))
const { PORT = '3000', PHONE_PORT = '3001' } = process.env

const wechat = await startWechat()
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
  },
})
const phone = await servePhone(wechat, Number(PHONE_PORT), () => `visitor-${randomUUID().slice(0, 8)}`)

mingbai.stdout.on('data', (chunk: Buffer) => {
  const address = /https?:\/\/\S+/.exec(chunk.toString())?.[0]
  if (!address) return
  wechat.setCallback(`${address}/channels/official-account`)
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
  process.stdout.write(`手机（公众号）：${phone.url}\n村干部的电脑：${address}\n按 Ctrl+C 结束，数据不保留。\n`)
}
mingbai.on('exit', (code) => void end(code ?? 0))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => mingbai.kill(signal))

async function end(code: number): Promise<void> {
  await phone.close()
  await wechat.close()
  await rm(folder, { recursive: true, force: true })
  process.exit(code)
}
