import type { MyReport } from '../../src/contract/my-reports.ts'

/** By when what is to be done: 明天下午3点以前，联系您. */
export function dueWords({ words, daysLeft, late, step }: NonNullable<MyReport['due']>): string {
  if (!late) return `${words}，${step}`
  return `${words}该${step}，${daysLeft < 0 ? `已经超了${-daysLeft}天` : '已经过了时间'}`
}
