/** The panel on the right: log in as an invented cadre, then work his queue. */
import { wordsOf } from './api.ts'
import { loginView } from './cadre-login.ts'
import { type CadreSession, cadreIn, cadreSession, type DemoCadre, type DemoStaff, demoStaff } from './cadre-session.ts'
import type { ReceiptNews } from './chat-panel.ts'
import { button, h, part } from './dom.ts'
import { queuePanel } from './queue-panel.ts'
import { pageData } from './words.ts'

export function cadrePanel() {
  const body = part('cadre-body')
  const who = part('cadre-who')
  const hint = part('cadre-hint')
  let staff: DemoStaff | null = null
  let session: CadreSession | null = cadreSession.read()
  let queue: { view: HTMLElement; stop(): void } | null = null
  let news: ReceiptNews | null = null

  /** Whoever just reported wants to see it arrive, and it arrives with the cadre of that village. */
  function showHint() {
    const holder = news && staff && cadreIn(news.holder, staff.cadres)
    hint.hidden = !holder || holder.id === session?.me.id
    part('to-cadre').classList.toggle('news', !hint.hidden)
    if (!holder || !news) return
    hint.replaceChildren(
      h('span', {}, `线索 ${news.number} 在${news.holder}手里。`),
      button(session ? `切换到${holder.name}` : `以${holder.name}登录`, () => void signIn(holder), 'primary'),
    )
  }

  async function signIn(cadre: DemoCadre) {
    try {
      session = await cadreSession.open(cadre.id)
      show()
    } catch (error) {
      complain(error)
    }
  }

  function signOut() {
    cadreSession.forget()
    session = null
    show()
  }

  function show() {
    queue?.stop()
    queue = null
    who.replaceChildren()
    if (session) {
      const { id, name, role } = session.me
      // His own place, not those where he stands in for a neighbour.
      const area = staff?.cadres.find((cadre) => cadre.id === id)?.areas[0]
      const place = area ? (staff?.places[area] ?? '') : ''
      who.append(
        h('span', {}, h('b', {}, name), ` ${pageData.roles[role]}${place ? ` · ${place}` : ''}`),
        button('换人', signOut, 'small-button'),
      )
      queue = queuePanel(session, signOut)
      body.replaceChildren(queue.view)
    } else if (staff) body.replaceChildren(loginView(staff, (cadre) => void signIn(cadre)))
    showHint()
  }

  function complain(error: unknown) {
    body.replaceChildren(
      h('p', { class: 'notice', role: 'alert' }, wordsOf(error)),
      button('再试一次', () => void start()),
    )
  }

  async function start() {
    try {
      staff = await demoStaff()
      show()
    } catch (error) {
      complain(error)
    }
  }

  void start()
  return {
    receipt(receipt: ReceiptNews | null) {
      news = receipt
      showHint()
    },
  }
}
