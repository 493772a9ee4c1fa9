import { speechPlugin } from './speech-plugin'
import { store } from './store'

/** The plugin takes a thousand bytes at once; a Chinese character has three. */
const LONGEST = 300

let player: WechatMiniprogram.InnerAudioContext | null = null
/** Counts what was begun: an answer of the plugin to what was stopped since is not played. */
let turn = 0

/** Whether this phone's WeChat can read aloud here at all. */
export function canReadAloud(): boolean {
  return speechPlugin() !== null
}

/** Whether answers are to be read aloud by themselves. */
export function readsAloud(): boolean {
  return canReadAloud() && store.get('aloud') === true
}

export function stopReading(): void {
  turn++
  player?.stop()
}

/** One after the other. @returns false where it went wrong or was stopped. */
export async function readAloud(sentences: string[]): Promise<boolean> {
  stopReading()
  const mine = turn
  for (const piece of pieces(sentences)) {
    const path = await spoken(piece)
    if (!path || turn !== mine || !(await played(path))) return false
  }
  return true
}

function pieces(sentences: string[]): string[] {
  const whole: string[] = []
  for (const sentence of sentences) {
    const last = whole.at(-1)
    if (last && last.length + sentence.length <= LONGEST) whole[whole.length - 1] = `${last}\n${sentence}`
    else for (let at = 0; at < sentence.length; at += LONGEST) whole.push(sentence.slice(at, at + LONGEST))
  }
  return whole
}

function spoken(content: string): Promise<string | null> {
  return new Promise((resolve) => {
    const plugin = speechPlugin()
    if (!plugin) return resolve(null)
    const success = ({ filename }: { filename: string }) => resolve(filename)
    plugin.textToSpeech({ lang: 'zh_CN', tts: true, content, success, fail: () => resolve(null) })
  })
}

function played(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    player?.destroy()
    player = wx.createInnerAudioContext()
    player.onEnded(() => resolve(true))
    player.onStop(() => resolve(false))
    player.onError(() => resolve(false))
    player.src = path
    player.play()
  })
}
