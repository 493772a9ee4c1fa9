import { isIP } from 'node:net'
import { z } from 'zod'
import { missingWords, wrongWords } from './config-words.ts'

/** What stands for several addresses, as proxy-addr knows them. */
const PROXY_NAMES = ['loopback', 'linklocal', 'uniquelocal']

/** Comma-separated; blanks and empty places do not count. */
const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((each) => each.trim() || []))

const words = z.string().regex(/^[\x21-\x7e]+$/)
/** Names of a template's fields for number, kind and progress; each account makes its own. */
const fields = z
  .string()
  .default('character_string1,thing2,thing3')
  .transform((text) => text.split(',').map((each) => each.trim()))
  .pipe(z.tuple([words, words, words]))

const aesKey = z.string().regex(/^[A-Za-z0-9+/]{43}$/)

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
  LLM_BASE_URL: z.string().refine(isEndpoint).optional(),
  LLM_MODEL: z.string().min(1).optional(),
  LLM_KEY: words.optional(),
  /** Where an emergency is told to cadres by telephone; see README. */
  PHONE_NOTICE_URL: z.url({ protocol: /^https?$/ }).optional(),
  PHONE_NOTICE_KEY: z.string().min(1).optional(),
  /** The service token of the wechaty bot (`bots/`), at least 32 characters: openssl rand -hex 32. Without it no bot is let in. */
  BOT_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{32,200}$/)
    .optional(),
  /** The official account 公众号; see README. */
  WECHAT_OA_APP_ID: words.optional(),
  WECHAT_OA_SECRET: words.optional(),
  WECHAT_OA_TOKEN: words.optional(),
  /** The EncodingAESKey of safe mode. With it, a message that is not encrypted is refused. */
  WECHAT_OA_AES_KEY: aesKey.optional(),
  WECHAT_OA_TEMPLATE_ID: words.optional(),
  WECHAT_OA_TEMPLATE_FIELDS: fields,
  /** How the account sends it: as a template message, or as a subscribe notification where it has those. */
  WECHAT_OA_TEMPLATE_BY: z.enum(['template', 'subscribe']).default('template'),
  /** Messages that the platform takes in a day, and how many per cent of them publicity must leave to answers and news of reports. */
  WECHAT_OA_DAILY_MESSAGES: z.coerce.number().int().min(1).max(100_000_000).default(500_000),
  WECHAT_OA_KEPT_PERCENT: z.coerce.number().int().min(0).max(100).default(20),
  /** The mini-program 小程序. */
  WECHAT_MP_APP_ID: words.optional(),
  WECHAT_MP_SECRET: words.optional(),
  WECHAT_MP_TEMPLATE_ID: words.optional(),
  WECHAT_MP_TEMPLATE_FIELDS: fields,
  /** The county's application on WeCom 企业微信. */
  WECOM_CORP_ID: words.optional(),
  WECOM_AGENT_ID: z
    .string()
    .regex(/^\d{1,12}$/)
    .optional(),
  WECOM_SECRET: words.optional(),
  WECOM_TOKEN: words.optional(),
  WECOM_AES_KEY: aesKey.optional(),
  WECOM_API_URL: z
    .string()
    .transform((text) => text.replace(/\/$/, ''))
    .refine(isOrigin)
    .default('https://qyapi.weixin.qq.com'),
  WECHAT_API_URL: z
    .string()
    .transform((text) => text.replace(/\/$/, ''))
    .refine(isOrigin)
    .default('https://api.weixin.qq.com'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** The reverse proxies in front of us: whoever else names a client's address is not believed. */
  TRUST_PROXY: list.refine((all) => all.every(isProxy)),
  /** Where people reach this site: what QR codes open. Without it, wherever the request came. */
  PUBLIC_URL: z
    .string()
    .transform((text) => text.replace(/\/$/, ''))
    .refine(isOrigin)
    .optional(),
  /** Other sites whose pages may open our sockets, such as https://h5.example.cn. */
  ORIGINS: list.refine((all) => all.every(isOrigin)),
})

type Template = { id: string; fields: [number: string, kind: string, progress: string] }

/** Accounts on WeChat; null where the county has none. */
export interface WechatConfig {
  apiUrl: string
  officialAccount: {
    appId: string
    secret: string
    token: string
    /** 32 bytes; null in plain mode. */
    aesKey: Buffer | null
    template: (Template & { by: 'template' | 'subscribe' }) | null
    daily: { messages: number; keptPercent: number }
  } | null
  miniprogram: { appId: string; secret: string; template: Template | null } | null
}

/** The county's application on WeCom. */
export interface WeComConfig {
  corpId: string
  agentId: string
  secret: string
  token: string
  /** 32 bytes. */
  aesKey: Buffer
  apiUrl: string
}

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
  publicUrl: string | null
  wechat: WechatConfig
  weCom: WeComConfig | null
  origins: string[]
}

/** @throws ConfigError naming in Chinese each variable that is wrong or missing, and what to do: all that is known at once. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map(({ path }) => String(path[0])))
    throw new ConfigError([...names].map(wrongWords).join('\n'))
  }
  const env = parsed.data
  const faults: string[] = []
  const config = configOf(env, faults)
  if (faults.length > 0) throw new ConfigError(faults.join('\n'))
  return config
}

type Env = z.infer<typeof Environment>

/** @param faults gathers what is missing or wrong beside something else, in words */
function configOf(env: Env, faults: string[]): Config {
  const keys = env.MINGBAI_KEYS?.split(',').map((key) => Buffer.from(key.trim(), 'base64')) ?? null
  if (keys?.some((key) => key.length !== 32)) faults.push(wrongWords('MINGBAI_KEYS'))
  if (env.DATABASE_URL && !keys)
    faults.push(missingWords(['MINGBAI_KEYS'], '设了 DATABASE_URL 就要设它；可以这样生成：openssl rand -base64 32'))
  return {
    port: env.PORT,
    host: env.HOST,
    database: env.DATABASE_URL ? { url: env.DATABASE_URL } : { dataDir: env.DATA_DIR },
    county: env.COUNTY,
    demo: env.DEMO ? env.DEMO === 'on' : !env.DATABASE_URL,
    keys,
    languageModel: languageModelOf(env, faults),
    phoneNotice: env.PHONE_NOTICE_URL ? { url: env.PHONE_NOTICE_URL, key: env.PHONE_NOTICE_KEY ?? null } : null,
    botToken: env.BOT_TOKEN ?? null,
    logLevel: env.LOG_LEVEL,
    trustProxy: env.TRUST_PROXY,
    publicUrl: env.PUBLIC_URL ?? null,
    wechat: {
      apiUrl: env.WECHAT_API_URL,
      officialAccount: officialAccountOf(env, faults),
      miniprogram: miniprogramOf(env, faults),
    },
    weCom: weComOf(env, faults),
    origins: env.ORIGINS,
  }
}

function languageModelOf({ LLM_BASE_URL, LLM_MODEL, LLM_KEY }: Env, faults: string[]): Config['languageModel'] {
  const model = allOrNone('语言模型', { LLM_BASE_URL, LLM_MODEL }, { LLM_KEY }, faults)
  return model && { baseUrl: model.LLM_BASE_URL, model: model.LLM_MODEL, key: LLM_KEY ?? null }
}

function officialAccountOf(env: Env, faults: string[]): WechatConfig['officialAccount'] {
  const { WECHAT_OA_APP_ID, WECHAT_OA_SECRET, WECHAT_OA_TOKEN, WECHAT_OA_AES_KEY, WECHAT_OA_TEMPLATE_ID } = env
  const needed = { WECHAT_OA_APP_ID, WECHAT_OA_SECRET, WECHAT_OA_TOKEN }
  const account = allOrNone('公众号', needed, { WECHAT_OA_AES_KEY, WECHAT_OA_TEMPLATE_ID }, faults)
  return (
    account && {
      appId: account.WECHAT_OA_APP_ID,
      secret: account.WECHAT_OA_SECRET,
      token: account.WECHAT_OA_TOKEN,
      aesKey: WECHAT_OA_AES_KEY ? Buffer.from(`${WECHAT_OA_AES_KEY}=`, 'base64') : null,
      template: WECHAT_OA_TEMPLATE_ID
        ? { id: WECHAT_OA_TEMPLATE_ID, fields: env.WECHAT_OA_TEMPLATE_FIELDS, by: env.WECHAT_OA_TEMPLATE_BY }
        : null,
      daily: { messages: env.WECHAT_OA_DAILY_MESSAGES, keptPercent: env.WECHAT_OA_KEPT_PERCENT },
    }
  )
}

function miniprogramOf(env: Env, faults: string[]): WechatConfig['miniprogram'] {
  const { WECHAT_MP_APP_ID, WECHAT_MP_SECRET, WECHAT_MP_TEMPLATE_ID } = env
  const account = allOrNone('小程序', { WECHAT_MP_APP_ID, WECHAT_MP_SECRET }, { WECHAT_MP_TEMPLATE_ID }, faults)
  return (
    account && {
      appId: account.WECHAT_MP_APP_ID,
      secret: account.WECHAT_MP_SECRET,
      template: WECHAT_MP_TEMPLATE_ID ? { id: WECHAT_MP_TEMPLATE_ID, fields: env.WECHAT_MP_TEMPLATE_FIELDS } : null,
    }
  )
}

function weComOf(env: Env, faults: string[]): WeComConfig | null {
  const { WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_SECRET, WECOM_TOKEN, WECOM_AES_KEY } = env
  const needed = { WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_SECRET, WECOM_TOKEN, WECOM_AES_KEY }
  const account = allOrNone('企业微信的应用', needed, {}, faults)
  return (
    account && {
      corpId: account.WECOM_CORP_ID,
      agentId: account.WECOM_AGENT_ID,
      secret: account.WECOM_SECRET,
      token: account.WECOM_TOKEN,
      aesKey: Buffer.from(`${account.WECOM_AES_KEY}=`, 'base64'),
      apiUrl: env.WECOM_API_URL,
    }
  )
}

/** Half an account would fail at its first message: it is said at the start. */
function allOrNone<Name extends string>(
  what: string,
  needed: Record<Name, string | undefined>,
  optional: Record<string, string | undefined>,
  faults: string[],
): Record<Name, string> | null {
  const names = Object.keys(needed) as Name[]
  const missing = names.filter((name) => !needed[name])
  if (missing.length === 0) return needed as Record<Name, string>
  if ([...Object.values(needed), ...Object.values(optional)].every((value) => !value)) return null
  const others = Object.keys(optional).length > 0 ? `（连同 ${Object.keys(optional).join('、')}）` : ''
  faults.push(missingWords(missing, `${what}要把 ${names.join('、')} 都设上，不用就都不要设${others}`))
  return null
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
