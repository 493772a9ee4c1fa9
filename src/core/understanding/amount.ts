import { amountRole } from './amount-role.ts'
import type { Clause } from './clause.ts'
import type { Numeral } from './number.ts'
import type { Amount, Span } from './understood.ts'
import { isWholeMessage } from './whole.ts'

/** Behind a number these say that it is money. */
const CURRENCY = ['块钱', '元钱', '块', '元', '圆', '蚊', '文钱', '人民币', '毫子', '钱']
/** 块 counts pieces before these: 一块地, 三块砖. */
const PIECES = '地田石土砖板玉肉瓦木牌菜布布儿去来玻豆香表区域国空'
/** 元 and 圆 make other words with these: 元旦, 元月, 圆满. */
const NOT_CURRENCY = ['元旦', '元月', '元宵', '元化', '圆满', '圆形', '圆桌', '块头']
/** Behind a number these count things, people, places or times, so that it is no money. */
const MEASURES =
  '岁 个 人 口 只 头 亩 斤 公斤 公里 公分 公顷 吨 年 月 日 号 天 点 时 分 秒 楼 层 栋 户 家 平 米 里 棵 株 条 次 % 倍 度 瓶 盒 级 名 位 张 件 台 辆 箱 袋 包 顿 门 间 扇 座 组 队 届 期 代 胎 孩 星期 周 小时 厘 伏 维 根 颗 尾 群 窝 笼 塘 棚 车 担 针 片 粒 场 趟 回 遍 室 幢 单元 居民 村民 学生 职工 业主 老人 毫 克 升 方 g m t 床 份 桶 筐 篓 捆 堆 盆 羽 匹 副 双 棒 筒 株 穗 多个 多人 多只 多头 多亩 多斤 多户 多岁 多年 多天 来个 来岁 来天 来年'.split(
    ' ',
  )
/** Before a number these make it a name, a date or a number of something. */
const NOT_MONEY_BEFORE = [
  '人口',
  '人口达',
  '人口多达',
  '人数',
  '人数达',
  '人数多达',
  '面积',
  '产量',
  '产',
  '第',
  '编号',
  '电话',
  '号码',
  '身份证',
  '邮编',
  '卡号',
  '尾号',
  '尾号是',
  '房号',
  '门牌',
  '初',
  '年级',
  '周',
  '星期',
  '礼拜',
  '高',
]
/** In the clause these make a number without a unit believable as money. */
const MONEY_WORDS =
  '钱 花 掏 欠 借 亏 赔 收入 工资 工钱 挣 赚 费 付 交 补 报销 报了 贷 投 成本 罚 价 元 债 低保 养老金 退休金 薪 每个月 一个月 每月 每年 一年 一天 每天 人均 每人 押金 卖 买 还 剩 用了 使 蚀 本 损失 自费 自付 胰岛素 药 打针 透析 化疗 拿 得 给 存 骗 支架 供 账 帐'.split(
    ' ',
  )
const MONEY_WORD = new RegExp(MONEY_WORDS.join('|'))
const BEFORE_BOUNDS: readonly (readonly [string, Amount['bound']])[] = [
  ['不到', 'lt'],
  ['不足', 'lt'],
  ['不超过', 'lt'],
  ['不高于', 'lt'],
  ['不低于', 'gt'],
  ['不少于', 'gt'],
  ['没超过', 'lt'],
  ['冇到', 'lt'],
  ['唔到', 'lt'],
  ['未到', 'lt'],
  ['成', 'around'],
  ['不满', 'lt'],
  ['没到', 'lt'],
  ['没有', 'exact'],
  ['低于', 'lt'],
  ['少于', 'lt'],
  ['最多', 'lt'],
  ['顶多', 'lt'],
  ['至多', 'lt'],
  ['超过', 'gt'],
  ['至少', 'gt'],
  ['起码', 'gt'],
  ['高于', 'gt'],
  ['多于', 'gt'],
  ['不止', 'gt'],
  ['将近', 'around'],
  ['接近', 'around'],
  ['大约', 'around'],
  ['大概', 'around'],
  ['差不多', 'around'],
  ['约', 'around'],
  ['近', 'around'],
  ['快', 'around'],
  ['成', 'around'],
]
const AFTER_BOUNDS: readonly (readonly [string, Amount['bound']])[] = [
  ['出头', 'gt'],
  ['以上', 'gt'],
  ['往上', 'gt'],
  ['多', 'gt'],
  ['余', 'gt'],
  ['左右', 'around'],
  ['上下', 'around'],
  ['的样子', 'around'],
  ['以内', 'lt'],
  ['以下', 'lt'],
  ['不到', 'lt'],
]
/** Numbers that stand for a year unless money is named at once. */
const YEARS = { first: 1950, last: 2040 }

/** Measures by their first character: this is asked of every number. */
const MEASURES_BY_FIRST = Map.groupBy(MEASURES, (measure) => measure.charAt(0))

function startsWithAny(text: string, at: number, words: readonly string[]): boolean {
  return words.some((word) => text.startsWith(word, at))
}

/** The currency word at `at` (块多 and 元左右 leave the vague part to the bound), or ''. */
function currencyAt(text: string, at: number, value: number): string {
  if (startsWithAny(text, at, NOT_CURRENCY)) return ''
  const word = CURRENCY.find((currency) => text.startsWith(currency, at)) ?? ''
  const next = text.charAt(at + 1)
  if (word === '块' && next !== '' && PIECES.includes(next)) return ''
  // 四块职工共有土地 counts plots.
  if (
    word === '块' &&
    value < 100 &&
    /^[^,。钱]{0,6}(?:土地|田地|空地|宅基地|山地|牌子|砖|木板)/.test(text.slice(at + 1, at + 11))
  )
    return ''
  // 一块 alone is "together" or "a piece"; 一圆 is no amount.
  if ((word === '块' || word === '圆' || word === '蚊') && value === 1) return ''
  // 打了三块钢板
  if (word === '块' && /^(?:钢|铁|骨)板/.test(text.slice(at + 1, at + 3))) return ''
  return word
}

function boundOf(text: string, numeral: Numeral, end: number): { bound: Amount['bound']; end: number } {
  let bound: Amount['bound'] = numeral.bound
  let last = end
  const after = AFTER_BOUNDS.find(([word]) => text.startsWith(word, end))
  if (after !== undefined) {
    if (bound !== 'range') bound = after[1]
    last = end + after[0].length
  }
  const before = BEFORE_BOUNDS.find(([word]) => text.startsWith(word, numeral.start - word.length))
  // 一万元以上十万元以下 are the two ends of a fine, each exact.
  if (after?.[0] === '以下' && text.startsWith('以上', numeral.start - 2)) bound = 'exact'
  if (
    before !== undefined &&
    before[1] !== 'exact' &&
    (bound === 'exact' || before[1] !== 'around') &&
    bound !== 'range'
  )
    bound = before[1]
  return { bound, end: last }
}

function overlaps(span: Span, others: readonly Span[]): boolean {
  return others.some((other) => span.start < other.end && other.start < span.end)
}

function looksLikeMoney(text: string, numeral: Numeral, clause: string, whole: boolean): boolean {
  const { start, end, lo, scale, figures } = numeral
  if (figures && numeral.end - numeral.start > 9) return false
  if (figures && isHotline(text, numeral)) return false
  if (startsWithAny(text, end, MEASURES_BY_FIRST.get(text.charAt(end)) ?? [])) return false
  if (NOT_MONEY_BEFORE.some((word) => text.startsWith(word, start - word.length))) return false
  // 几千的铁路职工 and 两万多名 count people.
  if (
    /^的?[^,。块元]{0,4}(?:职工|居民|村民|业主|学生|群众|人口|工人|老人|百姓|民工|住户)/.test(text.slice(end, end + 8))
  )
    return false
  const latinBefore = text.charAt(start - 1)
  if ((latinBefore >= 'a' && latinBefore <= 'z') || latinBefore === '.' || latinBefore === ':') return false
  if (whole) return lo >= 100
  if (scale >= 1e4 || isPriced(text, numeral)) return true
  if (lo < 100 && !(scale >= 100)) return false
  if (figures && lo >= YEARS.first && lo <= YEARS.last)
    return /[花掏欠借亏赔交付费]了?$/.test(text.slice(Math.max(0, start - 2), start))
  return scale >= 1000 || MONEY_WORD.test(clause)
}

/** 打119还是110: numbers to call. */
const HOTLINES: ReadonlySet<number> = new Set([110, 119, 120, 122, 12315, 12333, 12345, 12356])
function isHotline(text: string, { start, lo }: Numeral): boolean {
  return HOTLINES.has(lo) && !/[花掏欠借亏赔交付费]了?$/.test(text.slice(Math.max(0, start - 2), start))
}

/** 一支一百六, 一天六十: so much for one of something. 不是三万八，是八百 and 涨到四百 name a sum at the end of their clause. */
const PRICED =
  /(?:[一每](?:支|针|盒|瓶|次|回|趟|天|日|周|个月|月|年|亩|斤|张|罐|包|袋|副|服|台|头|只|块|晚|顿)|(?:涨|降|跌|减|加)[到成]|(?<!又|还|就|只|也)(?:[只不]?是|成|得|系))$/
const PRICED_REACH = 4
function isPriced(text: string, { start, end, lo }: Numeral): boolean {
  const closes = end >= text.length || /[,.，。!！?？;；了的\s]/.test(text.charAt(end))
  return closes && lo >= 20 && PRICED.test(text.slice(Math.max(0, start - PRICED_REACH), start))
}

/**
 * Sums of money in a normalised message, in yuan, each with its role. Ages, head counts, dates, areas, quantities and
 * whatever overlaps `taken` (private numbers, durations) are none. A number without a unit counts only where it is the
 * whole message (≥ 100), large (千, 万) or near a word of money.
 */
export function findAmounts(
  text: string,
  numerals: readonly Numeral[],
  clauses: readonly Clause[],
  taken: readonly Span[],
): Amount[] {
  const amounts: Amount[] = []
  let at = 0
  let busy = 0
  for (const numeral of numerals) {
    while (busy < taken.length && (taken[busy] as Span).end <= numeral.start) busy++
    if (overlaps(numeral, taken.slice(busy, busy + 1))) continue
    while (at + 1 < clauses.length && (clauses[at] as Clause).end <= numeral.start) at++
    const clause = clauses[at] ?? { start: 0, end: text.length }
    const amount = readAmount(text, numeral, clause)
    if (amount !== null) amounts.push(amount)
  }
  return withoutDenied(text, joinedRanges(text, amounts))
}

/** 两万三万 and 几千几万 are one range: two bare sums without a mark between, the second larger. 一万到三万 stay two. */
function joinedRanges(text: string, amounts: readonly Amount[]): Amount[] {
  const out: Amount[] = []
  for (const amount of amounts) {
    const last = out.at(-1)
    const between = last === undefined ? '' : text.slice(last.span.end, amount.span.start)
    const alike = last !== undefined && amount.lo > last.lo && amount.lo <= last.lo * 10 && last.bound !== 'lt'
    if (last !== undefined && alike && between === '' && '万千百'.includes(text.charAt(last.span.end - 1)))
      out[out.length - 1] = {
        ...last,
        hi: amount.hi,
        bound: 'range',
        role: last.role === 'unknown' ? amount.role : last.role,
        span: { start: last.span.start, end: amount.span.end },
      }
    else out.push(amount)
  }
  return out
}

/** 不是一万八,是八千一 and 不止三万,有五万: what was denied is not said. */
function withoutDenied(text: string, amounts: Amount[]): Amount[] {
  return amounts.filter(
    ({ span }) => !/(?:不是|唔系|不系|并非)[^,。]{0,4}$/.test(text.slice(Math.max(0, span.start - 8), span.start)),
  )
}

/** Clauses are read this far on either side, so that a message without marks costs no more than one with. */
const CLAUSE_REACH = 40

function readAmount(text: string, numeral: Numeral, clause: Span): Amount | null {
  let end = numeral.end
  // 三千块出头 and 6万来元: vagueness may stand on either side of the unit.
  const vague = '多余来几'.includes(text.charAt(end) || ' ') && currencyAt(text, end + 1, numeral.lo) !== '' ? 1 : 0
  const currency = currencyAt(text, end + vague, numeral.lo)
  // A blank in front of figures is no border: 药费 3600.
  const from = text.charAt(clause.start - 1) === ' ' ? clause.start - CLAUSE_REACH : clause.start
  const near = text.slice(Math.max(from, 0, numeral.start - CLAUSE_REACH), Math.min(clause.end, end + CLAUSE_REACH))
  if (currency === '' && !looksLikeMoney(text, numeral, near, isWholeMessage(text, numeral.start, end))) return null
  if (numeral.hi <= 0) return null
  end += vague + currency.length
  const { bound, end: last } = boundOf(text, numeral, end)
  const role = amountRole(text, numeral.start, last, clause.end)
  return {
    lo: Math.round(numeral.lo),
    hi: Math.round(numeral.hi),
    bound: vague > 0 && bound === 'exact' ? 'gt' : bound,
    role,
    span: { start: numeral.start, end: last },
  }
}
