import type { FastifyPluginOptions } from 'fastify'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import type { Registry } from 'prom-client'
import type { CardPictures } from '../../app/card-pictures.ts'
import type { Deps } from '../../app/deps.ts'
import type { BotDesk } from '../../app/ports/bots.ts'
import type { ChangeFeed } from '../../app/ports/store.ts'
import type { ChatHub } from './chat-hub.ts'
import type { Limits } from './limits.ts'
import type { LiveQueue } from './live-queue.ts'
import type { Metrics } from './metrics.ts'
import type { OpenSockets } from './open-sockets.ts'

/** Where the wechaty bot is let in, with its service token. */
export interface BotDoor {
  desk: BotDesk
  token: string
}

/** What the plugins share. */
export interface Parts extends FastifyPluginOptions {
  deps: Deps
  feed: ChangeFeed
  /** The deployment's own county, for whoever names none. */
  county: string
  limits: Limits
  metrics: Metrics
  /** Measured by other parts, shown with our own. */
  registries: Registry[]
  sockets: OpenSockets
  chat: ChatHub
  queue: LiveQueue
  /** Reads for those who only look on, a few at a time. */
  onlookers: <T>(work: () => Promise<T>) => Promise<T>
  /** Other sites whose pages may open our sockets. */
  origins: string[]
  ready: () => Promise<boolean>
  /** Pictures of cards. */
  pictures: CardPictures
  /** Where people reach this site, such as `https://mingbai.example.cn`; null: wherever the request came. */
  publicUrl: string | null
  /** Null where no bot is let in. */
  bot: BotDoor | null
}

/** Gives a plugin its name and the plugins it needs; fastify checks both when it starts. */
export function plugin(
  name: string,
  dependencies: string[],
  register: FastifyPluginCallbackZod<Parts>,
): FastifyPluginCallbackZod<Parts> {
  return Object.assign(register, {
    [Symbol.for('fastify.display-name')]: name,
    [Symbol.for('plugin-meta')]: { name, dependencies, fastify: '5.x' },
  })
}
