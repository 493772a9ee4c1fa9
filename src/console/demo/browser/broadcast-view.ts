/** One broadcast: what people see, who gets it, how far it is, who did what, and what can be done with it now. */
import type { BroadcastAction, BroadcastDetail, HandedOver } from '../../../contract/broadcast.ts'
import { blockView } from './blocks.ts'
import { button, h } from './dom.ts'
import { clock } from './when.ts'
import { pageData } from './words.ts'

export type MoveName = BroadcastAction['action'] | 'edit'

const MOVES: Record<MoveName, { label: string; look: string }> = {
  submit: { label: '送审', look: 'primary' },
  approve: { label: '批准', look: 'primary' },
  schedule: { label: '安排发送', look: 'primary' },
  resume: { label: '接着发', look: 'primary' },
  retry: { label: '重发没发成的', look: 'primary' },
  edit: { label: '修改', look: '' },
  return: { label: '退回修改', look: '' },
  pause: { label: '暂停', look: '' },
  stop: { label: '停发', look: '' },
}

export function broadcastView(
  one: BroadcastDetail,
  progress: HTMLElement,
  { back, move }: { back(): void; move(move: MoveName): void },
): HTMLElement {
  const names = Object.keys(MOVES) as MoveName[]
  const buttons = names
    .filter(
      (name) => one.moves.includes(name) && (name !== 'retry' || one.progress.failed + one.handedOver.mayRetry > 0),
    )
    .map((name) => button(MOVES[name].label, () => move(name), MOVES[name].look))
  const approved = one.approvedBy ? `，${one.approvedBy.name}批准` : ''
  return h(
    'article',
    { class: 'lead', 'aria-label': one.title },
    button('‹ 返回', back, 'back'),
    h('h3', { id: 'broadcast-title', tabindex: -1 }, one.title),
    h('p', { class: 'lead-place' }, `${pageData.broadcastStates[one.state]} · ${one.composedBy.name}写的${approved}`),
    buttons.length > 0 ? h('div', { class: 'side-actions' }, ...buttons) : null,
    progress,
    section('发给谁', h('p', {}, one.audienceWords), h('p', { class: 'hint' }, quietWords(one))),
    section('大家看到的', h('div', { class: 'shown' }, ...one.blocks.map((block) => blockView(block, () => {})))),
    one.skippedBy.length > 0
      ? section(
          '不发的人',
          h('ul', { class: 'rows' }, ...one.skippedBy.map(({ words, count }) => h('li', {}, `${words}：${count} 人`))),
        )
      : null,
    section(
      '经过',
      h(
        'ul',
        { class: 'rows' },
        ...one.events.map(({ at, by, text }) => h('li', {}, `${clock(new Date(at), new Date())} ${by}：${text}`)),
      ),
    ),
  )
}

function quietWords({ quiet, startAt, state }: BroadcastDetail): string {
  const starts = startAt && state === 'scheduled' ? `${clock(new Date(startAt), new Date())}开始发。` : ''
  return `${starts}晚上${quiet.from - 12}点到早上${quiet.until}点不发。`
}

/** Nothing before it has begun. Made anew whenever it is further. */
export function progressView({
  state,
  progress,
  handedOver,
  busy,
}: Pick<BroadcastDetail, 'state' | 'progress' | 'handedOver' | 'busy'>): HTMLElement {
  const { queued, sent, failed, skipped, perMinute, expectedEnd } = progress
  const all = queued + sent + failed
  if (all + skipped === 0) return h('div', {})
  const rate = perMinute === null ? '' : `每分钟 ${perMinute} 人。`
  const end = expectedEnd === null ? '' : `大约 ${clock(new Date(expectedEnd), new Date())} 发完。`
  return h(
    'section',
    { 'aria-label': '发到哪里了', 'aria-live': state === 'sending' ? 'off' : null },
    h('h4', {}, '发到哪里了'),
    h('progress', {
      class: 'sent-bar',
      max: Math.max(all, 1),
      value: sent + failed,
      'aria-label': `放进聊天 ${sent} 人，共 ${all} 人`,
    }),
    h('p', {}, `放进聊天 ${sent} 人，还有 ${queued} 人，没发成 ${failed} 人，不发 ${skipped} 人。`),
    // Said where it stands, for a bar that does not move looks broken.
    busy ? h('p', { class: 'hint' }, `还没发的有 ${busy.count} 人${busy.words}。`) : null,
    ...handedView(handedOver),
    rate || end ? h('p', { class: 'hint' }, `${rate}${end}`) : null,
  )
}

/** What the channels said of those into whose chat it was put. */
function handedView({ inChat, told, waiting, untold, reasons }: HandedOver): HTMLElement[] {
  const views: HTMLElement[] = []
  if (inChat > 0) views.push(h('p', { class: 'hint' }, `其中 ${inChat} 人打开聊天就看到。`))
  if (told + waiting + untold === 0) return views
  views.push(h('p', {}, `已送达 ${told} 人，排着 ${waiting} 人，没送到 ${untold} 人。`))
  const rows = reasons.map(({ state, words, count }) =>
    h('li', {}, `${state === 'waiting' ? '排着' : '没送到'}：${words}，${count} 人`),
  )
  return rows.length > 0 ? [...views, h('ul', { class: 'rows' }, ...rows)] : views
}

function section(title: string, ...children: HTMLElement[]): HTMLElement {
  return h('section', {}, h('h4', {}, title), ...children)
}
