/** Where the chat stands. Whatever comes later (a picture, a font, the keyboard) keeps it there until the reader moves it himself. */
const READER_MOVES = ['wheel', 'touchmove', 'pointerdown', 'keydown']
/** Above the start of an answer, in pixels. */
const GAP = 8

/** So near the end there is nothing left to point at. */
const NEAR = 40

/** @param further leads on where an answer is taller than the log: not everybody thinks of scrolling. */
export function chatScroll(log: HTMLElement, further: HTMLElement) {
  let start: HTMLElement | null = null
  let held = true

  function settle() {
    if (held) log.scrollTop = start ? Math.min(end(), start.offsetTop - GAP) : end()
    point()
  }

  function end() {
    return log.scrollHeight - log.clientHeight
  }

  function point() {
    further.hidden = end() - log.scrollTop < NEAR
  }

  further.addEventListener('click', () => {
    held = false
    log.scrollBy({ top: log.clientHeight - 2 * NEAR, behavior: 'smooth' })
    log.focus({ preventScroll: true })
  })
  log.addEventListener('scroll', point, { passive: true })
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
