import { Counter, Registry } from 'prom-client'
import type { NoticeEnd } from '../app/ports/notices.ts'

/** All of them, so that a state that never came stands there with 0. */
const STATES: Record<NoticeEnd['state'], true> = { sent: true, failed: true, no_number: true, not_configured: true }

/** How the notices by telephone ended, for Prometheus: whoever watches `failed` and `no_number` knows whom nobody rang. */
export function measureNotices(): { registry: Registry; count: (state: NoticeEnd['state']) => void } {
  const registry = new Registry()
  const notices = new Counter({
    name: 'mingbai_phone_notice_total',
    help: 'Telephone notices of emergencies that ended, by how.',
    labelNames: ['state'],
    registers: [registry],
  })
  for (const state of Object.keys(STATES)) notices.inc({ state }, 0)
  return { registry, count: (state) => notices.inc({ state }) }
}
