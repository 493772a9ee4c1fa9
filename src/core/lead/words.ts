import { FINDING_LABEL, Finding, LEAD_ORIGIN_LABEL, type LeadOrigin } from '../../contract/lead.ts'
import type { LeadEvent, LeadEventKind } from './lead.ts'

export {
  FINDING_LABEL as FINDING_WORDS,
  LEAD_STATUS_LABEL as STATUS_WORDS,
  OUTCOME_LABEL as OUTCOME_WORDS,
} from '../../contract/lead.ts'

const EVENT_WORDS: Record<LeadEventKind, string> = {
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
  case_opened: '立案',
  case_joined: '并案',
  escalated: '升级',
}

/** What happened, in a word or two. A lead begins in one of three ways; what a cadre brings of it later is no second report. */
export function eventWords({ kind, by }: Pick<LeadEvent, 'kind' | 'by'>, origin: LeadOrigin): string {
  if (kind === 'created') return LEAD_ORIGIN_LABEL[origin]
  return kind === 'merged' && by.kind === 'cadre' ? '干部录入并入' : EVENT_WORDS[kind]
}

/** How a verifying is written down; the finding comes first. */
export function verifiedText(finding: Finding, findings: string): string {
  return `${FINDING_LABEL[finding]}：${findings}`
}

/** What was found, read from the text of a verifying. */
export function findingOf(verifiedText: string): Finding | null {
  return Finding.options.find((each) => verifiedText.startsWith(`${FINDING_LABEL[each]}：`)) ?? null
}
