const DIGIT = '〇零○一二三四五六七八九'
/** 〇, 零 and ○ are all nought. */
const digitValue = (digit: string): number => Math.max(0, DIGIT.indexOf(digit) - 2)

const WRITTEN = /(?<![\d*.])(20\d\d)(?![\d*.元块万斤人户亩])/g
const SPELT = new RegExp(`(?:二|贰|2)[〇零○0]([${DIGIT}])([${DIGIT}])年?`, 'g')

/** Words for a year, with its distance from this one. The longer come first; 目前年收入 and 说明年限 name none. */
const RELATIVE: readonly [RegExp, number][] = [
  [/大后年/, 3],
  [/(?<![大以今之年往日最过])后年(?!年)/, 2],
  [/(?<![说证声表注写])明年|来年|(?<!以)下一?年度/, 1],
  [/(?<![过回])去年|旧年|上一?年度/, -1],
  [/(?<![大以之目提])前年(?!年)|前[两二几]年/, -2],
  [/大前年/, -3],
  [/(?:今年|本年度?|当前)的?[^，。,.]{0,8}(?:线|标准|规定|政策|文件)/, 0],
]

/** The years that he names, each once. `now`: this year. */
export function yearsIn(words: string, now: number): number[] {
  const written = [...words.matchAll(WRITTEN)].map(([, year]) => Number(year))
  const spelt = [...words.matchAll(SPELT)].map(
    ([, ten = '', one = '']) => 2000 + digitValue(ten) * 10 + digitValue(one),
  )
  const relative = RELATIVE.flatMap(([pattern, distance]) => (pattern.test(words) ? [now + distance] : []))
  return [...new Set([...written, ...spelt, ...relative])]
}
