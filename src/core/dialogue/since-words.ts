import type { Draft } from './conversation.ts'

const MONTHS = '(?:十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9])月'
const BEGAN = new RegExp(
  `(?:大前年|前年|去年|旧年|今年)(?:${MONTHS}|年初|年底|春节|过年)|上个?月|上(?:个)?(?:星期|礼拜|周)|昨[天日晚]|前[天日晚]|去年|前年`,
)
/** 去年收入两万, 去年办了低保: the time of something else. */
const OF_MORE = /^[^，,。]{0,8}(?:收入|赚|挣|报|办了?|申请|补|领|发|赔了|卖)/

/** 我爸去年十月脑梗住院: since when, where it stands in the same clause as the trouble. */
export function sinceSaid(clause: string, today: string): NonNullable<Draft['since']>['value'] {
  const found = BEGAN.exec(clause)
  if (found === null || OF_MORE.test(clause.slice(found.index + found[0].length))) return null
  return { text: found[0], months: monthsSince(found[0], today) }
}

const YEARS_AGO: [RegExp, number][] = [
  [/^大前年/, 3],
  [/^前年/, 2],
  [/^去年|^旧年/, 1],
  [/^今年/, 0],
]
const NUMBERS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

function monthsSince(words: string, today: string): number | null {
  if (/^上个?月/.test(words)) return 1
  if (/^[昨前][天日晚]|^上/.test(words)) return 0
  const years = YEARS_AGO.find(([pattern]) => pattern.test(words))?.[1]
  const named = /([一二三四五六七八九十\d]+)月/.exec(words)?.[1]
  if (years === undefined || named === undefined) return null
  const month = NUMBERS.includes(named) ? NUMBERS.indexOf(named) + 1 : Number(named)
  // The day in China: UTC+8 all year.
  const now = new Date(Date.parse(today) + 8 * 3_600_000)
  const months = years * 12 + now.getUTCMonth() + 1 - month
  return months >= 0 ? months : null
}
