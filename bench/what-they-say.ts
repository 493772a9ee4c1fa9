/** What the residents of the benchmark say: invented, in the manner of the golden conversations. */

/** Said once by everybody before anything is measured: makes resident and conversation, and consents. */
export const OPENING = ['你好', '我妈住院花了三万', '同意', '从头来']

/**
 * A report up to its read-back, with smalltalk before and after, then dropped: every one of these turns changes nothing but
 * its conversation, so the round can be said for ever.
 */
export const ROUNDS = [
  [
    '你好',
    '我妈住院花了三万',
    '户主是李大山',
    '连溪',
    '两个月',
    '4',
    '一两万',
    '没有电话',
    '谢谢',
    '从头来',
    '先停一下',
  ],
  [
    '在吗',
    '房子漏雨，墙裂了一条大缝，不敢住',
    '我自己家',
    '户主是王秀英',
    '连溪',
    '去年台风以后',
    '3',
    '不想说',
    '没有电话',
    '从头来',
  ],
  [
    '我老公在东莞打工的厂倒闭了，没活干',
    '户主叫张建国',
    '连溪',
    '半年左右',
    '家里五口人',
    '三四万',
    '没有电话',
    '好的谢谢',
    '重来',
    '先停一下',
  ],
]

const SURNAMES = [...'王李张刘陈杨黄赵周吴']
const GIVEN = [...'大小国建秀春文志玉金明华强平福贵兰英芳红']

/** A whole report of somebody new, from the first word to the receipt. Each has a household of its own. */
export function wholeReport(n: number): string[] {
  const name = [SURNAMES[n % 10], GIVEN[Math.floor(n / 10) % 20], GIVEN[Math.floor(n / 200) % 20]].join('')
  return ['我妈住院花了三万', '同意', `户主是${name}`, '连溪', '两个月', '4', '一两万', '没有电话', '确认提交']
}
