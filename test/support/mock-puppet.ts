/**
 * wechaty-puppet-mock, repaired: what is said to an id with or without `@` goes to the room or person that has it, files are of the kind that
 * they are sent as, and the bot hears its own words as WeChat gives them back.
 */
import { FileBox, type FileBoxInterface } from 'file-box'
import { type payloads, types } from 'wechaty'
import { PuppetMock } from 'wechaty-puppet-mock'

export interface Said {
  /** A contact or a room. */
  to: string
  text: string
  mentions: string[]
  /** In base64. */
  file?: { name: string; base64: string }
}

export interface People {
  contacts: { id: string; name: string }[]
  rooms: { id: string; members: string[] }[]
}

export const SELF = { id: 'self', name: '明白小助手' }

export interface Told {
  from: string
  text: string
  room?: string
  mentions?: string[]
  /** The same when it comes again. */
  id?: string
}

export class MockPuppet extends PuppetMock {
  #made = 0
  readonly #hear: (said: Said) => void

  constructor(people: People, hear: (said: Said) => void) {
    super()
    this.#hear = hear
    for (const contact of [SELF, ...people.contacts]) this.mocker.createContact(contact)
    for (const { id, members } of people.rooms)
      this.mocker.createRoom({ id, topic: id, memberIdList: [SELF.id, ...members] })
  }

  /** Somebody writes: to the bot, or in a room. */
  tell({ from, text, room, mentions = [], id = this.#id() }: Told): string {
    return this.#brings({ ...this.#base(id, from, room, mentions), type: types.Message.Text, text })
  }

  /** Somebody sends the bot a file. */
  sendFile(from: string, type: number, bytes: Uint8Array, name: string): string {
    const id = this.#id()
    const box = FileBox.fromBase64(Buffer.from(bytes).toString('base64'), name)
    this.mocker.cacheFileBoxPayload.set(id, box.toJSON())
    return this.#brings({ ...this.#base(id, from, undefined, []), type })
  }

  /** WeChat brings a message once more. */
  again(messageId: string): void {
    this.emit('message', { messageId })
  }

  override async messageSendText(to: string, text: string, mentions: string[] = []): Promise<void> {
    if (!this.isLoggedIn) throw new Error('not logged in')
    const room = this.mocker.cacheRoomPayload.has(to)
    if (!room && !this.mocker.cacheContactPayload.has(to)) throw new Error('nobody has this id')
    this.#hear({ to, text, mentions })
    const base = room
      ? this.#base(this.#id(), SELF.id, to, mentions)
      : { ...this.#base(this.#id(), SELF.id), listenerId: to }
    this.#brings({ ...base, type: types.Message.Text, text } as payloads.Message)
  }

  override async messageSendFile(to: string, file: FileBoxInterface): Promise<void> {
    if (!this.isLoggedIn) throw new Error('not logged in')
    this.#hear({ to, text: '', mentions: [], file: { name: file.name, base64: await file.toBase64() } })
  }

  #id(): string {
    this.#made++
    return `m-${process.pid}-${Date.now()}-${this.#made}`
  }

  #base(id: string, talkerId: string, roomId?: string, mentionIdList: string[] = []) {
    const base = { id, talkerId, timestamp: Date.now() }
    return roomId === undefined ? { ...base, listenerId: SELF.id } : { ...base, roomId, mentionIdList }
  }

  #brings(payload: payloads.Message): string {
    this.mocker.MessageMock.create(payload)
    this.emit('message', { messageId: payload.id })
    return payload.id
  }
}
