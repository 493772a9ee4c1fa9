/** The forms of the ledger. What is entered stands beside what was there; nothing is overwritten. */

import type { z } from 'zod'
import type { FactValue, FactView, LedgerView, MoneyView, NewFact } from '../../../contract/ledger.ts'
import { newId } from './chat-store.ts'
import { askIn } from './dialog.ts'
import { h } from './dom.ts'
import { day, type Input, line, listIn, longText, money, month, photos, pick, select } from './inputs.ts'
import type { LedgerTools } from './ledger-tools.ts'
import { dayWords, today } from './when.ts'
import { type FieldInput, pageData } from './words.ts'

type Value = z.infer<typeof FactValue>
type Fact = Omit<NewFact, 'day'>

export function addMoney({ income }: LedgerView, tools: LedgerTools): Promise<void> {
  const kind = select('哪一种', Object.entries(pageData.money))
  const [lastMonth] = [income?.missing.at(-1) ?? income?.months.at(-1) ?? today().slice(0, 7)]
  const [from, to, yuan] = [month('从哪个月', lastMonth), month('到哪个月', lastMonth), money('多少钱（元）')]
  const words = line('是什么钱', { hint: '例如：在镇上做零工', optional: true })
  const views = [kind, yuan, from, to, words].map(({ view }) => view)
  return askIn('记一笔收入或支出', views, () =>
    tools.send('/money', {
      kind: kind.read(),
      from: from.read(),
      to: to.read(),
      yuan: yuan.read(),
      words: words.read(),
    }),
  )
}

export function correctMoney(entry: MoneyView, tools: LedgerTools): Promise<void> {
  const [from, to] = [month('从哪个月', entry.from), month('到哪个月', entry.to)]
  const [yuan, why] = [
    // Where two differ, neither stands there already: whoever settles it says which.
    money('应该是多少（元）', entry.others.length > 0 ? '' : String(entry.yuan)),
    longText('为什么改', { hint: '例如：看了工资条' }),
  ]
  const said = entry.others.map(({ source, yuan: sum }) => h('p', { class: 'hint' }, `${source}写的是 ${sum} 元`))
  const title = entry.others.length > 0 ? `核定${entry.label}` : `改${entry.label}`
  return askIn(title, [...said, yuan.view, from.view, to.view, why.view], () =>
    tools.send(`/money/${entry.id}/correction`, {
      from: from.read(),
      to: to.read(),
      yuan: yuan.read(),
      why: why.read(),
      settles: entry.others.map(({ id }) => id),
    }),
  )
}

export function addMember(tools: LedgerTools): Promise<void> {
  const [name, relation] = [line('姓名'), line('是户主的什么人', { hint: '例如：妻子、儿子' })]
  const born = line('哪年生的', { hint: '例如：1970 或 1970-05', optional: true })
  return askIn('加家里人', [name.view, relation.view, born.view], () =>
    tools.send('/members', { name: name.read(), relation: relation.read(), born: born.read() || null }),
  )
}

export function memberLeaves({ id, name }: { id: string; name: string }, tools: LedgerTools): Promise<void> {
  const [since, why] = [day('从哪天起', today()), line('为什么', { hint: '例如：嫁到外村' })]
  return askIn(`${name}不在本户了`, [since.view, why.view], () =>
    tools.send(`/members/${id}/leaving`, { day: since.read(), why: why.read() }),
  )
}

/** What is known of the household or of one member, by what it is about. */
export function addFact(ledger: LedgerView, tools: LedgerTools): Promise<void> {
  const field = select(
    '记什么',
    Object.entries(pageData.fields).map(([name, { label }]) => [name, label]),
  )
  const people = ledger.members.filter(({ left }) => left === null).map(({ id, name }) => [id, name] as const)
  const who = select('谁的情况（全家的就不填）', people, { optional: true })
  const place = h('div', {})
  let value: Input<Value | null> | null = null
  field.view.addEventListener('change', () => {
    const chosen = pageData.fields[field.read()]
    value = chosen ? valueInput(chosen.label, chosen) : null
    place.replaceChildren(...(value ? [value.view] : []))
  })
  return askIn('记情况', [field.view, place, who.view], async () => {
    const fact = {
      id: newId(),
      field: field.read(),
      member: who.read() || null,
      value: value?.read() ?? '',
      period: null,
    }
    await tools.send('/facts', { facts: [fact] })
  })
}

export function settleFact(fact: FactView, { members }: LedgerView, tools: LedgerTools): Promise<void> {
  const said = [fact, ...fact.others]
  const which = pick(
    '哪个对',
    said.map(({ id, words, source, day: on }) => [id, `${words}（${source}，${dayWords(on)}）`]),
  )
  const why = longText('为什么这样定', { hint: '例如：今天上门看过' })
  const whose = members.find(({ id }) => id === fact.member)?.name ?? ''
  return askIn(`核定${whose}${fact.label}`, [which.view, why.view], () =>
    tools.send('/settlings', {
      field: fact.field,
      member: fact.member,
      period: fact.period,
      value: said.find(({ id }) => id === which.read())?.value ?? fact.value,
      settles: fact.others.map(({ id }) => id),
      why: why.read(),
    }),
  )
}

/** With the questions that nobody has answered lately; what is not answered is not written down. */
export function visitForm({ checklist }: LedgerView, tools: LedgerTools): Promise<void> {
  const [on, words] = [day('哪天去的', today()), longText('看到、听到什么', { hint: '例如：老人在家，屋顶修好了' })]
  const photo = photos('照片', { optional: true })
  const asked = checklist.ask.map(({ field, member, question, last }) => {
    const known = last ? `${question}（上次：${last.words}，${dayWords(last.day)}）` : question
    const as = pageData.fields[field] ?? { label: question, as: 'text' as const, options: [] }
    return { field, member, input: valueInput(known, as, true) }
  })
  const known = checklist.known.map(({ label, words: value }) => h('li', {}, `${label}：${value}`))
  const views = [
    on.view,
    words.view,
    photo.view,
    checklist.incomeMissing ? h('p', { class: 'notice' }, `收入要另外记：${checklist.incomeMissing.question}`) : null,
    asked.length > 0
      ? h(
          'fieldset',
          { class: 'field checklist' },
          h('legend', {}, '顺便问（问到哪项填哪项）'),
          ...asked.map(({ input }) => input.view),
        )
      : null,
    known.length > 0
      ? h(
          'details',
          { class: 'folded' },
          h('summary', { class: 'press' }, `不用再问的 ${known.length} 项`),
          h('ul', {}, ...known),
        )
      : null,
  ]
  return askIn('记走访', views, async () => {
    const facts = asked.flatMap(({ field, member, input }): Fact[] => {
      const value = input.read()
      return value === null ? [] : [{ id: newId(), field, member, value, period: null }]
    })
    const pictures = await tools.keep(await photo.read())
    await tools.send('/visits', { day: on.read(), words: words.read(), photos: pictures, facts })
  })
}

/** Null where nothing was given. */
function valueInput(label: string, { as, options }: FieldInput, optional = false): Input<Value | null> {
  switch (as) {
    case 'choice':
      return mapped(select(label, options, { optional }), (given) => given)
    case 'yes_no':
      return mapped(select(label, YES_NO, { optional }), (given) => given === 'yes')
    case 'number':
      return mapped(line(label, { hint: '数字', optional }), Number)
    case 'list':
      return mapped(line(label, { hint: '几项用顿号隔开', optional }), listIn)
    case 'text':
      return mapped(line(label, { optional }), (given) => given)
  }
}

const YES_NO = [
  ['yes', '是'],
  ['no', '不是'],
] as const

function mapped({ view, read }: Input<string>, to: (given: string) => Value): Input<Value | null> {
  return {
    view,
    read: () => {
      const given = read()
      return given === '' ? null : to(given)
    },
  }
}
