import { button, h } from './dom.ts'

const STAYS_MS = 8_000

/** One thing at a time that the person should know: the next takes its place, and it goes by itself or by a tap. */
export function noticeIn(place: HTMLElement) {
  let going = 0

  function hide() {
    clearTimeout(going)
    place.hidden = true
    place.replaceChildren()
  }

  return {
    hide,
    /** @param lasting true: it stays until the next one or `hide`. */
    say(words: string, lasting = false) {
      clearTimeout(going)
      const close = button('×', hide, 'close')
      close.setAttribute('aria-label', '知道了')
      place.replaceChildren(h('span', {}, words), close)
      place.hidden = false
      if (!lasting) going = setTimeout(hide, STAYS_MS)
    },
  }
}
