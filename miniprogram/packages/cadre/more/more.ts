import { look, tell } from '../../../utils/page'
import { cadreSession } from '../../../utils/session'
import { ROLE } from '../lib/labels'
import { leave } from '../lib/leave'
import { waitingActs, watchActs } from '../lib/outbox'

/** What the desk's QR code says: a ticket and nothing else, because it becomes a part of an address. */
const CODE = /^mingbai:login:(\d{6}\.[\w-]{20,64})$/
const OVER_VILLAGES = ['township_officer', 'county_officer']

let unwatch = () => {}

Page({
  data: { ...look(), name: '', role: '', overVillages: false, waiting: 0 },
  onShow() {
    const me = cadreSession()?.me
    if (!me) return void wx.redirectTo({ url: '/packages/cadre/login/login' })
    this.setData({ ...look(), name: me.name, role: ROLE[me.role], overVillages: OVER_VILLAGES.includes(me.role) })
    unwatch = watchActs(() => this.count())
    this.count()
  },
  onHide() {
    unwatch()
  },
  onUnload() {
    unwatch()
  },
  count() {
    this.setData({ waiting: waitingActs().length })
  },
  async scan() {
    const scanned = await wx.scanCode({ onlyFromCamera: true, scanType: ['qrCode'] }).catch(() => null)
    if (!scanned) return
    const ticket = CODE.exec(scanned.result)?.[1]
    if (!ticket) return tell('这不是登录用的二维码。请扫电脑登录页上的那个。')
    await wx.navigateTo({ url: `/packages/cadre/scan/scan?ticket=${encodeURIComponent(ticket)}` })
  },
  async logOut() {
    const { waiting } = this.data
    const content =
      waiting > 0
        ? `还有 ${waiting} 件没有上传，退出就丢了。有网时先等它传完。`
        : '退出后，这部手机上不留您看过的内容。'
    const { confirm } = await wx.showModal({
      title: '退出登录？',
      content,
      confirmText: waiting > 0 ? '丢掉退出' : '退出',
      cancelText: '不退出',
    })
    if (!confirm) return
    leave()
    await wx.switchTab({ url: '/pages/me/me' })
  },
  home() {
    void wx.switchTab({ url: '/pages/me/me' })
  },
})
