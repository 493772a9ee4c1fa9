import { wordsOf } from './api.ts'
import { button, h } from './dom.ts'
import { pageData } from './words.ts'

export interface Field {
  name: 'text' | 'pick'
  view: HTMLElement
}

export function words(name: Field['name'], label: string, example: string): Field {
  const id = `field-${name}`
  const { maxText } = pageData
  // Nothing is cut: whoever wrote too much sees it and shortens it himself.
  const input = h('textarea', {
    id,
    name,
    rows: 3,
    required: true,
    placeholder: example,
    input: () => {
      const over = input.value.trim().length > maxText
      input.setCustomValidity(over ? `太长了：已经 ${input.value.trim().length} 字，最多 ${maxText} 字。` : '')
      if (over) input.reportValidity()
    },
  })
  return {
    name,
    view: h('div', { class: 'field' }, h('label', { for: id }, label), input),
  }
}

export function choice(name: Field['name'], label: string, options: (readonly [string, string])[]): Field {
  return {
    name,
    view: h(
      'fieldset',
      { class: 'field' },
      h('legend', {}, label),
      ...options.map(([value, text]) =>
        h('label', { class: 'radio' }, h('input', { type: 'radio', name, value, required: true }), text),
      ),
      options.length === 0 ? h('p', { class: 'hint' }, '现在没有别人可以选。') : null,
    ),
  }
}

/** Asks for words and choices by name; `done` refuses by throwing. */
export function ask(
  title: string,
  fields: Field[],
  done: (given: Partial<Record<Field['name'], string>>) => Promise<void>,
): Promise<void> {
  const views = fields.map((field) => field.view)
  return askIn(title, views, (form) =>
    done(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]))),
  )
}

/** A plain dialog. It stays open with the reason while `done` refuses, so nothing that was typed is lost. */
export function askIn(
  title: string,
  views: (HTMLElement | null)[],
  done: (form: HTMLFormElement) => Promise<void>,
): Promise<void> {
  const trouble = h('p', { class: 'trouble', role: 'alert' })
  const submit = h('button', { type: 'submit', class: 'primary' }, '确定')
  const form = h(
    'form',
    { method: 'dialog' },
    h('h3', { id: 'dialog-title' }, title),
    ...views,
    trouble,
    h(
      'div',
      { class: 'dialog-buttons' },
      button('取消', () => dialog.close()),
      submit,
    ),
  )
  const dialog = h('dialog', { 'aria-labelledby': 'dialog-title' }, form)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit.disabled = true
    done(form)
      .then(() => dialog.close())
      .catch((error) => {
        trouble.textContent = wordsOf(error)
        submit.disabled = false
        trouble.scrollIntoView({ block: 'nearest' })
      })
  })
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((resolve) =>
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve()
    }),
  )
}
