/** Groups in WeCom and WeChat: which place each is of, what for, when it was last posted to; officers add and remove. */
import type { GroupKind, GroupList, GroupView, NewGroup } from '../../../contract/group.ts'
import { get, post, request } from './api.ts'
import type { CadreSession } from './cadre-session.ts'
import type { DeskEvents } from './desk-events.ts'
import { askIn } from './dialog.ts'
import { button, h } from './dom.ts'
import { line, pick, select } from './inputs.ts'
import { loadPlaces, placesIn } from './places.ts'
import { splitPanel } from './split-panel.ts'
import { clock } from './when.ts'
import { CHAT_APPS, pageData } from './words.ts'

const USED_FOR: Record<GroupKind, string> = {
  cadres: '新线索、超期和每天早上要办的，会发到这里。不带群众的姓名和电话。',
  publicity: '政策宣传会发到这里。',
}

export function groupPanel(session: CadreSession, events: DeskEvents) {
  const { token, me } = session
  const officer = me.role === 'township_officer' || me.role === 'county_officer'
  const list = h('ul', { 'aria-label': '群列表' })
  const add = button('登记一个群', () => void panel.guarded(register), 'primary')
  const explained = h('div', { class: 'figures' })
  const panel = splitPanel([officer ? h('div', { class: 'tabs' }, add) : null, explained, list], events)

  async function read() {
    const { groups, open } = await get<GroupList>('/api/groups', token)
    events.count(String(groups.length))
    const hints = explain(open, officer)
    explained.replaceChildren(...hints)
    explained.hidden = hints.length === 0
    const items = groups.map((group) => item(group, open, () => void panel.guarded(() => remove(group))))
    list.replaceChildren(...(items.length > 0 ? items : [h('li', { class: 'empty' }, '还没有登记过群。')]))
  }

  async function register() {
    const places = await loadPlaces()
    const name = line('群的名字', { hint: '例如：松岭村干部群' })
    const region = select('是哪里的群', placesIn(me.areas, places))
    const kind = pick('拿来做什么', Object.entries(pageData.groupKinds))
    const webhook = line('群机器人的地址', {
      hint: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
      longest: 300,
    })
    const how = h(
      'p',
      { class: 'hint' },
      '在企业微信的群里点“添加群机器人”，把它的地址整条复制过来。地址不要告诉别人。',
    )
    await askIn('登记一个企业微信群', [name.view, region.view, kind.view, webhook.view, how], async () => {
      const group: NewGroup = {
        channel: 'wecom',
        name: name.read(),
        region: region.read(),
        kind: kind.read() as GroupKind,
        webhook: webhook.read(),
      }
      await post<GroupView>('/api/groups', token, group)
    })
    await read()
  }

  async function remove({ channel, id, name }: GroupView) {
    await askIn(
      '取消登记',
      [h('p', {}, `“${name}”以后不再收到消息。群本身还在。`)],
      async () => void (await request(`/api/groups/${channel}/${encodeURIComponent(id)}`, token, { method: 'DELETE' })),
    )
    await read()
  }

  return { view: panel.view, read: () => panel.guarded(read) }
}

function explain(open: GroupList['open'], officer: boolean): HTMLElement[] {
  const hint = (words: string) => h('p', { class: 'hint' }, words)
  return [
    ...(open.length === 0 ? [hint('这里还没有接通企业微信或微信，登记了也发不出去。请找县里的管理员。')] : []),
    ...(officer ? [] : [hint('群由乡镇或县里的干部登记。')]),
    ...(open.includes('wechaty') ? [hint('微信群：在群里写“登记本群 村名”，群众的群写“登记宣传群 村名”。')] : []),
  ]
}

function item(group: GroupView, open: GroupList['open'], remove: () => void): HTMLElement {
  const { channel, name, kind, place, lastPost, mayRemove } = group
  return h(
    'li',
    { class: 'duty' },
    h('p', { class: 'lead-line' }, h('span', { class: 'tag' }, pageData.groupKinds[kind]), h('b', {}, name)),
    h('p', { class: 'lead-place' }, `${place} · ${CHAT_APPS[channel] ?? channel}`),
    h('p', {}, USED_FOR[kind]),
    h('p', { class: lastPost && !lastPost.arrived ? 'trouble' : 'hint' }, lastWords(lastPost)),
    open.length > 0 && !open.includes(channel)
      ? h('p', { class: 'trouble' }, `这里没有接通${CHAT_APPS[channel] ?? channel}，发不出去。`)
      : null,
    mayRemove ? h('div', { class: 'side-actions' }, button('取消登记', remove)) : null,
  )
}

function lastWords(last: GroupView['lastPost']): string {
  if (!last) return '最近30天没有发过。'
  const when = clock(new Date(last.at), new Date())
  return last.arrived ? `上次发：${when}` : `${when} 那条没有发成。请看看群机器人还在不在。`
}
