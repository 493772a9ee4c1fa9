import type { BotSend } from '../../contract/bot.ts'

/** The line to a bot that is connected. */
export interface BotLine {
  send(frame: BotSend): void
  /** Another one has come in its place. */
  replaced(): void
}

/** Where the one bot of a deployment is connected, to whichever socket it came. */
export interface BotDesk {
  /** The newer bot wins. */
  attach(line: BotLine): void
  detach(line: BotLine): void
  /** What the bot says became of a message to be sent. */
  ended(line: BotLine, key: string, how: 'sent' | 'gone' | 'later' | 'refused'): void
}
