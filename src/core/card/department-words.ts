import type { Department } from '../../contract/terms.ts'

/** What people call the department. */
export const DEPARTMENT_WORDS: Record<Department, string> = {
  education: '教育局',
  civil_affairs: '民政局',
  housing: '住建局',
  water: '水利局',
  health: '卫健局',
  medical_insurance: '医保局',
  human_resources: '人社局',
  agriculture: '农业农村局',
  finance: '财政局',
  commerce: '商务局',
  forestry: '林业局',
  science: '科技局',
  disabled_federation: '残联',
  women_federation: '妇联',
  trade_union: '工会',
  propaganda: '宣传部',
  organisation: '组织部',
  supply_cooperative: '供销社',
  bank: '银行',
  rural_revitalisation: '乡村振兴局',
}
