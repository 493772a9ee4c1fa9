import type { z } from 'zod'
import {
  CADRE_ROLE_LABEL,
  HOUSEHOLD_KIND_LABEL,
  MONITORED_KIND_LABEL,
  RISK_TYPE_LABEL,
  RISK_TYPES,
} from '../../contract/terms.ts'
import { entriesOf } from './chain.ts'
import { helpMeaning, needWords, shareWords } from './code-words.ts'
import type { PolicyPack } from './pack.ts'
import type { Rule } from './rule.ts'

type Issue = z.core.$ZodIssue

/** One fault of a pack: where in its tree, what is wrong, and what to do about it. */
export interface PackProblem {
  path: (string | number)[]
  wrong: string
  remedy: string
}

/** What the schema found wrong, in words for whoever edits the file. */
export function problemsOf(issues: Issue[], path: (string | number)[] = []): PackProblem[] {
  return issues.flatMap((issue) => problemsIn(issue, [...path, ...(issue.path as (string | number)[])]))
}

function problemsIn(issue: Issue, path: (string | number)[]): PackProblem[] {
  const name = path.length > 0 ? `“${path.join('.')}”` : '整个文件'
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        wrong: `${name}里不认得“${key}”`,
        remedy: '看看是不是写错了字，或者缩进不对；不需要就删掉',
      }))
    case 'invalid_type':
      return issue.input === undefined
        ? [{ path, wrong: `缺少${name}`, remedy: `在这里补上“${path.at(-1)}”${EXPECTED[issue.expected] ?? ''}` }]
        : [
            {
              path,
              wrong: `${name}的写法不对`,
              remedy: `应当写成${EXPECTED[issue.expected] ?? '另一种，请对照 docs/policy.md 里的例子'}`,
            },
          ]
    case 'invalid_value':
      return [{ path, wrong: `${name}的值不能用`, remedy: `只能写：${issue.values.map(codeWithWords).join('、')}` }]
    case 'invalid_format':
      return [
        {
          path,
          wrong: `${name}的格式不对`,
          remedy: FORMAT[String(path.at(-1))] ?? '请对照 docs/policy.md、docs/cards.md 里的例子改正',
        },
      ]
    case 'too_small':
      return [
        { path, wrong: `${name}太小或太短`, remedy: `至少是 ${issue.minimum}${issue.inclusive ? '' : '（不含）'}` },
      ]
    case 'too_big':
      return [{ path, wrong: `${name}太大或太长`, remedy: `最多是 ${issue.maximum}` }]
    case 'invalid_union':
      return unionProblem(issue, path, name)
    case 'invalid_key':
      return [{ path, wrong: `${name}这个名字不能用`, remedy: '名字用小写英文字母、数字和短横线，以字母开头' }]
    case 'custom':
      return [{ path, wrong: `${name}：${issue.message}`, remedy: '请照着文件原文改正' }]
    case 'invalid_element':
    case 'not_multiple_of':
      return [{ path, wrong: `${name}不对：${issue.message}`, remedy: '请照着文件原文改正' }]
  }
}

function unionProblem(issue: Extract<Issue, { code: 'invalid_union' }>, path: (string | number)[], name: string) {
  if (issue.errors.length === 0)
    return [{ path, wrong: `${name}没有写对是哪一种规定`, remedy: '“kind”只能写 docs/policy.md 里列的那些' }]
  const known = FORMAT[String(path.at(-1))]
  if (issue.input === undefined) return [{ path, wrong: `缺少${name}`, remedy: known ?? `在这里补上“${path.at(-1)}”` }]
  const allowed = issue.errors
    .flat()
    .flatMap((inner) => (inner.code === 'invalid_value' ? inner.values.map(String) : []))
  const remedy = known ?? (allowed.length > 0 ? `可以写：${[...new Set(allowed)].join('、')}` : undefined)
  return [{ path, wrong: `${name}的值不能用`, remedy: remedy ?? '请对照 docs/policy.md、docs/cards.md 改正' }]
}

const WORDS: Record<string, string> = {
  ...HOUSEHOLD_KIND_LABEL,
  ...MONITORED_KIND_LABEL,
  ...CADRE_ROLE_LABEL,
  ...RISK_TYPE_LABEL,
}

/** A file holds codes: each with what it means, where it is one of those that people know by their words. */
function codeWithWords(value: unknown): string {
  const words = WORDS[String(value)]
  return words === undefined ? String(value) : `${value}（${words}）`
}

const EXPECTED: Record<string, string> = {
  string: '（一段文字，数字开头的要加引号）',
  number: '（一个数，不加引号、不加逗号）',
  int: '（一个整数）',
  boolean: '（true 是含，false 是不含）',
  array: '（一列，每项前面加“- ”，或写在 [ ] 里）',
  object: '（下面再分几项）',
  record: '（下面再分几项）',
}

const FORMAT: Record<string, string> = {
  region: "写 2、4、6、9 或 12 位行政区划代码，要加引号，如 '440229'",
  from: '日期写成 2027-01-31 这样，月份写成 2027-01 这样，都要加引号',
  to: '月份写成 2027-01 这样，要加引号',
  until: '日期写成 2027-12-31 这样，要加引号；没有期限写 null',
  fact: '写成两个大写字母加短横线和号码，如 YX-6；自家规定写 house',
  day: '写 1 到 31，月底写 last',
  id: '用小写英文字母、数字和短横线',
  topic: '用小写英文字母、数字和短横线',
}

/** What is wrong between packs: names used twice, one rule with two kinds, two rules of equal weight. */
export function problemsBetween(packs: PolicyPack[]): string[] {
  const problems: string[] = []
  const ids = new Map<string, number>()
  for (const { id } of packs) ids.set(id, (ids.get(id) ?? 0) + 1)
  for (const [id, times] of ids) if (times > 1) problems.push(`有 ${times} 个政策包都叫“${id}”：请给每一个不同的 id。`)
  problems.push(...twoKinds(packs), ...undecided(packs), ...unsaidCodes(packs))
  if (!packs.some(({ region, contactWithin, finishWithin }) => region === '' && contactWithin && finishWithin))
    problems.push('没有给全国兜底的政策包：请保留 policies/default，它规定多久联系、多久办完。')
  return problems
}

function twoKinds(packs: PolicyPack[]): string[] {
  const kinds = new Map<string, { kind: string; pack: string }>()
  return packs.flatMap((pack) =>
    Object.entries(pack.rules).flatMap(([name, { kind }]) => {
      const first = kinds.get(name) ?? { kind, pack: pack.id }
      kinds.set(name, first)
      if (first.kind === kind) return []
      return [
        `“${name}”在 ${first.pack} 里是 ${first.kind}，在 ${pack.id} 里是 ${kind}：同名的规定会互相代替，请改成同一种，或换一个名字。`,
      ]
    }),
  )
}

/** Two packs of one region and one day that lay down the same rule: nothing says which of them wins. */
function undecided(packs: PolicyPack[]): string[] {
  return packs.flatMap((a, i) =>
    packs.slice(i + 1).flatMap((b) => {
      if (a.region !== b.region || a.inForce.from !== b.inForce.from) return []
      const both = entriesOf(a).filter(({ rule }) => entriesOf(b).some((other) => other.rule === rule))
      return both.map(
        ({ rule }) =>
          `${a.id} 和 ${b.id} 同一个地区、同一天生效，都写了“${rule}”，分不出听谁的：请只留一处，或改生效日期。`,
      )
    }),
  )
}

/** Codes that nobody could say to people: neither the system nor a pack has words for them. */
function unsaidCodes(packs: PolicyPack[]): string[] {
  return packs.flatMap((pack) =>
    Object.entries(pack.rules).flatMap(([name, rule]) =>
      [...new Set(codesWithoutWords(packs, rule))].map(
        (code) =>
          `${pack.id} 的“${name}”里，“${code}”没有大白话的叫法：请看看有没有写错字；是新的，就在 codes 里写上叫法（帮扶还要写 measure）。`,
      ),
    ),
  )
}

function codesWithoutWords(packs: PolicyPack[], rule: Rule): string[] {
  const noHelp = (code: string) => helpMeaning(packs, code) === null
  const noNeed = (code: string) =>
    noHelp(code) && needWords(packs, code) === null && !RISK_TYPES.some((type) => type === code)
  if (rule.kind === 'measures') return rule.measures.flatMap(({ help }) => help.filter(noHelp))
  if (rule.kind === 'measures-by-labour') return rule.labour.flatMap(({ help }) => help.filter(noHelp))
  if (rule.kind === 'fitting-ages') return rule.ages.flatMap(({ help }) => help.filter(noHelp))
  if (rule.kind === 'referrals') return rule.departments.flatMap(({ needs }) => needs.filter(noNeed))
  if (rule.kind === 'share' && shareWords(packs, rule.of) === null) return [rule.of]
  return []
}
