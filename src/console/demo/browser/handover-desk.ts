/** The hand-overs at the cadre's desk: the list over his queue, and the one that he opened. */
import type { z } from 'zod'
import type { HandoverList, HandoverSummary } from '../../../contract/handover.ts'
import { get } from './api.ts'
import type { CadreSession } from './cadre-session.ts'
import { h } from './dom.ts'
import { handoverList, isOpen } from './handover-list.ts'
import { handoverView, type OpenHandover } from './handover-view.ts'

interface DeskEvents {
  /** Something else was before him until now. */
  opened(view: HTMLElement): void
  closed(): void
  /** Somebody new wants to speak. */
  news(words: string): void
}

export function handoverDesk(session: CadreSession, events: DeskEvents) {
  const known = new Map<string, HandoverSummary>()
  const view = h('section', { class: 'handovers', 'aria-label': '找人说话', hidden: true })
  let opened: OpenHandover | null = null
  let thereAreMore = false

  async function read() {
    const { handovers, more } = await get<z.infer<typeof HandoverList>>('/api/handovers', session.token)
    known.clear()
    thereAreMore = more
    for (const each of handovers) known.set(each.id, each)
    show()
    const still = opened && known.get(opened.id)
    if (still) opened?.changed(still)
  }

  function changed(handover: HandoverSummary) {
    const before = known.get(handover.id)
    if (before && before.version > handover.version) return
    known.set(handover.id, handover)
    if (!before && isOpen(handover)) events.news(`有人找您说话：${handover.place}`)
    show()
    if (opened?.id === handover.id) opened.changed(handover)
  }

  function open(id: string) {
    const handover = known.get(id)
    if (!handover) return
    opened = handoverView(handover, session, () => {
      leave()
      events.closed()
      view.querySelector<HTMLElement>(`[data-handover="${id}"]`)?.focus()
    })
    events.opened(opened.view)
    show()
    opened.view.querySelector<HTMLElement>('#handover-title')?.focus()
  }

  function leave() {
    opened = null
    show()
  }

  function show() {
    const unfolded = view.querySelector('details')?.open ?? false
    const focused = document.activeElement?.getAttribute('data-handover')
    view.replaceChildren(...handoverList([...known.values()], { chosen: opened?.id ?? null, more: thereAreMore, open }))
    view.querySelector('details')?.toggleAttribute('open', unfolded)
    if (focused) view.querySelector<HTMLElement>(`[data-handover="${focused}"]`)?.focus()
    view.hidden = known.size === 0
  }

  return { view, read, changed, leave, show, isOpen: () => opened !== null }
}
