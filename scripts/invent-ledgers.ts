/**
 * Invents the ledgers of the demo county's households: `node scripts/invent-ledgers.ts demo/440229`. The same every time. Nobody of
 * these exists: every name has 例 (例子) in the middle. The months are those before November 2026; the demo moves them to its own day.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** None of these is a head's: within a household nobody is called as somebody else. */
const GIVEN = [...'菊英芳秀珍强勇军玉凤莲娟霞琴燕美丽辉光阳晨露雪雨']
const CROPS = ['种水稻', '种花生', '养鸡', '种三华李', '养蚕']
const WORKS = ['在县城做工', '在镇上做零工', '在外省进厂', '做泥水工']

const folder = process.argv[2] ?? 'demo/440229'
const { households } = JSON.parse(readFileSync(join(folder, 'households.json'), 'utf8')) as {
  households: { headName: string; village: string; kind: string }[]
}

const lines = households.flatMap(({ headName: head, village }, nth) => {
  const at = <T>(list: readonly T[], step: number) => list[(nth * step + step) % list.length] as T
  const of = { village, head }
  const called = (more: number) => `${head.charAt(0)}例${GIVEN[(nth + more) % GIVEN.length]}`
  const member = (name: string, relation: string, born: string) => ({ what: 'member', ...of, name, relation, born })
  const fact = (field: string, value: unknown, who?: string) => ({
    what: 'fact',
    ...of,
    ...(who ? { member: who } : {}),
    field,
    value,
    day: `2026-0${(nth % 8) + 1}-12`,
  })
  const money = (kind: string, from: string, to: string, yuan: number, words: string) => ({
    what: 'money',
    ...of,
    kind,
    from,
    to,
    yuan,
    words,
  })
  const [wife, child, old] = [called(1), called(8), called(15)]
  const people = [
    member(head, '户主', String(1962 + (nth % 20))),
    member(wife, '妻子', `${1965 + (nth % 18)}-0${(nth % 9) + 1}`),
    ...(nth % 3 === 0 ? [] : [member(child, '孩子', String(2009 + (nth % 9)))]),
    ...(nth % 4 === 0 ? [member(old, '母亲', String(1940 + (nth % 9)))] : []),
  ]
  // A few have nothing entered for the last three months, so that the gap shows.
  const last = nth % 7 === 3 ? '2026-07' : '2026-10'
  const heads = people.length
  return [
    ...people,
    fact('basics.labour', nth % 6 === 5 ? 'weak_or_half' : 'full', head),
    fact('basics.work', nth % 5 === 2 ? 'jobless' : 'employed', head),
    ...(nth % 5 === 2 ? [fact('job_wishes.work', true, head)] : []),
    fact('medical.insured_by', 'resident', head),
    fact('medical.insured_by', nth % 11 === 4 ? 'none' : 'resident', wife),
    fact('housing.grade', nth % 9 === 6 ? 'C' : nth % 2 === 0 ? 'A' : 'B'),
    fact('water.source', nth % 8 === 5 ? 'well' : 'tap'),
    fact('policies_enjoyed.policies', nth % 3 === 1 ? ['低保', '医保参保补助'] : ['医保参保补助']),
    money('wage', '2025-11', last, heads * (8_000 + ((nth * 37) % 60) * 100), at(WORKS, 1)),
    money('business', '2026-07', '2026-07', 1_000 * heads + (nth % 5) * 300, at(CROPS, 3)),
    money('production', '2026-03', '2026-03', 400 + (nth % 4) * 150, '种子和肥料'),
    money('transfer', '2026-01', '2026-06', 600 + (nth % 3) * 300, '各种补贴'),
    ...(nth % 10 === 1 ? [money('rigid', '2026-05', '2026-05', 6_800, '住院自己花的')] : []),
  ]
})
writeFileSync(join(folder, 'ledger.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
