import type { z } from 'zod'
import type { ScanDecision, ScanDetails } from '../../../../src/contract/scan-login.ts'
import { wordsOf } from '../../../utils/api'
import { look, tell } from '../../../utils/page'
import { askAsCadre } from '../../../utils/session'
import { clock } from '../lib/when'

type Decision = z.infer<typeof ScanDecision>['decision']

/** Nobody is let in by the code alone: he sees where it was asked, and says yes. */
Page({
  data: { ...look(), where: '', address: '', when: '', ready: false, busy: false, trouble: '' },
  ticket: '',
  async onLoad({ ticket = '' }: { ticket?: string }) {
    this.ticket = decodeURIComponent(ticket)
    try {
      const { where, address, askedAt } = await askAsCadre<ScanDetails>(`/api/login/scan/${this.ticket}`)
      this.setData({ where, address, when: clock(askedAt, new Date()), ready: true })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
  onShow() {
    this.setData(look())
  },
  confirm() {
    return this.decide('confirm')
  },
  refuse() {
    return this.decide('refuse')
  },
  async decide(decision: Decision) {
    this.setData({ busy: true, trouble: '' })
    try {
      await askAsCadre(`/api/login/scan/${this.ticket}/decision`, { method: 'POST', body: { decision } })
      await wx.navigateBack({})
      tell(decision === 'confirm' ? '电脑上已登录' : '没有登录')
    } catch (error) {
      this.setData({ trouble: wordsOf(error), busy: false })
    }
  },
})
