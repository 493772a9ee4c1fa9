/** Labels of the contract's terms and names of places. The server wrote them into the page, so each is written once. */
import type { CadreRole, RiskType, Urgency } from '../../../contract/terms.ts'
import { part } from './dom.ts'

export interface PageData {
  county: { code: string; name: string }
  riskTypes: Record<RiskType, string>
  urgencies: Record<Urgency, string>
  roles: Record<CadreRole, string>
}

export const pageData = JSON.parse(part('page-data').textContent ?? '') as PageData

export const STATUS = {
  open: '待接手',
  claimed: '已接手',
  visited: '已走访',
  verified: '已核实',
  closed: '已办结',
  withdrawn: '已撤回',
} as const

export const FINDING = { true: '情况属实', not_true: '与实际不符', cannot_reach: '联系不上' } as const
export const OUTCOME = {
  helped: '已帮扶解决',
  passed_on: '已转部门办理',
  not_needed: '本人不需要了',
  not_true: '情况不属实',
  cannot_reach: '联系不上',
} as const
