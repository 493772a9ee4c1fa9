/** Labels of the contract's terms. A mini-program can't load what lies outside of it; a test holds them to the contract's own. */
import type { Finding, LeadStatus, Outcome } from '../../../../src/contract/lead.ts'
import type { CadreRole, HouseholdKind, Labour, Urgency } from '../../../../src/contract/terms.ts'

export const URGENCY: Record<Urgency, string> = { emergency: '紧急', high: '较急', normal: '一般' }
export const ROLE: Record<CadreRole, string> = {
  village_cadre: '村干部',
  township_officer: '乡镇干部',
  county_officer: '县级干部',
  department_officer: '部门干部',
  admin: '管理员',
}
export const STATUS: Record<LeadStatus, string> = {
  open: '等待接单',
  claimed: '已接单',
  visited: '已走访',
  verified: '已核实',
  closed: '已办结',
  withdrawn: '已撤回',
}
export const FINDING: Record<Finding, string> = { true: '情况属实', not_true: '情况不属实', cannot_reach: '联系不上' }
export const OUTCOME: Record<Outcome, string> = {
  helped: '已经帮扶',
  passed_on: '已转交有关部门',
  not_needed: '目前不需要帮扶',
  not_true: '情况不属实',
  cannot_reach: '一直联系不上',
}
export const HOUSEHOLD_KIND: Record<HouseholdKind, string> = {
  poverty_lifted: '脱贫户',
  marginal: '边缘户',
  ordinary: '一般户',
}
export const LABOUR: Record<Labour, string> = { full: '能干活', weak_or_half: '能干一点活', none: '干不了活' }
