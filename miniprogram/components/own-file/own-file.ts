import { downloadOwn } from '../../utils/download'

type State = 'coming' | 'picture' | 'sound' | 'failed'

/** A picture or a recording of the resident's own: only who has his token may see it, so an address alone would not do. */
Component({
  properties: {
    attachment: { type: String, value: '' },
    /** `any`: it is not known which of both. */
    kind: { type: String, value: 'any' },
    label: { type: String, value: '照片' },
  },
  data: { state: 'coming' as State, path: '', playing: false },
  lifetimes: {
    attached() {
      void this.fetch()
    },
    detached() {
      this.hush()
    },
  },
  methods: {
    async fetch() {
      this.setData({ state: 'coming' })
      try {
        const path = await downloadOwn(`/api/chat/attachments/${this.data.attachment}`)
        this.setData({ path, state: this.data.kind === 'voice' ? 'sound' : 'picture' })
      } catch {
        this.setData({ state: 'failed' })
      }
    },
    notAPicture() {
      this.setData({ state: this.data.kind === 'picture' ? 'failed' : 'sound' })
    },
    enlarge() {
      void wx.previewImage({ urls: [this.data.path] })
    },
    listen() {
      if (this.data.playing) return this.hush()
      const audio = wx.createInnerAudioContext()
      players.set(this, audio)
      const over = () => this.hush()
      audio.onEnded(over)
      audio.onError(over)
      audio.src = this.data.path
      audio.play()
      this.setData({ playing: true })
    },
    hush() {
      const audio = players.get(this)
      if (!audio) return
      players.delete(this)
      audio.stop()
      audio.destroy()
      this.setData({ playing: false })
    },
  },
})

const players = new WeakMap<object, WechatMiniprogram.InnerAudioContext>()
