import type { StandIn } from '../../test/support/wechat/stand-in.ts'
import type { PhoneApp } from './app.ts'

/** The official account in the stand-in for WeChat, on each visitor's phone. */
export function officialPhone(wechat: StandIn): PhoneApp {
  return {
    shown: (visitor) => wechat.user(visitor).phone.shown.map(({ by, via, text }) => ({ by, via, text })),
    async says(visitor, text) {
      await wechat.user(visitor).says(text)
    },
    async sendsPicture(visitor, bytes) {
      await wechat.user(visitor).sendsPicture(bytes)
    },
  }
}
