import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bandOf } from '../../../src/core/policy/band.ts'
import { effectiveRules } from '../../../src/core/policy/chain.ts'
import { citationWords } from '../../../src/core/policy/citation.ts'
import { Rule } from '../../../src/core/policy/rule.ts'
import { packs } from './packs.fixture.ts'

const FILE = join(import.meta.dirname, '../../../docs/policy.md')
const PLACES = [
  ['44', '广东'],
  ['4413', '惠州'],
  ['440229', '翁源'],
  ['360425', '永修'],
  ['360724', '上犹'],
] as const
const DAYS = ['2021-10-15', '2023-08-15', '2024-10-15']

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function explained(region: string, day: string): string {
  const byPack = new Map<string, string[]>()
  for (const { rule, pack, runOut } of effectiveRules(packs, region, day))
    byPack.set(pack, [...(byPack.get(pack) ?? []), `${rule}${runOut ? '*' : ''}`])
  return [...byPack].map(([pack, rules]) => `**${pack}** ${rules.join(' ')}`).join('<br>')
}

/** Days on which the same holds share a row. */
function explainTable(): string {
  const rows = PLACES.flatMap(([region, name]) => {
    const days = Map.groupBy(DAYS, (day) => explained(region, day))
    return [...days].map(([rules, same]) => [`${name} ${region}`, same.join('<br>'), rules])
  })
  return table(['地方', '日子', '规定'], rows)
}

function bandTable(): string {
  const rows = PLACES.flatMap(([region, name]) =>
    DAYS.map((day) => {
      const answer = bandOf(packs, { region, day, income: 10_500 })
      if (answer.kind === 'no_line') return [`${name} ${region}`, day, '没有规定', '', '', '', '']
      const { limit, inclusive, citation, borderline, warning } = answer
      const band = answer.kind === 'in_band' ? `${answer.words} \`${answer.band}\`` : '各条线以上'
      const line = inclusive ? `${limit} 及以下` : `低于 ${limit}`
      return [
        `${name} ${region}`,
        day,
        band,
        line,
        citationWords(citation),
        borderline ? '是' : '否',
        warning ? '已到期沿用' : '',
      ]
    }),
  )
  return table(['地方', '日子', '档', '线', '出处', 'borderline', 'warning'], rows)
}

function withTables(text: string): string {
  return Object.entries({ explain: explainTable(), band: bandTable() }).reduce(
    (page, [name, made]) => page.replace(new RegExp(`(<!-- ${name} -->)[^]*(<!-- /${name} -->)`), `$1\n${made}\n$2`),
    text,
  )
}

it('the page shows what the packs say', () => {
  const text = readFileSync(FILE, 'utf8')
  if (process.env.UPDATE_DOCS) writeFileSync(FILE, withTables(text))
  else expect(text).toBe(withTables(text))
})

it('the page names every kind of rule', () => {
  const text = readFileSync(FILE, 'utf8')
  for (const option of Rule.options) expect(text).toContain(`\`${option.shape.kind.value}\``)
})
