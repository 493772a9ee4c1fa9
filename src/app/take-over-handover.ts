import type { HandoverSummary } from '../contract/handover.ts'
import { tookOverReplies } from '../core/dialogue/handover.ts'
import { mayTakeOver, takenOver } from '../core/handover/handover.ts'
import { cadreWords } from '../core/words/person.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import { appendOurs } from './append-ours.ts'
import type { Deps } from './deps.ts'
import { putHandover } from './hand-over.ts'
import { handoverView } from './list-handovers.ts'
import type { Refusal } from './refusal.ts'
import { inHand } from './speak-in-handover.ts'

/**
 * The holder's stand-in, or somebody above, takes the word from him; the resident sees who speaks now. `from`: the holder that he
 * saw, so that of two who reach for it at once the second is told.
 */
export async function takeOverHandover(
  deps: Deps,
  actor: CadreActor,
  id: string,
  from: string,
): Promise<HandoverSummary | Refusal> {
  return inHand<HandoverSummary>(deps, actor, id, {
    done: async (tx, handover) => {
      const row = handover.holderId === actor.cadreId ? await tx.handovers.row(id) : null
      if (!row) return null
      return handoverView(deps, row, actor, await tx.roster.onDay(actor.county, chinaDay(deps.clock.now())))
    },
    may: (handover, roster) => {
      const holder = roster.cadres.find((cadre) => cadre.id === handover.holderId)
      if (handover.holderId !== from)
        return { refused: 'not_possible_now', why: `${holder?.name ?? '别的干部'}刚刚接过去了。` }
      return mayTakeOver(handover, actor.cadreId, roster)
        ? null
        : { refused: 'not_possible_now', why: `${holder?.name ?? '上级'}在跟他说，只有同级的副手或上级能接过来。` }
    },
    act: async ({ tx, handover, by, roster, now }) => {
      const next = takenOver(handover, by, 'transferred', now)
      const key = `handover:${id}:taken:${next.version}`
      await appendOurs(tx, handover, key, now, ({ state }) => ({ replies: tookOverReplies(cadreWords(by)), state }))
      await putHandover(tx, next)
      await tx.audit.append({ at: now, actor: actor.cadreId, act: 'handover_taken', subject: id })
      const row = await tx.handovers.row(id)
      return row ? handoverView(deps, row, actor, roster) : { refused: 'not_found' }
    },
  })
}
