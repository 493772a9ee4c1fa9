/** A list, and beside it (on a phone: in its place) what was opened of it. */
import { ApiProblem, wordsOf } from './api.ts'
import { h } from './dom.ts'

export function splitPanel(side: (HTMLElement | null)[], { signedOut }: { signedOut(): void }) {
  const trouble = h('p', { class: 'banner', role: 'alert', hidden: true })
  const detail = h('div', { class: 'detail' })
  const split = h('div', { class: 'queue' }, h('div', { class: 'queue-side' }, ...side), detail)
  const view = h('div', { class: 'queue-whole' }, trouble, split)

  function tell(words: string) {
    trouble.textContent = words
    trouble.hidden = words === ''
  }

  return {
    view,
    open(shown: HTMLElement) {
      // The same thing shown anew stays where the person had scrolled to.
      const at = detail.firstElementChild?.getAttribute('aria-label') === shown.getAttribute('aria-label')
      const top = at ? detail.scrollTop : 0
      detail.replaceChildren(shown)
      detail.scrollTop = top
      split.classList.add('opened')
    },
    close() {
      detail.replaceChildren()
      split.classList.remove('opened')
    },
    async guarded(work: () => Promise<void>) {
      try {
        await work()
        tell('')
      } catch (error) {
        if (error instanceof ApiProblem && error.problem.status === 401) return signedOut()
        tell(wordsOf(error))
      }
    },
  }
}
