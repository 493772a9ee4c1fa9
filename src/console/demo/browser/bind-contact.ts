/** A code by which a cadre is known in WeCom or with the bot, and where he is known already; shown under his name. */
import type { ContactCode, MyContacts } from '../../../contract/group.ts'
import { get, post, request, wordsOf } from './api.ts'
import type { CadreSession } from './cadre-session.ts'
import { askIn } from './dialog.ts'
import { button, h } from './dom.ts'
import { clock } from './when.ts'
import { CHAT_APPS } from './words.ts'

type Bound = MyContacts['contacts'][number]

export function bindContact({ token }: CadreSession): HTMLElement {
  const close = () => dialog.close()
  const body = h('div', {}, h('p', {}, '正在取绑定码…'))
  const mine = h('section', { 'aria-label': '我绑定的聊天' })
  const dialog = h(
    'dialog',
    { 'aria-labelledby': 'bind-title' },
    h('h3', { id: 'bind-title' }, '绑定微信'),
    body,
    mine,
    h('div', { class: 'dialog-buttons' }, button('知道了', close, 'primary')),
  )
  dialog.addEventListener('close', () => dialog.remove())

  async function open() {
    document.body.append(dialog)
    dialog.showModal()
    const [code] = await Promise.allSettled([post<ContactCode>('/api/me/contact-code', token), showMine()])
    body.replaceChildren(...(code.status === 'fulfilled' ? howTo(code.value) : [troubled(code.reason)]))
  }

  async function showMine() {
    try {
      const { contacts } = await get<MyContacts>('/api/me/contacts', token)
      const rows = contacts.map((each) => row(each, () => void unbind(each)))
      mine.replaceChildren(
        h('h4', {}, '我绑定的聊天'),
        rows.length > 0 ? h('ul', { class: 'rows' }, ...rows) : h('p', { class: 'hint' }, '现在还没有绑定。'),
        rows.length > 0 ? h('p', { class: 'hint' }, '再绑一次就换成新的。手机丢了，就在这里解除。') : '',
      )
    } catch (error) {
      mine.replaceChildren(troubled(error))
    }
  }

  async function unbind({ channel }: Bound) {
    const words =
      channel === 'official_account'
        ? '解除以后，不能再在公众号里接单。'
        : `解除以后，${CHAT_APPS[channel] ?? '那里'}不再告诉您新线索，也不能在那里接单。`
    await askIn('解除绑定', [h('p', {}, words)], async () => {
      await request(`/api/me/contacts?channel=${channel}`, token, { method: 'DELETE' })
    })
    await showMine()
  }

  return button('绑定微信', () => void open(), 'small-button')
}

function howTo({ code, open }: ContactCode): HTMLElement[] {
  if (open.length === 0) return [h('p', {}, '这里还没有接通企业微信、公众号或微信机器人。请找县里的管理员。')]
  // He is known in each, and sends it in the one that he uses.
  const names = open.flatMap((each) => CHAT_APPS[each] ?? []).join('或')
  return [
    h('p', {}, `打开${names}，把这句话发过去：`),
    h('p', { class: 'contact-code' }, `绑定 ${code.slice(0, 4)} ${code.slice(4)}`),
    h('p', { class: 'hint' }, '十分钟内有效，不要告诉别人，也不要发在群里。'),
  ]
}

function row({ channel, boundAt }: Bound, unbind: () => void): HTMLElement {
  const words = `${CHAT_APPS[channel] ?? channel}，${clock(new Date(boundAt), new Date())} 绑定`
  return h('li', { class: 'row-with-button' }, h('span', {}, words), button('解除绑定', unbind, 'small-button'))
}

function troubled(error: unknown): HTMLElement {
  return h('p', { class: 'trouble', role: 'alert' }, wordsOf(error))
}
