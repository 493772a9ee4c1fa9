import type { z } from 'zod'
import { type CadreActor, whoIs } from '../../app/accounts.ts'
import { cardQuestionNow } from '../../app/card-questions.ts'
import type { Deps } from '../../app/deps.ts'
import { broadcastSummaryOf } from '../../app/list-broadcasts.ts'
import { comparisonSummary } from '../../app/list-comparisons.ts'
import { myDutyFigures } from '../../app/list-duties.ts'
import { handoverSummary } from '../../app/list-handovers.ts'
import { leadSummary } from '../../app/list-queue.ts'
import type { Change, ChangeFeed } from '../../app/ports/store.ts'
import { caseSummary } from '../../app/read-case.ts'
import { isRefusal } from '../../app/refusal.ts'
import type { QueueServerFrame } from '../../contract/lead.ts'
import type { Line } from './line.ts'

export type QueueLine = Line<z.infer<typeof QueueServerFrame>>

/** So many changes waiting for one cadre: from here on it is cheaper that he reads his list again. */
const MOST_WAITING = 200

type Changed = {
  topic: 'lead' | 'handover' | 'case' | 'comparison' | 'card_question' | 'duty' | 'broadcast'
  id: string
}

/** One cadre with all the sockets on which he watches: a change is read once for him, not once for each. */
interface Watcher {
  actor: CadreActor
  lines: Map<QueueLine, string>
  /** What changed and was not read yet, leads, cases and so on. What changes ten times meanwhile is read once. */
  changed: Map<string, Changed>
  reading: boolean
}

/** Tells every connected cadre what changed in the queue, as far as he may see it. Row-level security decides what that is. */
export class LiveQueue {
  readonly #watchers = new Map<string, Watcher>()
  readonly #deps: Deps
  readonly #onlookers: <T>(work: () => Promise<T>) => Promise<T>
  readonly #onError: (error: unknown) => void
  readonly #stop: () => void
  readonly #recheck: NodeJS.Timeout

  constructor(options: {
    deps: Deps
    feed: ChangeFeed
    onlookers: <T>(work: () => Promise<T>) => Promise<T>
    sessionMs: number
    onError: (error: unknown) => void
  }) {
    this.#deps = options.deps
    this.#onlookers = options.onlookers
    this.#onError = options.onError
    this.#stop = options.feed.subscribe((change) => this.#onChange(change))
    this.#recheck = setInterval(() => void this.#recheckSessions(), options.sessionMs)
    this.#recheck.unref()
  }

  watch(actor: CadreActor, token: string, line: QueueLine): void {
    const watcher = this.#watchers.get(actor.cadreId)
    if (watcher) {
      watcher.actor = actor
      watcher.lines.set(line, token)
    } else {
      this.#watchers.set(actor.cadreId, { actor, lines: new Map([[line, token]]), changed: new Map(), reading: false })
    }
  }

  leave(line: QueueLine): void {
    for (const [cadreId, watcher] of this.#watchers) {
      if (watcher.lines.delete(line) && watcher.lines.size === 0) this.#watchers.delete(cadreId)
    }
  }

  /** The session is over: whoever watches under it watches no longer. */
  signOut(token: string): void {
    for (const watcher of this.#watchers.values()) {
      for (const [line, held] of watcher.lines) if (held === token) this.#dismiss(line)
    }
  }

  close(): void {
    this.#stop()
    clearInterval(this.#recheck)
    for (const watcher of this.#watchers.values()) for (const line of watcher.lines.keys()) line.close('going_away')
  }

  #onChange(change: Change | 'resync'): void {
    if (change === 'resync') {
      for (const watcher of this.#watchers.values()) resync(watcher)
      return
    }
    const changed = shownOf(change)
    if (changed) {
      for (const watcher of this.#watchers.values()) {
        if (watcher.actor.county !== change.county) continue
        watcher.changed.set(`${changed.topic} ${changed.id}`, changed)
        if (watcher.changed.size > MOST_WAITING) resync(watcher)
        else if (!watcher.reading) void this.#tell(watcher)
      }
    }
  }

  /** Reads what changed, one after the other: the last frame about a lead or hand-over is then always the newest. */
  async #tell(watcher: Watcher): Promise<void> {
    watcher.reading = true
    try {
      for (const [key, changed] of watcher.changed) {
        watcher.changed.delete(key)
        const frame = await this.#onlookers(() => this.#read(watcher.actor, changed))
        if (frame) for (const line of watcher.lines.keys()) line.send(frame)
      }
    } catch (error) {
      this.#onError(error)
      resync(watcher)
    } finally {
      watcher.reading = false
    }
  }

  async #read(actor: CadreActor, { topic, id }: Changed): Promise<z.infer<typeof QueueServerFrame> | null> {
    switch (topic) {
      case 'lead': {
        const lead = await leadSummary(this.#deps, actor, id)
        return lead && { type: 'lead', lead }
      }
      case 'handover': {
        const handover = await handoverSummary(this.#deps, actor, id)
        return handover && { type: 'handover', handover }
      }
      case 'case': {
        const found = await caseSummary(this.#deps, actor, id)
        return found && { type: 'case', case: found }
      }
      case 'comparison': {
        const comparison = await comparisonSummary(this.#deps, actor, id)
        return comparison && { type: 'comparison', comparison }
      }
      case 'card_question': {
        const question = await cardQuestionNow(this.#deps, actor, id)
        return question && { type: 'card_question', question }
      }
      case 'duty':
        return { type: 'duties', mine: await myDutyFigures(this.#deps, actor) }
      case 'broadcast': {
        const broadcast = await broadcastSummaryOf(this.#deps, actor, id)
        return broadcast && { type: 'broadcast', broadcast }
      }
    }
  }

  async #recheckSessions(): Promise<void> {
    for (const watcher of this.#watchers.values()) {
      for (const [line, token] of watcher.lines) {
        try {
          const who = await this.#onlookers(() => whoIs(this.#deps, token))
          if (isRefusal(who)) this.#dismiss(line)
          else watcher.actor = who
        } catch (error) {
          // The database is away for a moment; the next round asks again.
          this.#onError(error)
        }
      }
    }
  }

  #dismiss(line: QueueLine): void {
    line.send({ type: 'error', code: 'not_signed_in', message: '登录已过期，请重新登录。' })
    line.close('signed_out')
    this.leave(line)
  }
}

/** What of a change stands in queues; null for all that does not. */
function shownOf(change: Change): Changed | null {
  switch (change.topic) {
    case 'lead':
      return { topic: 'lead', id: change.leadId }
    case 'handover':
      return { topic: 'handover', id: change.handoverId }
    case 'case':
      return { topic: 'case', id: change.caseId }
    case 'comparison':
      return { topic: 'comparison', id: change.comparisonId }
    case 'card_question':
      return { topic: 'card_question', id: change.questionId }
    // Duties change by the thousand: one figure tells of them all.
    case 'duty':
      return { topic: 'duty', id: '' }
    case 'broadcast':
      return { topic: 'broadcast', id: change.broadcastId }
    case 'turn':
    case 'outbox':
    case 'notice':
    case 'post':
    case 'bot':
    case 'roster':
      return null
  }
}

function resync(watcher: Watcher): void {
  watcher.changed.clear()
  for (const line of watcher.lines.keys()) line.send({ type: 'resync' })
}
