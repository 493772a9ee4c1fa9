/** Numbers to call become buttons: in an emergency nobody has to copy one. */
const WHO = { 120: '急救', 119: '消防救援', 110: '报警', 12356: '心理援助', 12345: '政务服务热线' } as const
type PublicNumber = keyof typeof WHO

export interface Call {
  number: string
  who: string
  /** It is about life or death. */
  urgent: boolean
}

/** Only behind 打: a sum of 120 yuan is no number to call. */
const CALL = /[打拨](12345|12356|110|119|120)(?!\d)/g

/** The numbers that a text sends him to, each once. */
export function callsIn(text: string): Call[] {
  const numbers = new Set([...text.matchAll(CALL)].map(([, number]) => number as `${PublicNumber}`))
  return [...numbers].map((number) => ({ number, who: WHO[number], urgent: number !== '12345' }))
}
