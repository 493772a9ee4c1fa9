import type { Finding, LeadStatus, Outcome } from '../../contract/lead.ts'
import type { LeadEventKind } from './lead.ts'

export const STATUS_WORDS: Record<LeadStatus, string> = {
  open: '等待接单',
  claimed: '已接单',
  visited: '已走访',
  verified: '已核实',
  closed: '已办结',
  withdrawn: '已撤回',
}

export const FINDING_WORDS: Record<Finding, string> = {
  true: '情况属实',
  not_true: '情况不属实',
  cannot_reach: '联系不上',
}

export const OUTCOME_WORDS: Record<Outcome, string> = {
  helped: '已经帮扶',
  passed_on: '已转交有关部门',
  not_needed: '目前不需要帮扶',
  not_true: '情况不属实',
  cannot_reach: '一直联系不上',
}

export const EVENT_WORDS: Record<LeadEventKind, string> = {
  created: '农户申报',
  merged: '重复申报并入',
  added: '农户补充',
  claimed: '接单',
  noted: '记录',
  visited: '走访',
  transferred: '转办',
  returned: '退回',
  verified: '核实',
  closed: '办结',
  withdrawn: '农户撤回',
  not_content: '农户不满意',
}
