import type { startWeCom } from '../../test/support/wechat/wecom.ts'
import type { PhoneApp, Shown } from './app.ts'

type WeCom = Awaited<ReturnType<typeof startWeCom>>

/** The county's application on WeCom, on each visitor's phone. */
export function weComPhone(weCom: WeCom): PhoneApp {
  /** What he wrote, each behind so many messages that he had by then. */
  const own = new Map<string, { behind: number; text: string }[]>()
  const received = (visitor: string) => weCom.received.filter(({ to }) => to === visitor)
  const write = (visitor: string, text: string) => {
    weCom.join(visitor)
    const said = own.get(visitor) ?? []
    own.set(visitor, [...said, { behind: received(visitor).length, text }])
  }
  return {
    shown(visitor) {
      const said = own.get(visitor) ?? []
      const ownAt = (at: number): Shown[] =>
        said.flatMap(({ behind, text }) => (behind === at ? { by: 'user' as const, via: 'user', text } : []))
      return [
        ...received(visitor).flatMap(({ text, card }, at): Shown[] => {
          const open = card && card.replaced === null ? card.buttons.map((button) => button.text) : []
          const words = card ? [card.title, card.text, card.replaced ?? ''].filter(Boolean).join('\n') : (text ?? '')
          return [...ownAt(at), { by: 'account', via: card ? 'card' : 'message', text: words, buttons: open }]
        }),
        ...ownAt(received(visitor).length),
      ]
    },
    async says(visitor, text) {
      write(visitor, text)
      await weCom.writes(visitor, text)
    },
    async sendsPicture(visitor, bytes) {
      write(visitor, '［照片］')
      await weCom.sendsPicture(visitor, bytes)
    },
    async taps(visitor, label) {
      await weCom.taps(visitor, label)
    },
  }
}
