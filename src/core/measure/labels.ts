import type { z } from 'zod'
import type { Department, Labour, MeasureKind } from '../../contract/terms.ts'
import type { Actor } from '../policy/entry.ts'

export const MEASURE_WORDS: Record<MeasureKind, string> = {
  industry: '产业帮扶',
  employment: '就业帮扶',
  comprehensive_security: '综合保障',
  social_help: '社会帮扶',
  motivation: '扶志扶智',
  science: '科技帮扶',
  other: '其他帮扶',
}

export const DEPARTMENT_WORDS: Record<Department, string> = {
  education: '教育部门',
  civil_affairs: '民政部门',
  housing: '住建部门',
  water: '水利部门',
  health: '卫健部门',
  medical_insurance: '医保部门',
  human_resources: '人社部门',
  agriculture: '农业农村部门',
  finance: '财政部门',
  commerce: '商务部门',
  forestry: '林业部门',
  science: '科技部门',
  disabled_federation: '残联',
  women_federation: '妇联',
  trade_union: '工会',
  propaganda: '宣传部门',
  organisation: '组织部门',
  supply_cooperative: '供销社',
  bank: '银行',
  rural_revitalisation: '乡村振兴部门',
}

const OFFICE_WORDS: Record<z.infer<typeof Actor>, string> = {
  household: '农户自己',
  village_committee: '村委会',
  village_cadre: '村干部',
  resident_team: '驻村工作队',
  township: '乡镇',
  township_leader: '乡镇领导',
  county_office: '县里',
  county_leading_group: '县领导小组',
  city_office: '市里',
  departments: '有关部门',
}

export const LABOUR_WORDS: Record<Labour, string> = {
  full: '全劳动力',
  weak_or_half: '弱劳动力或半劳动力',
  none: '没有劳动力',
}

/** Who is responsible, in words. */
export function unitWords(unit: Department | z.infer<typeof Actor>): string {
  return unit in DEPARTMENT_WORDS ? DEPARTMENT_WORDS[unit as Department] : OFFICE_WORDS[unit as z.infer<typeof Actor>]
}
