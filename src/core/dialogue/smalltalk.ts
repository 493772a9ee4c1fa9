import { GREETING_WORDS } from './words.ts'

/** Greetings and thanks deserve an answer of their own; other talk is just no answer to the open question. */
const COURTESY =
  /^(?:你好|您好|在吗|在不在|有人吗|早上好|早|上午好|下午好|晚上好|晚安|谢|感谢|多谢|唔该|辛苦|再见|拜拜|喂|哈喽|嗨)/

export function isCourtesy(text: string): boolean {
  return COURTESY.test(text.trim())
}

export function smalltalkWords(text: string): string {
  return /谢|感谢|唔该/.test(text) ? GREETING_WORDS.thanks : GREETING_WORDS.smalltalk
}
