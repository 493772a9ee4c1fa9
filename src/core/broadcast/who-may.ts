import type { BroadcastState } from '../../contract/broadcast.ts'
import type { CadreRole } from '../../contract/terms.ts'
import { after, MOVES, type Move } from './moves.ts'

/** Who acts: `areas` are the places that he answers for. */
export interface Who {
  id: string
  role: CadreRole
  areas: readonly string[]
}

export interface Owned {
  region: string
  state: BroadcastState
  composedBy: Who['id']
  /** The office in which its author composed it: it says who approves. */
  level: CadreRole
}

/** The level above approves; at the county, where nobody is above, another officer does. */
const APPROVES: Partial<Record<CadreRole, CadreRole>> = {
  village_cadre: 'township_officer',
  township_officer: 'county_officer',
  county_officer: 'county_officer',
}
const APPROVER_WORDS: Partial<Record<CadreRole, string>> = {
  village_cadre: '乡镇干部',
  township_officer: '县级干部',
  county_officer: '另一位县级干部',
}

/** Null: he may; else why not, in words. */
export type WhyNot = string | null

const covers = ({ areas }: Who, region: string) => areas.some((area) => region.startsWith(area))

export function mayCompose(who: Who, region: string): WhyNot {
  if (!(who.role in APPROVES)) return '只有村、镇、县的干部可以写宣传。'
  return covers(who, region) ? null : '只能给自己负责的地方写宣传。'
}

/** Whether he may make this move, whatever its state. */
export function mayMove(who: Who, move: Move, broadcast: Owned): WhyNot {
  if (!covers(who, broadcast.region)) return '这条宣传不在您负责的地方。'
  const own = broadcast.composedBy === who.id
  switch (move) {
    case 'edit':
    case 'submit':
      return own ? null : '只有写的人自己可以改和送审。'
    case 'approve':
    case 'return':
      return mayApprove(who, broadcast, own)
    case 'schedule':
    case 'pause':
    case 'resume':
    case 'stop':
    case 'retry':
      return own || isAbove(who.role, broadcast.level) ? null : '只有写的人和上一级的干部可以这样办。'
    // The system's own.
    case 'start':
    case 'finish':
      return '这一步由系统自己办。'
  }
}

function mayApprove(who: Who, { level }: Owned, own: boolean): WhyNot {
  if (own) return '自己写的不能自己批，要另一个人来批。'
  return who.role === APPROVES[level] ? null : `这条宣传要由${APPROVER_WORDS[level] ?? '上一级干部'}来批。`
}

const RUNG: Partial<Record<CadreRole, number>> = { village_cadre: 0, township_officer: 1, county_officer: 2 }

function isAbove(role: CadreRole, level: CadreRole): boolean {
  const [mine, its] = [RUNG[role], RUNG[level]]
  if (mine === undefined || its === undefined) return false
  return mine > its || (mine === its && role === 'county_officer')
}

/** What he may do with it now. */
export function movesFor(who: Who, broadcast: Owned): Move[] {
  return MOVES.filter((move) => after(broadcast.state, move) !== null && mayMove(who, move, broadcast) === null)
}
