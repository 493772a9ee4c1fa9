import type { AmountRole } from './understood.ts'

/** Words that say what money is for. Longer words win over shorter ones at the same place. */
const ROLE_WORDS: Record<Exclude<AmountRole, 'unknown'>, string> = {
  own_cost:
    '自己掏 自己出 自己花 自己付 自费 自付 自掏 掏了 掏 自家出 个人承担 个人付 花了 花去 花掉 花费 花 用了 用掉 用去 费用 费 使咗 药费 打胰岛素 吃药 买药 打针 交了 交 押金 付了 要付 补课 治疗 检查 透析 化疗',
  total_cost: '总共花 一共花 总费用 一共用 总共用 合计 全部费用 前后花 前前后后 总花费 医药费总共',
  debt: '欠 欠了 欠着 欠账 欠债 欠款 借 借了 借款 贷款 贷了 贷 债 赊 外债 还不上 没还 该人家 争人哋',
  income_per_head: '人均 平均每人 每人 每个人 平均一个人 一人 平均下来',
  income_household:
    '收入 工资 挣 赚 搵 揾 养老金 低保 退休金 全家一年 一年才 一年只 总共才 一共才 拿到手 到手 进账 月薪 年薪 打零工 生活费只有 补贴 补助 分红 一年到头',
  loss: '亏 亏了 赔 赔了 损失 投 投了 投资 投进 收不回 打水漂 本钱 成本 蚀 砸进去 折了 白费 压了 压货 被骗 骗走 骗了 偷走',
  wage_arrears:
    '拖欠 欠薪 欠我 欠我们 欠他 工钱 工资没 没发工资 不发工资 工资没发 工程款 欠工资 工资拖 血汗钱 结清工资 工资欠 欠了工资 还差我 老板欠',
}

/** Longest first among those that begin alike. */
const BY_FIRST = new Map<string, [string, AmountRole][]>()
for (const [role, words] of Object.entries(ROLE_WORDS)) {
  for (const word of words.split(' ')) {
    const alike = BY_FIRST.get(word.charAt(0)) ?? []
    alike.push([word, role as AmountRole])
    BY_FIRST.set(word.charAt(0), alike)
  }
}
for (const alike of BY_FIRST.values()) alike.sort((a, b) => b[0].length - a[0].length)

/** Looked at on either side of the amount; enough for 总共才 … and for … 的工钱没给. */
const REACH_BEFORE = 14
const REACH_AFTER = 10

/** Money that came back or is offered has no role among these. */
const PAID_BACK = ['报销了', '报了', '给报', '退了', '赔偿了', '赔了我']

interface RoleHit {
  role: AmountRole
  distance: number
}

/** The role word nearest to the amount; of several that end (or begin) at one place the longest. */
function nearest(part: string, fromEnd: boolean): RoleHit | null {
  let best: RoleHit | null = null
  for (let at = 0; at < part.length; at++) {
    const found = BY_FIRST.get(part.charAt(at))?.find(([word]) => part.startsWith(word, at))
    if (found === undefined) continue
    const [word, role] = found
    if (!fromEnd) return { role, distance: at }
    const distance = part.length - at - word.length
    if (best === null || distance < best.distance) best = { role, distance }
  }
  return best
}

/**
 * What the money at [start, end) is, judged by the nearest word that says so; `unknown` where none does.
 * `clauseEnd` bounds the look behind it; before it the look goes on into the clause in front.
 */
export function amountRole(text: string, start: number, end: number, clauseEnd: number): AmountRole {
  const before = text.slice(Math.max(0, start - REACH_BEFORE), start)
  const after = text.slice(end, Math.min(clauseEnd, end + REACH_AFTER))
  if (PAID_BACK.some((word) => before.endsWith(word))) return 'unknown'
  const arrears = ['工资', '工钱', '血汗钱', '薪']
  const owed =
    before.includes('欠') ||
    after.includes('没发') ||
    after.includes('不发') ||
    after.includes('没给') ||
    after.includes('没结')
  if (owed && arrears.some((word) => before.includes(word) || after.includes(word))) return 'wage_arrears'
  if (/(?:总共|一共|总的|合计)[花用]/.test(before) && !before.includes('自')) return 'total_cost'
  if (/人均|每人|平均/.test(before)) return 'income_per_head'
  const left = nearest(before, true)
  const right = nearest(after, false)
  // Words in front count for more: 欠了医院三万 against 三万的药费欠着.
  if (left !== null && (right === null || left.distance <= right.distance + 3)) return left.role
  return right?.role ?? 'unknown'
}
