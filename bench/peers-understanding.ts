import type { Row } from './understanding-rows.ts'
import type { Reader } from './understanding-score.ts'

/** What a first afternoon's keyword list looks like: a type is found where one of its words stands. */
const KEYWORDS: Readonly<Record<string, string>> = {
  income_below_line: '收入低 没收入 没有收入 无收入 人均 揭不开锅 没饭吃 吃不饱 低保 贫困 困难 生活费 全家一年',
  business_failure: '亏本 亏损 亏了 赔本 赔了 倒闭 破产 滞销 卖不出 养殖 绝收 烂根 收不回 猪瘟 血本',
  job_loss: '失业 下岗 没工作 没有工作 没活 裁员 辞退 找不到工作 停工 没事做',
  labourer_death: '去世 死了 死亡 过世 身亡 遇难 没了 走了 过身',
  medical_cost: '住院 手术 癌 尿毒症 透析 残疾 瘫痪 医药费 看病 治病 病 药费 中风 化疗',
  disaster_loss: '洪水 台风 火灾 着火 冰雹 地震 滑坡 泥石流 车祸 龙卷风 大水 烧了 淹 旱 工伤',
  school_dropout: '辍学 退学 不上学 不读书 不想读 失学 不去上课 不肯上学',
  unsafe_housing: '危房 漏雨 裂缝 塌 房梁 墙裂 倒了 没房 土坯房',
  unsafe_water: '没水 停水 缺水 水脏 水黄 水浑 喝水 饮水 自来水 井水 水源',
  other: '欠 拖欠 工资 借 债 供不起 学费 停电 离婚 骗',
}
const INTENTS: readonly (readonly [string, string])[] = [
  ['emergency', '救命 快来 不想活 自杀 昏迷 煤气 被困 快救'],
  ['human', '人工 真人 村干部 找人'],
  ['command', '返回 重新 退订 撤销 不用报 不要再发 进度 怎么样了 不对'],
  ['question', '怎么 多少 吗 什么 请问 能不能 想问 咨询 条件'],
]

export const readByKeywords: Reader = (text) => {
  const holds = (words: string): boolean => words.split(' ').some((word) => text.includes(word))
  const risks = Object.entries(KEYWORDS).flatMap(([type, words]) => (holds(words) ? [type] : []))
  const intent = INTENTS.find(([, words]) => holds(words))?.[0] ?? (risks.length > 0 ? 'report' : 'smalltalk')
  return { intent, risks: intent === 'report' || intent === 'emergency' ? risks : [] }
}

/** As much of MiniSearch as is used here; the package is a development dependency. */
interface Index {
  addAll(documents: readonly { id: number; text: string }[]): void
  search(query: string): readonly { id: number }[]
}
type MakeIndex = new (options: { fields: string[]; tokenize: (text: string) => string[] }) => Index

/** Pairs of neighbouring characters: what serves Chinese best in an index without a segmenter. */
const bigrams = (text: string): string[] =>
  [...text].flatMap((char, index, all) => (index + 1 < all.length ? [char + all[index + 1]] : []))

/** Reads a message as its nearest labelled example reads, by MiniSearch; null where the package is not installed. */
export async function readByNearest(examples: readonly Row[]): Promise<Reader | null> {
  const name = 'minisearch'
  const module = (await import(name).catch(() => null)) as { default: MakeIndex } | null
  if (module === null) return null
  const index = new module.default({ fields: ['text'], tokenize: bigrams })
  index.addAll(examples.map(({ text }, id) => ({ id, text })))
  return (text) => {
    const nearest = examples[index.search(text)[0]?.id ?? -1]
    return { intent: nearest?.intent ?? 'smalltalk', risks: nearest?.risks ?? [] }
  }
}
