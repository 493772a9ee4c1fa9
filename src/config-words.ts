const KEY = '可见的英文字母、数字和符号，不能有空格和换行'
const FROM_PLATFORM = `请从微信后台复制，${KEY}`
const FROM_WECOM = `请从企业微信管理后台复制，${KEY}`
const TEMPLATE_FIELDS = '模板里编号、类型、进度三个字段的名字，用逗号隔开，例如 character_string1,thing2,thing3'
const AES_KEY = '后台的 EncodingAESKey，43 个字母和数字，请整条复制'
const ORIGIN = '后面不带路径'

/** What each variable holds, for the technician who set it: what to put there. */
const WORDS: Record<string, string> = {
  PORT: '监听的端口，0 到 65535 的整数',
  DATABASE_URL: 'PostgreSQL 的地址，例如 postgres://用户:密码@主机:5432/库名；用内置的数据库就不要设',
  DATA_DIR: '放数据的目录，不能是空的',
  COUNTY: '县的六位区划代码，例如 440229',
  DEMO: '写 on 或 off',
  MINGBAI_KEYS: '每把是 32 个字节的 base64，几把用逗号隔开；可以这样生成：openssl rand -base64 32',
  LLM_BASE_URL: '语言模型的地址，例如 https://host/v1，里面不能有用户名、密码、? 和 #',
  LLM_MODEL: '语言模型的名字，不能是空的',
  LLM_KEY: `语言模型的口令，${KEY}；不要口令就不要设`,
  PHONE_NOTICE_URL: '短信或电话网关的地址，以 http:// 或 https:// 开头；没有就不要设',
  PHONE_NOTICE_KEY: '短信或电话网关的口令，不能是空的；不要口令就不要设',
  BOT_TOKEN: '微信机器人的口令，32 到 200 个可见字符；可以这样生成：openssl rand -hex 32',
  WECHAT_OA_APP_ID: `公众号的 AppID，${FROM_PLATFORM}`,
  WECHAT_OA_SECRET: `公众号的 AppSecret，${FROM_PLATFORM}`,
  WECHAT_OA_TOKEN: `公众号服务器配置里的令牌，${FROM_PLATFORM}`,
  WECHAT_OA_AES_KEY: `公众号${AES_KEY}；明文模式就不要设`,
  WECHAT_OA_TEMPLATE_ID: `公众号的模板编号，${FROM_PLATFORM}`,
  WECHAT_OA_TEMPLATE_FIELDS: TEMPLATE_FIELDS,
  WECHAT_OA_TEMPLATE_BY: '写 template（模板消息）或 subscribe（订阅通知）',
  WECHAT_OA_DAILY_MESSAGES: '微信每天让发的条数，1 到 100000000 的整数',
  WECHAT_OA_KEPT_PERCENT: '宣传要给答复和进度留百分之几，0 到 100 的整数',
  WECHAT_MP_APP_ID: `小程序的 AppID，${FROM_PLATFORM}`,
  WECHAT_MP_SECRET: `小程序的 AppSecret，${FROM_PLATFORM}`,
  WECHAT_MP_TEMPLATE_ID: `小程序的订阅消息模板编号，${FROM_PLATFORM}`,
  WECHAT_MP_TEMPLATE_FIELDS: TEMPLATE_FIELDS,
  WECHAT_API_URL: `微信接口的地址，例如 https://api.weixin.qq.com，${ORIGIN}；一般不用设`,
  WECOM_CORP_ID: `企业微信的企业 ID，${FROM_WECOM}`,
  WECOM_AGENT_ID: '企业微信里应用的 AgentId，1 到 12 位数字',
  WECOM_SECRET: `企业微信里应用的 Secret，${FROM_WECOM}`,
  WECOM_TOKEN: `企业微信里应用接收消息的 Token，${FROM_WECOM}`,
  WECOM_AES_KEY: `企业微信应用${AES_KEY}`,
  WECOM_API_URL: `企业微信接口的地址，例如 https://qyapi.weixin.qq.com，${ORIGIN}；一般不用设`,
  LOG_LEVEL: '写 fatal、error、warn、info、debug、silent 里的一个',
  TRUST_PROXY: '前面反向代理的地址或网段，或者 loopback、linklocal、uniquelocal，用逗号隔开；前面没有代理就不要设',
  PUBLIC_URL: `大家打开本站的地址，例如 https://mingbai.example.cn，${ORIGIN}；没有就不要设`,
  ORIGINS: `别的网站，例如 https://h5.example.cn，${ORIGIN}，几个用逗号隔开`,
}

/** Of a variable that holds something else than it should. Nothing of what it holds, which may be a secret. */
export function wrongWords(name: string): string {
  return `不对 ${name}：${WORDS[name] ?? '请看 README 的“部署”'}。`
}

/** Of those that are missing beside others. @param why whole sentences without the full stop: what needs them, or how to do without */
export function missingWords(names: readonly string[], why: string): string {
  return `没有设 ${names.join('、')}：${why}。`
}
