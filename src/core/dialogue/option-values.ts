import type { RiskType } from '../../contract/terms.ts'
import type { Draft } from './conversation.ts'

/**
 * What the buttons under a question stand for, so that a tap never depends on reading. Maps, for people may write
 * anything, even the name of a property that every object has.
 */
export const RISK_OPTIONS: ReadonlyMap<string, RiskType> = new Map(
  Object.entries<RiskType>({
    看病花钱多: 'medical_cost',
    没了工作: 'job_loss',
    房子不安全: 'unsafe_housing',
    喝水有问题: 'unsafe_water',
    孩子不上学: 'school_dropout',
    遭了灾: 'disaster_loss',
    亏了本: 'business_failure',
    收入太低: 'income_below_line',
    劳力去世: 'labourer_death',
    其他困难: 'other',
  }),
)

export const SINCE_OPTIONS: ReadonlyMap<string, number> = new Map(
  Object.entries<number>({
    这几天: 0,
    一个月左右: 1,
    三个月左右: 3,
    半年左右: 6,
    一年以上: 12,
  }),
)

type Sum = Pick<NonNullable<NonNullable<Draft['amount']>['value']>, 'lo' | 'hi' | 'bound'>

export const SUM_OPTIONS: ReadonlyMap<string, Sum> = new Map(
  Object.entries<Sum>({
    几千块: { lo: 1_000, hi: 9_999, bound: 'range' },
    一万以下: { lo: 10_000, hi: 10_000, bound: 'lt' },
    一两万: { lo: 10_000, hi: 20_000, bound: 'range' },
    三四万: { lo: 30_000, hi: 40_000, bound: 'range' },
    五万以上: { lo: 50_000, hi: 50_000, bound: 'gt' },
  }),
)
