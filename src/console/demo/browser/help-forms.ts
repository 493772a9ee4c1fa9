import type { LedgerView } from '../../../contract/ledger.ts'
import type { MeasureView, Suggestions } from '../../../contract/measures.ts'
import { askIn } from './dialog.ts'
import { h } from './dom.ts'
import { day, longText, select } from './inputs.ts'
import type { LedgerTools } from './ledger-tools.ts'
import { today } from './when.ts'

export function planHelp(
  one: Suggestions['suggestions'][number],
  { members }: LedgerView,
  tools: LedgerTools,
): Promise<void> {
  const help = select(
    '安排哪一项',
    one.help.map(({ code, words, held }) => [code, held ? `${words}（已经在享受）` : words]),
  )
  const people = members.filter(({ left }) => left === null).map(({ id, name }) => [id, name] as const)
  const who = select('给谁（全家的就不填）', people, { optional: true })
  return askIn(`安排${one.measureWords}`, [h('p', {}, one.why), help.view, who.view], () =>
    tools.send('/measures', { help: help.read(), forMember: who.read() || null }),
  )
}

const ASKED = { give: '落实了什么', publish: '在哪里公示的', end: '为什么结束' }

export function actOnMeasure(
  { id, version, helpWords }: MeasureView,
  action: 'give' | 'publish' | 'end',
  label: string,
  tools: LedgerTools,
): Promise<void> {
  const [on, text] = [day('哪天', today()), longText(ASKED[action])]
  return askIn(`${helpWords} · ${label}`, [on.view, text.view], () =>
    tools.send(`/measures/${id}/actions`, { action, version, day: on.read(), text: text.read() }),
  )
}

export function refer({ departments, unreported }: Suggestions, tools: LedgerTools): Promise<void> {
  const all = [...departments, ...unreported]
  const need = select(
    '什么事，转给谁',
    all.map(({ words, needWords, duty }, at) => [
      String(at),
      `${at < departments.length ? '' : '没人报过：'}${needWords} → ${words}（${duty}）`,
    ]),
  )
  const reason = longText('没人报过的，为什么要转', { hint: '例如：走访时看到孩子没去上学', optional: true })
  const text = longText('请部门做什么', { hint: '例如：请上门看看能不能纳入低保' })
  return askIn('转给部门', [need.view, text.view, unreported.length > 0 ? reason.view : null], async () => {
    const chosen = all[Number(need.read())]
    if (!chosen) return
    const why = reason.read()
    const given = { need: chosen.need, department: chosen.department, text: text.read() }
    await tools.send('/referrals', why === '' ? given : { ...given, reason: why })
  })
}
