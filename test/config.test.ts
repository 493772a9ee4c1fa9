import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

describe('TRUST_PROXY', () => {
  it.each<[string | undefined, string[]]>([
    [undefined, []],
    ['', []],
    ['10.0.0.5', ['10.0.0.5']],
    ['loopback, 10.1.0.0/16,fd00::/8', ['loopback', '10.1.0.0/16', 'fd00::/8']],
  ])('%s', (text, expected) => {
    const { trustProxy } = readConfig(text === undefined ? {} : { TRUST_PROXY: text })
    expect(trustProxy).toEqual(expected)
    expect(() => Fastify({ trustProxy })).not.toThrow()
  })

  it('believes the proxies and nobody else', async () => {
    const { trustProxy } = readConfig({ TRUST_PROXY: '10.0.0.0/24' })
    const app = Fastify({ trustProxy })
    app.get('/', (request) => ({ ip: request.ip }))
    const ipOf = async (remoteAddress: string, forwarded: string) =>
      (await app.inject({ url: '/', remoteAddress, headers: { 'x-forwarded-for': forwarded } })).json().ip
    expect(await ipOf('10.0.0.9', '1.2.3.4')).toBe('1.2.3.4')
    expect(await ipOf('10.0.0.9', '6.6.6.6, 1.2.3.4')).toBe('1.2.3.4')
    expect(await ipOf('5.5.5.5', '1.2.3.4')).toBe('5.5.5.5')
  })

  it.each(['on', 'off', 'true', '1', '10.0.0.0/33', '10.0.0', '*', '0.0.0.0/x'])('is not %s', (text) => {
    expect(() => readConfig({ TRUST_PROXY: text })).toThrow(ConfigError)
    expect(() => readConfig({ TRUST_PROXY: text })).toThrow('TRUST_PROXY')
  })
})

describe('PUBLIC_URL', () => {
  it('is where people reach us, or nothing', () => {
    expect(readConfig({}).publicUrl).toBeNull()
    expect(readConfig({ PUBLIC_URL: 'https://mingbai.example.cn/' }).publicUrl).toBe('https://mingbai.example.cn')
  })

  it.each(['mingbai.example.cn', 'https://example.cn/mingbai', ''])('refuses %s', (PUBLIC_URL) => {
    expect(() => readConfig({ PUBLIC_URL })).toThrow('PUBLIC_URL')
  })
})

describe('accounts on WeChat', () => {
  const WHOLE = { WECHAT_OA_APP_ID: 'wx1', WECHAT_OA_SECRET: 'secret', WECHAT_OA_TOKEN: 'token' }

  it('are off unless they are whole', () => {
    expect(readConfig({}).wechat).toEqual({
      apiUrl: 'https://api.weixin.qq.com',
      officialAccount: null,
      miniprogram: null,
    })
    const { officialAccount } = readConfig(WHOLE).wechat
    expect(officialAccount).toEqual({
      appId: 'wx1',
      secret: 'secret',
      token: 'token',
      aesKey: null,
      template: null,
      daily: { messages: 500_000, keptPercent: 20 },
    })
    const more = {
      ...WHOLE,
      WECHAT_OA_AES_KEY: 'a'.repeat(43),
      WECHAT_OA_TEMPLATE_ID: 't',
      WECHAT_OA_TEMPLATE_FIELDS: 'a, b,c',
      WECHAT_OA_TEMPLATE_BY: 'subscribe',
    }
    const account = readConfig(more).wechat.officialAccount
    expect(account?.aesKey).toHaveLength(32)
    expect(account?.template).toEqual({ id: 't', fields: ['a', 'b', 'c'], by: 'subscribe' })
    const mp = readConfig({
      WECHAT_MP_APP_ID: 'wx2',
      WECHAT_MP_SECRET: 's',
      WECHAT_API_URL: 'http://localhost:9/',
    }).wechat
    expect(mp).toMatchObject({
      apiUrl: 'http://localhost:9',
      miniprogram: { appId: 'wx2', secret: 's', template: null },
    })
  })

  it.each([
    [{ ...WHOLE, WECHAT_OA_TOKEN: undefined }, '没有设 WECHAT_OA_TOKEN：公众号要把'],
    [{ WECHAT_OA_AES_KEY: 'a'.repeat(43) }, '没有设 WECHAT_OA_APP_ID、WECHAT_OA_SECRET、WECHAT_OA_TOKEN：'],
    [{ ...WHOLE, WECHAT_OA_AES_KEY: 'short' }, 'WECHAT_OA_AES_KEY'],
    [{ ...WHOLE, WECHAT_OA_TEMPLATE_FIELDS: 'a,b' }, 'WECHAT_OA_TEMPLATE_FIELDS'],
    [{ ...WHOLE, WECHAT_OA_TEMPLATE_BY: 'mass' }, 'WECHAT_OA_TEMPLATE_BY'],
    [{ ...WHOLE, WECHAT_OA_KEPT_PERCENT: '101' }, 'WECHAT_OA_KEPT_PERCENT'],
    [{ WECHAT_MP_APP_ID: 'wx2' }, '没有设 WECHAT_MP_SECRET：小程序要把'],
    [{ WECHAT_API_URL: 'https://x/cgi-bin' }, 'WECHAT_API_URL'],
    [{ PUBLIC_URL: 'https://x/y' }, 'PUBLIC_URL'],
  ])('are refused in pieces (%#)', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(ConfigError)
    expect(() => readConfig(environment)).toThrow(message)
  })
})

describe('ORIGINS', () => {
  it('are origins', () => {
    expect(readConfig({}).origins).toEqual([])
    const ORIGINS = 'https://h5.example.cn, http://localhost:8080'
    expect(readConfig({ ORIGINS }).origins).toEqual(['https://h5.example.cn', 'http://localhost:8080'])
  })

  it.each(['h5.example.cn', 'https://h5.example.cn/', 'https://h5.example.cn/a', '*', 'null'])('are not %s', (text) =>
    expect(() => readConfig({ ORIGINS: text })).toThrow('ORIGINS'),
  )
})

describe('WECOM_*', () => {
  const whole = {
    WECOM_CORP_ID: 'ww12',
    WECOM_AGENT_ID: '1000002',
    WECOM_SECRET: 'a-secret',
    WECOM_TOKEN: 'a-token',
    WECOM_AES_KEY: 'a'.repeat(43),
  }
  it('is an application with all of its settings, or none', () => {
    expect(readConfig({}).weCom).toBeNull()
    expect(readConfig({ WECOM_API_URL: 'http://127.0.0.1:9000/' }).weCom).toBeNull()
    const { weCom } = readConfig({ ...whole, WECOM_API_URL: 'http://127.0.0.1:9000/' })
    expect(weCom).toMatchObject({ corpId: 'ww12', agentId: '1000002', apiUrl: 'http://127.0.0.1:9000' })
    expect(weCom?.aesKey).toHaveLength(32)
    expect(readConfig(whole).weCom?.apiUrl).toBe('https://qyapi.weixin.qq.com')
  })

  it.each(Object.keys(whole))('says that %s is missing', (name) => {
    const half = () => readConfig({ ...whole, [name]: undefined })
    expect(half).toThrow(`没有设 ${name}：企业微信的应用要把`)
    expect(half).not.toThrow(/a-secret|a-token/)
  })

  it.each<[string, string]>([
    ['WECOM_AGENT_ID', 'agent'],
    ['WECOM_AES_KEY', 'too short'],
    ['WECOM_API_URL', 'qyapi.weixin.qq.com'],
  ])('%s is not %s', (name, value) => {
    expect(() => readConfig({ ...whole, [name]: value })).toThrow(name)
  })
})

describe('LLM_*', () => {
  const LLM_BASE_URL = 'https://models.example.cn/v1'
  it('is a language model with an address and a name, or none', () => {
    expect(readConfig({}).languageModel).toBeNull()
    const both = { LLM_BASE_URL, LLM_MODEL: 'village-7b' }
    expect(readConfig(both).languageModel).toEqual({ baseUrl: LLM_BASE_URL, model: 'village-7b', key: null })
    expect(readConfig({ ...both, LLM_KEY: 'sk-1' }).languageModel).toMatchObject({ key: 'sk-1' })
  })

  it.each<[string, Record<string, string>]>([
    ['没有设 LLM_MODEL：', { LLM_BASE_URL }],
    ['没有设 LLM_BASE_URL：', { LLM_MODEL: 'village-7b', LLM_KEY: 'sk-1' }],
    ['没有设 LLM_BASE_URL、LLM_MODEL：', { LLM_KEY: 'sk-1' }],
    ['LLM_BASE_URL', { LLM_BASE_URL: 'models.example.cn', LLM_MODEL: 'village-7b' }],
    ['LLM_BASE_URL', { LLM_BASE_URL: 'file:///etc/passwd', LLM_MODEL: 'village-7b' }],
    ['LLM_BASE_URL', { LLM_BASE_URL: 'https://me:secret@models.example.cn/v1', LLM_MODEL: 'village-7b' }],
    ['LLM_BASE_URL', { LLM_BASE_URL: `${LLM_BASE_URL}?key=secret`, LLM_MODEL: 'village-7b' }],
    ['LLM_KEY', { LLM_BASE_URL, LLM_MODEL: 'village-7b', LLM_KEY: 'sk-1\r\nx: y' }],
  ])('says what is wrong: %s %j', (message, environment) => {
    expect(() => readConfig(environment)).toThrow(ConfigError)
    expect(() => readConfig(environment)).toThrow(message)
    expect(() => readConfig(environment)).not.toThrow(/secret|sk-1/)
  })
})

describe('PHONE_NOTICE_URL', () => {
  it('is the gateway, with or without a password', () => {
    expect(readConfig({}).phoneNotice).toBeNull()
    const PHONE_NOTICE_URL = 'https://sms.example.cn/notices'
    expect(readConfig({ PHONE_NOTICE_URL }).phoneNotice).toEqual({ url: PHONE_NOTICE_URL, key: null })
    expect(readConfig({ PHONE_NOTICE_URL, PHONE_NOTICE_KEY: 'x' }).phoneNotice?.key).toBe('x')
  })

  it.each(['sms.example.cn', 'ftp://sms.example.cn', ''])('is not %s', (text) =>
    expect(() => readConfig({ PHONE_NOTICE_URL: text })).toThrow('PHONE_NOTICE_URL'),
  )
})

describe('whatever is wrong', () => {
  /** Something that each can't be. What may be any text is left out, and what has a default of its own is wrong where it is empty. */
  const WRONG: Record<string, string> = {
    PORT: '70000',
    DATABASE_URL: 'a database',
    DATA_DIR: '',
    COUNTY: '翁源',
    DEMO: 'yes',
    LLM_BASE_URL: 'host',
    LLM_MODEL: '',
    LLM_KEY: 'a secret',
    PHONE_NOTICE_URL: 'host',
    PHONE_NOTICE_KEY: '',
    BOT_TOKEN: 'a secret',
    WECHAT_OA_APP_ID: 'a b',
    WECHAT_OA_SECRET: 'a secret',
    WECHAT_OA_TOKEN: 'a secret',
    WECHAT_OA_AES_KEY: 'a secret',
    WECHAT_OA_TEMPLATE_ID: 'a b',
    WECHAT_OA_TEMPLATE_FIELDS: 'a',
    WECHAT_OA_TEMPLATE_BY: 'mass',
    WECHAT_OA_DAILY_MESSAGES: 'many',
    WECHAT_OA_KEPT_PERCENT: '101',
    WECHAT_MP_APP_ID: 'a b',
    WECHAT_MP_SECRET: 'a secret',
    WECHAT_MP_TEMPLATE_ID: 'a b',
    WECHAT_MP_TEMPLATE_FIELDS: 'a',
    WECHAT_API_URL: 'host',
    WECOM_CORP_ID: 'a b',
    WECOM_AGENT_ID: 'x',
    WECOM_SECRET: 'a secret',
    WECOM_TOKEN: 'a secret',
    WECOM_AES_KEY: 'a secret',
    WECOM_API_URL: 'host',
    LOG_LEVEL: 'loud',
    TRUST_PROXY: '*',
    PUBLIC_URL: 'host',
    ORIGINS: '*',
  }
  const said = (environment: Record<string, string>) => {
    try {
      readConfig(environment)
    } catch (error) {
      return error instanceof ConfigError ? error.message : 'no ConfigError'
    }
    return 'nothing'
  }

  it('is said of each variable by its name, with what to put there, in Chinese, and nothing of a secret', () => {
    const lines = said(WRONG).split('\n')
    expect(lines.map((line) => /^不对 ([A-Z_]+)：/.exec(line)?.[1]).toSorted()).toEqual(Object.keys(WRONG).toSorted())
    for (const line of lines) {
      expect(line).toMatch(/：.*[一-龥].*。$/)
      expect(line).not.toMatch(/请看 README|secret|expected|invalid|Invalid|must|needed/)
    }
    expect(readConfig({ HOST: '0.0.0.0' }).host).toBe('0.0.0.0')
  })

  it('is said of all that is missing beside something else at once', () => {
    const text = said({ DATABASE_URL: 'postgres://x/y', WECHAT_MP_APP_ID: 'wx', LLM_KEY: 'sk-1', WECOM_CORP_ID: 'ww' })
    expect(text.split('\n')).toEqual([
      expect.stringMatching(/^没有设 MINGBAI_KEYS：.*openssl rand -base64 32。$/),
      '没有设 LLM_BASE_URL、LLM_MODEL：语言模型要把 LLM_BASE_URL、LLM_MODEL 都设上，不用就都不要设（连同 LLM_KEY）。',
      expect.stringMatching(/^没有设 WECHAT_MP_SECRET：小程序/),
      expect.stringMatching(/^没有设 WECOM_AGENT_ID、WECOM_SECRET、WECOM_TOKEN、WECOM_AES_KEY：企业微信的应用/),
    ])
    expect(said({ MINGBAI_KEYS: 'c2hvcnQ=' })).toMatch(/^不对 MINGBAI_KEYS：.*openssl/)
  })
})
