import type { Block } from '../../../src/contract/block.ts'
import type { Inbound, TurnView } from '../../../src/contract/chat.ts'
import { wordsOf } from '../../utils/api'
import { openChat } from '../../utils/chat'
import { fromMap } from '../../utils/coordinates'
import { A_LOOK_BACK, addOlder, addTurn, forgetTurns, turnsHere } from '../../utils/history'
import { blockLines, type Line, linesOf, optionsOf, waitingLine } from '../../utils/lines'
import { look, tell } from '../../utils/page'
import { canReadAloud, readAloud, readsAloud, stopReading } from '../../utils/read-aloud'
import { store } from '../../utils/store'
import type { Unsent } from '../../utils/unsent'

/** What the chat itself offers to whoever speaks for somebody else. */
const FOR_OTHER = '帮别人家报'
/** As many pictures as one go takes. */
const MOST_PICTURES = 9

let chat: ReturnType<typeof openChat> | null = null
/** How many of the newest are drawn. */
let drawn = A_LOOK_BACK
let greeting: Block[] = []

Page({
  data: {
    ...look(),
    online: true,
    greeted: false,
    lines: [] as Line[],
    waiting: [] as Line[],
    options: [] as string[],
    way: 'type' as 'type' | 'speak',
    text: '',
    placeholder: '说说家里的难处',
    trouble: '',
    hasOlder: false,
    fetching: false,
    /** The line that the talk is moved to. */
    shownAt: '',
    /** There is something below what is seen. */
    more: false,
    canRead: false,
  },

  onLoad() {
    drawn = A_LOOK_BACK
    greeting = []
    this.setData({
      text: store.get('chat.draft') ?? '',
      way: store.get('chat.way') ?? (canReadAloud() ? 'speak' : 'type'),
      canRead: canReadAloud(),
      // What waits longer than this for its line is told so; before, a bar would only flicker.
      online: true,
    })
    this.draw('end')
    this.connect()
  },
  onShow() {
    this.setData(look())
    this.askFor()
  },
  onHide() {
    stopReading()
  },
  onUnload() {
    stopReading()
    chat?.close()
  },

  connect() {
    chat = openChat(
      {
        online: (online) => this.setData({ online }),
        greeting: (blocks) => {
          greeting = blocks
          this.setData({ greeted: true })
          this.draw('end')
        },
        turn: (turn) => this.take(turn),
        unsent: (messages) => {
          const isMore = messages.length > this.data.waiting.length
          this.setData({ waiting: messages.map(waitingLine) }, () => isMore && this.move('end'))
        },
        refused: (words, lost) => this.refused(words, lost),
        cleared: () => {
          forgetTurns()
          this.draw('end')
        },
      },
      turnsHere().at(-1)?.seq ?? 0,
    )
  },
  again() {
    chat?.close()
    this.connect()
  },

  take(turn: TurnView) {
    addTurn(turn)
    const answer = linesOf([turn]).find(({ kind }) => kind !== 'time' && kind !== 'mine')
    this.draw(answer ? `at-${answer.key}` : 'end')
    if (readsAloud() && turn.messageId !== null) void readAloud(linesOf([turn]).flatMap(readable))
  },
  draw(to: string) {
    const turns = turnsHere()
    const shown = turns.slice(-drawn)
    const lines = turns.length === 0 ? blockLines('greeting', greeting) : linesOf(shown)
    const options =
      turns.length === 0
        ? greeting.flatMap((block) => (block.kind === 'quick_replies' ? block.options : []))
        : optionsOf(shown)
    this.setData({ lines, options, hasOlder: (shown[0]?.seq ?? 1) > 1 }, () => this.move(to))
  },
  /** To the end; or to the beginning of an answer that is higher than the page: what matters most is said first. */
  move(to: string) {
    const query = wx.createSelectorQuery()
    query.select('.log').boundingClientRect()
    query.select('#end').boundingClientRect()
    query.select(to === 'end' ? '#end' : `#${to}`).boundingClientRect()
    query.exec((found: ({ top: number; bottom: number; height: number } | null)[]) => {
      const [log, end, start] = found
      const isTall = log && end && start && end.bottom - start.top > log.height
      this.setData({ shownAt: '' })
      this.setData({ shownAt: isTall ? to : 'end', more: Boolean(isTall) })
    })
  },
  moved({ detail }: { detail: { scrollTop: number; scrollHeight: number } }) {
    wx.createSelectorQuery()
      .select('.log')
      .boundingClientRect((log) => {
        const more = detail.scrollHeight - detail.scrollTop - log.height > 60
        if (more !== this.data.more) this.setData({ more })
      })
      .exec()
  },
  atEnd() {
    this.setData({ more: false })
  },
  further() {
    this.setData({ shownAt: '' })
    this.setData({ shownAt: 'end', more: false })
  },
  async older() {
    const first = turnsHere().slice(-drawn)[0]
    if (!first) return
    this.setData({ fetching: true })
    try {
      if (turnsHere().length <= drawn) await addOlder()
      drawn += A_LOOK_BACK
      this.draw(`at-${first.seq}-mine`)
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
    this.setData({ fetching: false })
  },

  write({ detail }: { detail: { value: string } }) {
    this.setData({ text: detail.value })
    store.set('chat.draft', detail.value)
  },
  send() {
    const text = this.data.text.trim()
    if (text === '') return
    // What could not be kept stays where he wrote it.
    if (this.say({ kind: 'text', text })) this.write({ detail: { value: '' } })
  },
  say(message: Inbound): boolean {
    try {
      chat?.say(message)
      return true
    } catch {
      this.setData({ trouble: '手机存不下了，没有发出去。请清一清手机再发。' })
      return false
    }
  },
  choose({ currentTarget }: { currentTarget: { dataset: { option: string } } }) {
    // Whoever taps twice has answered once.
    if (this.data.waiting.length > 0) return
    this.say({ kind: 'text', text: currentTarget.dataset.option })
  },
  forOther() {
    this.say({ kind: 'text', text: FOR_OTHER })
  },
  otherWay() {
    const way = this.data.way === 'type' ? 'speak' : 'type'
    store.set('chat.way', way)
    this.setData({ way })
  },
  async said({ detail }: { detail: { path: string; text: string | null } }) {
    try {
      await chat?.sendRecording(detail.path, detail.text ?? undefined)
    } catch {
      this.setData({ trouble: '这部手机存不下录音了，请打几个字。' })
    }
  },
  async sendPicture() {
    const chosen = await wx
      .chooseMedia({ count: MOST_PICTURES, mediaType: ['image'], sizeType: ['compressed'] })
      .catch(() => null)
    try {
      for (const { tempFilePath } of chosen?.tempFiles ?? []) await chat?.sendPicture(tempFilePath)
    } catch {
      this.setData({ trouble: '这张照片打不开，请换一张。' })
    }
  },
  async sendPlace() {
    const which = await wx.showActionSheet({ itemList: ['我现在的地方', '在地图上找'] }).catch(() => null)
    if (!which) return
    try {
      if (which.tapIndex === 0) {
        const { latitude, longitude } = await wx.getLocation({ type: 'wgs84' })
        this.say({ kind: 'location', latitude, longitude })
      } else {
        const { latitude, longitude, name } = await wx.chooseLocation({})
        this.say({ kind: 'location', ...fromMap({ latitude, longitude }), ...(name && { label: name.slice(0, 200) }) })
      }
    } catch (error) {
      if (!/cancel/.test((error as { errMsg?: string }).errMsg ?? ''))
        this.setData({ trouble: '没有拿到位置。请打开手机的定位，或者直接说村名。' })
    }
  },
  dial({ currentTarget }: { currentTarget: { dataset: { number: string } } }) {
    wx.makePhoneCall({ phoneNumber: currentTarget.dataset.number, fail: () => {} })
  },
  async read({ currentTarget }: { currentTarget: { dataset: { read: string } } }) {
    await readAloud([currentTarget.dataset.read])
  },

  refused(words: string, lost: Unsent | null) {
    this.setData({ trouble: lost ? `没有发出去：${words}` : words })
    const text = lost?.message?.kind === 'text' ? lost.message.text : lost?.file?.text
    if (text && this.data.text === '') this.write({ detail: { value: text } })
  },
  understood() {
    this.setData({ trouble: '' })
  },
  /** Another page has a question for the chat. */
  askFor() {
    const wanted = store.get('chat.ask')
    if (!wanted) return
    store.remove('chat.ask')
    if (wanted.send) return void this.say({ kind: 'text', text: wanted.text })
    this.setData({ way: 'type' })
    this.write({ detail: { value: this.data.text + wanted.text } })
    tell('可以接着写')
  },
})

function readable(line: Line): string[] {
  return 'read' in line ? [line.read] : []
}
