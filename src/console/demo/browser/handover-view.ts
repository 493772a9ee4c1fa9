/** A hand-over that was opened: what was said, and the answer that is being written. */

import type { z } from 'zod'
import type { HandoverDetail, HandoverReply, HandoverSummary, TakeOver } from '../../../contract/handover.ts'
import { ApiProblem, get, post, wordsOf } from './api.ts'
import type { CadreSession } from './cadre-session.ts'
import { newId } from './chat-store.ts'
import { button, h } from './dom.ts'
import { isOpen } from './handover-list.ts'
import { talkTurn } from './handover-talk.ts'
import { pageData } from './words.ts'

/** As many turns as the server gives at a time. */
const PAGE = 200

export interface OpenHandover {
  view: HTMLElement
  id: string
  /** It changed, or he wrote. */
  changed(handover: HandoverSummary): void
}

export function handoverView(first: HandoverSummary, { token }: CadreSession, back: () => void): OpenHandover {
  const { id } = first
  let now = first
  let lastSeq = 0
  let reading: Promise<void> | null = null
  let again = false
  /** The reply on its way keeps its id however often it is sent, until it is there or its words change. */
  let sending: HandoverReply | null = null

  const title = h('h3', { tabindex: -1, id: 'handover-title' })
  const about = h('p', { class: 'hint' })
  const turns = h('ol', { class: 'talk', 'aria-live': 'polite', 'aria-label': '说过的话' })
  const trouble = h('p', { class: 'trouble', role: 'alert' })
  const input = h('textarea', { rows: 2, 'aria-label': '回话', placeholder: '写给他看…' })
  const send = h('button', { type: 'submit', class: 'primary' }, '发送')
  const returns = button('说完了，交回机器', () => void attempt(giveBack))
  const phone = h('span', { class: 'hint', role: 'status' })
  const calls = button('看他的电话', () => void attempt(reveal), 'small-button')
  calls.title = '会留下查看记录'
  const takes = button('我来接', () => void attempt(takeOver), 'primary')
  const form = h('form', { class: 'talk-form' }, input, h('div', { class: 'talk-buttons' }, send, returns))
  const view = h(
    'article',
    { class: 'handover', 'aria-labelledby': 'handover-title' },
    button('‹ 返回队列', back, 'back'),
    h('header', {}, title, about, h('p', { class: 'lead-line' }, calls, phone)),
    turns,
    h('div', { class: 'talk-foot' }, trouble, form, takes),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void attempt(reply)
  })
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void attempt(reply)
  })

  async function reply() {
    const text = input.value.trim()
    if (!text) return
    // Nothing is cut: he shortens it himself.
    if (text.length > pageData.maxText)
      return say(`太长了：已经 ${text.length} 字，一次最多 ${pageData.maxText} 字，请分几次发。`)
    if (sending?.text !== text) sending = { id: newId(), text }
    await post(`/api/handovers/${id}/replies`, token, sending)
    sending = null
    if (input.value.trim() === text) input.value = ''
    await read()
  }

  async function reveal() {
    const number = (await post<{ phone: string }>(`/api/handovers/${id}/phone`, token)).phone
    phone.replaceChildren(h('a', { class: 'tel', href: `tel:${number}` }, number))
    calls.hidden = true
  }

  async function giveBack() {
    await post(`/api/handovers/${id}/return`, token)
    await read()
  }

  async function takeOver() {
    const seen: z.infer<typeof TakeOver> = { from: now.holder.id }
    show(await post<HandoverSummary>(`/api/handovers/${id}/holder`, token, seen))
    await read()
  }

  function say(words: string) {
    trouble.textContent = words
  }

  /** What was typed stays where it is while the server refuses, and the reason stands over it. */
  async function attempt(work: () => Promise<void>) {
    const buttons = [send, returns, takes]
    for (const each of buttons) each.disabled = true
    say('')
    try {
      await work()
    } catch (error) {
      say(wordsOf(error))
      if (error instanceof ApiProblem && error.problem.status === 409) await read().catch(() => {})
    } finally {
      for (const each of buttons) each.disabled = false
    }
  }

  /** One reading at a time; what comes in meanwhile is read once more. */
  function read(): Promise<void> {
    again = true
    reading ??= readAll().finally(() => {
      reading = null
    })
    return reading
  }

  async function readAll() {
    while (again) {
      again = false
      const detail = await get<HandoverDetail>(`/api/handovers/${id}?after=${lastSeq}`, token)
      const fresh = detail.turns.filter(({ seq }) => seq > lastSeq)
      lastSeq = fresh.at(-1)?.seq ?? lastSeq
      again ||= fresh.length >= PAGE
      turns.append(...fresh.map((turn) => talkTurn(turn, token)))
      if (fresh.length > 0) turns.scrollTop = turns.scrollHeight
      show(detail.handover)
    }
  }

  function show(handover: HandoverSummary) {
    if (handover.version < now.version) return
    now = handover
    const { place, holder, second, ending, mayAnswer, mayTakeOver } = now
    title.textContent = `${now.name ?? '村民'} · ${place}`
    const who = [holder, ...(second ? [second] : [])].map(({ name, role }) => `${name}（${pageData.roles[role]}）`)
    about.textContent = ending ?? `${who.join('、')}在跟他说，机器不插话`
    about.classList.toggle('over', ending !== null)
    form.hidden = !mayAnswer && !(sending || input.value)
    input.readOnly = !mayAnswer
    send.hidden = !mayAnswer
    returns.hidden = !mayAnswer
    calls.hidden = !mayAnswer || phone.hasChildNodes()
    takes.hidden = !mayTakeOver || mayAnswer
  }

  show(first)
  void read().catch((error) => say(wordsOf(error)))
  return {
    view,
    id,
    changed(handover) {
      show(handover)
      if (isOpen(handover) || handover.version > first.version) void read().catch(() => {})
    },
  }
}
