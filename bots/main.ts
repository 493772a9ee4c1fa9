import { isAbsolute, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { pino } from 'pino'
import type { WechatyOptions } from 'wechaty'
import { runBot } from './run-bot.ts'
import { readSettings, type Settings } from './settings.ts'

const CHOOSE = `没有选微信的接入方式（puppet）。机器人没有默认的接入方式，请看 bots/README.zh-CN.md，选好后设 WECHATY_PUPPET。\n`
const ENDED = {
  replaced: '另一个机器人接上了，这个停下。同时只能有一个。\n',
  bad_token: '口令不对：BOT_TOKEN 要和服务端的一样。\n',
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'error'}\n`)
  process.exit(1)
}

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  if (settings.puppet === null) {
    process.stderr.write(CHOOSE)
    process.exitCode = 1
    return
  }
  const log = openLog(settings.logLevel)
  // A puppet’s fault, such as an answer of WeChat’s that it cannot read, is no reason to leave the chats.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => log('failed', { error: error instanceof Error ? error.name : 'error' }))
  const bot = await runBot(await loadPuppet(settings.puppet), settings, log)
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
  const loaded: Record<string, unknown> = await import(isFile ? pathToFileURL(resolve(name)).href : name)
  const Puppet = Object.values({ default: loaded.default, ...loaded }).find((each) => typeof each === 'function')
  if (typeof Puppet !== 'function') throw new Error(`${name} is no puppet`)
  return Reflect.construct(Puppet, [])
}

function openLog(level: Settings['logLevel']) {
  const log = pino({ level }, pino.destination(2))
  return (event: string, more: Record<string, string | number> = {}) => log.info(more, event)
}
