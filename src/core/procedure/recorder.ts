import type { Citation } from '../policy/citation.ts'
import type { ProcedureStep } from '../policy/procedure.ts'
import { maskName } from '../words/person.ts'
import type { CaseActed } from './acted.ts'
import type { CaseAuthor, Tell } from './case.ts'
import type { CaseAction, CaseActionBody } from './case-action.ts'
import { type CaseState, currentSteps } from './case-state.ts'
import { applyAction } from './fold.ts'
import { findStep, procedureOf } from './moves.ts'
import { stepName } from './words.ts'

/** Collects what one command makes of a case: each action is folded at once, so that the next is built on it. */
export interface Recorder {
  readonly state: CaseState
  /** `by`: where somebody else did it. `on`: where it is built on another paper than the procedure's. */
  add(body: CaseActionBody, text: string, also?: { by?: CaseAuthor; on?: { pack: string; citation: Citation } }): void
  tell(tell: Tell): void
  done(): CaseActed & { kind: 'done' }
}

export function recorder(before: CaseState, by: CaseAuthor, at: Date, earlier: CaseAction[] = []): Recorder {
  let state = before
  const actions = [...earlier]
  const tells: Tell[] = []
  return {
    get state() {
      return state
    },
    add(body, text, also = {}) {
      const name = 'step' in body ? body.step : null
      const { pack, citation } = also.on ?? procedureOf(state)
      const step = name ? findStep(state, name) : null
      const basis = { pack, step: name, citation: step?.step.citation ?? citation }
      const action: CaseAction = {
        caseId: state.id,
        seq: state.version + 1,
        at,
        by: also.by ?? by,
        basis,
        text,
        ...body,
      }
      state = applyAction(state, action)
      actions.push(action)
    },
    tell: (one) => void tells.push(one),
    done: () => ({ kind: 'done', actions, state, tells }),
  }
}

/** Everybody whom the paper names at a step hears of it; the household in words of its own. */
export function tellAll(record: Recorder, step: ProcedureStep, householder: string, household: string): void {
  const next = currentSteps(record.state).find((one) => one.state !== 'done')
  const after = next ? `下一步：${stepName(next.step)}。` : '全部办完了。'
  const { number } = record.state.opened
  for (const whom of step.tells) {
    const text =
      whom === 'household'
        ? `${matter(record.state)}，${household}`
        : `${number}（${maskName(householder)}）：${stepName(step)}办好了。${after}`
    record.tell({ whom, text })
  }
}

export function tellHousehold(record: Recorder, text: string): void {
  record.tell({ whom: 'household', text: `${matter(record.state)}，${text}` })
}

/** A household knows its reports by their receipts; of several it hears the first. */
function matter({ opened }: CaseState): string {
  const [first] = opened.leads
  return first ? `您报的${first.number}` : '您家的事'
}
