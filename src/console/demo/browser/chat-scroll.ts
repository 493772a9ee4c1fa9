/** Where the chat stands. Whatever comes later (a picture, a font, the keyboard) keeps it there until the reader moves it himself. */
const READER_MOVES = ['wheel', 'touchmove', 'pointerdown', 'keydown']
/** Above the start of an answer, in pixels. */
const GAP = 12

export function chatScroll(log: HTMLElement) {
  let start: HTMLElement | null = null
  let held = true

  function settle() {
    if (!held) return
    const end = log.scrollHeight - log.clientHeight
    log.scrollTop = start ? Math.min(end, start.offsetTop - GAP) : end
  }

  for (const event of READER_MOVES) log.addEventListener(event, () => (held = false), { passive: true })
  const watched = new ResizeObserver(settle)
  for (const each of [log, ...log.children]) watched.observe(each)

  return {
    /** To the end; or, where an answer is taller than the log, to its beginning: what matters most is said first. */
    to(answer: HTMLElement | null) {
      start = answer
      held = true
      settle()
    },
  }
}
