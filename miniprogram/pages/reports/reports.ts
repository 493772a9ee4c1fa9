import type { z } from 'zod'
import type { ReceiptLead } from '../../../src/contract/block.ts'
import type { TurnsBody } from '../../../src/contract/chat.ts'
import { wordsOf } from '../../utils/api'
import { look } from '../../utils/page'
import { askAsResident } from '../../utils/session'

Page({
  data: { ...look(), reports: [] as ReceiptLead[], trouble: '' },
  onShow() {
    this.setData(look())
    void this.read()
  },
  async read() {
    try {
      const { turns } = await askAsResident<z.infer<typeof TurnsBody>>('/api/chat/turns')
      const reports = turns.flatMap(({ replies }) =>
        replies.flatMap((block) => (block.kind === 'receipt' ? block.leads : [])),
      )
      this.setData({ reports, trouble: '' })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
})
