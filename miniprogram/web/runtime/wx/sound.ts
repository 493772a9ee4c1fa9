import { fileUrl, keepTemporary } from '../files.ts'
import type { Simulated } from './simulated.ts'

type Listener = (value: never) => void

/** Listeners by the name of what they hear, as WeChat's managers keep them. */
function ears() {
  const all = new Map<string, Listener>()
  return {
    hear: (name: string) => (listener: Listener) => void all.set(name, listener),
    tell: (name: string, value: object = {}) => (all.get(name) as ((value: object) => void) | undefined)?.(value),
  }
}

/** One frame of MP3 at 32 kbit/s, 44.1 kHz, one channel, in which nothing is heard. */
const FRAME_BYTES = 104
const FRAME_MS = 1152 / 44.1
const FRAME_HEAD = [0xff, 0xfb, 0x10, 0xc4]

function silence(ms: number): Blob {
  const frame = new Uint8Array(FRAME_BYTES)
  frame.set(FRAME_HEAD)
  return new Blob(
    Array.from({ length: Math.max(1, Math.round(ms / FRAME_MS)) }, () => frame),
    { type: 'audio/mpeg' },
  )
}

/** A browser records no MP3: what is recorded here is silence, as long as somebody held the button. */
function recorder() {
  const { hear, tell } = ears()
  let since: number | null = null
  let limit = 0
  const stop = () => {
    clearTimeout(limit)
    if (since === null) return tell('error', { errMsg: 'operateRecorder:fail recorder not start' })
    const duration = Date.now() - since
    since = null
    const recording = silence(duration)
    tell('stop', { tempFilePath: keepTemporary(recording), duration, fileSize: recording.size })
  }
  return {
    start(options: { duration?: number } = {}) {
      if (since !== null) return tell('error', { errMsg: 'operateRecorder:fail is recording or paused' })
      since = Date.now()
      limit = window.setTimeout(stop, options.duration ?? 60_000)
      queueMicrotask(() => tell('start'))
    },
    stop,
    onStart: hear('start'),
    onStop: hear('stop'),
    onError: hear('error'),
    onInterruptionBegin: hear('interruptionBegin'),
    onInterruptionEnd: hear('interruptionEnd'),
  }
}

function player() {
  const { hear, tell } = ears()
  const audio = new Audio()
  let src = ''
  for (const type of ['play', 'pause', 'ended', 'canplay', 'waiting']) audio.addEventListener(type, () => tell(type))
  audio.addEventListener('timeupdate', () => tell('timeUpdate'))
  audio.addEventListener('error', () => tell('error', { errMsg: `audio:fail ${src}`, errCode: 10001 }))
  return {
    get src() {
      return src
    },
    set src(path: string) {
      src = path
      void fileUrl(path).then((url) => {
        audio.src = url ?? ''
      })
    },
    get paused() {
      return audio.paused
    },
    get currentTime() {
      return audio.currentTime
    },
    get duration() {
      return audio.duration
    },
    play: () =>
      void fileUrl(src).then(() => audio.play().catch(() => tell('error', { errMsg: 'audio:fail', errCode: 10001 }))),
    pause: () => audio.pause(),
    stop() {
      audio.pause()
      audio.currentTime = 0
      tell('stop')
    },
    seek(seconds: number) {
      audio.currentTime = seconds
    },
    destroy: () => audio.removeAttribute('src'),
    onPlay: hear('play'),
    onPause: hear('pause'),
    onStop: hear('stop'),
    onEnded: hear('ended'),
    onCanplay: hear('canplay'),
    onWaiting: hear('waiting'),
    onTimeUpdate: hear('timeUpdate'),
    onError: hear('error'),
  }
}

let recorderOfPhone: ReturnType<typeof recorder> | null = null

export const sound: Simulated = {
  getRecorderManager() {
    recorderOfPhone ??= recorder()
    return recorderOfPhone
  },
  createInnerAudioContext: player,
}
