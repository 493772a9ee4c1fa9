import { isIP } from 'node:net'
import { z } from 'zod'

/** What stands for several addresses, as proxy-addr knows them. */
const PROXY_NAMES = ['loopback', 'linklocal', 'uniquelocal']

/** Comma-separated; blanks and empty places do not count. */
const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((each) => each.trim() || []))

/** The only reader of the environment. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** A PostgreSQL server; without it an embedded database in DATA_DIR serves. */
  DATABASE_URL: z.url().optional(),
  DATA_DIR: z.string().min(1).default('data'),
  /** The county of whoever comes without naming one. The built-in demo county by default. */
  COUNTY: z
    .string()
    .regex(/^\d{6}$/)
    .default('440229'),
  /** Demo county, demo login. Off by default with a server's database. */
  DEMO: z.enum(['on', 'off']).optional(),
  /** 32 random bytes in base64: encrypts private numbers. Older ones behind it, comma-separated, still open what they sealed. */
  MINGBAI_KEYS: z.string().optional(),
  /** Where an OpenAI-compatible language model answers, such as https://host/v1. Off unless this and LLM_MODEL are set. */
  LLM_BASE_URL: z
    .string()
    .refine(isEndpoint, { error: 'an address such as https://host/v1, without user, password, query or fragment' })
    .optional(),
  LLM_MODEL: z.string().min(1).optional(),
  LLM_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'printable characters only')
    .optional(),
  /** Where an emergency is told to cadres by telephone; see README. */
  PHONE_NOTICE_URL: z.url({ protocol: /^https?$/ }).optional(),
  PHONE_NOTICE_KEY: z.string().min(1).optional(),
  /** The service token of the wechaty bot (`bots/`), at least 32 characters: openssl rand -hex 32. Without it no bot is let in. */
  BOT_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{32,200}$/, 'at least 32 printable characters; make one with: openssl rand -hex 32')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** The reverse proxies in front of us: whoever else names a client's address is not believed. */
  TRUST_PROXY: list.refine((all) => all.every(isProxy), {
    error: `addresses or ranges of the proxies, or ${PROXY_NAMES.join(', ')}, comma-separated; leave it out without a proxy`,
  }),
  /** Other sites whose pages may open our sockets, such as https://h5.example.cn. */
  ORIGINS: list.refine((all) => all.every(isOrigin), {
    error: 'origins such as https://h5.example.cn, without a path, comma-separated',
  }),
})

export interface Config {
  port: number
  host: string
  database: { url: string } | { dataDir: string }
  county: string
  demo: boolean
  /** Newest first. Null: the embedded database keeps a key of its own in its folder. */
  keys: Buffer[] | null
  languageModel: { baseUrl: string; model: string; key: string | null } | null
  phoneNotice: { url: string; key: string | null } | null
  botToken: string | null
  logLevel: z.infer<typeof Environment>['LOG_LEVEL']
  trustProxy: string[]
  origins: string[]
}

/** @throws ConfigError naming each variable that is wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) throw new ConfigError(z.prettifyError(parsed.error))
  const env = parsed.data
  const keys = env.MINGBAI_KEYS?.split(',').map((key) => Buffer.from(key.trim(), 'base64')) ?? null
  if (keys?.some((key) => key.length !== 32)) throw new ConfigError('MINGBAI_KEYS: each key must be 32 bytes in base64')
  if (env.DATABASE_URL && !keys)
    throw new ConfigError('MINGBAI_KEYS: needed with DATABASE_URL; make one with: openssl rand -base64 32')
  return {
    port: env.PORT,
    host: env.HOST,
    database: env.DATABASE_URL ? { url: env.DATABASE_URL } : { dataDir: env.DATA_DIR },
    county: env.COUNTY,
    demo: env.DEMO ? env.DEMO === 'on' : !env.DATABASE_URL,
    keys,
    languageModel: languageModelOf(env),
    phoneNotice: env.PHONE_NOTICE_URL ? { url: env.PHONE_NOTICE_URL, key: env.PHONE_NOTICE_KEY ?? null } : null,
    botToken: env.BOT_TOKEN ?? null,
    logLevel: env.LOG_LEVEL,
    trustProxy: env.TRUST_PROXY,
    origins: env.ORIGINS,
  }
}

function languageModelOf({ LLM_BASE_URL, LLM_MODEL, LLM_KEY }: z.infer<typeof Environment>): Config['languageModel'] {
  if (LLM_BASE_URL && LLM_MODEL) return { baseUrl: LLM_BASE_URL, model: LLM_MODEL, key: LLM_KEY ?? null }
  if (!LLM_BASE_URL && !LLM_MODEL && !LLM_KEY) return null
  const missing = [LLM_BASE_URL ? [] : 'LLM_BASE_URL', LLM_MODEL ? [] : 'LLM_MODEL'].flat().join(' and ')
  throw new ConfigError(`${missing}: needed too; a language model needs LLM_BASE_URL and LLM_MODEL, or none of LLM_*`)
}

/** Credentials belong into LLM_KEY: an address may be shown. */
function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === ''
}

function isProxy(text: string): boolean {
  if (PROXY_NAMES.includes(text)) return true
  const [address = '', bits, ...rest] = text.split('/')
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return rest.length === 0 && most > 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text
}

export class ConfigError extends Error {
  override name = 'ConfigError'
}
