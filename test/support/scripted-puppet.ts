/** A stand-in WeChat for a bot in a process of its own (WECHATY_PUPPET): its parent says by IPC what people write, and hears what the bot says. */
import { MockPuppet, SELF, type Told } from './mock-puppet.ts'

const CONTACTS = ['wang', 'zhao'].map((id) => ({ id, name: `某${id}` }))

/** WeChat wants a code to be scanned. */
export interface Scan {
  scan: { qrcode: string; status: number }
}

export default class ScriptedPuppet extends MockPuppet {
  constructor() {
    super({ contacts: CONTACTS, rooms: [] }, (said) => process.send?.({ said }))
  }

  override async onStart(): Promise<void> {
    await super.onStart()
    process.on('message', (told: Told | Scan) => {
      if ('scan' in told) this.emit('scan', told.scan)
      else this.tell(told)
    })
    setImmediate(async () => {
      await this.login(SELF.id)
      process.send?.({ started: true })
    })
  }
}
