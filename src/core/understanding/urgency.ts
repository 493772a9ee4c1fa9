import type { Urgency } from '../../contract/terms.ts'
import { has, type Reading } from './reading.ts'
import type { FoundRisk, Intent } from './understood.ts'

const PRESSING = /急|马上|赶紧|赶快|尽快|(?<!到)今天|今晚|现在就|等不了|快点|断粮|没饭吃|没米|冇饭食|没钱出院|停药|断药/

/** How soon somebody has to look: an emergency at once; a house that may fall, no food, no water or a death soon. */
export function judgeUrgency(reading: Reading, intent: Intent, risks: readonly FoundRisk[]): Urgency {
  if (intent === 'emergency') return 'emergency'
  if (risks.length === 0) return 'normal'
  const types = new Set(risks.map((risk) => risk.type))
  if (PRESSING.test(reading.text)) return 'high'
  if (types.has('unsafe_housing') && /塌|垮|倒|不敢住|没地方住|冇地方住|冧|烧/.test(reading.text)) return 'high'
  if (
    types.has('labourer_death') ||
    (types.has('unsafe_water') && has(reading, 'water_cue') && /没水|冇水|断水/.test(reading.text))
  )
    return 'high'
  return risks.length >= 3 ? 'high' : 'normal'
}
