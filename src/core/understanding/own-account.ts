import { normalise } from './normalise.ts'

/** Bank cards have 16 to 19 figures, perhaps parted in fours. */
const LONG_NUMBER = /(?<!\d)\d(?:[ -]{0,3}\d){15,18}(?![ -]{0,3}\d)/g
/** What people call WeChat, then the id: a letter first, six to twenty in all. An official account 公众号 is nobody's own. */
const WECHAT_ID =
  /(?:微信号?|薇信|威信|加v|vx|wx|weixin|wechat)(?:号码|号|id)?[\s:：是为（(]{0,3}[a-z][a-z\d_-]{5,19}(?![a-z\d_.@-])/

/** Whether somebody's bank card or WeChat id stands in the text. */
export function holdsOwnAccount(text: string): boolean {
  const plain = normalise(text).toLowerCase()
  const cards = plain.match(LONG_NUMBER) ?? []
  return cards.some((written) => isCard(written.replace(/\D/g, ''))) || WECHAT_ID.test(plain)
}

/** By the check digit of ISO/IEC 7812-1: from the right every second figure counts double. */
function isCard(digits: string): boolean {
  let sum = 0
  for (const [at, figure] of [...digits].reverse().entries()) {
    const counted = Number(figure) * (at % 2 === 0 ? 1 : 2)
    sum += counted > 9 ? counted - 9 : counted
  }
  return sum % 10 === 0
}
