/** Who wants to speak with a person: who waits longest before all; below it what was given back lately. */
import type { HandoverSummary } from '../../../contract/handover.ts'
import { h } from './dom.ts'
import { clock, timeSince } from './when.ts'

export function isOpen({ state }: HandoverSummary): boolean {
  return state === 'open' || state === 'answered'
}

export function handoverList(
  handovers: HandoverSummary[],
  { chosen, more, open }: { chosen: string | null; more: boolean; open: (id: string) => void },
): HTMLElement[] {
  const line = (each: HandoverSummary) => item(each, each.id === chosen, () => open(each.id))
  const going = handovers.filter(isOpen).sort(byWait)
  const over = handovers.filter((each) => !isOpen(each)).sort((a, b) => b.lastAt.localeCompare(a.lastAt))
  const waiting = going.filter(({ waitingSince }) => waitingSince !== null).length
  return [
    ...(going.length > 0
      ? [
          h('h3', { id: 'handovers-title' }, '有人找您说话 ', h('span', { class: 'count' }, String(going.length))),
          h('p', { class: 'sr-only', role: 'status' }, waiting > 0 ? `${waiting}个人在等您回话` : ''),
          h('ul', { 'aria-labelledby': 'handovers-title' }, ...going.map(line)),
        ]
      : []),
    ...(over.length > 0
      ? [
          h(
            'details',
            { class: 'given-back' },
            h('summary', { class: 'press' }, `最近交回机器的（${over.length}）`),
            h('ul', {}, ...over.map(line)),
          ),
        ]
      : []),
    ...(more ? [h('p', { class: 'hint' }, '人太多，没有全列出来。先回等得最久的。')] : []),
  ]
}

function byWait(a: HandoverSummary, b: HandoverSummary): number {
  if (a.waitingSince && b.waitingSince) return a.waitingSince.localeCompare(b.waitingSince)
  return Number(b.waitingSince !== null) - Number(a.waitingSince !== null) || a.askedAt.localeCompare(b.askedAt)
}

function item(handover: HandoverSummary, chosen: boolean, open: () => void): HTMLElement {
  const { id, place, name, holder, second, mayAnswer, waitingSince } = handover
  const who = second ? `${holder.name}、${second.name}` : holder.name
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: 'lead-item handover-item',
        'data-handover': id,
        'aria-current': chosen ? 'true' : null,
        click: open,
      },
      h(
        'span',
        { class: 'lead-line' },
        h('b', {}, name ?? '村民'),
        waitingSince && isOpen(handover)
          ? h('span', { class: 'tag emergency' }, `等了 ${timeSince(new Date(waitingSince), new Date())}`)
          : null,
        handover.state === 'unanswered' ? h('span', { class: 'tag emergency' }, '没有人回') : null,
      ),
      h('span', { class: 'lead-place' }, place),
      h(
        'span',
        { class: 'lead-line small' },
        h('span', {}, handover.ending ?? (mayAnswer ? '等您回话' : `${who}在回`)),
        h('time', { datetime: handover.lastAt }, clock(new Date(handover.lastAt), new Date())),
      ),
    ),
  )
}
