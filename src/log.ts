import { type DestinationStream, type Logger, pino } from 'pino'
import { safeError } from './adapters/http/logging.ts'
import type { Config } from './config.ts'

/** Whatever is logged of an error goes through `safeError`: what databases and parsers say of one quotes what people typed. */
export function openLog(level: Config['logLevel'], destination: DestinationStream = pino.destination(2)): Logger {
  const safe = (value: unknown) => (value instanceof Error ? safeError(value) : value)
  return pino(
    {
      level,
      serializers: { err: safe, error: safe },
      hooks: {
        // An error logged without a message lends the line its own.
        logMethod(input, method) {
          const [first, ...rest] = input as unknown[]
          const what = first instanceof Error ? { error: first } : first
          const own = typeof what === 'object' && what !== null && ('err' in what || 'error' in what)
          method.apply(this, (own && rest.length === 0 ? [what, 'error'] : [what, ...rest]) as typeof input)
        },
      },
    },
    destination,
  )
}
