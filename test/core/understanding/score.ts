import type { Labelled } from '../../../learning/messages.ts'
import { understand } from '../../../src/core/understanding/understand.ts'

type Message = Pick<Labelled, 'text' | 'intent' | 'risks' | 'proxy'>

export interface Score {
  intent: number
  riskF1: number
  proxy: number
  /** One line for each message that was read otherwise than labelled. */
  misses: string[]
}

export function parseLines(lines: string): Message[] {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Message)
}

/** Accuracy of intents and proxy, micro-F1 of risks. */
export function score(messages: readonly Message[]): Score {
  let intents = 0
  let proxies = 0
  let right = 0
  let wrong = 0
  const misses: string[] = []
  for (const message of messages) {
    const understood = understand(message.text)
    const wanted = new Set<string>(message.risks)
    const found = new Set<string>(understood.risks.map((risk) => risk.type))
    const extra = [...found].filter((type) => !wanted.has(type))
    const missing = [...wanted].filter((type) => !found.has(type))
    right += found.size - extra.length
    wrong += extra.length + missing.length
    if (understood.intent === message.intent) intents++
    if (understood.proxy === (message.proxy ?? false)) proxies++
    if (understood.intent !== message.intent || extra.length + missing.length > 0)
      misses.push(`${message.text}: ${understood.intent} +[${extra}] -[${missing}]`)
  }
  const count = messages.length
  return { intent: intents / count, riskF1: (2 * right) / (2 * right + wrong), proxy: proxies / count, misses }
}
