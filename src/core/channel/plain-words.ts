import type { Block, CardBlock } from '../../contract/block.ts'

/** How a channel shows the answers that one may tap. */
export type Choices = (options: string[]) => string

/** For a channel without anything to tap: numbered, and the number says it. */
export const numbered: Choices = (options) =>
  [...options.map((option, at) => `${at + 1}. ${option}`), '回复前面的数字，或者直接说。'].join('\n')

/** Reply blocks as plain words, for channels that show nothing else. */
export function plainWords(blocks: Block[], choices: Choices): string {
  return blocks.map((block) => wordsOf(block, choices)).join('\n\n')
}

function wordsOf(block: Block, choices: Choices): string {
  switch (block.kind) {
    case 'text':
      return block.from ? `${block.from}：${block.text}` : block.text
    case 'quick_replies':
      return choices(block.options)
    case 'card':
      return cardWords(block)
    case 'receipt':
      // It names every number, who has it and by when.
      return block.text
  }
}

function cardWords({ title, text, rows, source }: CardBlock): string {
  const lines = rows.map(({ label, value }) => `${label}：${value}`)
  return [`【${title}】`, text ?? [], lines, source ? `依据：${source}` : []].flat().join('\n')
}

/**
 * The option that a bare number stands for, where the last turn offered some by `numbered`; otherwise the text itself. Options that are
 * numbers themselves, as of how many people live there, mean what they say.
 */
export function chosen(text: string, lastReplies: Block[]): string {
  const offered = lastReplies.findLast((block) => block.kind === 'quick_replies')?.options ?? []
  const number = /^\s*(\d{1,2})\s*[.。、]?\s*$/.exec(text)?.[1]
  if (number === undefined || offered.some((option) => /^\d/.test(option))) return text
  return offered[Number(number) - 1] ?? text
}
