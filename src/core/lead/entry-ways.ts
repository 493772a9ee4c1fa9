import { LEAD_ORIGIN_LABEL, type LeadOrigin } from '../../contract/lead.ts'
import { cite, findRule } from '../policy/chain.ts'
import type { Citation } from '../policy/citation.ts'
import type { PolicyPack } from '../policy/pack.ts'

export type WayIn = { kind: 'open' } | { kind: 'closed'; why: string; citation: Citation }

/**
 * Whether a household of this place may come to be looked at in this way. Where a paper names the ways (Yongxiu 三（三）1), those;
 * where it is silent, all three: no paper forbids a cadre to look at a household, and one that nobody looks at is not helped.
 * @param day yyyy-mm-dd.
 */
export function wayIn(packs: PolicyPack[], origin: LeadOrigin, region: string, day: string): WayIn {
  const found = findRule(packs, 'entry-ways', 'entry-ways', region, day)
  if (!found || found.rule.ways.some((way) => way.origin === origin)) return { kind: 'open' }
  const { rule, pack } = found
  const why = `这里的文件没有“${LEAD_ORIGIN_LABEL[origin]}”这条路。`
  return { kind: 'closed', why, citation: cite(pack, rule.clause, rule.figures) }
}
