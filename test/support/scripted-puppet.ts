/** A stand-in WeChat for a bot in a process of its own (WECHATY_PUPPET): its parent says by IPC what people write, and hears what the bot says. */
import { MockPuppet, SELF, type Told } from './mock-puppet.ts'

const CONTACTS = ['wang', 'zhao'].map((id) => ({ id, name: `某${id}` }))

export default class ScriptedPuppet extends MockPuppet {
  constructor() {
    super({ contacts: CONTACTS, rooms: [] }, (said) => process.send?.({ said }))
  }

  override async onStart(): Promise<void> {
    await super.onStart()
    process.on('message', (told: Told) => {
      this.tell(told)
    })
    setImmediate(async () => {
      await this.login(SELF.id)
      process.send?.({ started: true })
    })
  }
}
