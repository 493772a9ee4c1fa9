import type { LoginFailure } from '../../app/ports/miniprogram.ts'
import type { Refusal } from '../../app/refusal.ts'
import { MAX_ATTACHMENT } from '../../contract/chat.ts'

/** What a person and a program are told. `headers` and `extra` only where the protocol has a place for them. */
export interface Answer {
  status: number
  code: string
  title: string
  detail: string
  headers?: Record<string, string>
  extra?: Record<string, unknown>
}

type Table = { [Kind in Refusal['refused']]: (refusal: Extract<Refusal, { refused: Kind }>) => Omit<Answer, 'code'> }

/** The one place where a use case's "no" becomes an HTTP answer and a sentence. A forgotten refusal does not compile. */
const TABLE: Table = {
  not_found: () => ({ status: 404, title: '没有找到', detail: '没有找到，或者不在您负责的范围内。' }),
  not_signed_in: () => ({
    status: 401,
    title: '需要登录',
    detail: '登录已过期，请重新登录。',
    headers: { 'www-authenticate': 'Bearer' },
  }),
  not_allowed: ({ why }) => ({ status: 403, title: '没有权限', detail: why }),
  not_possible_now: ({ why, source }) => ({
    status: 409,
    title: '现在不能这样办',
    detail: source === undefined ? why : `${why}（依据：${source}）`,
    ...(source === undefined ? {} : { extra: { source } }),
  }),
  handover_ended: ({ why }) => ({ status: 409, title: '已经交回机器', detail: why }),
  somebody_was_faster: ({ who, current }) => ({
    status: 409,
    title: '有人先办了',
    detail: `${who}刚刚处理了这${'riskType' in current ? '条线索' : '户'}，请看最新情况再办。`,
    extra: { who, current },
  }),
  wrong_password: () => ({ status: 401, title: '登录不成功', detail: '账号或密码不对。' }),
  locked_out: ({ until }) => ({
    status: 429,
    title: '账号暂时锁定',
    detail: `密码错的次数太多，请在${clockTime(until)}以后再试。`,
    headers: { 'retry-after': String(Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000))) },
  }),
  bad_invitation: () => ({
    status: 400,
    title: '邀请码不能用',
    detail: '邀请码不对、已用过或已过期，请管理员重新发一个。',
  }),
  account_taken: () => ({ status: 409, title: '账号已被使用', detail: '这个账号名已经有人用了，请换一个。' }),
  scan_over: () => ({ status: 410, title: '二维码过期了', detail: '这个二维码已经过期，请在电脑上换一个再扫。' }),
  scan_taken: () => ({ status: 409, title: '二维码用过了', detail: '这个二维码已经用过了，请在电脑上换一个再扫。' }),
  scan_refused: () => ({ status: 403, title: '没有同意登录', detail: '手机上没有同意登录，请换一个二维码再试。' }),
  bad_page: () => ({ status: 400, title: '页码不对', detail: '这一页的位置不对，请从头看起。' }),
  unknown_county: () => ({ status: 400, title: '不在服务范围', detail: '这里还没有开通，请联系当地村委会。' }),
  unknown_place: () => ({ status: 400, title: '没有这个地方', detail: '没有这个地方，请检查地区代码。' }),
  no_such_card: () => ({
    status: 404,
    title: '没有这张明白卡',
    detail: '这里没有这张明白卡，可能换了新的，请从全部明白卡里找。',
  }),
  bad_token: () => ({
    status: 401,
    title: '身份已失效',
    detail: '身份已失效，请重新打开聊天。',
    headers: { 'www-authenticate': 'Bearer' },
  }),
  no_such_attachment: () => ({
    status: 404,
    title: '没有这个文件',
    detail: '照片或录音没有传上来，请再发一次。',
  }),
  unsafe_attachment: () => ({
    status: 415,
    title: '不收这种文件',
    detail: '只能发照片（JPEG、PNG、WebP）或录音（AMR、MP3）。',
  }),
  id_taken: () => ({ status: 409, title: '编号重了', detail: '这个编号已经有人用了，请重新选一次再发。' }),
  enough_files: () => ({
    status: 429,
    title: '今天的文件够多了',
    detail: '今天发的照片和录音已经够多了，请明天再发。',
  }),
  no_miniprogram: () => ({ status: 404, title: '没有开通', detail: '这里没有开通小程序。' }),
  no_poster_code: () => ({
    status: 409,
    title: '小程序码没有做成',
    detail: '微信现在没有给出小程序码，请过一会儿再试，或者用网页二维码。',
  }),
  login_failed: ({ why }) => LOGIN_FAILED[why],
}

const LOGIN_FAILED: Record<LoginFailure, Omit<Answer, 'code'>> = {
  bad_code: { status: 401, title: '登录不成功', detail: '登录没有成功，请关掉小程序再打开。' },
  too_often: {
    status: 429,
    title: '登录太频繁',
    detail: '登录太频繁了，请过一分钟再打开。',
    headers: { 'retry-after': '60' },
  },
  blocked: { status: 403, title: '微信不让登录', detail: '微信现在不让您登录，请直接找村干部，或打12345。' },
  later: {
    status: 503,
    title: '微信没有回应',
    detail: '微信现在没有回应，请过一会儿再打开。',
    headers: { 'retry-after': '5' },
  },
}

export function answerTo(refusal: Refusal): Answer {
  const shape = TABLE[refusal.refused] as (refusal: Refusal) => Omit<Answer, 'code'>
  return { code: refusal.refused, ...shape(refusal) }
}

/** What the server itself says no to, before any use case is asked. */
export const REFUSED_AT_THE_DOOR = {
  no_such_page: { status: 404, title: '没有这个地址', detail: '没有这个地址，请检查网址。' },
  bad_request: { status: 400, title: '请求不对', detail: '请求的格式不对，没有收到内容。' },
  invalid_fields: { status: 400, title: '填写不对', detail: '有内容填得不对。' },
  too_long: { status: 413, title: '内容太长', detail: '内容太长，一次最多 64 KB，请分几次发。' },
  file_too_large: {
    status: 413,
    title: '文件太大',
    detail: `文件太大，最多 ${MAX_ATTACHMENT / 1024 / 1024} MB，请压缩后再发。`,
  },
  wrong_media_type: { status: 415, title: '不收这种内容', detail: '不收这种类型的内容。' },
  slow_down: { status: 429, title: '发得太快', detail: '发得太快了，这条没有收到，请稍等再发。' },
  slow_down_files: {
    status: 429,
    title: '文件发得太快',
    detail: '照片和录音发得太快了，这个没有收到，请过一分钟再发。',
  },
  slow_down_pictures: {
    status: 429,
    title: '图片要得太多',
    detail: '前面要的几张图片还在做，请等一会儿再点。',
    headers: { 'retry-after': '2' },
  },
  wrong_host: { status: 400, title: '网址不对', detail: '打开的网址不对，图片没有做，请检查网址。' },
  enough_files: {
    status: 429,
    title: '今天的文件够多了',
    detail: '今天发的照片和录音已经够多了，请明天再发；话可以照常说。',
  },
  busy: {
    status: 503,
    title: '现在太忙',
    detail: '现在人太多，这条没有收到，请过一会儿再发。',
    headers: { 'retry-after': '5' },
  },
  wrong_origin: { status: 403, title: '来源不对', detail: '不能从别的网站连接。' },
  not_the_bot: { status: 401, title: '不认识', detail: '口令不对，没有收下。' },
  upgrade_required: { status: 426, title: '请用 WebSocket', detail: '这个地址要用 WebSocket 连接。' },
  not_ready: { status: 503, title: '还没准备好', detail: '系统正在启动或维护，请稍后再试。' },
  no_picture: {
    status: 503,
    title: '图片没做成',
    detail: '图片现在做不出来，请先看网页上的明白卡，过一会儿再试。',
    headers: { 'retry-after': '30' },
  },
  internal: { status: 500, title: '系统出错', detail: '系统出错了，没有办成，请稍后再试。' },
} satisfies Record<string, Omit<Answer, 'code'>>

export type DoorRefusal = keyof typeof REFUSED_AT_THE_DOOR

export function doorAnswer(code: DoorRefusal): Answer {
  return { code, ...REFUSED_AT_THE_DOOR[code] }
}

function clockTime(at: Date): string {
  return at.toLocaleTimeString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  })
}
