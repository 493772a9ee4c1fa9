import { closeByCase } from '../core/lead/close-by-case.ts'
import type { Actor } from '../core/policy/entry.ts'
import type { CaseActed } from '../core/procedure/acted.ts'
import type { Case } from '../core/procedure/case.ts'
import type { CaseAction } from '../core/procedure/case-action.ts'
import type { CaseState } from '../core/procedure/case-state.ts'
import { chinaDay } from '../core/words/when.ts'
import { tellResidents } from './act-on-lead.ts'
import type { Deps } from './deps.ts'
import { Conflict, type Tx } from './ports/store.ts'
import { OFFICE_OF } from './tell-offices.ts'

/**
 * Where the paper's own steps say that it is done, down to the help, the leads of the case are closed with it; so they are when the
 * household has left the register. Where the paper ends with the decision, the help is still to come: then who holds the lead
 * is told what is left. To be called with the system's rights.
 * @returns what is left, in words, for the holder of each lead that stays open.
 */
export async function closeLeadsOfCase(
  tx: Tx,
  deps: Deps,
  face: Case,
  { actions, state }: CaseActed & { kind: 'done' },
): Promise<{ whom: Actor; text: string }[]> {
  const end = endOf(actions, state)
  if (end === null) return []
  const { cadres } = await tx.roster.onDay(face.county, chinaDay(deps.clock.now()))
  const left: { whom: Actor; text: string }[] = []
  const refused = state.ended?.why === 'refused'
  const given = refused ? '' : await lastGiven(tx, face.householdId)
  // Locked: whoever writes on one of them at the same time finds it closed, and is told so.
  const open = await tx.leads.lockOpenOf(face.householdId)
  for (const lead of open.filter(({ id, status }) => face.leadIds.includes(id) && status === 'verified')) {
    // What was given before he reported it was for something else.
    const helped = end.helped || given >= chinaDay(lead.createdAt)
    const closed = helped ? closeByCase(lead, 'helped', `${face.number}${end.words}`, deps.clock.now()) : null
    if (!closed) {
      const text = `${face.number}${end.words}。${lead.number}还剩：${end.left}。`
      const role = cadres.find(({ id }) => id === lead.holderId)?.role ?? 'village_cadre'
      left.push({ whom: OFFICE_OF[role] ?? 'county_office', text })
      continue
    }
    if ((await tx.leads.advance(closed.lead, closed.event)) === 'conflict') throw new Conflict()
    await tellResidents(tx, closed.lead, closed.news, deps.clock.now())
  }
  return left
}

interface End {
  words: string
  /** The paper's steps themselves say that help was given. */
  helped: boolean
  left: string
}

/** To what end these actions brought the case; null where it goes on, or had its end before. */
function endOf(actions: CaseAction[], { phase, identification }: CaseState): End | null {
  const kinds = new Set(actions.map(({ kind }) => kind))
  if (phase === 'ended' && kinds.has('refused'))
    return { words: '县里没有批准', helped: false, left: '跟农户说清楚原因，再办结' }
  if (phase === 'ended' && kinds.has('risk_removed')) return { words: '标注了风险消除', helped: true, left: '' }
  const stepped = kinds.has('step_done') || kinds.has('notice_ended') || kinds.has('approved')
  if (!stepped || phase !== 'on_register' || identification.some(({ state }) => state !== 'done')) return null
  return {
    words: '识别的程序办完了',
    helped: identification.some(({ step }) => step.act === 'help'),
    left: '定好帮扶措施、落实下去，再办结',
  }
}

/** The day, yyyy-mm-dd, on which it last got help; empty where it got none. */
async function lastGiven(tx: Tx, householdId: string): Promise<string> {
  const days = (await tx.measures.ofHousehold(householdId)).map(({ givenOn }) => givenOn ?? '')
  return days.sort().at(-1) ?? ''
}
