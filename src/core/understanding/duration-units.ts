export type TimeUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

/** Spelling, months, unit. */
export type SpelledUnit = readonly [string, number, TimeUnit]

/** Months in a unit: a month of thirty days, a week of seven. */
const DAY = 1 / 30
const WEEK = 7 / 30
const HOUR = DAY / 24
const MINUTE = HOUR / 60

/** Behind a number, the longest spelling first. 半 within a spelling adds half a unit. */
const COUNTED_UNITS: readonly SpelledUnit[] = [
  ['多个月', 1, 'month'],
  ['个半月', 1, 'month'],
  ['个多月', 1, 'month'],
  ['个来月', 1, 'month'],
  ['个把月', 1, 'month'],
  ['个几月', 1, 'month'],
  ['个整月', 1, 'month'],
  ['个月', 1, 'month'],
  ['来个月', 1, 'month'],
  ['把月', 1, 'month'],
  ['只半月', 1, 'month'],
  ['只多月', 1, 'month'],
  ['只月', 1, 'month'],
  ['个多季度', 3, 'month'],
  ['个季度', 3, 'month'],
  ['季度', 3, 'month'],
  ['个季', 3, 'month'],
  ['个年头', 12, 'year'],
  ['年头', 12, 'year'],
  ['来年', 12, 'year'],
  ['多年', 12, 'year'],
  ['整年', 12, 'year'],
  ['周年', 12, 'year'],
  ['年', 12, 'year'],
  ['载', 12, 'year'],
  ['个半星期', WEEK, 'week'],
  ['个多星期', WEEK, 'week'],
  ['个星期', WEEK, 'week'],
  ['来个星期', WEEK, 'week'],
  ['星期', WEEK, 'week'],
  ['个半礼拜', WEEK, 'week'],
  ['个多礼拜', WEEK, 'week'],
  ['个礼拜', WEEK, 'week'],
  ['礼拜', WEEK, 'week'],
  ['个周', WEEK, 'week'],
  ['周', WEEK, 'week'],
  ['来天', DAY, 'day'],
  ['多天', DAY, 'day'],
  ['整天', DAY, 'day'],
  ['天', DAY, 'day'],
  ['来日', DAY, 'day'],
  ['多日', DAY, 'day'],
  ['日', DAY, 'day'],
  ['个半小时', HOUR, 'hour'],
  ['个半钟', HOUR, 'hour'],
  ['个多小时', HOUR, 'hour'],
  ['个小时', HOUR, 'hour'],
  ['小时', HOUR, 'hour'],
  ['个钟头', HOUR, 'hour'],
  ['个钟', HOUR, 'hour'],
  ['个半分钟', MINUTE, 'minute'],
  ['分半钟', MINUTE, 'minute'],
  ['分钟', MINUTE, 'minute'],
]

/** Spans said without a number of their own. */
const FIXED_SPANS: readonly SpelledUnit[] = [
  ['大半年', 8, 'month'],
  ['多半年', 8, 'month'],
  ['小半年', 5, 'month'],
  ['半年多', 6, 'month'],
  ['半年几', 6, 'month'],
  ['半年', 6, 'month'],
  ['半载', 6, 'month'],
  ['大半个月', 0.7, 'month'],
  ['大半月', 0.7, 'month'],
  ['小半个月', 0.4, 'month'],
  ['半个多月', 0.5, 'month'],
  ['半个月', 0.5, 'month'],
  ['半月', 0.5, 'month'],
  ['半只月', 0.5, 'month'],
  ['俩月', 2, 'month'],
  ['仨月', 3, 'month'],
  ['半个星期', WEEK / 2, 'week'],
  ['半个礼拜', WEEK / 2, 'week'],
  ['半天', DAY / 2, 'day'],
  ['半日', DAY / 2, 'day'],
  ['半个小时', HOUR / 2, 'hour'],
  ['半小时', HOUR / 2, 'hour'],
  ['半个钟', HOUR / 2, 'hour'],
  ['个把月', 1, 'month'],
  ['个半月', 1.5, 'month'],
  ['个多月', 1, 'month'],
  ['个几月', 1, 'month'],
  ['月把', 1, 'month'],
  ['月余', 1, 'month'],
  ['个把星期', WEEK, 'week'],
  ['个把礼拜', WEEK, 'week'],
  ['个多星期', WEEK, 'week'],
  ['个多礼拜', WEEK, 'week'],
  ['星期把', WEEK, 'week'],
  ['个半小时', HOUR * 1.5, 'hour'],
  ['个半钟', HOUR * 1.5, 'hour'],
  ['整年', 12, 'year'],
  ['成年', 12, 'year'],
  ['成个月', 1, 'month'],
  ['整个月', 1, 'month'],
  ['年把', 12, 'year'],
  ['年半', 18, 'year'],
  ['年几', 12, 'year'],
  ['两三天', 2 * DAY, 'day'],
]

/** By their first character: they are asked for at every place of a message. */
const byFirst = (units: readonly SpelledUnit[]): ReadonlyMap<string, readonly SpelledUnit[]> =>
  Map.groupBy(units, ([word]) => word.charAt(0))
export const UNITS_BY_FIRST = byFirst(COUNTED_UNITS)
export const FIXED_BY_FIRST = byFirst(FIXED_SPANS)
