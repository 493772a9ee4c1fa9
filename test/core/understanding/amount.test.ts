import { describe, expect, test } from 'vitest'
import { understand } from '../../../src/core/understanding/understand.ts'
import type { Amount } from '../../../src/core/understanding/understood.ts'

const first = (text: string): Amount | undefined => understand(text).amounts[0]

describe('sums are read as people say them', () => {
  test.each<[string, number, number, Amount['bound']]>([
    ['手术花了三万二', 32000, 32000, 'exact'],
    ['药费八万多', 80000, 80000, 'gt'],
    ['借了两万五', 25000, 25000, 'exact'],
    ['花了6.8万', 68000, 68000, 'exact'],
    ['贷款3w', 30000, 30000, 'exact'],
    ['亏了十几万', 110000, 190000, 'range'],
    ['挣了万把块', 10000, 10000, 'around'],
    ['一共一万二', 12000, 12000, 'exact'],
    ['工资三千块出头', 3000, 3000, 'gt'],
    ['人均四五千', 4000, 5000, 'range'],
    ['交了1,200元', 1200, 1200, 'exact'],
    ['百把块', 100, 100, 'around'],
    ['欠１８０００元', 18000, 18000, 'exact'],
    ['欠三萬二千塊', 32000, 32000, 'exact'],
    ['不到一万块', 10000, 10000, 'lt'],
    ['药费 3600', 3600, 3600, 'exact'],
    ['花了三万把房子修好', 30000, 30000, 'exact'],
    ['32000', 32000, 32000, 'exact'],
    ['三万', 30000, 30000, 'exact'],
    ['喷雾一支两百八', 280, 280, 'exact'],
    ['摘花椒一天六十，够什么', 60, 60, 'exact'],
    ['医保涨到四百了', 400, 400, 'exact'],
    ['不是八千，是八百', 800, 800, 'exact'],
    ['打一针要三千一共打了四针', 3000, 3000, 'exact'],
    ['退休金两千一月', 2000, 2000, 'exact'],
  ])('%s', (text, lo, hi, bound) => {
    expect(first(text)).toMatchObject({ lo, hi, bound })
  })
})

describe('numbers that are no money', () => {
  test.each([
    '今年62岁',
    '死了八百只鸭',
    '家里6个人',
    '住18号楼203室',
    '2019年3月5日',
    '一亩地',
    '一块地被占了',
    '三口井都干了',
    '下午3点半',
    '120亩水稻',
    '13812345678',
    '440229199001011234',
    '等了九个月',
    '12',
    '着火要打119还是110',
    '低保几多钱一个月',
    '五百双袜子卖不出去',
    '腿上打了三块钢板',
    '一蚊都冇出',
    '尾号是6621',
  ])('%s', (text) => expect(understand(text).amounts).toEqual([]))
})

describe('what a sum is for', () => {
  test.each<[string, Amount['role']]>([
    ['自己掏了四万', 'own_cost'],
    ['前后总共花了十二万', 'total_cost'],
    ['欠了亲戚三万', 'debt'],
    ['人均只有五千', 'income_per_head'],
    ['全家一年收入两万', 'income_household'],
    ['养猪亏了八万', 'loss'],
    ['老板拖欠工资一万六', 'wage_arrears'],
    ['三万', 'unknown'],
  ])('%s', (text, role) => expect(first(text)?.role).toBe(role))
})
