/** 念给我听: the card's sentences one by one, each marked while it is read. */
const button = part('read-aloud') as HTMLButtonElement
const caption = part('reading')
const sentences: string[] = JSON.parse(part('audio').textContent ?? '[]')
/** Slower than a machine would: for old ears. */
const RATE = 0.85

/** Which reading goes on; whatever an older one still reports is not heard. */
let current = 0
let reading = false

function part(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return found
}

/** Answers whether the page has the sentence in the same words. */
function mark(sentence: string | null): boolean {
  let marked = false
  for (const each of document.querySelectorAll<HTMLElement>('[data-say]')) {
    const isRead = each.dataset.say === sentence
    each.classList.toggle('is-read', isRead)
    if (!isRead) continue
    marked = true
    each.scrollIntoView({ block: 'center', behavior: 'smooth' })
  }
  return marked
}

function show(words: string) {
  caption.textContent = words
  caption.hidden = words === ''
}

function say(at: number, run: number) {
  const sentence = sentences[at]
  if (sentence === undefined) return stop()
  const utterance = new SpeechSynthesisUtterance(sentence)
  utterance.lang = 'zh-CN'
  utterance.rate = RATE
  const voice = speechSynthesis.getVoices().find(({ lang }) => /^(zh|cmn)[-_]?(CN|Hans)?/i.test(lang))
  if (voice) utterance.voice = voice
  utterance.onend = () => run === current && say(at + 1, run)
  utterance.onerror = () => {
    if (run !== current) return
    stop()
    show('这台机器念不出来，请让家里人念给您听。')
  }
  show(mark(sentence) ? '' : `正在念：${sentence}`)
  speechSynthesis.speak(utterance)
}

function stop() {
  current++
  reading = false
  speechSynthesis.cancel()
  mark(null)
  show('')
  button.textContent = '念给我听'
}

if ('speechSynthesis' in window && 'SpeechSynthesisUtterance' in window) {
  const hasChinese = () => {
    const voices = speechSynthesis.getVoices()
    // Many browsers name their voices only later, or none at all and speak all the same.
    return voices.length === 0 || voices.some(({ lang }) => /^(zh|cmn|yue)/i.test(lang))
  }
  const offer = () => {
    button.hidden = !hasChinese()
  }
  offer()
  speechSynthesis.addEventListener?.('voiceschanged', offer)
  button.addEventListener('click', () => {
    if (reading) return stop()
    // Some other page of this browser may have left something unread.
    speechSynthesis.cancel()
    reading = true
    button.textContent = '停下'
    say(0, ++current)
  })
  addEventListener('pagehide', () => speechSynthesis.cancel())
  // The chat's link leads here; only a tap may begin to speak.
  if (location.hash === '#listen' && !button.hidden) button.focus()
}

export {}
