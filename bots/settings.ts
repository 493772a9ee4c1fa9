import { z } from 'zod'

/** The bot's own environment; `bots/README.md` explains it. */
const Environment = z.object({
  BACKEND_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:3000'),
  BOT_TOKEN: z
    .string({ error: 'the service token that the server has too' })
    .min(32, 'the service token that the server has too, at least 32 characters'),
  /** The npm name of a puppet, or a file. There is no default: which one is lawful, and what it risks, is the operator's choice. */
  WECHATY_PUPPET: z.string().min(1).optional(),
  BOT_DATA_DIR: z.string().min(1).default('bot-data'),
  /** Between two messages: whoever writes faster than a person is taken for a machine. */
  BOT_PAUSE_MS: z.coerce.number().int().min(0).max(60_000).default(1_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})

export interface Settings {
  backendUrl: string
  token: string
  puppet: string | null
  dataDir: string
  pauseMs: number
  logLevel: z.infer<typeof Environment>['LOG_LEVEL']
}

/** @throws Error that names each variable that is wrong. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error))
  const env = parsed.data
  return {
    backendUrl: env.BACKEND_URL.replace(/\/$/, ''),
    token: env.BOT_TOKEN,
    puppet: env.WECHATY_PUPPET ?? null,
    dataDir: env.BOT_DATA_DIR,
    pauseMs: env.BOT_PAUSE_MS,
    logLevel: env.LOG_LEVEL,
  }
}
