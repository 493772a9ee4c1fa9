/** One question that was opened: the answer that is being written, or who answered what, and the draft of a card. */
import type { CardDraft, CardQuestionView } from '../../../contract/card-question.ts'
import { ApiProblem, post, wordsOf } from './api.ts'
import type { CadreSession } from './cadre-session.ts'
import { section } from './case-view.ts'
import { button, h } from './dom.ts'
import { clock } from './when.ts'
import { pageData } from './words.ts'

export interface OpenQuestion {
  view: HTMLElement
  /** It was answered, here or elsewhere. What is being typed is never lost by it. */
  changed(question: CardQuestionView): void
}

interface Around {
  back(): void
  answered(question: CardQuestionView): void
  /** Somebody else was faster, or the session is over: what is true now has to be read. */
  behind(error: ApiProblem): Promise<void>
  /** What he had typed for it before. */
  typed: { get(): string; set(words: string): void }
}

export function questionView(first: CardQuestionView, { token }: CadreSession, around: Around): OpenQuestion {
  const { id, question, place, askedAt, seenCard } = first
  const body = h('div', { class: 'question-body' })
  const view = h(
    'article',
    { class: 'lead question', 'aria-label': `提问 ${question}` },
    button('‹ 返回', around.back, 'back'),
    h(
      'header',
      {},
      h('h3', { tabindex: -1, id: 'question-title' }, question),
      h('p', { class: 'lead-place' }, `${place} · ${clock(new Date(askedAt), new Date())} 问的`),
      seenCard !== null && h('p', { class: 'hint' }, `刚看过：${seenCard}`),
    ),
    body,
  )
  let now = first
  /** Sent from here: then nobody was faster. */
  let mine = false

  function show() {
    body.replaceChildren(...(now.answer ? answeredParts(now.answer) : [answerForm()]))
  }

  function answerForm(): HTMLElement {
    const trouble = h('p', { class: 'trouble', role: 'alert' })
    const input = h('textarea', {
      id: 'question-answer',
      rows: 4,
      placeholder: '用大白话写，村民看得懂就好',
      input: () => around.typed.set(input.value),
    })
    input.value = around.typed.get()
    const send = h('button', { type: 'submit', class: 'primary' }, '回答')
    const hint = h('p', { class: 'hint' }, '写的话会用您的名字，出现在对方的聊天里。')
    const form = h(
      'form',
      { class: 'answer-form' },
      h('label', { for: 'question-answer' }, '怎么回答'),
      input,
      trouble,
      hint,
      send,
    )
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const text = input.value.trim()
      trouble.textContent = text === '' ? '还没有写回答。' : tooLong(text)
      if (trouble.textContent !== '') return
      send.disabled = true
      answer(text)
        .catch((error) => {
          trouble.textContent = wordsOf(error)
        })
        .finally(() => {
          send.disabled = false
        })
    })
    return form
  }

  async function answer(text: string) {
    try {
      mine = true
      const done = await post<CardQuestionView>(`/api/card-questions/${id}/answer`, token, { text })
      around.typed.set('')
      around.answered(done)
    } catch (error) {
      mine = false
      if (error instanceof ApiProblem && [401, 404, 409].includes(error.problem.status)) await around.behind(error)
      // The news may have come before the refusal, while it still looked like one's own.
      if (now.answer) show()
      throw error
    }
  }

  function answeredParts({ text, by, at }: NonNullable<CardQuestionView['answer']>): HTMLElement[] {
    const unsent = mine ? '' : around.typed.get().trim()
    return [
      ...(unsent === '' ? [] : [fasterNote(by, unsent, () => forget())]),
      section(
        '回答',
        h('p', { class: 'answer-text' }, text),
        h('p', { class: 'hint' }, `${by} · ${clock(new Date(at), new Date())}`),
      ),
      draftSection(id, token),
    ]
  }

  function forget() {
    around.typed.set('')
    show()
  }

  show()
  return {
    view,
    changed(question) {
      const again = question.state === now.state
      now = question
      if (!again) show()
    },
  }
}

function tooLong(text: string): string {
  const { maxText } = pageData
  return text.length > maxText ? `太长了：已经 ${text.length} 字，最多 ${maxText} 字。` : ''
}

/** Both texts stand there: the one that was sent, and below it what he had written. */
function fasterNote(by: string, unsent: string, forget: () => void): HTMLElement {
  const own = h('textarea', { readonly: true, rows: 3, 'aria-label': '您写的，没有发出' })
  own.value = unsent
  return h(
    'section',
    { class: 'notice faster', role: 'alert' },
    h('p', {}, `${by}已经先回答了，您写的没有发出。`),
    h('p', { class: 'hint' }, '您写的在这里，要用可以复制：'),
    own,
    h('div', { class: 'side-actions' }, copyButton(own), button('不要了', forget)),
  )
}

function draftSection(id: string, token: string): HTMLElement {
  const trouble = h('p', { class: 'trouble', role: 'alert' })
  const place = h('div', {})
  const make = button('做成明白卡草稿', () => void draw(), 'primary')
  const hint = h('p', { class: 'hint' }, '做成卡片以后，再有人问，机器就会答。草稿要交技术员补完。')
  async function draw() {
    make.disabled = true
    trouble.textContent = ''
    try {
      place.replaceChildren(draftView(await post<CardDraft>(`/api/card-questions/${id}/card-draft`, token)))
    } catch (error) {
      trouble.textContent = wordsOf(error)
    }
    make.disabled = false
  }
  return section('明白卡', hint, make, trouble, place)
}

function draftView({ pack, file, yaml }: CardDraft): HTMLElement {
  const name = file.split('/').at(-1) ?? file
  const text = h('textarea', { readonly: true, rows: 12, class: 'yaml', spellcheck: 'false', 'aria-label': '卡片草稿' })
  text.value = yaml
  return h(
    'div',
    { class: 'draft' },
    text,
    h(
      'div',
      { class: 'side-actions' },
      copyButton(text),
      button('下载', () => download(name, yaml)),
    ),
    h('p', { class: 'hint' }, '放到政策包 ', h('b', {}, pack), ' 的文件夹里，路径和文件名：', h('b', {}, file)),
    h('p', { class: 'hint' }, '照里面井号后面的话补完，再检查一遍，就能用。'),
  )
}

function copyButton(from: HTMLTextAreaElement): HTMLElement {
  const said = h('span', { class: 'hint', role: 'status' })
  const copy = button('复制', () => {
    from.select()
    // Without leave, or on a plain line, the browser does not copy: then the text stands there selected.
    const copied = navigator.clipboard
      ? navigator.clipboard.writeText(from.value)
      : Promise.reject(new Error('no leave'))
    copied.then(
      () => (said.textContent = '复制好了。'),
      () => (said.textContent = '已经选中，请自己复制。'),
    )
  })
  return h('span', { class: 'lead-line' }, copy, said)
}

function download(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }))
  h('a', { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
