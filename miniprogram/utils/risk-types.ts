import type { RiskType } from '../../src/contract/terms.ts'

/** As everywhere in the project; of the contract the mini-program has the types alone. */
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
