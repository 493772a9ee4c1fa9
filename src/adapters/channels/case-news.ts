import type { Block } from '../../contract/block.ts'
import { RISK_TYPE_LABEL } from '../../contract/terms.ts'
import { plainWords } from '../../core/channel/plain-words.ts'
import type { NewsTemplate } from './wechat-account.ts'

/** What the platform takes for a field of the kind `thing`. */
const MOST_CHARACTERS = 20

/**
 * News of a report for a notice that lies open on a phone's first screen: number, kind and that there is news, never who, where or what
 * was said.
 */
export function newsFields(blocks: Block[], { fields }: NewsTemplate): Record<string, { value: string }> {
  const words = plainWords(blocks, () => '')
  const number = /[A-Z]\d{3,}/.exec(words)?.[0] ?? '-'
  const kind = Object.values(RISK_TYPE_LABEL).find((label) => words.includes(label)) ?? '您报的事'
  const values = [number, kind, '有新的进展，请点开看']
  return Object.fromEntries(fields.map((field, at) => [field, { value: (values[at] ?? '').slice(0, MOST_CHARACTERS) }]))
}
