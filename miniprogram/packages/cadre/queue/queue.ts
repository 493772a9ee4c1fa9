import type { z } from 'zod'
import type { LeadSummary, QueuePage } from '../../../../src/contract/lead.ts'
import { wordsOf } from '../../../utils/api'
import { look } from '../../../utils/page'
import { askAsCadre, cadreSession } from '../../../utils/session'

Page({
  data: { ...look(), leads: [] as LeadSummary[], trouble: '', read: false },
  onShow() {
    this.setData(look())
    if (cadreSession()) void this.readQueue()
    else wx.redirectTo({ url: '/packages/cadre/login/login' })
  },
  async readQueue() {
    try {
      const { leads } = await askAsCadre<z.infer<typeof QueuePage>>('/api/leads')
      this.setData({ leads, trouble: '', read: true })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
})
