/** What every reply must be: Chinese alone, in short sentences, with one question at most. */
import { expect } from 'vitest'
import type { Block } from '../../../src/contract/block.ts'

const LONGEST_SENTENCE = 60

/** What we say ourselves; a row's `words` are the resident's own, and so is what we quote. */
export function ourWords(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [block.text]
    case 'quick_replies':
      return block.options
    case 'card':
      return [block.title, block.text ?? '', ...block.rows.flatMap((row) => [row.label, row.value])]
    case 'receipt':
      return [block.text]
  }
}

/** Receipt numbers and quoted words are no English of ours. */
export function expectPlain(words: string): void {
  const ours = words.replace(/“[^”]*”/g, '').replace(/A\d{3,}/g, '')
  expect(ours).not.toMatch(/[A-Za-zＡ-Ｚａ-ｚ]/)
  expect(ours).not.toMatch(/undefined|null|NaN|\[object|_/)
  for (const sentence of words.split(/[。！？\n]/))
    expect(sentence.length, sentence).toBeLessThanOrEqual(LONGEST_SENTENCE)
}

export function expectPlainReplies(replies: Block[]): void {
  const said = replies.flatMap(ourWords)
  for (const words of said) expectPlain(words)
  for (const block of replies) if (block.kind === 'text') expect(block.text.trim()).not.toBe('')
  expect(replies.filter(({ kind }) => kind === 'quick_replies').length).toBeLessThanOrEqual(1)
  const asked = said.join('').replace(/“[^”]*”/g, '')
  expect(asked.match(/？/g)?.length ?? 0, asked).toBeLessThanOrEqual(1)
}
