/** Logging in with a password or by the phone, and making an account with the code of an invitation. */
import { wordsOf } from './api.ts'
import { type CadreSession, cadreSession } from './cadre-session.ts'
import { button, h } from './dom.ts'
import { scanLogin } from './scan-login.ts'

const LEAST = { code: 8, account: 3, password: 10 }

/** @param why shown above: the last session came to its end. */
export function accountLogin(done: (session: CadreSession) => void, why = ''): HTMLElement {
  const view = h('div', { class: 'login account' })

  function showLogin() {
    const account = field('账号', { id: 'login-account', autocomplete: 'username', autocapitalize: 'off' })
    const password = secret('密码', { id: 'login-password', autocomplete: 'current-password' })
    view.replaceChildren(
      h('h3', {}, '村干部登录'),
      h('p', { class: 'hint' }, '登录后看村民报来的线索。村民不用登录，直接说就行。'),
      form('登录', [account, password], () => {
        if (!account.value() || !password.value()) return '请填账号和密码。'
        return cadreSession.login(account.value(), password.value())
      }),
      button('用手机扫码登录', showScan, 'as-link'),
      button('第一次用？用邀请码建账号', showInvitation, 'as-link'),
    )
  }

  function showScan() {
    view.replaceChildren(scanLogin(done, showLogin))
  }

  function showInvitation() {
    const code = field('邀请码', { id: 'invitation-code', autocomplete: 'off', autocapitalize: 'off' })
    const account = field('账号（自己取，至少 3 个字）', {
      id: 'invitation-account',
      autocomplete: 'username',
      autocapitalize: 'off',
    })
    const password = secret('密码（至少 10 位）', { id: 'invitation-password', autocomplete: 'new-password' })
    view.replaceChildren(
      h('h3', {}, '用邀请码建账号'),
      h('p', { class: 'hint' }, '邀请码向县里的管理员要，一个码只能用一次。'),
      form('建账号并登录', [code, account, password], () => {
        if (code.value().length < LEAST.code) return '邀请码不完整，请照管理员发的填。'
        if (account.value().length < LEAST.account) return '账号至少 3 个字，可以用姓名的拼音。'
        if (password.value().length < LEAST.password) return '密码至少 10 位。'
        return cadreSession.accept(code.value(), account.value(), password.value())
      }),
      button('已经有账号？去登录', showLogin, 'as-link'),
    )
  }

  /** @param send the session on its way, or what is wrong with what was filled in. */
  function form(label: string, fields: FormField[], send: () => Promise<CadreSession> | string): HTMLElement {
    const trouble = h('p', { class: 'trouble', role: 'alert' }, why)
    const submit = h('button', { type: 'submit', class: 'primary' }, label)
    const whole = h(
      'form',
      { class: 'account-form', novalidate: true },
      ...fields.map(({ view }) => view),
      trouble,
      submit,
    )
    whole.addEventListener('submit', async (event) => {
      event.preventDefault()
      trouble.textContent = ''
      const session = send()
      if (typeof session === 'string') {
        trouble.textContent = session
        return
      }
      submit.disabled = true
      try {
        done(await session)
      } catch (error) {
        trouble.textContent = wordsOf(error)
      } finally {
        submit.disabled = false
      }
    })
    return whole
  }

  showLogin()
  return view
}

interface FormField {
  view: HTMLElement
  value(): string
}

function field(label: string, attributes: Record<string, string>): FormField {
  const input = h('input', { type: 'text', name: attributes.id, spellcheck: 'false', ...attributes })
  return {
    view: h('div', { class: 'field' }, h('label', { for: attributes.id }, label), input),
    value: () => input.value.trim(),
  }
}

/** A password is taken as it was typed. On a phone it is easily mistyped, so it can be shown. */
function secret(label: string, attributes: Record<string, string>): FormField {
  const input = h('input', { type: 'password', name: attributes.id, ...attributes })
  const eye = button('显示', () => {
    const hidden = input.type === 'password'
    input.type = hidden ? 'text' : 'password'
    eye.textContent = hidden ? '隐藏' : '显示'
  })
  eye.setAttribute('aria-controls', attributes.id ?? '')
  return {
    view: h(
      'div',
      { class: 'field' },
      h('label', { for: attributes.id }, label),
      h('div', { class: 'secret' }, input, eye),
    ),
    value: () => input.value,
  }
}
