import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { pino } from 'pino'
import type { WechatyOptions } from 'wechaty'
import { runBot } from './run-bot.ts'
import { readSettings, type Settings, SettingsError } from './settings.ts'

const ENDED = {
  replaced: '另一个机器人接上了，这个停下。同时只能有一个。\n',
  bad_token: '口令不对：BOT_TOKEN 要和服务端的一样。\n',
}

try {
  await main()
} catch (error) {
  const told = error instanceof SettingsError ? '' : '机器人开不起来：'
  process.stderr.write(`${told}${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  const log = openLog(settings.logLevel)
  // A puppet’s fault, such as an answer of WeChat’s that it cannot read, is no reason to leave the chats.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => log('failed', { error: error instanceof Error ? error.name : 'error' }))
  const puppet = await loadPuppet(settings.puppet)
  await tellUnreachable(settings.backendUrl)
  const bot = await runBot(puppet, settings, log)
  const stop = async () => {
    await bot.stop()
    process.exit()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())
  process.stdout.write('明白 mingbai: 机器人开着\n')
  process.stderr.write(ENDED[await bot.ended])
  process.exitCode = 1
  await stop()
}

/** By name from npm, or by the path of a file. It brings its own settings in its own variables. */
async function loadPuppet(name: string): Promise<NonNullable<WechatyOptions['puppet']>> {
  const isFile = isAbsolute(name) || name.startsWith('.')
  const loaded = await found(isFile ? pathToFileURL(resolve(name)).href : name, name)
  const Puppet = Object.values({ default: loaded.default, ...loaded }).find((each) => typeof each === 'function')
  if (typeof Puppet !== 'function')
    throw new SettingsError(`${name} 不是微信的接入方式（puppet），请检查 WECHATY_PUPPET。`)
  return Reflect.construct(Puppet, [])
}

async function found(address: string, name: string): Promise<Record<string, unknown>> {
  const path = address.startsWith('file:') ? fileURLToPath(address) : name
  try {
    return await import(address)
  } catch (error) {
    // A module of its own that is missing is its fault, and told as it stands.
    const isIt =
      error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes(path)
    if (!isIt) throw error
    throw new SettingsError(
      `找不到接入方式 ${name}：请先装好（npm install ${name}），或检查 WECHATY_PUPPET 写得对不对。`,
    )
  }
}

const REACH_MS = 5_000

/** Said once at the start; the bot keeps trying, and nothing that people write meanwhile is lost. */
async function tellUnreachable(backendUrl: string): Promise<void> {
  try {
    await fetch(backendUrl, { signal: AbortSignal.timeout(REACH_MS), redirect: 'manual' })
  } catch {
    process.stderr.write(`连不上服务端 ${backendUrl}：请检查 BACKEND_URL，看服务开了没有。机器人会一直再试。\n`)
  }
}

function openLog(level: Settings['logLevel']) {
  const log = pino({ level }, pino.destination(2))
  return (event: string, more: Record<string, string | number> = {}) => log.info(more, event)
}
