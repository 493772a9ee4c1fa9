import type { Amount } from '../understanding/understood.ts'

/** 3.2万元 · 8万元以上 · 4000到5000元 · 大约1万元 */
export function amountWords({ lo, hi, bound }: Pick<Amount, 'lo' | 'hi' | 'bound'>): string {
  switch (bound) {
    case 'exact':
      return `${yuan(lo)}元`
    case 'gt':
      return `${yuan(lo)}元以上`
    case 'lt':
      return `不到${yuan(hi)}元`
    case 'around':
      return `大约${yuan(lo === hi ? lo : (lo + hi) / 2)}元`
    case 'range':
      return `${yuan(lo)}到${yuan(hi)}元`
  }
}

function yuan(value: number): string {
  return value >= 10_000 ? `${Number((value / 10_000).toFixed(4))}万` : String(value)
}
