import { onPress } from './press.ts'

/** What the phone itself shows over a page: sheets from below, dialogs in the middle, a passing word. */
interface Sheet {
  title?: string
  text?: string
  field?: HTMLElement
  options: string[]
  cancel?: string
}

/** Answers which option was chosen, counted from 0, or null. */
export function openSheet({ title, text, field, options, cancel = '取消' }: Sheet): Promise<number | null> {
  return show(
    'mp-sheet',
    'dialog',
    title || '请选择',
    [
      ...(title ? [made('p', 'mp-title', title)] : []),
      ...(text ? [made('p', 'mp-words', text)] : []),
      ...(field ? [field] : []),
    ],
    [...options.map((words, at) => ({ words, answer: at })), ...(cancel ? [{ words: cancel, answer: null }] : [])],
  )
}

interface Dialog {
  title: string
  text: string
  field?: HTMLElement
  confirm: string
  /** Empty: there is nothing to cancel. */
  cancel: string
}

export async function openDialog({ title, text, field, confirm, cancel }: Dialog): Promise<boolean> {
  const answer = await show(
    'mp-dialog',
    'alertdialog',
    title || text,
    [
      ...(title ? [made('p', 'mp-title', title)] : []),
      ...(text ? [made('p', 'mp-words', text)] : []),
      ...(field ? [field] : []),
    ],
    [...(cancel ? [{ words: cancel, answer: null }] : []), { words: confirm, answer: 1 }],
  )
  return answer === 1
}

function show(
  className: string,
  role: string,
  name: string,
  content: HTMLElement[],
  choices: { words: string; answer: number | null }[],
): Promise<number | null> {
  const before = document.activeElement
  const { promise, resolve } = Promise.withResolvers<number | null>()
  const box = made('div', className)
  box.setAttribute('role', role)
  box.setAttribute('aria-modal', 'true')
  box.setAttribute('aria-label', name)
  const veil = made('div', 'mp-veil')
  const buttons = choices.map(({ words, answer }) => {
    const button = made('button', 'mp-choice', words)
    onPress(button, () => {
      veil.remove()
      if (before instanceof HTMLElement) before.focus()
      resolve(answer)
    })
    return button
  })
  const row = made('div', 'mp-choices')
  row.append(...buttons)
  box.append(...content, row)
  veil.append(box)
  document.body.append(veil)
  ;(content.find((each) => each.matches('input, textarea')) ?? buttons[0])?.focus()
  return promise
}

export function made<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  words = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  element.className = className
  element.textContent = words
  return element
}

let passing: HTMLElement | null = null
let away = 0

/** @param ms null: until it is taken away. */
export function showPassing(words: string, ms: number | null): void {
  hidePassing()
  passing = made('div', 'mp-toast', words)
  passing.setAttribute('role', 'status')
  document.body.append(passing)
  if (ms !== null) away = window.setTimeout(hidePassing, ms)
}

export function hidePassing(): void {
  clearTimeout(away)
  passing?.remove()
  passing = null
}
