/** Numbers to call become links: on a phone one tap is enough, and in an emergency nobody has to copy one. */
import { h } from './dom.ts'

const WHO = { 120: '急救', 119: '消防救援', 110: '报警', 12356: '心理援助', 12345: '政务服务热线' }
type PublicNumber = keyof typeof WHO

/** Only behind 打: a sum of 120 yuan is no number to call. */
const CALL = /([打拨](?:12345|12356|110|119|120)(?!\d))/
const CALM: PublicNumber[] = [12345]

export function withCallLinks(text: string): (Node | string)[] {
  return text.split(CALL).flatMap((part, at) => {
    if (at % 2 === 0) return part ? [part] : []
    const number = part.slice(1)
    return [part.slice(0, 1), h('a', { class: 'tel', href: `tel:${number}` }, number)]
  })
}

/** Large buttons for a text that sends him to the ambulance, the fire service, the police or the crisis line. */
export function callButtons(text: string): HTMLElement | null {
  const named = text.split(CALL).flatMap((part, at) => (at % 2 === 1 ? [Number(part.slice(1)) as PublicNumber] : []))
  const numbers = [...new Set(named)]
  if (numbers.every((number) => CALM.includes(number))) return null
  return h(
    'div',
    { class: 'calls', role: 'group', 'aria-label': '一按就打' },
    ...numbers.map((number) =>
      h(
        'a',
        { class: CALM.includes(number) ? 'call calm' : 'call', href: `tel:${number}` },
        h('b', {}, `打 ${number}`),
        h('span', {}, WHO[number]),
      ),
    ),
  )
}
