import type { z } from 'zod'
import type { AboutMe, Choices } from '../../../src/contract/about-me.ts'
import type { CardSize } from '../../../src/contract/card.ts'
import type { TemplatesBody } from '../../../src/contract/miniprogram.ts'
import { VERSION } from '../../config'
import { wordsOf } from '../../utils/api'
import { look, tell } from '../../utils/page'
import { canReadAloud, stopReading } from '../../utils/read-aloud'
import { askAsResident } from '../../utils/session'
import { SIZES } from '../../utils/sizes'
import { store } from '../../utils/store'

const HOTLINE = '12345'
const OWN_POLICIES = '我家有什么政策'

Page({
  data: {
    ...look(),
    sizes: SIZES,
    size: 'normal' as CardSize,
    canRead: canReadAloud(),
    aloud: false,
    /** Whether his household is known here, in words. */
    house: '',
    choices: null as Choices | null,
    templates: [] as string[],
    version: VERSION,
    trouble: '',
  },
  onShow() {
    this.setData({ ...look(), size: store.get('size') ?? 'normal', aloud: store.get('aloud') === true })
    void this.read()
  },
  async read() {
    try {
      const { things, choices } = await askAsResident<AboutMe>('/api/chat/me')
      const house = things.find(({ what }) => what === 'household')
      this.setData({ choices, house: house?.says ?? '还没有和台账对上。报过困难以后，干部会对。', trouble: '' })
      const { templates } = await askAsResident<z.infer<typeof TemplatesBody>>('/api/chat/subscriptions')
      this.setData({ templates })
    } catch (error) {
      this.setData({ trouble: wordsOf(error), house: this.data.house || '现在看不到，请稍后再看。' })
    }
  },
  choose({ currentTarget }: { currentTarget: { dataset: { size: CardSize } } }) {
    const { size } = currentTarget.dataset
    store.set('size', size)
    this.setData({ ...look(), size })
  },
  chooseAloud({ detail }: { detail: { value: boolean } }) {
    store.set('aloud', detail.value)
    if (!detail.value) stopReading()
    this.setData({ aloud: detail.value })
  },
  async chooseNews({ currentTarget, detail }: ChosenNews) {
    const before = this.data.choices
    if (!before) return
    const { choice } = currentTarget.dataset
    this.setData({ choices: { ...before, [choice]: detail.value } })
    try {
      const body = { [choice]: detail.value }
      this.setData({ choices: await askAsResident<Choices>('/api/chat/me/choices', { method: 'PUT', body }) })
      tell(detail.value ? '好，会告诉您' : '好，不发了')
    } catch (error) {
      // What is shown is what the server keeps.
      this.setData({ choices: before, trouble: wordsOf(error) })
    }
  },
  async subscribe() {
    const { templates } = this.data
    try {
      const answers: Record<string, unknown> = { ...(await wx.requestSubscribeMessage({ tmplIds: templates })) }
      for (const template of templates) {
        const result = answers[template]
        if (typeof result === 'string')
          await askAsResident('/api/chat/subscriptions', { method: 'POST', body: { template, result } })
      }
      const isAllowed = templates.some((template) => String(answers[template]).startsWith('accept'))
      tell(isAllowed ? '好，有进展会提醒您' : '没有允许，就不提醒')
    } catch {
      tell('微信没有让设，请稍后再试')
    }
  },
  ownPolicies() {
    store.set('chat.ask', { text: OWN_POLICIES, send: true })
    void wx.switchTab({ url: '/pages/chat/chat' })
  },
  callHotline() {
    wx.makePhoneCall({ phoneNumber: HOTLINE, fail: () => {} })
  },
})

interface ChosenNews {
  currentTarget: { dataset: { choice: keyof Choices } }
  detail: { value: boolean }
}
