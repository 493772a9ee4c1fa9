/** Logging in with the phone: a QR code that the cadre's own phone confirms. The secret that opens the session stays in this script. */
import type { z } from 'zod'
import type { ScanAsked, ScanState } from '../../../contract/scan-login.ts'
import { ApiProblem, post, wordsOf } from './api.ts'
import { type CadreSession, cadreSession } from './cadre-session.ts'
import { button, h } from './dom.ts'

const POLL_MS = 2_000
/** Of a network that comes and goes nothing is made; what the server says no to is final. */
const NO_LINE = 0

/** Stops by itself once its view is on the page no more. */
export function scanLogin(done: (session: CadreSession) => void, back: () => void): HTMLElement {
  const view = h('div', { class: 'scan-login' })
  const title = h('h3', {}, '用手机扫码登录')
  const other = button('用账号和密码登录', back, 'as-link')

  async function show() {
    view.replaceChildren(title, h('p', { class: 'hint' }, '正在取二维码……'), other)
    try {
      const asked = await post<z.infer<typeof ScanAsked>>('/api/login/scan', null, {})
      const hint = h('p', { class: 'hint', role: 'status' }, '打开小程序，点“扫码登录”，对准这里。两分钟内有效。')
      const picture = h('img', {
        class: 'qr',
        src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(asked.svg)}`,
        alt: '登录二维码',
        width: 200,
        height: 200,
      })
      view.replaceChildren(title, picture, hint, other)
      await follow(asked, hint)
    } catch (error) {
      over(wordsOf(error))
    }
  }

  async function follow({ ticket, secret }: z.infer<typeof ScanAsked>, hint: HTMLElement) {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      if (!view.isConnected) return
      const state = await poll(ticket, secret)
      if (state?.state === 'seen') hint.textContent = '扫到了，请在手机上点“同意登录”。'
      if (state?.state === 'logged_in') return done(cadreSession.keep(state.session))
    }
  }

  function over(why: string) {
    view.replaceChildren(
      title,
      h('p', { class: 'trouble', role: 'alert' }, why),
      button('换一个二维码', () => void show(), 'primary'),
      other,
    )
  }

  void show()
  return view
}

async function poll(ticket: string, secret: string): Promise<ScanState | null> {
  try {
    return await post<ScanState>(`/api/login/scan/${ticket}/poll`, null, { secret })
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.status === NO_LINE) return null
    throw error
  }
}
