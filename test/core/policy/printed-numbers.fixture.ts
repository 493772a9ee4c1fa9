const CHINESE: Record<string, number> = { 一: 1, 两: 2, 二: 2, 三: 3, 五: 5, 六: 6, 十: 10, 首: 1 }

/** The numbers that a printed figure speaks of; the middle ten days are named by the days in them. */
export function numbersIn(figure: string): number[] {
  const span = /(\d+)年(\d+)月-(\d+)年(\d+)月/.exec(figure)
  const [, fromYear = 0, fromMonth = 0, toYear = 0, toMonth = 0] = (span ?? []).map(Number)
  return [
    ...[...figure.matchAll(/(\d+)(万?)/g)].map(([, digits, tens]) => Number(digits) * (tens ? 10_000 : 1)),
    ...[...figure].flatMap((sign) => CHINESE[sign] ?? []),
    ...(span ? [(toYear - fromYear) * 12 + toMonth - fromMonth + 1] : []),
    ...(figure.includes('中旬') ? [11, 15, 20] : []),
  ]
}
