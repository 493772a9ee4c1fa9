/** A code by which a cadre is known in WeCom or with the bot; shown under his name. */
import type { ContactCode } from '../../../contract/group.ts'
import { post, wordsOf } from './api.ts'
import type { CadreSession } from './cadre-session.ts'
import { button, h } from './dom.ts'

const CHANNEL_WORDS: Partial<Record<ContactCode['channels'][number], string>> = {
  wecom: '企业微信',
  wechaty: '微信机器人',
}

export function bindContact(session: CadreSession): HTMLElement {
  const close = () => dialog.close()
  const body = h('div', {}, h('p', {}, '正在取绑定码…'))
  const dialog = h(
    'dialog',
    { 'aria-labelledby': 'bind-title' },
    h('h3', { id: 'bind-title' }, '绑定微信'),
    body,
    h('div', { class: 'dialog-buttons' }, button('知道了', close, 'primary')),
  )
  dialog.addEventListener('close', () => dialog.remove())

  async function open() {
    document.body.append(dialog)
    dialog.showModal()
    try {
      body.replaceChildren(...shown(await post<ContactCode>('/api/me/contact-code', session.token)))
    } catch (error) {
      body.replaceChildren(h('p', { class: 'trouble', role: 'alert' }, wordsOf(error)))
    }
  }
  return button('绑定微信', () => void open(), 'small-button')
}

function shown({ code, channels, open }: ContactCode): HTMLElement[] {
  const names = (some: ContactCode['channels']) => some.flatMap((each) => CHANNEL_WORDS[each] ?? []).join('、')
  if (open.length === 0) return [h('p', {}, '这里还没有接通企业微信或微信机器人。请找县里的管理员。')]
  const bound = names(channels)
  return [
    h('p', {}, `打开${names(open)}，把这句话发过去：`),
    h('p', { class: 'contact-code' }, `绑定 ${code.slice(0, 4)} ${code.slice(4)}`),
    h('p', { class: 'hint' }, '十分钟内有效，不要告诉别人，也不要发在群里。'),
    h('p', { class: 'hint' }, bound === '' ? '现在还没有绑定。' : `已经绑定：${bound}。再绑一次就换成新的。`),
  ]
}
