import { planCase } from '../deadline/case-plan.ts'
import type { IsWorkingDay } from '../procedure/calendar.ts'
import { type CaseEnd, type CaseState, currentSteps, type StepState } from '../procedure/case-state.ts'
import { earliestEnd } from '../procedure/notice-clock.ts'
import { ACTOR_WORDS, onDay, stepName } from '../procedure/words.ts'

/** Where a household's case stands, in words for itself. `who` is null once nobody has to do anything; `by` where no day is set. */
export interface CaseNow {
  now: string
  who: string | null
  by: string | null
}

export const END_WORDS: Record<CaseEnd, string> = {
  refused: '县里没有批准纳入监测',
  withdrawn: '已经按您的意思撤回',
  risk_removed: '困难已经过去，不用再监测',
}

export function caseNow(state: CaseState, now: Date, isWorkingDay: IsWorkingDay): CaseNow {
  if (state.ended) return { now: END_WORDS[state.ended.why], who: null, by: null }
  const at = currentSteps(state).find((one) => one.state !== 'done')
  if (!at) return { now: registered(state), who: null, by: null }
  const planned = planCase(state, now, isWorkingDay).plannedBy.get(at.step.step)
  return {
    now: `${state.phase === 'on_register' ? '县里已经批准，' : ''}${stepNow(at, isWorkingDay)}`,
    who: [...new Set(at.step.by.map((actor) => ACTOR_WORDS[actor]))].join('、'),
    by: planned === undefined ? null : onDay(planned),
  }
}

function registered({ riskRemoved }: CaseState): string {
  return riskRemoved ? '年底标注了风险消除，您家还留在名册上' : '已经纳入监测，干部会常来看您'
}

function stepNow({ step, state, notice }: StepState, isWorkingDay: IsWorkingDay): string {
  switch (state) {
    case 'running': {
      const end = notice && step.least ? earliestEnd(notice, step.least, isWorkingDay) : null
      return `正在${stepName(step)}${end === null ? '' : `，最早${onDay(end)}结束`}`
    }
    case 'stopped':
      return `${stepName(step)}先停着，有人提了不同意见，正在核实`
    case 'open':
    case 'waiting':
    case 'done':
      return `轮到${stepName(step)}`
  }
}
