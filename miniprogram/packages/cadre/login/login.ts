import type { Colleague, Session } from '../../../../src/contract/account.ts'
import { ask, wordsOf } from '../../../utils/api'
import { look } from '../../../utils/page'
import { cadreSession, keepCadre } from '../../../utils/session'

Page({
  data: { ...look(), account: '', password: '', invented: [] as Colleague[], trouble: '' },
  async onLoad({ cadre }) {
    if (cadreSession()) return void wx.redirectTo({ url: '/packages/cadre/queue/queue' })
    // The demo's first page opens the phone of one cadre.
    if (cadre) return this.enter(logInAs(cadre))
    // Only where the demo county is served: elsewhere the address does not exist.
    const invented = await ask<Colleague[]>('/api/demo/cadres').catch(() => [])
    this.setData({ invented })
  },
  onShow() {
    this.setData(look())
  },
  writeAccount({ detail }: { detail: { value: string } }) {
    this.setData({ account: detail.value })
  },
  writePassword({ detail }: { detail: { value: string } }) {
    this.setData({ password: detail.value })
  },
  logIn() {
    const { account, password } = this.data
    return this.enter(ask<Session>('/api/login', { method: 'POST', body: { account, password } }))
  },
  choose({ currentTarget }: { currentTarget: { dataset: { id: string } } }) {
    return this.enter(logInAs(currentTarget.dataset.id))
  },
  async enter(asked: Promise<Session>) {
    try {
      keepCadre(await asked)
      wx.redirectTo({ url: '/packages/cadre/queue/queue' })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
})

function logInAs(cadreId: string): Promise<Session> {
  return ask<Session>('/api/demo/login', { method: 'POST', body: { cadreId } })
}
