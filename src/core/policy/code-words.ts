import type { MeasureKind, RiskType } from '../../contract/terms.ts'
import type { PolicyPack } from './pack.ts'

/** A code of help: how people call it, which kind of measure it is, and whether somebody of the household has to work for it. */
export interface HelpMeaning {
  words: string
  measure: MeasureKind
  work: boolean
}

const help = (measure: MeasureKind, work: boolean, words: Record<string, string>) =>
  Object.entries(words).map(([code, each]): [string, HelpMeaning] => [code, { words: each, measure, work }])

/** Every code of help that the papers use. A paper of its own may name more in its `codes`. */
const HELP: ReadonlyMap<string, HelpMeaning> = new Map([
  ...help('industry', true, {
    industry: '产业帮扶',
    micro_credit: '小额信贷',
    led_by_enterprise: '企业或合作社带动',
    industry_award: '产业奖补',
    order_farming: '订单种养',
    courtyard_economy: '庭院种养',
    sales_contract: '帮着卖农产品',
  }),
  ...help('industry', false, {
    farming_on_behalf: '代种代养',
    land_transfer: '土地流转',
    asset_dividend: '资产分红',
    asset_income: '资产收益',
  }),
  ...help('employment', true, {
    employment: '就业帮扶',
    skills_training: '技能培训',
    job_services: '就业服务',
    job_offers: '介绍岗位',
    workshop: '帮扶车间务工',
    work_away_subsidy: '外出务工补贴',
    public_post: '公益岗位',
    work_for_relief: '以工代赈',
    labour_cooperation: '劳务协作',
    labour_cooperative: '劳务合作社',
    start_up: '创业扶持',
    start_up_loan: '创业贷款',
    rural_projects: '参加乡村工程建设',
    hiring_subsidy: '用工补贴',
    social_insurance_subsidy: '社保补贴',
    travel_subsidy: '务工交通补贴',
    training_subsidy: '培训补贴',
    living_subsidy: '培训生活补贴',
  }),
  ...help('comprehensive_security', false, {
    basic_allowance: '低保',
    destitute_support: '特困供养',
    temporary_aid: '临时救助',
    special_aid: '专项救助',
    social_aid: '社会救助',
    marginal_basic_allowance_aid: '低保边缘家庭救助',
    spending_type_poor_aid: '支出型困难家庭救助',
    medical_aid: '医疗救助',
    medical_insurance: '医疗保险',
    medical_premium: '代缴医保费',
    pension: '养老保险',
    pension_premium: '代缴养老保险费',
    schooling_aid: '上学资助',
    housing_repair: '危房改造',
    safe_water: '饮水安全',
    farm_insurance: '农业保险',
    anti_poverty_insurance: '防返贫保险',
  }),
  ...help('social_help', false, {
    charity_fund: '慈善救助',
    paired_help: '结对帮扶',
    consumption_help: '消费帮扶',
    enterprise_help: '企业帮扶',
  }),
  ...help('motivation', false, {
    self_reliance_education: '自强教育',
    points_shop: '积分超市',
    vocational_schooling_aid: '职业教育资助',
    reward_instead_of_grant: '以奖代补',
    purchase_instead_of_gift: '以购代捐',
    good_examples: '典型引路',
    village_rules: '村规民约',
  }),
  ...help('science', true, {
    science_envoy: '科技特派员指导',
    farm_service_bonus: '农技服务补助',
    small_machinery_subsidy: '小型农机补贴',
  }),
  ...help('other', false, {
    social_funds: '社会资金帮扶',
    social_forces: '社会力量帮扶',
  }),
])

/** Needs that a paper hands to a department, where they are neither a risk nor a help by name. */
const NEED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    basic_living_aid: '基本生活救助',
    disability_aid: '残疾人帮扶',
    employment_aid: '就业帮扶',
    housing_aid: '住房救助',
    low_income_population: '低收入人口认定',
    medical_service: '看病和结算',
    water_hygiene: '饮水卫生',
    insurance: '参加医保',
  }),
)

/** Under which names a paper may hand a risk to a department, besides the risk's own. */
export const NEEDS_OF_RISK: Record<RiskType, string[]> = {
  income_below_line: ['basic_living_aid', 'basic_allowance', 'low_income_population'],
  business_failure: [],
  job_loss: ['employment_aid'],
  labourer_death: ['basic_living_aid', 'temporary_aid'],
  medical_cost: ['medical_aid'],
  disaster_loss: ['temporary_aid', 'basic_living_aid'],
  school_dropout: ['schooling_aid'],
  unsafe_housing: ['housing_aid'],
  unsafe_water: [],
  other: ['temporary_aid', 'basic_living_aid'],
}

const SHARE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    central_funds_for_industry: '中央衔接资金用在产业上的比例',
    asset_income_to_beneficiaries: '资产收益里监测户和脱贫户直接得到的比例',
    employed_among_willing_yulu_graduates: '雨露计划毕业生里想就业的人的就业率',
    insured_among_medical_aid_recipients: '医疗救助对象的参保率',
    employed_among_willing_lifted_workers: '想干活的脱贫劳动力的就业率',
  }),
)

/** What a code of help means; null where neither the system nor a pack says it. */
export function helpMeaning(packs: PolicyPack[], code: string): HelpMeaning | null {
  const own = ownCode(packs, code)
  if (own?.measure) return { words: own.words, measure: own.measure, work: own.work ?? false }
  return HELP.get(code) ?? null
}

export function needWords(packs: PolicyPack[], code: string): string | null {
  return ownCode(packs, code)?.words ?? NEED.get(code) ?? null
}

export function shareWords(packs: PolicyPack[], code: string): string | null {
  return ownCode(packs, code)?.words ?? SHARE.get(code) ?? null
}

function ownCode(packs: PolicyPack[], code: string) {
  return packs.find((pack) => pack.codes?.[code])?.codes?.[code]
}
