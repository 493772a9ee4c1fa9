import { z } from 'zod'

/** The bot's own environment; `bots/README.md` explains it. */
const Environment = z.object({
  BACKEND_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:3000'),
  BOT_TOKEN: z.string().min(32),
  /** The npm name of a puppet, or a file. There is no default: which one is lawful, and what it risks, is the operator's choice. */
  WECHATY_PUPPET: z.string().min(1),
  BOT_DATA_DIR: z.string().min(1).default('bot-data'),
  /** Between two messages: whoever writes faster than a person is taken for a machine. */
  BOT_PAUSE_MS: z.coerce.number().int().min(0).max(60_000).default(1_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})

/** Each variable in words, for the technician who set it up. */
const WORDS: Record<string, string> = {
  BACKEND_URL: '服务端的地址，要以 http:// 或 https:// 开头',
  BOT_TOKEN: '服务端也有的口令，至少 32 个字符',
  WECHATY_PUPPET: '微信的接入方式（puppet），没有默认的，请看 bots/README.zh-CN.md',
  BOT_DATA_DIR: '放数据的目录',
  BOT_PAUSE_MS: '两条消息之间等几毫秒，0 到 60000',
  LOG_LEVEL: 'fatal、error、warn、info、debug、silent 里的一个',
}

export interface Settings {
  backendUrl: string
  token: string
  puppet: string
  dataDir: string
  pauseMs: number
  logLevel: z.infer<typeof Environment>['LOG_LEVEL']
}

/** @throws SettingsError that names in Chinese each variable that is missing or wrong, all at once. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))]
    throw new SettingsError(names.map((name) => told(name, environment[name] !== undefined)).join('\n'))
  }
  const env = parsed.data
  return {
    backendUrl: env.BACKEND_URL.replace(/\/$/, ''),
    token: env.BOT_TOKEN,
    puppet: env.WECHATY_PUPPET,
    dataDir: env.BOT_DATA_DIR,
    pauseMs: env.BOT_PAUSE_MS,
    logLevel: env.LOG_LEVEL,
  }
}

/** What is wrong with the settings, in words: no fault of the program. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

function told(name: string, given: boolean): string {
  return `${given ? '不对' : '没有设'} ${name}：${WORDS[name] ?? ''}。`
}
