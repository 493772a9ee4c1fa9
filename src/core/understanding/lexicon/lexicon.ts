import { DANGER_WORDS } from './danger.ts'
import { DWELLING_WORDS } from './dwelling.ts'
import { HEALTH_WORDS } from './health.ts'
import { HOUSEHOLD_WORDS } from './household.ts'
import { LETTER_WORDS } from './letter.ts'
import { LIVELIHOOD_WORDS } from './livelihood.ts'
import { LIVING_WORDS } from './living.ts'
import { SPEECH_WORDS } from './speech.ts'
import { STANCE_WORDS } from './stance.ts'
import { COMMAND_WORDS, REPORT_WORDS } from './steering.ts'

/** Commands are concepts of their own, named after themselves. */
type CommandConcept = `command_${keyof typeof COMMAND_WORDS}`

const COMMANDS = Object.fromEntries(
  Object.entries(COMMAND_WORDS).map(([command, words]) => [`command_${command}`, words]),
) as Record<CommandConcept, string>

/** Every concept with the words that express it, separated by blanks, in normalised writing. */
export const LEXICON = {
  ...HOUSEHOLD_WORDS,
  ...STANCE_WORDS,
  ...DWELLING_WORDS,
  ...LIVING_WORDS,
  ...HEALTH_WORDS,
  ...LIVELIHOOD_WORDS,
  ...SPEECH_WORDS,
  ...DANGER_WORDS,
  ...LETTER_WORDS,
  ...COMMANDS,
  earlier_report: REPORT_WORDS,
  /** Longer words that only contain a cue: a salary is no water, a fever no fire. Whatever lies within one is not read. */
  blind:
    '病害 病虫 打了水漂 通知 没通知 停电 停水 一树 树上 车上 车里 车票 车费 车子 车贷 电车 没见 收费 多少 少数 至少 老少 石灰 化石 低保 降温 身体差 差点 差不多 差不离 工资 工钱 工程 工具 工人 工厂 工地 打工 民工 手工 包工 职工 职业 生活 生活费 干活 活动 活着 没活着 用心 用力 使用 费用 食物 吃药 吃亏 吃苦 喝酒 没读过书 没念过书 没上过学 没读几年书 三天两头 屋后 房后 拖欠 没有工作单位 没工作单位 天那水 打水漂 薪水 水平 水果 水稻 水泥 水泥路 水田 水库 水费 墨水 药水 口水 汗水 洪水 大水 涨水 发大水 浇水 水利 水灾 水电 水产 水渠 水表 香水 胶水 开水 房产 房地产 房租 房东 厨房 药房 病房 库房 房贷 买房 建房 租房 盖房 住房公积 商品房 楼房 新房 房间 房子刚建 二手房 马路 铁路 脚手架 手机 手续 手术 二手 对手 手头 手工 水手 脚本 头发 头晕 头痛 心头 里头 外头 年头 后头 前头 工头 石头 骨头 馒头 上头 街头 腰包 背后 眼下 眼看 眼泪 一眼 分手 动手 亲手 下手 腿脚 店员 商店 酒店 地球 本地 外地 当地 工地 地方 土地 地址 基地 目地 地上 苦瓜 辛苦 吃苦 臭豆腐 公公婆婆 房子刚 生地 果然 结果 如果 后果 效果 茶几 豆腐 小姐 姐夫 表哥 表弟 表姐 表妹 牛奶 马上 羊水 鱼刺 猪肉 菜单 菜市 种种 各种 这种 那种 一种 某种 几种 种类 有种 两种 哪种 养老 赡养 抚养 营养 养成 领养 收养 供养 休养 养病 修养 培养 养家 养活 养不活 养不起 养伤 发烧 烧饭 烧火 烧水 烧香 烧柴 烧酒 退烧 高烧 低烧 火车 火锅 大火车 干扰 干部 干活 干净 能干 干嘛 病假 病历 毛病 没毛病 病友 看病历 苗头 电脑 店里的菜 书记 记账 损坏 裂痕 亏待 吃亏 幸亏 多亏 理亏 赔礼 走亲戚 没了解 走了解 断定 判断 不断 断断续续 诊断 果断 断奶 倒霉 倒是 倒班 倒水 反倒 摔跤 斜坡 斜对面 歪理 塌实 漏洞 漏了说 遗漏 掉头 掉队 丢掉 卖掉 失掉 改掉 死活 死心 死角 死气 累死 气死 急死 烦死 愁死 吓死 热死 冷死 吵死 笑死 饿死 痛死 疼死 穷死 困死 忙死 打死不 死都不 死也不 压力 压岁 血压 高血压 电压 低血压 压根 气压 施压 撞见 翻身 冲动 冲突 脾气 冻结 雷锋 地雷 大雪天气 大风大浪 没醒 老陈头 泡汤钱 屋里人 屋下人 关不拢 没得说 有没有 有冇 会不会 不得不 没完没了 没大没小 不好意思 不错 不打紧 冇问题 一点水 有点 点头 重点 工作量 工作人员 没有工作量 退学费 教室 公共 工作单位 业务 不知不觉 死心眼 到今天 到今日 学修车 漏水 烧开水 木头 砖头 码头 床头 墙头 坟头 芋头 零头 灶头 锄头 斧头 罐头',
} as const satisfies Record<string, string>

export type Concept = keyof typeof LEXICON
