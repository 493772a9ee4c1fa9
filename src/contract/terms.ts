/**
 * The words that every part of the system shares, on the wire as in the code.
 * One term, one name; people read the Chinese label, never the code.
 */
import { z } from 'zod'

/** The ten kinds of risk that the monitoring papers name (Yongxiu 2021, 三（一）). */
export const RISK_TYPES = [
  'income_below_line',
  'business_failure',
  'job_loss',
  'labourer_death',
  'medical_cost',
  'disaster_loss',
  'school_dropout',
  'unsafe_housing',
  'unsafe_water',
  'other',
] as const
export const RiskType = z.enum(RISK_TYPES)
export type RiskType = z.infer<typeof RiskType>

export const RISK_TYPE_LABEL: Record<RiskType, string> = {
  income_below_line: '收入低',
  business_failure: '生产经营失败',
  job_loss: '没了工作',
  labourer_death: '主要劳动力去世',
  medical_cost: '看病花钱多',
  disaster_loss: '灾害或事故损失',
  school_dropout: '孩子辍学',
  unsafe_housing: '住房不安全',
  unsafe_water: '饮水不安全',
  other: '其他困难',
}

/** Ordered from most to least pressing: the queue sorts by this order. */
export const URGENCIES = ['emergency', 'high', 'normal'] as const
export const Urgency = z.enum(URGENCIES)
export type Urgency = z.infer<typeof Urgency>

export const URGENCY_LABEL: Record<Urgency, string> = { emergency: '紧急', high: '较急', normal: '一般' }

export const CADRE_ROLES = [
  'village_cadre',
  'township_officer',
  'county_officer',
  'department_officer',
  'admin',
] as const
export const CadreRole = z.enum(CADRE_ROLES)
export type CadreRole = z.infer<typeof CadreRole>

export const CADRE_ROLE_LABEL: Record<CadreRole, string> = {
  village_cadre: '村干部',
  township_officer: '乡镇干部',
  county_officer: '县级干部',
  department_officer: '部门干部',
  admin: '管理员',
}

export const CHANNELS = ['web', 'miniprogram', 'official_account', 'wecom', 'wechaty'] as const
export const Channel = z.enum(CHANNELS)
export type Channel = z.infer<typeof Channel>

export const HOUSEHOLD_KINDS = ['poverty_lifted', 'marginal', 'ordinary'] as const
export const HouseholdKind = z.enum(HOUSEHOLD_KINDS)
export type HouseholdKind = z.infer<typeof HouseholdKind>

export const HOUSEHOLD_KIND_LABEL: Record<HouseholdKind, string> = {
  poverty_lifted: '脱贫户',
  marginal: '边缘户',
  ordinary: '一般户',
}

export const LABOUR = ['full', 'weak_or_half', 'none'] as const
export const Labour = z.enum(LABOUR)
export type Labour = z.infer<typeof Labour>

/** What a household speaks at home. */
export const LANGUAGES = ['mandarin', 'cantonese', 'hakka', 'teochew', 'gan', 'other'] as const
export const Language = z.enum(LANGUAGES)
export type Language = z.infer<typeof Language>

export const LANGUAGE_LABEL: Record<Language, string> = {
  mandarin: '普通话',
  cantonese: '粤语',
  hakka: '客家话',
  teochew: '潮汕话',
  gan: '赣语或本地话',
  other: '其他话',
}

/** The four kinds of income that a household's ledger keeps (Yongxiu 2021, 三（二）). */
export const INCOME_KINDS = ['business', 'wage', 'property', 'transfer'] as const
export const IncomeKind = z.enum(INCOME_KINDS)
export type IncomeKind = z.infer<typeof IncomeKind>

/** `production` is taken off the business income; `rigid` is what had to be spent, such as on a hospital or a school. */
export const SPENDING_KINDS = ['production', 'rigid'] as const
export const SpendingKind = z.enum(SPENDING_KINDS)
export type SpendingKind = z.infer<typeof SpendingKind>

/** What the ledger itself shows of the signs that the papers name (Guangdong 2020, 二（二）3; Wengyuan 2023, 第4条). */
export const HARDSHIP_SIGNS = [
  'rigid_spending_over_income',
  'income_shrunk',
  'medical_cost_after_aid',
  'school_cost_after_aid',
] as const
export type HardshipSignName = (typeof HARDSHIP_SIGNS)[number]

export const MONITORED_KINDS = ['unstable_lifted', 'marginal_at_risk', 'sudden_severe', 'registered_poor'] as const
export const MonitoredKind = z.enum(MONITORED_KINDS)
export type MonitoredKind = z.infer<typeof MonitoredKind>

export const MONITORED_KIND_LABEL: Record<MonitoredKind, string> = {
  unstable_lifted: '脱贫不稳定户',
  marginal_at_risk: '边缘易致贫户',
  sudden_severe: '突发严重困难户',
  registered_poor: '建档立卡贫困户',
}

export const MEASURE_KINDS = [
  'industry',
  'employment',
  'comprehensive_security',
  'social_help',
  'motivation',
  'science',
  'other',
] as const
export const MeasureKind = z.enum(MEASURE_KINDS)
export type MeasureKind = z.infer<typeof MeasureKind>

export const DEPARTMENTS = [
  'education',
  'civil_affairs',
  'housing',
  'water',
  'health',
  'medical_insurance',
  'human_resources',
  'agriculture',
  'finance',
  'commerce',
  'forestry',
  'science',
  'disabled_federation',
  'women_federation',
  'trade_union',
  'propaganda',
  'organisation',
  'supply_cooperative',
  'bank',
  'rural_revitalisation',
] as const
export const Department = z.enum(DEPARTMENTS)
export type Department = z.infer<typeof Department>

/** The largest int of PostgreSQL: sequence numbers and versions never come near it. */
export const MOST_INT = 2_147_483_647

/** Words without control characters (but for tabs and line ends): a database cannot hold NUL, and the others say nothing. */
export const Words = z.string().regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, '不能有控制字符')

/** Division code as a prefix: 2, 4, 6, 9 or 12 digits (GB/T 2260 and the statistical code of towns and villages). */
export const RegionCode = z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/)
export type RegionCode = z.infer<typeof RegionCode>

/** Of an act, made by the device: sent again under the same id nothing is done twice, and it is answered how things stand. */
export const ActId = z
  .uuid()
  .optional()
  .describe(
    'Made by the device: sent again under the same id nothing is done twice, and it is answered how things stand.',
  )
