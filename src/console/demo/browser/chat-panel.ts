/** The phone on the left: what the resident sees. */
import type { Block } from '../../../contract/block.ts'
import type { Inbound, TurnView } from '../../../contract/chat.ts'
import { wordsOf } from './api.ts'
import { blockView } from './blocks.ts'
import { askedBefore } from './came-from.ts'
import { openChat } from './chat-link.ts'
import { chatScroll } from './chat-scroll.ts'
import { chatStore, type Unsent } from './chat-store.ts'
import { button, h, part } from './dom.ts'
import { noticeIn } from './notice.ts'
import { picture, shrink, upload } from './picture.ts'
import { clock } from './when.ts'
import { pageData } from './words.ts'

/** A pause longer than this gets the time written over it, as in every chat. */
const PAUSE_MS = 5 * 60_000
const EXAMPLES = {
  房子漏雨: '我家房子漏雨，墙都裂了',
  住院花钱多: '我爱人住院花了八万多',
  没活干了: '厂里关门，我没活干了',
}

export interface ReceiptNews {
  number: string
  holder: string
}

/** @param onReceipt told of every lead that a report became, the newest last. */
export function chatPanel(onReceipt: (news: ReceiptNews | null) => void) {
  const log = part('chat-log')
  const greeting = h('div', { class: 'turn' })
  const turns = h('div')
  const unsent = h('div')
  const input = part<HTMLTextAreaElement>('chat-input')
  const notice = noticeIn(part('chat-notice'))
  let lastAt = 0
  log.append(greeting, turns, unsent)
  const scroll = chatScroll(log, part('chat-further'))

  const link = openChat({
    online: (up) => {
      part('chat-state').textContent = up ? '' : '网络断了，正在重连…'
      part('chat-state').hidden = up
    },
    greeting: (blocks) => {
      if (blocks.length === 0) return
      greeting.replaceChildren(...blocks.map((block) => blockView(block, choose)))
      scroll.to(null)
    },
    turn: (turn, earlier) => {
      const choices = turn.replies.every(saidByPerson) ? [...log.querySelectorAll('.choices')] : []
      dropChoices()
      const { view, answer } = turnView(turn)
      // The machine said nothing: what it offered before, such as to take the word back, is still on offer.
      view.append(...choices)
      turns.append(view)
      for (const block of turn.replies)
        if (block.kind === 'receipt')
          for (const lead of block.leads) onReceipt({ number: lead.number, holder: lead.holder })
      scroll.to(earlier ? null : answer)
    },
    unsent: (messages) => {
      // Whoever taps twice has answered once.
      for (const choice of log.querySelectorAll<HTMLButtonElement>('.choice')) choice.disabled = messages.length > 0
      unsent.replaceChildren(...messages.map(waiting))
      if (messages.length > 0) scroll.to(null)
    },
    refused: (words, id) => {
      notice.say(id ? `没有发出去：${words}` : words)
      const lost = chatStore.unsent().find((each) => each.id === id)?.message
      if (lost?.kind !== 'text' || input.value) return
      input.value = lost.text
      grow()
    },
    cleared: () => {
      greeting.replaceChildren()
      turns.replaceChildren()
      lastAt = 0
      onReceipt(null)
    },
  })

  function turnView({ seq, at, inbound, replies, messageId }: TurnView): {
    view: HTMLElement
    answer: HTMLElement | null
  } {
    const time = new Date(at)
    const pause = time.getTime() - lastAt > PAUSE_MS
    lastAt = time.getTime()
    const answers = replies.map((block) => blockView(block, choose))
    const view = h(
      'div',
      { class: 'turn', 'data-seq': seq },
      pause && h('time', { class: 'stamp', datetime: at }, clock(time, new Date())),
      inbound && said(inbound),
      messageId === null && !replies.some(saidByPerson) && h('p', { class: 'news-mark' }, '新消息'),
      ...answers,
      // A person has the word: what he wrote is there, and the answer comes when it comes.
      inbound && answers.length === 0 && h('p', { class: 'waiting-mark' }, '已送到，等人回'),
    )
    return { view, answer: answers[0] ?? null }
  }

  function saidByPerson(block: Block): boolean {
    return block.kind === 'text' && block.from !== undefined
  }

  function said(message: Inbound): HTMLElement {
    const bubble = (...children: (Node | string)[]) => h('p', { class: 'bubble mine' }, ...children)
    switch (message.kind) {
      case 'text':
        return bubble(message.text)
      case 'picture':
        return bubble(picture(`/api/chat/attachments/${message.attachment}`, chatStore.token(), '我发的照片'))
      case 'voice':
        return bubble(message.text ?? '语音')
      case 'location':
        return bubble(`位置：${message.label ?? `${message.latitude}, ${message.longitude}`}`)
    }
  }

  function waiting({ message }: Unsent): HTMLElement {
    return h('div', { class: 'turn waiting' }, said(message), h('p', { class: 'waiting-mark' }, '待发送'))
  }

  function choose(option: string) {
    link.say({ kind: 'text', text: option })
    // With a keyboard one goes on typing; on a phone this would open the keyboard over the next question.
    if (matchMedia('(hover: hover)').matches) input.focus({ preventScroll: true })
  }

  /** Only the newest question can be answered by a tap. */
  function dropChoices() {
    for (const old of log.querySelectorAll('.choices')) old.remove()
  }

  function send() {
    const text = input.value.trim()
    if (!text) return
    link.say({ kind: 'text', text })
    input.value = ''
    grow()
  }

  function grow() {
    part('chat-send').toggleAttribute('disabled', input.value.trim() === '')
    const over = input.value.trim().length > pageData.maxText
    part('chat-too-long').textContent = over
      ? `太长了：已经 ${input.value.trim().length} 字，一次最多收 ${pageData.maxText} 字，请分几次发。`
      : ''
    part('chat-too-long').hidden = !over
    input.rows = Math.min(4, Math.max(1, input.value.split('\n').length, Math.ceil(input.value.length / 14)))
  }

  async function sendPicture(file: File | undefined) {
    if (!file) return
    notice.say('照片发送中…', true)
    try {
      link.say({ kind: 'picture', attachment: await upload(await shrink(file), chatStore.token()) })
      notice.hide()
    } catch (error) {
      notice.say(`照片没有发出去：${wordsOf(error)}`)
    }
  }

  part<HTMLFormElement>('chat-form').addEventListener('submit', (event) => {
    event.preventDefault()
    send()
  })
  input.addEventListener('input', grow)
  input.addEventListener('keydown', (event) => {
    // While a Chinese word is being composed, Enter chooses the word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    send()
  })
  const file = part<HTMLInputElement>('chat-file')
  file.addEventListener('change', () => {
    void sendPicture(file.files?.[0])
    file.value = ''
  })
  part('chat-picture').addEventListener('click', () => file.click())
  if (pageData.demo) {
    part('chat-afresh').addEventListener('click', () => link.startAfresh())
    part('examples').append(
      ...Object.entries(EXAMPLES).map(([label, words]) =>
        button(label, () => {
          input.value = words
          grow()
          input.focus()
        }),
      ),
    )
  }
  input.value = askedBefore()
  grow()
}
