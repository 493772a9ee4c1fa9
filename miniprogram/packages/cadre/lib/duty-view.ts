import type { DutyView } from '../../../../src/contract/duty.ts'
import type { WaitingAct } from '../../../utils/cadre-kept'
import { clock } from './when'

export interface DutyShown {
  id: string
  name: string
  says: string
  where: string
  note: string
  source: string
  due: string
  late: boolean
  handedUp: boolean
  done: boolean
  /** A visit that is written down finishes its duty. */
  isVisit: boolean
  householdId: string
  waiting: boolean
  refused: string
}

export function dutyShown(duty: DutyView, waiting: WaitingAct[], now: Date): DutyShown {
  const done = duty.state === 'done'
  const about = waiting.filter(({ about: { kind, id } }) =>
    kind === 'duty' ? id === duty.id : duty.what === 'visit' && kind === 'household' && id === duty.householdId,
  )
  return {
    id: duty.id,
    name: duty.name,
    says: duty.says,
    where: [duty.place, duty.householdName, duty.periodWords].filter(Boolean).join(' · '),
    note: [duty.holder?.name, duty.note].filter(Boolean).join(' · '),
    source: duty.source,
    due: done ? '' : `${clock(duty.dueAt, now).replace(/ 23:59$/, '')} 截止`,
    late: duty.late,
    handedUp: duty.state === 'handed_up',
    done,
    isVisit: duty.what === 'visit',
    householdId: duty.householdId ?? '',
    waiting: about.some(({ refused }) => refused === null),
    refused: about.map(({ refused }) => refused).find((words) => words !== null) ?? '',
  }
}
