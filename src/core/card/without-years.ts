const FIGURES = /(?<![\d.*])20[0-4]\d(?:年度?的?|(?=的|监测|预警|收入|标准|[\u4e00-\u9fff]{2,6}线))/g
const SPOKEN = /(?:二[零〇○][零〇○一二三四五][零〇○一二三四五六七八九])年度?的?/g
const NAMED = /(?<![目以之先从日三])(?:大前|大后|前两|去|旧|前|明|后)年度?的/g

/** The question without the years that it names: of which year a card is, is said beside it, and no card is found by a year. */
export function withoutYears(question: string): string {
  const rest = question.replace(FIGURES, '').replace(SPOKEN, '').replace(NAMED, '')
  return /\p{L}{2}/u.test(rest) ? rest : question
}
