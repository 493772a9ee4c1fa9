import { speaksOfPastDanger, speaksOfSuicide } from './emergency.ts'
import { judgeIntent } from './intent.ts'
import { isProxy } from './proxy.ts'
import type { Reading } from './reading.ts'
import { findRisks, type RiskReading } from './risk.ts'
import type { Command, Intent } from './understood.ts'

/** What words and rules alone make of a message, before everything is weighed. */
export interface Cues extends RiskReading {
  intent: Intent
  command: Command | null
  proxy: boolean
  /** Somebody speaks of ending a life, now: no weight stands against that. */
  suicide: boolean
  /** Words of danger, but none that stand for now. */
  pastDanger: boolean
}

export function cuesOf(reading: Reading): Cues {
  const proxy = isProxy(reading)
  const risks = findRisks(reading, proxy)
  const judged = judgeIntent(reading, risks)
  const emergency = judged.intent === 'emergency'
  return {
    ...risks,
    ...judged,
    proxy,
    suicide: emergency && speaksOfSuicide(reading),
    pastDanger: !emergency && speaksOfPastDanger(reading),
  }
}
