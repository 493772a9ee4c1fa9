import { type Ear, type Heard, openEar } from '../../utils/ear'
import { tell } from '../../utils/page'

/** `held`: a finger is on it. `leaving`: it slid away, to send nothing. `tapped`: it goes on until somebody taps again. */
type State = 'idle' | 'held' | 'leaving' | 'tapped'

/** A shorter touch is a tap: whoever can't hold, or hears the page read by the phone, taps to begin and taps to end. */
const TAP_MS = 350
/** A tap comes that long after its touch at most. */
const TAP_AFTER_TOUCH_MS = 600
/** As far as the finger goes up to send nothing. */
const AWAY_PX = 70
/** Nobody says anything in less. */
const SHORTEST_MS = 700

const HINTS: Record<State, string> = {
  idle: '',
  held: '说完松开，就发出去。手指往上滑，就不发。',
  leaving: '现在松开，就不发了。',
  tapped: '说完点“说完了”。',
}

interface Talk {
  ear: Ear
  from: { at: number; y: number }
  wanted: boolean
}
const talks = new WeakMap<object, Talk>()
/** When a finger was last taken off. */
let lastTouch = 0

/** Speaking instead of typing. Tells `said` with `{ path, text }`. */
Component({
  data: { state: 'idle' as State, hint: '', hears: '' },
  lifetimes: {
    detached() {
      const talk = talks.get(this)
      if (!talk || this.data.state === 'idle') return
      talk.wanted = false
      talk.ear.stop()
    },
  },
  methods: {
    to(state: State) {
      this.setData({ state, hint: HINTS[state], ...(state === 'idle' && { hears: '' }) })
    },
    press({ touches }: { touches: { clientY: number }[] }) {
      this.begin('held', touches[0]?.clientY ?? 0)
    },
    begin(state: State, y: number) {
      if (this.data.state !== 'idle') return
      const ear = openEar({
        started: () => void wx.vibrateShort({ type: 'light', fail: () => {} }),
        hears: (hears) => this.setData({ hears }),
        heard: (recording) => this.heard(recording),
        failed: (words) => {
          this.to('idle')
          tell(words)
        },
      })
      talks.set(this, { ear, from: { at: Date.now(), y }, wanted: true })
      this.to(state)
      ear.start()
    },
    slide({ touches }: { touches: { clientY: number }[] }) {
      const talk = talks.get(this)
      const y = touches[0]?.clientY
      if (!talk || y === undefined) return
      const { state } = this.data
      const isAway = talk.from.y - y > AWAY_PX
      if (isAway && state === 'held') this.to('leaving')
      if (!isAway && state === 'leaving') this.to('held')
    },
    release() {
      lastTouch = Date.now()
      const talk = talks.get(this)
      if (!talk) return
      if (this.data.state === 'leaving') return this.cancel()
      if (this.data.state !== 'held') return
      if (Date.now() - talk.from.at < TAP_MS) this.to('tapped')
      else this.finish()
    },
    /** Where the tap comes without a touch, as from a screen reader; the tap that follows a touch was dealt with already. */
    tap() {
      if (this.data.state === 'idle' && Date.now() - lastTouch > TAP_AFTER_TOUCH_MS) this.begin('tapped', 0)
    },
    finish() {
      this.to('idle')
      talks.get(this)?.ear.stop()
    },
    cancel() {
      const talk = talks.get(this)
      if (!talk || this.data.state === 'idle') return
      talk.wanted = false
      this.to('idle')
      talk.ear.stop()
      tell('没有发')
    },
    heard({ path, ms, text }: Heard) {
      this.to('idle')
      if (talks.get(this)?.wanted !== true) return
      if (ms < SHORTEST_MS) return tell('说得太短了，请再说一次')
      this.triggerEvent('said', { path, text })
    },
  },
})
