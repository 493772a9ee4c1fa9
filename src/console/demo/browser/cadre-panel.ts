/** The panel on the right: log in (in the demo: choose an invented cadre), then work the queue. */
import { accountLogin } from './account-login.ts'
import { wordsOf } from './api.ts'
import { bindContact } from './bind-contact.ts'
import { cadreDesk } from './cadre-desk.ts'
import { type CadreSession, cadreIn, cadreSession, type DemoCadre, demoCadres } from './cadre-session.ts'
import type { ReceiptNews } from './chat-panel.ts'
import { demoLogin } from './demo-login.ts'
import { button, h, part } from './dom.ts'
import { areasInWords, loadPlaces, type Places } from './places.ts'
import { pageData } from './words.ts'

export function cadrePanel() {
  const body = part('cadre-body')
  const who = part('cadre-who')
  const hint = part('cadre-hint')
  let places: Places = {}
  /** Everybody who can be chosen; nobody outside the demo. */
  let cadres: DemoCadre[] = []
  let session: CadreSession | null = cadreSession.read()
  let queue: { view: HTMLElement; stop(): void } | null = null
  let news: ReceiptNews | null = null

  /** Whoever just reported wants to see it arrive, and it arrives with the cadre of that village. */
  function showHint() {
    const holder = news && cadreIn(news.holder, cadres)
    hint.hidden = !holder || holder.id === session?.me.id
    part('to-cadre').classList.toggle('news', !hint.hidden)
    if (!holder || !news) return
    hint.replaceChildren(
      h('span', {}, `线索 ${news.number} 在${news.holder}手里。`),
      button(session ? `切换到${holder.name}` : `以${holder.name}登录`, () => void signInAs(holder), 'primary'),
    )
  }

  async function signInAs(cadre: DemoCadre) {
    try {
      signedIn(await cadreSession.choose(cadre.id))
    } catch (error) {
      complain(error)
    }
  }

  function signedIn(opened: CadreSession) {
    session = opened
    show()
  }

  function signOut() {
    if (session) cadreSession.end(session)
    session = null
    show()
  }

  /** The server says that the session is over. */
  function expired() {
    cadreSession.forget()
    session = null
    show('登录已过期，请重新登录。')
  }

  function show(why = '') {
    queue?.stop()
    queue = null
    who.replaceChildren()
    if (session) {
      const leave = button(pageData.demo ? '换人' : '退出', signOut, 'small-button')
      who.append(whoBar(session), h('span', { class: 'who-buttons' }, bindContact(session), leave))
      queue = cadreDesk(session, expired)
      body.replaceChildren(queue.view)
    } else if (pageData.demo) body.replaceChildren(demoLogin(cadres, places, (cadre) => void signInAs(cadre)))
    else body.replaceChildren(accountLogin(signedIn, why))
    showHint()
  }

  function whoBar({ me }: CadreSession): HTMLElement {
    // In the demo his own place, not those where he stands in for a neighbour.
    const own = cadres.find((cadre) => cadre.id === me.id)?.areas.slice(0, 1)
    const place = areasInWords(own ?? me.areas, places)
    return h('span', {}, h('b', {}, me.name), ` ${pageData.roles[me.role]}${place ? ` · ${place}` : ''}`)
  }

  function complain(error: unknown) {
    body.replaceChildren(
      h('p', { class: 'notice', role: 'alert' }, wordsOf(error)),
      button('再试一次', () => void start()),
    )
  }

  async function start() {
    try {
      ;[places, cadres] = await Promise.all([loadPlaces(), pageData.demo ? demoCadres() : []])
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
