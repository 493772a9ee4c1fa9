import type { LeadStatus } from '../../contract/lead.ts'
import type { CadreRole } from '../../contract/terms.ts'
import { END_WORDS } from '../dialogue/case-progress.ts'
import type { CaseState } from '../procedure/case-state.ts'
import { STATUS_WORDS } from './words.ts'

/** Where it stands, for him: 接单 is what cadres say among themselves. */
export const STATUS_FOR_HIM: Record<LeadStatus, string> = {
  ...STATUS_WORDS,
  open: '等干部来接',
  claimed: '干部接手了',
}

/** What is to be done by the lead's deadline, as he waits for it; null once nothing is. */
export const STEP_FOR_HIM = {
  open: '联系您',
  claimed: '联系您、上门看',
  visited: '告诉您核实结果',
  verified: '按程序办，或者告诉您结果',
  closed: null,
  withdrawn: null,
} satisfies Record<LeadStatus, string | null>

/** Who reported for a neighbour is not called on and not told the rest: the cadre goes to that house. */
export const STEP_FOR_OTHERS = {
  open: '去那一家了解',
  claimed: '去那一家了解',
  visited: null,
  verified: null,
  closed: null,
  withdrawn: null,
} satisfies Record<LeadStatus, string | null>

const NEXT = {
  open: '干部接手以后联系您',
  claimed: '干部上门看您家的情况',
  visited: '核实清楚以后告诉您结果',
  verified: '情况属实的，按县里的程序办',
  closed: null,
  withdrawn: null,
} satisfies Record<LeadStatus, string | null>

export function nextWords(status: LeadStatus): string | null {
  return NEXT[status]
}

/** Where it stands while no step of a procedure is being done. */
export function whereWords(status: LeadStatus, state: CaseState | null): string {
  if (!state) return STATUS_FOR_HIM[status]
  if (state.ended) return END_WORDS[state.ended.why]
  return state.riskRemoved ? '标注了风险消除，还留在名册上' : '已经纳入监测，干部会常来看您'
}

const TOWNSHIP_DIGITS = 9
const COUNTY_DIGITS = 6

/** The code of the office that somebody of this role belongs to, for a lead of that place. */
export function officeOf(role: CadreRole, region: string): string {
  switch (role) {
    case 'village_cadre':
      return region
    case 'township_officer':
      return region.slice(0, TOWNSHIP_DIGITS)
    case 'county_officer':
    case 'department_officer':
    case 'admin':
      return region.slice(0, COUNTY_DIGITS)
  }
}
