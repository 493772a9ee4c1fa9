import type { AboutMe, Erased, MyExport } from '../../../src/contract/about-me.ts'
import { wordsOf } from '../../utils/api'
import { forgetFile } from '../../utils/files'
import { forgetTurns } from '../../utils/history'
import { newId } from '../../utils/new-id'
import { look, tell } from '../../utils/page'
import { askAsResident } from '../../utils/session'
import { store } from '../../utils/store'
import { clock, dayOf } from '../../utils/when'
import { exportText } from './export-text'

const FILE = '我的资料.txt'

/** Of a tap that is tried again: it is done once. */
let erasure = ''

Page({
  data: {
    ...look(),
    about: null as AboutMe | null,
    since: '',
    readers: [] as { who: string; times: number; last: string }[],
    erasedAt: '',
    erased: null as Erased | null,
    withdrawn: '',
    busy: false,
    trouble: '',
  },
  onLoad() {
    erasure = newId()
    void this.read()
  },
  onShow() {
    this.setData(look())
  },
  async read() {
    this.setData({ trouble: '' })
    try {
      const about = await askAsResident<AboutMe>('/api/chat/me')
      this.setData({
        about,
        since: about.since ? `${dayOf(new Date(about.since))}起存下的` : '您还没有说过话',
        readers: about.readers.map(({ who, times, lastAt }) => ({ who, times, last: clock(new Date(lastAt)) })),
        erasedAt: about.erasedAt ? clock(new Date(about.erasedAt)) : '',
      })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
  async copy() {
    const data = await this.words()
    if (data) wx.setClipboardData({ data, fail: () => tell('没有复制成，请再试一次') })
  },
  async saveFile() {
    const data = await this.words()
    if (!data) return
    const filePath = `${wx.env.USER_DATA_PATH}/${FILE}`
    wx.getFileSystemManager().writeFile({
      filePath,
      data,
      encoding: 'utf8',
      success: () => wx.shareFileMessage({ filePath, fileName: FILE, fail: () => {} }),
      fail: () => tell('手机存不下了，请先清一清'),
    })
  },
  /** Null where it could not be had; that is told. */
  async words(): Promise<string | null> {
    this.setData({ busy: true, trouble: '' })
    try {
      return exportText(await askAsResident<MyExport>('/api/chat/me/export'))
    } catch (error) {
      tell(wordsOf(error))
      return null
    } finally {
      this.setData({ busy: false })
    }
  },
  async erase() {
    const { confirm } = await wx.showModal({
      title: '都删掉吗？',
      content: '说过的话、照片都会删掉，没办完的申报一起撤回。删了就找不回来。',
      confirmText: '删掉',
      cancelText: '不删',
    })
    if (!confirm) return
    this.setData({ busy: true, trouble: '' })
    try {
      const erased = await askAsResident<Erased>('/api/chat/me/erasure', { method: 'POST', body: { id: erasure } })
      forgetAll()
      this.setData({ erased, withdrawn: erased.withdrawn.join('、') })
    } catch (error) {
      tell(wordsOf(error))
    }
    this.setData({ busy: false })
  },
  /** Every page that still shows something of it is opened anew. */
  afresh() {
    void wx.reLaunch({ url: '/pages/chat/chat' })
  },
})

/** What the phone itself keeps of him. His choice of type stays, and his village. */
function forgetAll(): void {
  for (const { file } of store.get('outbox') ?? []) if (file) forgetFile(file)
  for (const { pictures } of Object.values(store.get('reports.drafts') ?? {}))
    for (const { file } of pictures) forgetFile(file)
  for (const name of ['outbox', 'chat.draft', 'chat.ask', 'reports.list', 'reports.drafts'] as const) store.remove(name)
  forgetTurns()
}
