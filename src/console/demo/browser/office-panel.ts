/** What an officer of a department was asked: comparisons, and needs of households. He sees these and nothing else. */
import type { z } from 'zod'
import type { ComparisonDetail, ComparisonList, ComparisonSummary } from '../../../contract/comparison.ts'
import type { ReferralList, ReferralView } from '../../../contract/measures.ts'
import { get } from './api.ts'
import type { CadreSession } from './cadre-session.ts'
import type { DeskEvents } from './desk-events.ts'
import { askIn } from './dialog.ts'
import { button, h } from './dom.ts'
import { day, line, longText, pick } from './inputs.ts'
import { postAct } from './post-act.ts'
import { splitPanel } from './split-panel.ts'
import { clock, dayWords, today } from './when.ts'

const RESULTS = [
  ['will_help', '会帮'],
  ['helped', '已经帮了'],
  ['not_entitled', '不符合条件'],
  ['not_ours', '不归我们管'],
] as const
const HAS = [
  ['yes', '有'],
  ['no', '没有'],
] as const

export function officePanel({ token }: CadreSession, events: DeskEvents) {
  const list = h('ul', { 'aria-label': '请您答复的事' })
  const panel = splitPanel([list], events)

  async function read() {
    const [{ comparisons }, { referrals }] = await Promise.all([
      get<z.infer<typeof ComparisonList>>('/api/comparisons', token),
      get<z.infer<typeof ReferralList>>('/api/referrals', token),
    ])
    const overdue = await get<z.infer<typeof ReferralList>>('/api/referrals?state=overdue', token)
    const known = new Set(overdue.referrals.map(({ id }) => id))
    const asked = [...overdue.referrals, ...referrals.filter(({ id }) => !known.has(id))]
    const items = [...asked.map(referralItem), ...comparisons.map(comparisonItem)]
    events.count(String(items.length))
    list.replaceChildren(...(items.length > 0 ? items : [h('li', { class: 'empty' }, '没有等您答复的事。')]))
  }

  function referralItem(one: ReferralView): HTMLElement {
    return h(
      'li',
      { class: 'duty' },
      one.dueDay
        ? h('p', { class: one.state === 'overdue' ? 'due late' : 'due' }, `${dayWords(one.dueDay)} 以前答复`)
        : null,
      h('p', {}, h('b', {}, one.needWords), ` ${one.text}`),
      h('p', { class: 'lead-place' }, `${one.place} · ${one.householdName}`),
      one.source ? h('p', { class: 'source' }, one.source) : null,
      button('答复', () => void panel.guarded(() => answerReferral(one)), 'primary'),
    )
  }

  function comparisonItem(one: ComparisonSummary): HTMLElement {
    return h(
      'li',
      { class: 'duty' },
      h('p', { class: 'hint' }, `${clock(new Date(one.askedAt), new Date())} 请${one.label}比对`),
      h('p', {}, h('b', {}, one.fields.map(({ label }) => label).join('、'))),
      h('p', { class: 'lead-place' }, `${one.place} · ${one.householdName}`),
      button('查看并答复', () => void panel.guarded(() => answerComparison(one.id)), 'primary'),
    )
  }

  function answerReferral(one: ReferralView): Promise<void> {
    const [result, text] = [pick('结果', RESULTS), longText('怎么答复')]
    return askIn(`答复：${one.needWords}`, [result.view, text.view], async () => {
      await postAct(`/api/referrals/${one.id}/answer`, token, { result: result.read(), text: text.read() })
      await read()
    })
  }

  async function answerComparison(id: string) {
    const one = await get<z.infer<typeof ComparisonDetail>>(`/api/comparisons/${id}`, token)
    const people = one.people.map(({ who, name, identity }) =>
      h('li', {}, `${who}：${name ?? '没有姓名'}${identity ? `，身份证 ${identity}` : ''}`),
    )
    const asked = one.fields.map(({ field, label }) => ({
      field,
      has: pick(label, HAS),
      said: line(`${label}的情况`, { optional: true }),
    }))
    const [source, date] = [line('从哪里查到的', { hint: '哪个系统、哪封函' }), day('数据是哪天的', today())]
    const views = [...asked.flatMap(({ has, said }) => [has.view, said.view]), source.view, date.view]
    await askIn(`比对：${one.householdName}`, [h('ul', {}, ...people), ...views], async () => {
      const answers = asked.map(({ field, has, said }) => ({
        field,
        has: has.read() === 'yes',
        words: said.read() || null,
      }))
      await postAct(`/api/comparisons/${id}/answer`, token, { source: source.read(), date: date.read(), answers })
      await read()
    })
  }

  return { view: panel.view, read: () => panel.guarded(read) }
}
