/** Publicity: what was composed in his area, newest first, and the one that he opened with how far it is. */
import type { z } from 'zod'
import type {
  BroadcastAction,
  BroadcastDetail,
  BroadcastList,
  BroadcastSummary,
  ComposeBroadcast,
} from '../../../contract/broadcast.ts'
import { get, Incomplete, post, request } from './api.ts'
import { composeForm } from './broadcast-compose.ts'
import { broadcastView, type MoveName, progressView } from './broadcast-view.ts'
import type { CadreSession } from './cadre-session.ts'
import type { DeskEvents } from './desk-events.ts'
import { askIn } from './dialog.ts'
import { button, h } from './dom.ts'
import { day, longText, pick, select } from './inputs.ts'
import { loadPlaces } from './places.ts'
import { scheduledAt } from './schedule-time.ts'
import { splitPanel } from './split-panel.ts'
import { clock, today } from './when.ts'
import { pageData } from './words.ts'

type Action = BroadcastAction['action']
type Given = { action: Action; at?: string; reason?: string }

export function broadcastPanel(session: CadreSession, events: DeskEvents) {
  const { token, me } = session
  let broadcasts: BroadcastSummary[] = []
  let opened: BroadcastDetail | null = null
  let progress: HTMLElement | null = null
  let reading = false
  const list = h('ul', { 'aria-label': '政策宣传列表' })
  const write = button('写一条宣传', () => void panel.guarded(compose), 'primary')
  const panel = splitPanel([h('div', { class: 'tabs' }, write), list], events)

  async function read() {
    const page = await get<z.infer<typeof BroadcastList>>('/api/broadcasts?limit=100', token)
    broadcasts = page.broadcasts
    show()
  }

  function show() {
    events.count(String(broadcasts.filter(waitsForMe).length))
    const items = broadcasts.map((each) =>
      item(each, each.id === opened?.id, () => void panel.guarded(() => open(each.id))),
    )
    list.replaceChildren(...(items.length > 0 ? items : [h('li', { class: 'empty' }, '还没有写过宣传。')]))
  }

  /** Another's, waiting for approval. Whether it is he who approves is seen when he opens it. */
  function waitsForMe({ state, composedBy }: BroadcastSummary): boolean {
    return state === 'submitted' && composedBy.id !== me.id
  }

  async function open(id: string) {
    display(await get<BroadcastDetail>(`/api/broadcasts/${id}`, token))
    panel.view.querySelector<HTMLElement>('#broadcast-title')?.focus()
  }

  function display(one: BroadcastDetail) {
    // News of his own act, say: what is drawn again loses a press that is just being made.
    if (opened && JSON.stringify(opened) === JSON.stringify(one)) return
    opened = one
    progress = progressView(one)
    panel.open(broadcastView(one, progress, { back: close, move: (move) => void panel.guarded(() => act(one, move)) }))
    show()
  }

  function showProgress(one: BroadcastDetail) {
    const next = progressView(one)
    progress?.replaceWith(next)
    progress = next
  }

  /** What channels said comes with the whole; one reading at a time is enough to keep up. Whatever fails here is read with the next. */
  async function readHanded(id: string) {
    if (reading) return
    reading = true
    const read = await get<BroadcastDetail>(`/api/broadcasts/${id}`, token).catch(() => null)
    reading = false
    if (!read || opened?.id !== id) return
    // A mass sending failed, or is repeated: what can be done with it now is another thing.
    if (read.handedOver.mayRetry > 0 !== opened.handedOver.mayRetry > 0) return display(read)
    opened = { ...opened, handedOver: read.handedOver, busy: read.busy }
    showProgress(opened)
  }

  function close() {
    opened = null
    panel.close()
    show()
  }

  async function compose() {
    const form = composeForm(token, me.areas, await loadPlaces())
    let made: BroadcastSummary | null = null
    await askIn('写一条宣传', form.views, async () => {
      made = await post<BroadcastSummary>('/api/broadcasts', token, form.read())
    })
    await afterwards(made)
  }

  async function edit(one: BroadcastDetail) {
    const form = composeForm(token, me.areas, await loadPlaces(), one)
    await askIn('改宣传', form.views, async () => {
      const wanted: ComposeBroadcast = form.read()
      await put(one, wanted)
    })
    await afterwards(one)
  }

  async function put({ id, version }: BroadcastDetail, wanted: ComposeBroadcast) {
    const headers = { 'content-type': 'application/json' }
    await request(`/api/broadcasts/${id}`, token, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ ...wanted, version }),
    })
  }

  async function afterwards(one: { id: string } | null) {
    await read()
    if (one) await open(one.id)
  }

  async function act(one: BroadcastDetail, move: MoveName) {
    const send = (given: Given) =>
      post<BroadcastSummary>(`/api/broadcasts/${one.id}/actions`, token, { ...given, version: one.version })
    switch (move) {
      case 'edit':
        return edit(one)
      case 'return': {
        const reason = longText('哪里要改', { hint: '例如：写清楚到哪里交' })
        await askIn('退回修改', [reason.view], async () => void (await send({ action: move, reason: reason.read() })))
        break
      }
      case 'schedule':
        await askIn(
          '安排发送',
          scheduling.views(),
          async () => void (await send({ action: move, ...scheduling.read() })),
        )
        break
      case 'stop':
        await askIn(
          '停发',
          [h('p', {}, '停了就不能再发，没有发到的人收不到。')],
          async () => void (await send({ action: move })),
        )
        break
      default:
        await send({ action: move })
    }
    await afterwards(one)
  }

  return {
    view: panel.view,
    read: () => panel.guarded(read),
    changed(one: BroadcastSummary) {
      broadcasts = [one, ...broadcasts.filter(({ id }) => id !== one.id)].sort((a, b) =>
        b.createdAt.localeCompare(a.createdAt),
      )
      show()
      if (opened?.id !== one.id) return
      // Only further on: what he reads stays where it is.
      if (opened.version === one.version && progress) {
        opened = { ...opened, ...one }
        showProgress(opened)
        void readHanded(one.id)
      } else void panel.guarded(async () => display(await get<BroadcastDetail>(`/api/broadcasts/${one.id}`, token)))
    },
  }
}

/** Now, or on a day at an hour by which people are up. */
const scheduling = (() => {
  let inputs = make()
  function make() {
    const hours = Array.from({ length: 13 }, (_, at) => [String(at + 8), `${at + 8}点`] as const)
    return {
      when: pick('什么时候发', [
        ['now', '现在就发'],
        ['then', '定个时间'],
      ]),
      day: day('哪天', today(), { optional: true }),
      hour: select('几点', hours, { optional: true, value: '9' }),
    }
  }
  return {
    views() {
      inputs = make()
      return [
        inputs.when.view,
        inputs.day.view,
        inputs.hour.view,
        h('p', { class: 'hint' }, '晚上9点到早上8点不发，等到天亮。'),
      ]
    },
    read(): { at?: string } {
      const { when, day, hour } = inputs
      const at = scheduledAt(when.read(), day.read(), hour.read())
      if ('missing' in at) throw new Incomplete(at.missing)
      return at
    },
  }
})()

function item(one: BroadcastSummary, chosen: boolean, open: () => void): HTMLElement {
  const { progress } = one
  const all = progress.queued + progress.sent + progress.failed
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', class: 'lead-item', 'aria-current': chosen ? 'true' : null, click: open },
      h(
        'span',
        { class: 'lead-line' },
        h('span', { class: one.state === 'submitted' ? 'tag high' : 'tag' }, pageData.broadcastStates[one.state]),
        h('b', {}, one.title),
      ),
      h('span', { class: 'lead-place' }, `${one.place} · ${one.composedBy.name}`),
      h(
        'span',
        { class: 'lead-line small' },
        h('span', {}, all > 0 ? `放进聊天 ${progress.sent} 人，共 ${all} 人` : ''),
        h('span', {}, clock(new Date(one.createdAt), new Date())),
      ),
    ),
  )
}
