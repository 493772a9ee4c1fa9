import type { z } from 'zod'
import type { PrivacyNoticeView } from '../../../src/contract/about-me.ts'
import { ask, wordsOf } from '../../utils/api'
import { look } from '../../utils/page'

Page({
  data: { ...look(), lines: [] as string[], version: '', trouble: '' },
  onLoad() {
    void this.read()
  },
  onShow() {
    this.setData(look())
  },
  async read() {
    this.setData({ trouble: '' })
    try {
      const { lines, version } = await ask<z.infer<typeof PrivacyNoticeView>>('/api/privacy-notice')
      this.setData({ lines, version })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
})
