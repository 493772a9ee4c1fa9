import { expect, test } from 'vitest'
import { understand } from '../../../src/core/understanding/understand.ts'

test.each<[string, number]>([
  ['没活干九个月了', 9],
  ['歇了半年', 6],
  ['大半年没活', 8],
  ['失业快一年', 12],
  ['一年零三个月没工作', 15],
  ['停工个把月', 1],
  ['才两个星期', 0.5],
  ['病了一年半', 18],
  ['停了三四个月', 3],
  ['一个半月没水', 1.5],
  ['拖了兩年多', 24],
])('%s lasts %d months', (text, months) => expect(understand(text).duration?.months).toBe(months))

test.each(['去年三月出的事', '2019年的事', '孩子三年级', '一年总共两万', '每个月六百', '上半年房子烧了'])(
  '%s names no span',
  (text) => expect(understand(text).duration).toBeNull(),
)
