/** The form in which publicity is composed: a card or own words, for whom, and what would come of it. */
import type { z } from 'zod'
import type { BroadcastDetail, BroadcastPreview, ComposeBroadcast, FoundCards } from '../../../contract/broadcast.ts'
import type { HouseholdKind, Labour, Language, MonitoredKind, RiskType } from '../../../contract/terms.ts'
import { get, post, wordsOf } from './api.ts'
import { blockView } from './blocks.ts'
import { button, h } from './dom.ts'
import { several } from './inputs.ts'
import { type Places, placesIn } from './places.ts'
import { pageData } from './words.ts'

type Before = Pick<BroadcastDetail, 'content' | 'audience' | 'quiet' | 'title'>
const MONITORED = ['unstable_lifted', 'marginal_at_risk', 'sudden_severe'] as const satisfies MonitoredKind[]

export function composeForm(token: string, areas: string[], places: Places, before?: Before) {
  const content = contentInput(token, before)
  const place = placeInput(areas, places, before?.audience.region)
  const picked = before?.audience
  const kinds = several<HouseholdKind>('哪些户（都不选就是所有户）', pageData.householdKinds, picked?.kinds)
  const monitored = several<MonitoredKind>('哪些监测户', only(pageData.monitoredKinds, MONITORED), picked?.monitored)
  const labour = several<Labour>('家里有人', pageData.labour, picked?.labour)
  const languages = several<Language>('家里说什么话（台账里登记过的）', pageData.languages, picked?.languages)
  const risks = several<RiskType>('正报着哪些困难', pageData.riskTypes, picked?.risks)
  const narrower = h(
    'details',
    {
      class: 'folded',
      open: picked ? [picked.monitored, picked.labour, picked.languages, picked.risks].some(Boolean) : false,
    },
    h('summary', { class: 'press' }, '再挑细一点'),
    monitored.view,
    labour.view,
    languages.view,
    risks.view,
  )
  const preview = h('div', { class: 'preview', role: 'status' })
  const look = button('先看看发给多少人', () => void show())

  function read(): ComposeBroadcast {
    const chosen = {
      kinds: kinds.read(),
      monitored: monitored.read(),
      labour: labour.read(),
      languages: languages.read(),
      risks: risks.read(),
    }
    const asked = Object.fromEntries(Object.entries(chosen).filter(([, values]) => values.length > 0))
    return {
      content: content.read(),
      audience: { region: place.read(), ...asked },
      quiet: before?.quiet ?? { from: 21, until: 8 },
    }
  }

  async function show() {
    look.disabled = true
    try {
      preview.replaceChildren(previewView(await post<BroadcastPreview>('/api/broadcasts/preview', token, read())))
    } catch (error) {
      preview.replaceChildren(h('p', { class: 'trouble' }, wordsOf(error)))
    } finally {
      look.disabled = false
    }
    preview.scrollIntoView({ block: 'nearest' })
  }

  return { views: [...content.views, place.view, kinds.view, narrower, look, preview], read }
}

function contentInput(token: string, before?: Before) {
  const card = before?.content.kind === 'card' ? before.content.card : ''
  const text = h(
    'textarea',
    { id: 'broadcast-text', rows: 4, maxlength: 500, placeholder: '例如：医保可以交了，一人400元，十二月底前交。' },
    before?.content.kind === 'text' ? before.content.text : '',
  )
  const cards = h('select', { id: 'broadcast-card', 'aria-label': '哪张明白卡' })
  const search = h('input', {
    id: 'broadcast-search',
    type: 'search',
    placeholder: '例如：小额贷款',
    input: () => void find(),
  })
  const byCard = [labelled('找一张明白卡', search), h('div', { class: 'field' }, cards)]
  const byText = labelled('自己写', text)
  const ways = ['card', 'text'] as const
  const name = 'broadcast-way'
  const first = before?.content.kind ?? 'card'
  const radios = ways.map((way) =>
    h('input', { type: 'radio', name, value: way, checked: way === first, change: turn }),
  )
  const way = () => (radios[0]?.checked ? 'card' : 'text')
  const choice = h(
    'fieldset',
    { class: 'field' },
    h('legend', {}, '发什么'),
    ...['发一张明白卡', '自己写几句'].map((words, at) => h('label', { class: 'radio' }, radios[at], words)),
  )

  function turn() {
    for (const each of byCard) each.hidden = way() !== 'card'
    byText.hidden = way() !== 'text'
    cards.required = way() === 'card'
    text.required = way() === 'text'
  }
  let asked = 0
  async function find() {
    const mine = ++asked
    const found = await get<z.infer<typeof FoundCards>>(
      `/api/broadcasts/cards?search=${encodeURIComponent(search.value)}`,
      token,
    ).catch(() => ({ cards: [] }))
    // What was typed meanwhile is answered by a later one.
    if (mine !== asked) return
    const all =
      card && search.value === '' && before
        ? [{ id: card, title: before.title }, ...found.cards.filter(({ id }) => id !== card)]
        : found.cards
    cards.replaceChildren(...all.map(({ id, title }) => h('option', { value: id }, title)))
  }
  turn()
  void find()
  return {
    views: [choice, ...byCard, byText],
    read: (): ComposeBroadcast['content'] =>
      way() === 'card' ? { kind: 'card', card: cards.value } : { kind: 'text', text: text.value.trim() },
  }
}

/** Chosen is the first that is his own and not only as a deputy. */
function placeInput(areas: string[], places: Places, before?: string) {
  const input = h(
    'select',
    { id: 'broadcast-place', required: true },
    ...placesIn(areas, places).map(([code, name]) =>
      h('option', { value: code, selected: code === (before ?? areas[0]) }, name),
    ),
  )
  return { view: labelled('发到哪里', input), read: () => input.value }
}

function previewView({ blocks, count, byChannel, notes, skipped, sample }: BroadcastPreview): HTMLElement {
  const left = skipped.reduce((sum, each) => sum + each.count, 0)
  const channels = byChannel.map(({ words, count: n }) => `${words} ${n} 人`).join('，')
  return h(
    'section',
    { 'aria-label': '会发给多少人' },
    h('h4', {}, `会发给 ${count} 人`),
    channels ? h('p', {}, `${channels}。`) : null,
    ...notes.map((note) => h('p', { class: 'hint' }, note)),
    sample.length > 0
      ? h('p', { class: 'hint' }, `例如：${sample.map(({ name, place }) => `${place}${name}`).join('、')}`)
      : null,
    left > 0 ? h('p', {}, `有 ${left} 人不发：`) : null,
    h('ul', { class: 'rows' }, ...skipped.map(({ words, count: n }) => h('li', {}, `${words}：${n} 人`))),
    h('h4', {}, '大家看到的'),
    h('div', { class: 'shown' }, ...blocks.map((block) => blockView(block, () => {}))),
  )
}

function labelled(label: string, input: HTMLElement): HTMLElement {
  return h('div', { class: 'field' }, h('label', { for: input.id }, label), input)
}

function only<K extends string>(labels: Record<K, string>, keys: readonly K[]): Partial<Record<K, string>> {
  return Object.fromEntries(keys.map((key) => [key, labels[key]])) as Partial<Record<K, string>>
}
