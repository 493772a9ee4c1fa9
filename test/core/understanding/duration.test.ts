import { expect, test } from 'vitest'
import { understand } from '../../../src/core/understanding/understand.ts'

test.each<[string, number]>([
  ['没活干九个月了', 9],
  ['歇了半年', 6],
  ['大半年没活', 8],
  ['失业快一年', 12],
  ['一年零三个月没工作', 15],
  ['停工个把月', 1],
  ['才两个星期', 0.47],
  ['八个多月没活', 8],
  ['歇了20来天', 0.67],
  ['病了七个半月', 7.5],
  ['停水五日了', 0.17],
  ['闲了三个季度', 9],
  ['病咗年半', 18],
  ['失业成年了', 12],
  ['躺咗半年几', 6],
  ['拖了两年零一个月', 25],
  ['停了一个星期又三天', 0.33],
  ['等了十来天', 0.33],
  ['廿七个月没收入', 27],
  ['保安干了六年被顶掉,屋里蹲了三个季度了', 9],
  ['病了一年半', 18],
  ['停了三四个月', 3],
  ['一个半月没水', 1.5],
  ['拖了兩年多', 24],
  ['停工十一个月', 11],
  ['坏了俩月没人修', 2],
  ['空了仨月', 3],
  ['尞了七只月还冇人请', 7],
  ['跑了大半年没一家要', 8],
])('%s lasts %d months', (text, months) => expect(understand(text).duration?.months).toBe(months))

test.each(['去年三月出的事', '2019年的事', '孩子三年级', '一年总共两万', '每个月六百', '上半年房子烧了'])(
  '%s names no span',
  (text) => expect(understand(text).duration).toBeNull(),
)

test.each<[string, number]>([
  ['从去年十二月到现在没活干', 8],
  ['我从去年十二月被厂里裁下来,到今天都没活', 8],
  ['三月份开始停的水', 5],
  ['2023年5月至今没发工资', 15],
  ['去年底到现在都没收入', 8],
  ['过完年就不去学校了', 6],
])('%s on 2024-08-10 lasts %d months', (text, months) => {
  expect(understand(text, { today: '2024-08-10' }).duration?.months).toBe(months)
  expect(understand(text).duration).toBeNull()
})

test('a span that is counted outweighs one that only begins', () =>
  expect(understand('去年三月工厂搬走,我在家待了九个月没活', { today: '2024-08-10' }).duration?.months).toBe(9))
