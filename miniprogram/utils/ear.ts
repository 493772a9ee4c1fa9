import { type RecognitionManager, speechPlugin } from './speech-plugin'

/** A recording, with its words where the phone could make them out. */
export interface Heard {
  path: string
  ms: number
  text: string | null
}

export interface EarEvents {
  started(): void
  /** What was made out so far. */
  hears(text: string): void
  heard(recording: Heard): void
  failed(words: string): void
}

export interface Ear {
  start(): void
  stop(): void
}

const LONGEST_MS = 60_000
/** Speech needs no more, and a village's network has no more. MP3 is what the server keeps. */
const QUALITY = { sampleRate: 16_000, numberOfChannels: 1, encodeBitRate: 24_000, format: 'mp3' } as const

/** There is one microphone: whoever opens its ear last is told. */
export function openEar(events: EarEvents): Ear {
  const plugin = speechPlugin()
  return plugin ? understanding(plugin.getRecordRecognitionManager(), events) : recording(events)
}

function understanding(manager: RecognitionManager, events: EarEvents): Ear {
  manager.onStart = events.started
  manager.onRecognize = ({ result }) => events.hears(result)
  manager.onStop = ({ tempFilePath, duration, result }) =>
    events.heard({ path: tempFilePath, ms: duration, text: result.trim() || null })
  manager.onError = ({ msg }) => events.failed(whyNot(msg))
  return { start: () => manager.start({ lang: 'zh_CN', duration: LONGEST_MS }), stop: () => manager.stop() }
}

function recording(events: EarEvents): Ear {
  const manager = wx.getRecorderManager()
  manager.onStart(events.started)
  manager.onStop(({ tempFilePath, duration }) => events.heard({ path: tempFilePath, ms: duration, text: null }))
  manager.onError(({ errMsg }) => events.failed(whyNot(errMsg)))
  // A call comes in: what was said until then is not lost.
  manager.onInterruptionBegin(() => manager.stop())
  return { start: () => manager.start({ duration: LONGEST_MS, ...QUALITY }), stop: () => manager.stop() }
}

function whyNot(message: string): string {
  return /auth|permission|deny/.test(message)
    ? '没有允许用话筒。请点右上角的三个点，在设置里打开话筒。'
    : '没有录上，请再说一次，或者打几个字。'
}
