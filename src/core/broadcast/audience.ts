import type { Audience } from '../../contract/broadcast.ts'
import {
  type Channel,
  HOUSEHOLD_KIND_LABEL,
  LANGUAGE_LABEL,
  MONITORED_KIND_LABEL,
  RISK_TYPE_LABEL,
} from '../../contract/terms.ts'
import { LABOUR_LABEL } from '../ledger/fields.ts'
import type { RegionTree } from '../region/region-tree.ts'

/** Best first: where it is surest to be seen. A person gets it on the first that he can be written to on now, else on the first that he has. */
export const CHANNELS_BEST_FIRST = [
  'official_account',
  'miniprogram',
  'wecom',
  'wechaty',
  'web',
] as const satisfies Channel[]

/** Nobody opens these to look whether there is anything new: we write to him, and the channel says whether it took it. */
export const MUST_BE_SENT_TO = ['official_account', 'wecom', 'wechaty'] as const satisfies Channel[]

/** Of these the ones that take a message of ours at any time. */
export const ALWAYS_OPEN = ['wecom', 'wechaty'] as const satisfies Channel[]

/** Whether it asks anything of the household: then only people are reached whose household is known. */
export function asksOfHousehold({ kinds, monitored, labour, languages, risks }: Audience): boolean {
  return [kinds, monitored, labour, languages, risks].some((each) => each !== undefined)
}

/** 江尾镇联群村：脱贫户；监测户（脱贫不稳定户） */
export function audienceWords(audience: Audience, regions: Pick<RegionTree, 'placeName'>): string {
  const { region, kinds, monitored, labour, languages, risks } = audience
  const parts = [
    kinds?.map((kind) => HOUSEHOLD_KIND_LABEL[kind]).join('、'),
    monitored && `监测户（${monitored.map((kind) => MONITORED_KIND_LABEL[kind]).join('、')}）`,
    labour && `家里有人${labour.map((each) => LABOUR_LABEL[each]).join('或')}`,
    languages && `家里说${languages.map((each) => LANGUAGE_LABEL[each]).join('或')}`,
    risks && `正报着困难（${risks.map((risk) => RISK_TYPE_LABEL[risk]).join('、')}）`,
  ].filter((part) => part !== undefined)
  return `${regions.placeName(region)}：${parts.length > 0 ? parts.join('；') : '所有人'}`
}
