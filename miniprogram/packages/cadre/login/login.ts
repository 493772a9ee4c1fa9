import type { Colleague, Session } from '../../../../src/contract/account.ts'
import { ask, wordsOf } from '../../../utils/api'
import { look } from '../../../utils/page'
import { cadreSession, keepCadre } from '../../../utils/session'
import { ROLE } from '../lib/labels'
import { enterAs } from '../lib/leave'

/** More would be a wall; whoever is not among them is found by typing. */
const SHOWN = 24
const ORDER = Object.keys(ROLE)
const LEAST = { code: 8, account: 3, password: 10 }

interface Person {
  id: string
  name: string
  note: string
}
type Typed = 'account' | 'password' | 'code' | 'search'

Page({
  data: {
    ...look(),
    way: 'password' as 'password' | 'invitation' | 'demo',
    account: '',
    password: '',
    code: '',
    search: '',
    visible: false,
    people: [] as Person[],
    rest: 0,
    trouble: '',
    busy: false,
    ready: false,
  },
  invented: [] as Person[],

  async onLoad({ cadre }) {
    if (cadreSession()) return void wx.redirectTo({ url: '/packages/cadre/queue/queue' })
    // The demo's first page opens the phone of one cadre.
    if (cadre) return void this.enter('/api/demo/login', { cadreId: cadre })
    // Only where the demo county is served: elsewhere the address does not exist.
    const invented = await ask<Colleague[]>('/api/demo/cadres').catch(() => [])
    const isDemo = invented.length > 0
    const places = isDemo ? await ask<Record<string, string>>('/demo/places.json').catch(() => ({})) : {}
    this.invented = [...invented]
      .sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role))
      .map(({ id, name, role, areas }) => ({
        id,
        name,
        note: [ROLE[role], placeOf(areas, places)].filter(Boolean).join(' · '),
      }))
    this.setData({ way: isDemo ? 'demo' : 'password', ready: true })
    this.find()
  },
  onShow() {
    this.setData(look())
  },
  write({ currentTarget, detail }: { currentTarget: { dataset: { name: Typed } }; detail: { value: string } }) {
    this.setData({ [currentTarget.dataset.name]: detail.value })
    if (currentTarget.dataset.name === 'search') this.find()
  },
  find() {
    const wanted = this.data.search.trim()
    const found = this.invented.filter(({ name, note }) => `${name}${note}`.includes(wanted))
    const people = found.slice(0, SHOWN)
    this.setData({ people, rest: found.length - people.length })
  },
  turnTo({ currentTarget }: { currentTarget: { dataset: { way: 'password' | 'invitation' } } }) {
    this.setData({ way: currentTarget.dataset.way, trouble: '' })
  },
  show() {
    this.setData({ visible: !this.data.visible })
  },
  logIn() {
    const { account, password } = this.data
    if (account.trim() === '' || password === '') return this.setData({ trouble: '请填账号和密码。' })
    return this.enter('/api/login', { account: account.trim(), password })
  },
  accept() {
    const [code, account] = [this.data.code.trim(), this.data.account.trim()]
    const { password } = this.data
    if (code.length < LEAST.code) return this.setData({ trouble: '邀请码不完整，请照管理员发的填。' })
    if (account.length < LEAST.account) return this.setData({ trouble: '账号至少 3 个字，可以用姓名的拼音。' })
    if (password.length < LEAST.password) return this.setData({ trouble: '密码至少 10 位。' })
    return this.enter('/api/accounts/accept-invitation', { code, account, password })
  },
  choose({ currentTarget }: { currentTarget: { dataset: { id: string } } }) {
    return this.enter('/api/demo/login', { cadreId: currentTarget.dataset.id })
  },
  async enter(path: string, body: object) {
    if (this.data.busy) return
    this.setData({ busy: true, trouble: '' })
    try {
      const session = await ask<Session>(path, { method: 'POST', body })
      enterAs(session.me.id)
      keepCadre(session)
      await wx.redirectTo({ url: '/packages/cadre/queue/queue' })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    } finally {
      this.setData({ busy: false })
    }
  },
})

function placeOf(areas: string[], places: Record<string, string>): string {
  const [first = ''] = areas
  const name = places[first] ?? ''
  return areas.length > 1 ? `${name} 等 ${areas.length} 处` : name
}
